// Reviewing an article: keys, choosing words, decisions sent to the server. The page is the report's; its script chooses quotes.
// An article's text is put into the page by textContent alone. Offsets that are sent count code points, as in the records.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const cards = all(".record");
  const deeds = one(".deeds");
  const bar = one(".choosing");
  const form = one("dialog.form");
  const field = form.firstElementChild.elements;
  const reviewer = one(".reviewer");
  const NAMES = { quote: "Quote", speaker: "Speaker", role: "Role", cue: "Verb", target: "Target", when: "When", where: "Where" };
  let judged = []; // what the server says of each card's record, in the same order
  let people = new Map(); // who speaks in the article: name -> kind and role
  let picking = null; // the words that are being chosen: pieces of [first, last] word, and what is done with them
  const sending = new Map(); // id -> the decision on its way
  let ready = false; // what the server knows is here
  let held = null; // words that were selected when a button was touched, which may end the selection

  // The text, by words. A mark or a stop at a word's edge is not in it, but for a stop before a closing mark.
  const text = one(".text");
  const shown = text?.textContent ?? "";
  const WORD = /[$£€#@]?[\p{L}\p{N}]+(?:[^\s\p{L}\p{N}“”"]+[\p{L}\p{N}]+)*%?(?:[.,!?…;:]+(?=["”’]))?/gu;
  const words = [...shown.matchAll(WORD)].map((found) => [found.index, found.index + found[0].length]);
  const opens = words.map(([start], n) => !n || /[.!?…]["”’)]*\s|\n\s*\n/.test(shown.slice(words[n - 1][1] - 2, start)));
  const units = []; // code point -> offset in a string of JavaScript
  for (let at = 0; at <= shown.length; at += String.fromCodePoint(shown.codePointAt(at) ?? 0).length) units.push(at);
  const point = (unit) => {
    let [low, high] = [0, units.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (units[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const nodes = [];
  if (text) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let start = 0; walker.nextNode(); start += walker.currentNode.length) nodes.push([start, walker.currentNode]);
  }
  const range = ([first, last]) => {
    const [start, end] = [words[first][0], words[last][1]];
    const found = document.createRange();
    const from = nodes.findLast(([begin]) => begin <= start);
    const to = nodes.findLast(([begin]) => begin < end);
    found.setStart(from[1], start - from[0]);
    found.setEnd(to[1], end - to[0]);
    return found;
  };
  const near = (unit) => Math.max(0, words.findIndex(([, end]) => end > unit));
  const covered = (start, end) => {
    const [first, last] = [words.findIndex((word) => word[1] > start), words.findLastIndex((word) => word[0] < end)];
    return first < 0 || last < first ? null : [first, last];
  };
  const ofSpan = ([start, end]) => covered(units[start], units[end]);
  const selected = () => {
    const selection = getSelection();
    if (!text || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
    const given = selection.getRangeAt(0);
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(given.startContainer, given.startOffset);
    const start = before.toString().length;
    return covered(start, start + given.toString().length);
  };
  const spans = (pieces) => pieces.map(([first, last]) => [point(words[first][0]), point(words[last][1])]);
  const said = ([first, last]) => shown.slice(words[first][0], words[last][1]).replace(/\s+/g, " ");

  // The chosen quote
  const card = () => one(".record.selected");
  const current = () => judged[cards.indexOf(card())];
  const choose = (number) => one(".number", cards[number])?.click();
  const undecided = (number) => !judged[number].verdict && !sending.has(judged[number].record.id) && !cards[number].hidden;
  const next = () => {
    const left = cards.map((_, number) => number).filter(undecided);
    const here = cards.indexOf(card());
    if (one(".least").checked) left.sort((a, b) => cards[a].dataset.sure - cards[b].dataset.sure);
    const found = one(".least").checked ? left[0] : (left.find((number) => number > here) ?? left[0]);
    if (found === undefined) say("Every quote that is shown is decided.");
    else choose(found);
  };
  const say = desk.tell;

  const settle = () => {
    const list = card()?.parentElement; // beside the text it scrolls by itself, and what stands above the card has changed
    if (list) list.scrollTop += card().getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
  };

  // What the server knows
  const show = (found) => {
    judged = found.records;
    people = new Map();
    for (const { record } of judged) {
      const { name, type } = record.speaker ?? {};
      if (name) people.set(name, { type, role: record.role ?? people.get(name)?.role });
    }
    one("datalist[id='/people']").replaceChildren(...[...people.keys()].map((name) => new Option(name, name)));
    cards.forEach((element, number) => tell(element, judged[number]));
    settle();
    const decided = judged.filter(({ verdict }) => verdict).length;
    one(".progress").textContent = `${decided} of ${judged.length} decided`;
  };
  const tell = (element, { verdict, disputed, told }) => {
    if (verdict) element.dataset.verdict = verdict;
    else delete element.dataset.verdict;
    one(".verdicts", element)?.remove();
    const list = Object.assign(document.createElement("ul"), { className: "verdicts" });
    const lines = disputed ? ["Reviewers disagree; the last decision counts.", ...told] : told;
    list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
    list.classList.toggle("disputed", disputed);
    one(".facts", element).after(list);
  };
  const ask = async (address, options) => {
    const answer = await fetch(address, options);
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.detail);
    return found;
  };
  const post = (judgment) =>
    ask(`${location.pathname}/decisions`, {
      method: "POST",
      keepalive: true, // also if the page is left at once
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...judgment, reviewer: reviewer.value.trim() || null }),
    });
  const failed = (error) => say(`Not saved: ${error instanceof TypeError ? "the server does not answer" : error.message}`);
  const decide = async (what, more = {}) => {
    const { id } = current().record;
    const sent = post({ what, id, ...more });
    sending.set(id, sent);
    if (what !== "note") next();
    try {
      show(await sent);
    } catch (error) {
      failed(error);
      choose(judged.findIndex(({ record }) => record.id === id));
    }
    sending.delete(id);
  };
  const change = async (judgment) => {
    try {
      await Promise.allSettled(sending.values());
      const found = await post(judgment);
      if (!found.chosen) return say("You have decided nothing here that could be undone.");
      sessionStorage.setItem("chosen", found.chosen);
      history.replaceState(null, "", location.pathname + location.search);
      location.reload(); // the marks are the server's
    } catch (error) {
      failed(error);
    }
  };
  const correct = (values) => change({ what: "change", id: current().record.id, change: values });

  // Choosing words
  const mark = () => {
    const { pieces, at } = picking;
    const isTyping = document.activeElement === one(".find"); // which would lose the focus to a selection
    const found = range(pieces[at]);
    if (!isTyping) getSelection().setBaseAndExtent(found.startContainer, found.startOffset, found.endContainer, found.endOffset);
    const others = pieces.filter((_, number) => isTyping || number !== at).map(range);
    globalThis.CSS?.highlights?.set("piece", new Highlight(...others));
    found.startContainer.parentElement.scrollIntoView({ block: "nearest" });
    one(".words", bar).textContent = pieces.map(said).join(" … ");
  };
  const pick = (what, start, take, none, beside = start[0]) => {
    if (!words.length) return say("The article's text is not at hand: start the server with --texts, or in its folder.");
    picking = { pieces: start, at: 0, take, none, beside: words[beside[0]][0], found: [], place: 0 };
    one(".what", bar).textContent = `${NAMES[what]}:`;
    one("[data-deed=none]", bar).hidden = !none;
    one("[data-deed=piece]", bar).hidden = what !== "quote";
    bar.hidden = false;
    document.body.classList.add("picking");
    document.activeElement.blur();
    mark();
  };
  const stop = () => {
    picking = null;
    bar.hidden = true;
    document.body.classList.remove("picking");
    globalThis.CSS?.highlights?.delete("piece");
    getSelection().removeAllRanges();
  };
  const move = (change) => {
    const [first, last] = picking.pieces[picking.at];
    const inside = (number) => Math.min(Math.max(number, 0), words.length - 1);
    const [one, other] = change(first, last).map(inside);
    picking.pieces[picking.at] = one <= other ? [one, other] : [other, other];
    mark();
  };
  const sentence = (by) => (first) => {
    let start = first;
    do start += by;
    while (start > 0 && start < words.length && !opens[start]);
    start = Math.min(Math.max(start, 0), words.length - 1);
    while (!opens[start]) start -= 1;
    const end = opens.indexOf(true, start + 1);
    return [start, (end < 0 ? words.length : end) - 1];
  };
  const find = () => {
    const typed = one(".find").value.trim();
    if (!typed) return;
    const escaped = typed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/['’]/g, "['’]").replace(/\s+/g, "\\s+");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}`, "giu");
    picking.found = [...shown.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
    const distances = picking.found.map(([start]) => Math.abs(start - picking.beside)); // from the quote, not from wrong words
    picking.place = distances.indexOf(Math.min(...distances));
    stepFound(0);
  };
  const stepFound = (by) => {
    const { found } = picking;
    if (!found.length) return;
    picking.place = (picking.place + by + found.length) % found.length;
    move(() => covered(...found[picking.place]));
  };
  const chooser = {
    ArrowRight: ({ shiftKey }) => move((first, last) => (shiftKey ? [first + 1, last] : [first, last + 1])),
    ArrowLeft: ({ shiftKey }) => move((first, last) => (shiftKey ? [first - 1, last] : [first, Math.max(first, last - 1)])),
    ArrowDown: () => move(sentence(1)),
    ArrowUp: () => move(sentence(-1)),
    n: () => move((first, last) => [last + 1, last + 1]),
    p: () => move((first) => [first - 1, first - 1]),
    "/": () => {
      one(".find").value = "";
      one(".find").focus();
    },
    ",": () => {
      if (one("[data-deed=piece]", bar).hidden) return;
      const last = Math.min(picking.pieces.at(-1)[1] + 1, words.length - 1);
      picking.at = picking.pieces.push([last, last]) - 1;
      mark();
    },
    Delete: () => picking.none && finish(picking.none),
    Enter: () => finish(picking.take, picking.pieces),
    Escape: stop,
  };
  chooser.Backspace = chooser.Delete;
  const finish = (act, pieces) => {
    stop();
    act(pieces);
  };

  // The form
  const fill = (wanted, values, save) => {
    for (const part of all("fieldset", form)) part.hidden = part.disabled = !wanted.includes(part.dataset.of);
    for (const [name, value] of Object.entries(values)) field[name].value = value ?? "";
    form.returnValue = "";
    form.onclose = () => form.returnValue === "save" && save();
    form.showModal();
    const first = one("fieldset:enabled :is(input, select)", form);
    first.focus();
    first.select?.(); // what is typed takes its place
  };
  const speaker = (place) => {
    const name = field.name.value.trim() || null;
    const known = people.get(name);
    const role = known?.role && { role: [known.role.start, known.role.end] };
    return { speaker: { place, name, type: field.type.value }, ...(name === current()?.record.speaker?.name ? {} : role) };
  };
  field.name.addEventListener("change", () => (field.type.value = people.get(field.name.value.trim())?.type ?? field.type.value));
  const person = (words, before) => {
    const called = words.toLowerCase();
    const known = [...people.keys()].find((name) => ` ${name} `.toLowerCase().includes(` ${called} `));
    const isName = /^(\p{Lu}\S*\s?)+$/u.test(words); // for other words, no name is better than a wrong one
    const name = known ?? (before?.text === words ? before.name : isName ? words : null);
    return { name, type: people.get(name)?.type ?? before?.type ?? "person" };
  };

  // What the reviewer does
  const place = (part) => [part.start, part.end];
  const takers = {
    quote: (record, pieces) => correct({ quote: spans(pieces) }),
    role: (record, pieces) => correct({ role: spans(pieces)[0] }),
    when: (record, pieces) => correct({ when: spans(pieces)[0] }),
    where: (record, pieces) => correct({ where: spans(pieces)[0] }),
    cue: ({ cue }, pieces) => correct({ cue: { place: spans(pieces)[0], factuality: cue?.factuality ?? "asserted" } }),
    target: ({ target }, pieces) => {
      const { name } = person(said(pieces[0]));
      const known = people.has(name) ? name : null;
      correct({ target: { place: spans(pieces)[0], kind: target?.kind ?? "addressee", name: known } });
    },
    speaker: (record, pieces) => {
      const found = person(said(pieces[0]), record.speaker);
      fill(["speaker"], found, () => correct(speaker(spans(pieces)[0])));
    },
  };
  const begin = (record, what) => {
    if (what === "quote") return record.quote.spans.map(ofSpan);
    const [start] = record.quote.spans[0];
    return [record[what] ? ofSpan(place(record[what])) : [near(units[start]), near(units[start])]];
  };
  const part = (what) => {
    if (!card()) return next();
    const { record } = current();
    const chosen = selected() ?? held;
    if (chosen) return finish((pieces) => takers[what](record, pieces), [chosen]);
    const none = what !== "quote" && record[what] ? () => correct({ [what]: null }) : null;
    const beside = text && what !== "quote" ? ofSpan(record.quote.spans[0]) : undefined;
    pick(what, text ? begin(record, what) : [], (pieces) => takers[what](record, pieces), none, beside ?? undefined);
  };
  const add = () => {
    const here = card() && text ? ofSpan(current().record.quote.spans.at(-1))[1] + 1 : 0;
    const start = Math.min(here, words.length - 1);
    const from = selected() ?? held;
    pick("quote", [from ?? [start, start]], (pieces) => {
      const quote = spans(pieces);
      const send = (more) => change({ what: "add", change: { quote, ...more } });
      const behind = Math.min(pieces.at(-1)[1] + 1, words.length - 1);
      pick("speaker", [[behind, behind]], (who) => fill(["speaker"], person(said(who[0])), () => send(speaker(spans(who)[0]))), () => send({}));
    });
  };
  const who = () => {
    const { speaker: before } = current()?.record ?? {};
    if (!before) return part("speaker");
    fill(["speaker"], { name: before.name, type: before.type }, () => correct(speaker(place(before))));
  };
  const how = () => {
    if (!card()) return next();
    const { cue, target } = current().record;
    if (!cue && !target) return say("This quote has no verb yet: press v to choose its words.");
    const values = { ...(cue && { factuality: cue.factuality, act: cue.act }), ...(target && { kind: target.kind }) };
    fill([cue && "cue", target && "target"], values, () =>
      correct({
        ...(cue && { cue: { place: place(cue), lemma: cue.lemma, act: field.act.value, factuality: field.factuality.value } }),
        ...(target && { target: { place: place(target), name: target.name, kind: field.kind.value } }),
      }),
    );
  };
  const note = () => {
    if (!card()) return next();
    fill(["note"], { note: current().note }, () => decide("note", { note: field.note.value.trim() || null }));
  };
  const deed = {
    accept: () => (card() ? decide("accept") : next()),
    reject: () => (card() ? decide("reject") : next()),
    undo: () => change({ what: "undo" }),
    least: () => one(".least").click(),
    after: () => one("nav [rel=next]")?.click(),
    before: () => one("nav [rel=prev]")?.click(),
    index: () => one("nav [rel=index]").click(),
    take: chooser.Enter,
    piece: chooser[","],
    none: chooser.Delete,
    cancel: stop,
    quote: () => part("quote"),
    speaker: () => part("speaker"),
    role: () => part("role"),
    cue: () => part("cue"),
    target: () => part("target"),
    when: () => part("when"),
    where: () => part("where"),
    save: () => one("[data-save]").click(),
    next, add, who, how, note,
  };
  const keys = {
    a: "accept", r: "reject", d: "next", l: "least", u: "undo", m: "note", w: "who", f: "how", "+": "add",
    J: "after", K: "before", i: "index", q: "quote", s: "speaker", o: "role", v: "cue", t: "target", e: "when", h: "where", x: "save",
  };
  const inForm = (event) => {
    event.stopPropagation(); // the report's keys mean nothing there
    if (event.key !== "Enter" || !event.target.matches("select")) return;
    event.preventDefault(); // a field of text does this by itself
    form.firstElementChild.requestSubmit(one("[value=save]", form));
  };
  const pressed = (event) => {
    if (form.open) return inForm(event);
    if (!ready) return;
    if (event.ctrlKey || event.altKey || event.metaKey || one("dialog[open]")) return;
    const typing = event.target.matches("input:not([type=checkbox], [type=range]), select, textarea");
    const leaves = picking && event.target.matches(".find") && ["Enter", "Escape"].includes(event.key);
    const steps = picking && event.target.matches(".find") && { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (typing && !leaves && !steps) return;
    const act = steps ? () => stepFound(steps) : leaves ? () => (event.target.blur(), mark()) : picking ? chooser[event.key] : deed[keys[event.key]];
    if (picking) event.stopPropagation();
    if (!act) return;
    if (picking && event.key === "Enter" && event.target.matches("button")) return; // that button is pressed
    event.preventDefault();
    event.stopPropagation();
    say("");
    act(event);
  };
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-deed]");
    if (!button || !ready) return;
    say("");
    deed[button.dataset.deed]();
    held = null;
  });
  document.addEventListener("pointerdown", ({ target }) => (held = target.closest("[data-deed]") && selected()), true);
  document.addEventListener("selectionchange", () => {
    const chosen = picking && selected();
    if (!chosen || String(chosen) === String(picking.pieces[picking.at])) return;
    picking.pieces[picking.at] = chosen; // by hand; the words are marked as they are selected
    one(".words", bar).textContent = picking.pieces.map(said).join(" … ");
  });
  one(".find").addEventListener("input", find);
  new MutationObserver(() => {
    deeds.hidden = !card();
    if (!card()) return;
    if (deeds.parentElement !== card()) one(".facts", card()).after(deeds);
    settle();
  }).observe(one("main"), { attributes: true, attributeFilter: ["aria-current"], subtree: true });

  reviewer.value = localStorage.getItem("reviewer") ?? reviewer.value;
  reviewer.addEventListener("input", () => localStorage.setItem("reviewer", reviewer.value.trim()));
  one(".least").checked = sessionStorage.getItem("least") === "true";
  one(".least").addEventListener("change", ({ target }) => sessionStorage.setItem("least", target.checked));
  const start = async () => {
    show(await ask(`${location.pathname}/reviewed?${new URLSearchParams({ reviewer: reviewer.value })}`));
    ready = true;
    const chosen = judged.findIndex(({ record }) => record.id === sessionStorage.getItem("chosen"));
    sessionStorage.removeItem("chosen");
    if (chosen >= 0) choose(chosen);
    else if (!location.hash && judged.length) next();
  };
  start().catch(failed);
})();
