// Choosing a quote, filters, keys. It reads the page's own elements, and puts no text into it but by textContent.
"use strict";
(() => {
  const form = document.getElementById("/filters");
  const main = one("main");
  const dialog = one("dialog");
  const actions = one(".actions");
  const { markOf, profiles } = report;
  let { articles, records } = report; // in the order that is wanted
  const SAID = { speaker: "speaker", role: "role", cue: "verb", target: "target", when: "when", where: "where" };

  // The chosen quote
  let chosen = null;
  const release = () => {
    if (!chosen) return;
    chosen.element.classList.remove("selected");
    chosen.element.removeAttribute("aria-current");
    chosen.article.element.classList.remove("chosen");
    for (const { element } of chosen.marks) {
      delete element.dataset.on;
      delete element.dataset.quoted;
      delete element.dataset.says;
    }
    actions.hidden = true;
    chosen = null;
  };
  const later = (then) => requestAnimationFrame(() => requestAnimationFrame(then)); // what was out of sight is laid out
  const choose = (record, { still = false } = {}) => {
    release();
    if (!record.shown) form.reset();
    settle(record.article);
    chosen = record;
    record.article.element.open = true;
    record.article.element.classList.add("chosen");
    record.element.classList.add("selected");
    record.element.setAttribute("aria-current", "true");
    record.element.prepend(actions);
    actions.hidden = false;
    tell("");
    const said = new Set();
    for (const { element, part } of record.marks) {
      if (part === "quote") element.dataset.quoted = "";
      if (!element.dataset.on || element.dataset.on === "quote") element.dataset.on = part;
      if (part in SAID && element.dataset.on === part && !said.has(part)) {
        element.dataset.says = SAID[part];
        said.add(part);
      }
    }
    const quote = record.marks.find(({ part }) => part === "quote");
    const center = () => chosen === record && (quote ?? record).element.scrollIntoView({ block: "center" });
    if (!still) {
      center();
      later(center);
    }
    const list = record.element.parentElement; // beside the text it scrolls by itself
    list.scrollTop += record.element.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
    one(".number", record.element).focus({ preventScroll: true });
    remember();
  };
  const step = (by) => {
    const shown = records.filter((record) => record.shown);
    const place = shown.indexOf(chosen);
    const next = place < 0 ? shown.at(by > 0 ? 0 : -1) : shown[place + by];
    if (next) choose(next);
  };
  const close = () => {
    release();
    remember();
  };
  const tell = (words) => (one("output", actions).textContent = words);
  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      tell("Copied.");
    } catch {
      tell("The browser does not allow it: select the words, and copy them.");
    }
  };
  const stepArticle = (by) => {
    const edge = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
    const tops = articles
      .filter(({ element }) => !hidden.has(element))
      .map((article) => ({ article, top: article.element.getBoundingClientRect().top - edge }));
    const next = by > 0 ? tops.find(({ top }) => top > 8) : tops.findLast(({ top }) => top < -8);
    if (!next) return;
    const show = () => next.article.element.scrollIntoView();
    show();
    later(show);
    one("summary", next.article.element).focus({ preventScroll: true });
  };

  // The filters: each passes a record, or does not. Only those are asked of which something is wanted.
  const ARTICLES = ["outlet", "date"]; // what is asked of an article itself
  const wanted = () => {
    const asked = new FormData(form);
    const speaker = asked.get("speaker").trim();
    const called = search.fold(speaker);
    const speakers = profiles.filter(({ name, words }) => speaker === `"${name}"` || words.includes(called));
    const terms = search.terms(asked.get("q"));
    const spoken = new Set(speakers.flatMap(({ mentions }) => mentions.map(({ record }) => record)));
    const least = Number(asked.get("least")) / 100;
    const [kinds, acts, checks, outlets, dates] = ["kind", "act", "check", "outlet", "date"].map(
      (each) => new Set(asked.getAll(each)),
    );
    const passes = [
      [kinds.size, "kind", (record) => kinds.has(record.kind)],
      [acts.size, "act", (record) => acts.has(record.act) || acts.has(record.sort)],
      [checks.size, "check", (record) => checks.has(record.check)],
      [outlets.size, "outlet", ({ article }) => outlets.has(article.outlet)],
      [dates.size, "date", ({ article }) => dates.has(article.when)],
      [least, "least", (record) => record.confidence >= least],
      [called, "speaker", (record) => spoken.has(record)],
      [terms.length, "q", (record) => search.has(record.words, terms)],
    ].filter(([isWanted]) => isWanted);
    return { terms, speakers: new Set(speakers), least, passes, sort: asked.get("sort") };
  };
  const VALUES = {
    kind: (record) => [record.kind],
    act: (record) => [record.act, record.sort],
    check: (record) => [record.check],
    outlet: (record) => [record.article.outlet],
    date: (record) => [record.article.when],
    least: (record) => [Math.min(9, Math.floor(10 * record.confidence))],
  };
  const choices = all("input[type=checkbox]", form).map((input) => {
    const label = input.closest("label");
    return { input, label, count: one("b", label), bar: one("rect", label) };
  });
  const tenths = all(".histogram rect").map((bar) => ({ bar, title: one("title", bar) }));
  const { format } = new Intl.NumberFormat("en");
  const plural = (told, noun, number) => `${told} ${noun}${number === 1 ? "" : "s"}`;
  const counted = (number, noun) => plural(format(number), noun, number);

  // Each record knows what it counts for
  const counters = Object.fromEntries(Object.keys(VALUES).map((name) => [name, new Map()]));
  const counter = (name, value) => {
    if (!counters[name].has(value)) counters[name].set(value, { number: 0 });
    return counters[name].get(value);
  };
  for (const record of records) {
    const own = Object.entries(VALUES).map(([name, of]) => [name, of(record).map((value) => counter(name, value))]);
    record.counters = Object.fromEntries(own);
    record.all = own.flatMap(([, each]) => each);
  }

  // A value's count is of what passes all other filters
  const countValues = () => {
    for (const values of Object.values(counters)) for (const each of values.values()) each.number = 0;
    for (const { shown, missed, all: own, counters: of } of records) {
      for (const each of shown ? own : (of[missed] ?? [])) each.number += 1;
    }
    for (const { input, label, count, bar } of choices) {
      const { number } = counter(input.name, input.value);
      put(count, format(number));
      bar.setAttribute("width", (100 * number) / Math.max(1, records.length));
      label.classList.toggle("empty", !number && !input.checked);
    }
    const numbers = tenths.map((_, tenth) => counter("least", tenth).number);
    const highest = Math.max(1, ...numbers);
    tenths.forEach(({ bar, title }, tenth) => {
      bar.setAttribute("y", 30 - (30 * numbers[tenth]) / highest);
      bar.setAttribute("height", (30 * numbers[tenth]) / highest);
      put(title, `${10 * tenth}% to ${10 * tenth + 10}%: ${numbers[tenth]}`);
    });
  };
  const listMentions = ({ element, mentions }) => {
    if (element.open) for (const { item, record } of mentions) hide(item, !record.shown);
  };
  const countProfile = (profile, isOut, narrowed) => {
    const { element, mentions, count, kinds } = profile;
    put(count, format(mentions.filter(({ record }) => record.shown && record.isCounted).length));
    hide(kinds, narrowed); // they are of all quotes
    hide(element, isOut);
    listMentions(profile);
  };
  for (const profile of profiles) profile.element.addEventListener("toggle", () => listMentions(profile));

  const ORDERS = {
    newest: (a, b) => b.date.localeCompare(a.date),
    oldest: (a, b) => (a.date || "9").localeCompare(b.date || "9"),
    title: (a, b) => a.title.localeCompare(b.title),
    most: (a, b) => b.records.length - a.records.length,
    unsure: (a, b) => lowest(a) - lowest(b),
  };
  const lowest = (article) => Math.min(2, ...article.records.map((record) => record.sure));
  let arranged = "";
  const arrange = (order) => {
    if (order === arranged) return;
    arranged = order;
    articles = ORDERS[order] ? [...report.articles].sort(ORDERS[order]) : report.articles;
    records = articles.flatMap((article) => article.records);
    one(".nothing").before(...articles.map(({ element }) => element));
    one(".contents ol").append(...articles.map(({ entry }) => entry));
  };

  // What somebody may see is brought up to date at once, and the rest of a long page between two frames
  const NEAR = 12; // articles that may come into sight
  const near = new Set();
  const seen = () => {
    const shown = articles.filter(({ element }) => !hidden.has(element));
    const first = Math.max(0, shown.findIndex((article) => near.has(article)));
    return shown.filter((article, place) => near.has(article) || (place >= first && place < first + NEAR));
  };
  const settle = (article) => {
    if (!article.isStale) return;
    article.isStale = false;
    const { records: own, marks: ownMarks, tally, total } = article;
    for (const { element, shown } of own) hide(element, !shown);
    for (const mark of ownMarks) {
      const off = !mark.of.some((record) => record.shown);
      if (off !== mark.off) mark.element.classList.toggle("off", (mark.off = off));
    }
    put(tally, article.left < own.length ? `${article.left} of ${total}` : total);
  };
  let chores = [];
  const workOff = (milliseconds) => {
    const end = performance.now() + milliseconds;
    while (chores.length && performance.now() < end) chores.pop()();
    if (chores.length) setTimeout(workOff, 0, 8);
  };
  addEventListener("beforeprint", () => workOff(Infinity));
  const watcher = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        near[isIntersecting ? "add" : "delete"](report.articleOf.get(target));
      }
      near.forEach(settle);
      markHits();
    },
    { rootMargin: "100% 0px" },
  );
  for (const { element } of articles) watcher.observe(element);

  // The places of the words that are searched
  const MOST = 2000; // places to go to; more would only be slow
  let looked = [];
  let hits = [];
  let at = -1;
  const placesIn = (article) => (article.hits ??= article.said.flatMap((each) => search.places(each, looked)));
  const placesOn = (record) => {
    const read = (element) => new search.Text(() => element.textContent, element);
    record.parts ??= all(".who, .how, blockquote, dl", record.element).map(read);
    return record.parts.flatMap((each) => search.places(each, looked));
  };
  const placesOnCards = ({ records: own }) => own.filter((record) => record.shown).flatMap(placesOn);
  const find = (terms) => {
    at = -1;
    hits = [];
    looked = terms;
    for (const article of articles) article.hits = null;
    for (const article of looked.length ? articles : []) {
      if (hidden.has(article.element)) continue;
      hits = hits.concat(placesIn(article), article.text ? [] : placesOnCards(article)); // there is nothing else to go to
      if (hits.length >= MOST) break;
    }
    markHits();
    search.mark("here", []);
    tellHits();
  };
  const markHits = () => {
    const found = looked.length ? seen().flatMap((article) => [...placesIn(article), ...placesOnCards(article)]) : [];
    search.mark("hit", found);
  };
  const tellHits = () => {
    const told = hits.length >= MOST ? `${format(MOST)}+` : format(hits.length);
    one(".hits").hidden = !hits.length;
    one(".hits output").textContent = at < 0 ? plural(told, "place", hits.length) : `${at + 1} of ${told}`;
  };
  const stepHit = (by) => {
    if (!hits.length) return;
    at = (at < 0 && by < 0 ? hits.length - 1 : at + by + hits.length) % hits.length;
    const hit = hits[at];
    const range = new Range();
    range.setStart(hit.startContainer, hit.startOffset);
    range.setEnd(hit.endContainer, hit.endOffset);
    hit.startContainer.parentElement.closest(".article").open = true;
    search.mark("here", [range]);
    hit.startContainer.parentElement.scrollIntoView({ block: "center" });
    later(() => scrollBy(0, range.getBoundingClientRect().top - innerHeight / 2));
    tellHits();
  };

  const judge = (record, passes) => {
    record.shown = record.passesRest = true;
    record.missed = null; // the only filter that it does not pass
    let missed = 0;
    let isOut = false; // for something of quotes, beside words
    for (const [, name, passesIt] of passes) {
      if (passesIt(record)) continue;
      record.shown = false;
      record.missed = (missed += 1) === 1 ? name : null;
      if (name === "q") continue;
      record.passesRest = false;
      isOut ||= !ARTICLES.includes(name);
    }
    return isOut;
  };
  const filter = () => {
    const { terms, speakers, least, passes, sort } = wanted();
    arrange(sort);
    let isAsked = false; // something of quotes, beside words
    for (const record of records) isAsked = judge(record, passes) || isAsked;
    const ofArticles = passes.filter(([, name]) => ARTICLES.includes(name));
    const hasWords = ({ said, records: own }) =>
      said.some((each) => search.has(each, terms)) && (!isAsked || own.some(({ passesRest }) => passesRest));
    const isShown = (article) =>
      ofArticles.every(([, , passesIt]) => passesIt({ article })) &&
      (article.left || (terms.length ? hasWords(article) : !isAsked));
    let inArticles = 0;
    for (const article of articles) {
      const { element, entry, count, records: own } = article;
      const left = own.filter((record) => record.shown);
      article.left = left.length;
      article.isStale = true;
      const isOut = !isShown(article);
      hide(element, isOut);
      hide(entry, isOut);
      put(count, format(left.filter((record) => record.isCounted).length));
      inArticles += !isOut;
    }
    seen().forEach(settle);
    const shown = articles.reduce((sum, { left }) => sum + left, 0);
    const narrowed = shown < records.length;
    countValues();
    tenths.forEach(({ bar }, tenth) => bar.classList.toggle("below", (tenth + 1) / 10 <= least));
    form.elements.shown.value = `${Math.round(100 * least)}%`;
    const of = narrowed ? ` of ${format(records.length)}` : "";
    one(".count").textContent =
      `${plural(`${format(shown)}${of}`, "quote", records.length)} in ${counted(inArticles, "article")}`;
    const outs = profiles.map(
      (profile) => !speakers.has(profile) || (narrowed && !profile.mentions.some(({ record }) => record.shown)),
    );
    const inSight = outs.filter((isOut) => !isOut).length;
    totals.textContent = narrowed ? `${counted(inSight, "speaker")} shown; in all: ${inAll}` : inAll;
    one(".nothing").hidden = inArticles > 0 || !articles.length;
    if (chosen && !chosen.shown) release();
    find(terms);
    const ofProfiles = profiles.map((profile, place) => () => countProfile(profile, outs[place], narrowed));
    ofProfiles.splice(0, LISTED).forEach((each) => each());
    chores = [...articles.map((article) => () => settle(article)), ...ofProfiles].reverse();
    later(() => workOff(8));
  };
  const LISTED = 100; // speakers whose counts are brought up to date at once
  const totals = one(".totals");
  const inAll = totals.textContent;

  // The address: the chosen quote after #, the filters after ?
  const address = () => {
    const asked = [...new FormData(form)].filter(([name, value]) => value && !(name === "least" && value === "0"));
    const query = new URLSearchParams(asked).toString();
    const hash = chosen ? `#${chosen.element.id}` : "";
    isNoted = true;
    history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${hash}`);
  };
  let isNoted = true;
  const remember = () => {
    if (isNoted) later(() => isNoted || address()); // it takes its time on a long page: after what is seen
    isNoted = false;
  };
  addEventListener("pagehide", () => isNoted || address());
  const recall = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = asked.getAll(field.name).includes(field.value);
      else if (field.name && asked.has(field.name)) field.value = asked.get(field.name);
    }
  };
  const apply = () => {
    const theme = form.elements.theme.value;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    filter();
    remember();
  };
  const named = () => report.at(location.hash.slice(1));
  const narrow = matchMedia("(max-width: 50rem)");
  const fold = () => (one(".side").open = !narrow.matches);

  // What the reader does
  const save = (kind) => saving.save(kind, records.filter(({ shown }) => shown).map(({ number }) => number));
  const DONE = {
    before: () => step(-1),
    after: () => step(1),
    close,
    copy: () => copy(saving.cited(chosen.element, chosen.article.element)),
    "copy-link": () => copy(`${location.href.split(/[?#]/)[0]}#${chosen.element.id}`),
    "article-before": () => stepArticle(-1),
    "article-after": () => stepArticle(1),
    "hit-before": () => stepHit(-1),
    "hit-after": () => stepHit(1),
    "save-jsonl": () => save("jsonl"),
    "save-csv": () => save("csv"),
    clear: () => form.reset(),
    help: () => {
      dialog.showModal();
      one("h2", dialog).focus(); // from its beginning
    },
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // at once, and not the theme or the order
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = false;
      else if (!["theme", "sort"].includes(field.name)) field.value = field.type === "range" ? "0" : "";
    }
    apply();
  });
  form.elements.theme.addEventListener("change", apply); // it stands outside of the form
  form.elements.q.addEventListener("keydown", (event) => event.key === "Enter" && stepHit(event.shiftKey ? -1 : 1));
  window.addEventListener("hashchange", () => named() && choose(named()));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const button = event.target.closest("[data-do]");
    const record = link && report.at(link.getAttribute("href").slice(1));
    if (record) {
      event.preventDefault();
      choose(record, { still: link.matches(".note") });
    } else if (link) {
      const article = document.getElementById(link.getAttribute("href").slice(1));
      if (article.matches("details")) article.open = true;
    } else if (button) DONE[button.dataset.do]();
    else if (event.target.closest(".only")) {
      form.elements.speaker.value = `"${event.target.closest(".profile").dataset.name}"`; // that one alone
      apply();
    } else if (!event.target.closest("a, summary")) pick(event.target);
  });
  const pick = (target) => {
    if (!getSelection().isCollapsed) return; // words are being copied
    const card = target.closest(".record");
    const mark = markOf.get(target.closest("[data-of]"));
    if (card && card !== chosen?.element) choose(report.at(card.id));
    else if (mark) {
      const shown = mark.of.filter((record) => record.shown);
      const next = shown[(shown.indexOf(chosen) + 1) % shown.length]; // the innermost first, then what is around it
      if (next) choose(next, { still: true });
    } else if (!card && target.closest("main")) close();
  };
  const keys = {
    j: DONE.after,
    n: DONE.after,
    k: DONE.before,
    p: DONE.before,
    J: DONE["article-after"],
    K: DONE["article-before"],
    c: () => chosen && DONE.copy(),
    "/": () => form.elements.q.focus(),
    "?": DONE.help,
    Escape: () => (chosen ? close() : form.reset()),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox], [type=range]), select");
    if (event.ctrlKey || event.altKey || event.metaKey || dialog.open || (typing && event.key !== "Escape")) return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.target.blur();
    keys[event.key]();
  });

  main.before(one("aside")); // as it is seen: filters, then articles
  document.documentElement.classList.add("js");
  for (const element of [form, one(".tools"), ...all(".only")]) element.hidden = false;
  fold();
  narrow.addEventListener("change", fold);
  recall();
  const first = named();
  apply();
  const texts = [...records.map(({ words }) => words), ...articles.flatMap(({ said }) => said)];
  chores.unshift(...texts.map((text) => () => text.folded)); // before anybody looks for words in them
  if (first) addEventListener("load", () => choose(first)); // by then the browser itself has gone there, to the card
})();
