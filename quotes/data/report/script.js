// Choosing a quote, filters, keys. It reads the page's own elements, and puts no text into it but by textContent.
"use strict";
(() => {
  const form = document.getElementById("/filters");
  const main = one("main");
  const dialog = one("dialog");
  const actions = one(".actions");
  const { marks, markOf, profiles } = report;
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

  // The filters: each passes a record, or does not
  const wanted = () => {
    const asked = new FormData(form);
    const speaker = asked.get("speaker").trim();
    const called = search.fold(speaker);
    const speakers = profiles.filter(({ name, words }) => speaker === `"${name}"` || words.includes(called));
    const terms = search.terms(asked.get("q"));
    const spoken = called && new Set(speakers.flatMap(({ mentions }) => mentions.map(({ record }) => record)));
    const least = Number(asked.get("least")) / 100;
    const [kinds, acts, checks, outlets, dates] = ["kind", "act", "check", "outlet", "date"].map((each) =>
      asked.getAll(each),
    );
    const isAmong = (values, ...own) => !values.length || own.some((value) => values.includes(value));
    const passes = {
      kind: (record) => isAmong(kinds, record.kind),
      act: (record) => isAmong(acts, record.act, record.sort),
      check: (record) => isAmong(checks, record.check),
      outlet: ({ article }) => isAmong(outlets, article.outlet),
      date: ({ article }) => isAmong(dates, article.when),
      least: (record) => record.confidence >= least,
      speaker: (record) => !spoken || spoken.has(record),
      q: (record) => search.has(record.words, terms),
    };
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
    return { input, count: one("b", label), bar: one("rect", label) };
  });
  const { format } = new Intl.NumberFormat("en");

  // A value's count is of what passes all other filters
  const countValues = () => {
    const counts = Object.fromEntries(Object.keys(VALUES).map((name) => [name, new Map()]));
    for (const record of records) {
      for (const name of record.shown ? Object.keys(VALUES) : record.failed.length === 1 ? record.failed : []) {
        for (const value of VALUES[name]?.(record) ?? []) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
      }
    }
    for (const { input, count, bar } of choices) {
      const number = counts[input.name].get(input.value) ?? 0;
      put(count, format(number));
      bar.setAttribute("width", (100 * number) / Math.max(1, records.length));
      input.closest("label").classList.toggle("empty", !number && !input.checked);
    }
    const highest = Math.max(1, ...counts.least.values());
    all(".histogram rect").forEach((bar, tenth) => {
      const number = counts.least.get(tenth) ?? 0;
      bar.setAttribute("y", 30 - (30 * number) / highest);
      bar.setAttribute("height", (30 * number) / highest);
      one("title", bar).textContent = `${10 * tenth}% to ${10 * tenth + 10}%: ${number}`;
    });
  };
  const countProfiles = (speakers, narrowed) => {
    for (const profile of profiles) {
      const { element, mentions, count, kinds } = profile;
      for (const { item, record } of mentions) hide(item, !record.shown);
      const shown = mentions.filter(({ record }) => record.shown);
      put(count, format(shown.filter(({ record }) => record.isCounted).length));
      hide(kinds, narrowed); // they are of all quotes
      hide(element, !speakers.has(profile) || (narrowed && !shown.length));
    }
  };

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

  // The places of the words that are searched
  const MOST = 2000; // marks; more would only be slow
  let hits = [];
  let at = -1;
  const find = (terms) => {
    at = -1;
    hits = [];
    const inCards = [];
    if (terms.length) {
      const shown = articles.filter(({ element }) => !hidden.has(element));
      const cards = (article) => article.records.filter((record) => record.shown);
      const parts = ({ element }) => all(".who, .how, blockquote, dl", element);
      const places = ({ element, folded }) => search.places(element, folded, terms);
      for (const article of shown) {
        if (hits.length < MOST) hits.push(...article.said.flatMap(places));
        if (hits.length + inCards.length >= MOST) continue;
        const found = cards(article)
          .flatMap(parts)
          .flatMap((element) => places({ element, folded: search.fold(element.textContent) }));
        if (article.text) inCards.push(...found);
        else hits.push(...found); // there is nothing else to go to
      }
    }
    search.mark("hit", [...hits, ...inCards]);
    search.mark("here", []);
    tellHits();
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

  const plural = (told, noun, number) => `${told} ${noun}${number === 1 ? "" : "s"}`;
  const counted = (number, noun) => plural(format(number), noun, number);
  const ARTICLES = ["outlet", "date"]; // what is asked of an article itself
  const filter = () => {
    const { terms, speakers, least, passes, sort } = wanted();
    arrange(sort);
    const names = Object.keys(passes);
    let isAsked = false; // something of quotes, beside words
    for (const record of records) {
      record.failed = names.filter((name) => !passes[name](record));
      record.shown = !record.failed.length;
      isAsked ||= record.failed.some((name) => name !== "q" && !ARTICLES.includes(name));
    }
    const hasWords = ({ said, records: own }) =>
      said.some(({ folded }) => search.has(folded, terms)) &&
      (!isAsked || own.some(({ failed }) => failed.every((name) => name === "q")));
    const isShown = (article, left) =>
      ARTICLES.every((name) => passes[name]({ article })) && (left || (terms.length ? hasWords(article) : !isAsked));
    for (const { element, shown } of records) hide(element, !shown);
    for (const mark of marks) {
      const off = !mark.of.some((record) => record.shown);
      if (off !== mark.off) mark.element.classList.toggle("off", (mark.off = off));
    }
    for (const article of articles) {
      const { element, entry, tally, total, count, records: own } = article;
      const left = own.filter((record) => record.shown).length;
      const isOut = !isShown(article, left);
      hide(element, isOut);
      hide(entry, isOut);
      put(tally, left < own.length ? `${left} of ${total}` : total);
      put(count, format(own.filter((record) => record.shown && record.isCounted).length));
    }
    const shown = records.filter((record) => record.shown).length;
    const narrowed = shown < records.length;
    countValues();
    countProfiles(speakers, narrowed);
    all(".histogram rect").forEach((bar, tenth) => bar.classList.toggle("below", (tenth + 1) / 10 <= least));
    form.elements.shown.value = `${Math.round(100 * least)}%`;
    const inArticles = articles.filter(({ element }) => !hidden.has(element)).length;
    const of = narrowed ? ` of ${format(records.length)}` : "";
    one(".count").textContent =
      `${plural(`${format(shown)}${of}`, "quote", records.length)} in ${counted(inArticles, "article")}`;
    const seen = profiles.filter(({ element }) => !hidden.has(element)).length;
    totals.textContent = narrowed ? `${counted(seen, "speaker")} shown; in all: ${inAll}` : inAll;
    one(".nothing").hidden = inArticles > 0 || !articles.length;
    if (chosen && !chosen.shown) release();
    find(terms);
  };
  const totals = one(".totals");
  const inAll = totals.textContent;

  // The address: the chosen quote after #, the filters after ?
  const remember = () => {
    const asked = [...new FormData(form)].filter(([name, value]) => value && !(name === "least" && value === "0"));
    const query = new URLSearchParams(asked).toString();
    const hash = chosen ? `#${chosen.element.id}` : "";
    history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${hash}`);
  };
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
    help: () => dialog.showModal(),
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
  if (first) addEventListener("load", () => choose(first)); // by then the browser itself has gone there, to the card
})();
