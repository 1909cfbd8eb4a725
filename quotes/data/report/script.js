// Choosing a quote, filters, keys. It reads the page's own elements, and puts no text into it but by textContent.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const form = document.getElementById("/filters");
  const main = one("main");
  const dialog = one("dialog");
  const count = one(".count");
  const SAID = { speaker: "speaker", role: "role", cue: "verb", target: "target", when: "when", where: "where" };

  // What is on the page
  const articles = all(".article").map((element) => ({
    element,
    text: one("h2", element).textContent.toLowerCase(),
    tally: one(".tally", element),
    total: one(".tally", element).textContent,
    records: [],
  }));
  const articleOf = new Map(articles.map((article) => [article.element, article]));
  const records = all(".record").map((element) => {
    const { kind, act, sort, confidence } = element.dataset;
    const article = articleOf.get(element.closest(".article"));
    const record = { element, article, kind, act, sort, confidence: Number(confidence), marks: [], shown: true };
    const said = all("p, blockquote, dd", element).map((each) => each.textContent);
    record.words = [article.text, ...said].join(" ").toLowerCase();
    article.records.push(record);
    return record;
  });
  const byNumber = new Map(records.map((record) => [record.element.dataset.number, record]));
  const byAnchor = new Map(records.map((record) => [record.element.id, record]));
  const marks = all("[data-of]", main).map((element) => {
    const of = element.dataset.of.split(" ").map((each) => {
      const [number, part] = each.split(":");
      const record = byNumber.get(number);
      record.marks.push({ element, part });
      return record;
    });
    return { element, of: [...new Set(of)] };
  });
  const markOf = new Map(marks.map((mark) => [mark.element, mark]));
  const profiles = all(".profile").map((element) => {
    const { name, also } = element.dataset;
    const anchors = all(".mentions a", element).map((link) => byAnchor.get(link.getAttribute("href").slice(1)));
    return { element, name, words: `${name} ${also}`.toLowerCase(), records: anchors };
  });

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
    chosen = null;
  };
  const choose = (record, { still = false } = {}) => {
    release();
    if (!record.shown) form.reset();
    chosen = record;
    record.article.element.open = true;
    record.article.element.classList.add("chosen");
    record.element.classList.add("selected");
    record.element.setAttribute("aria-current", "true");
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
      requestAnimationFrame(() => requestAnimationFrame(center)); // what was out of sight has its true height now
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

  // The filters
  const wanted = () => {
    const given = new FormData(form);
    const speaker = given.get("speaker").trim();
    const words = speaker.toLowerCase();
    const speakers = profiles.filter(({ name, words: called }) => speaker === `"${name}"` || called.includes(words));
    return {
      words: given.get("q").toLowerCase().split(/\s+/).filter(Boolean),
      speakers,
      spoken: words && new Set(speakers.flatMap((profile) => profile.records)),
      kinds: given.getAll("kind"),
      acts: given.getAll("act"),
      least: Number(given.get("least")) / 100,
    };
  };
  const passes = (record, { words, spoken, kinds, acts, least }) =>
    record.confidence >= least &&
    (!kinds.length || kinds.includes(record.kind)) &&
    (!acts.length || acts.includes(record.act) || acts.includes(record.sort)) &&
    (!spoken || spoken.has(record)) &&
    words.every((word) => record.words.includes(word));
  const plural = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  const filter = () => {
    const filters = wanted();
    for (const record of records) record.shown = passes(record, filters);
    const shown = records.filter((record) => record.shown).length;
    const narrowed = shown < records.length;
    for (const { element, shown: visible } of records) element.hidden = !visible;
    for (const { element, of } of marks) element.classList.toggle("off", !of.some((record) => record.shown));
    for (const { element, tally, total, records: own } of articles) {
      const left = own.filter((record) => record.shown).length;
      element.hidden = narrowed && !left;
      tally.textContent = left < own.length ? `${left} of ${total}` : total;
    }
    for (const profile of profiles) profile.element.hidden = !filters.speakers.includes(profile);
    all(".histogram rect").forEach((bar, tenth) => bar.classList.toggle("below", (tenth + 1) / 10 <= filters.least));
    form.elements.shown.value = `${Math.round(100 * filters.least)}%`;
    const inArticles = articles.filter(({ element }) => !element.hidden).length;
    const of = narrowed ? ` of ${records.length.toLocaleString("en")}` : "";
    count.textContent = `${shown.toLocaleString("en")}${of} ${records.length === 1 ? "quote" : "quotes"} in ${plural(inArticles, "article")}`;
    one(".nothing").hidden = shown > 0 || !narrowed;
    if (chosen && !chosen.shown) release();
  };

  // The address: the chosen quote after #, the filters after ?
  const remember = () => {
    const given = [...new FormData(form)].filter(([name, value]) => value && !(name === "least" && value === "0"));
    const query = new URLSearchParams(given).toString();
    const hash = chosen ? `#${chosen.element.id}` : "";
    history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${hash}`);
  };
  const recall = () => {
    const given = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = given.getAll(field.name).includes(field.value);
      else if (field.name && given.has(field.name)) field.value = given.get(field.name);
    }
  };
  const apply = () => {
    const theme = form.elements.theme.value;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    filter();
    remember();
  };
  const named = () => byAnchor.get(location.hash.slice(1));
  const narrow = matchMedia("(max-width: 50rem)");
  const fold = () => (one(".side").open = !narrow.matches);

  // What the reader does
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // at once, and not the theme
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.name !== "theme") field.value = field.type === "range" ? "0" : "";
    }
    apply();
  });
  form.elements.theme.addEventListener("change", apply); // it stands outside of the form
  window.addEventListener("hashchange", () => named() && choose(named()));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const record = link && byAnchor.get(link.getAttribute("href").slice(1));
    if (record) {
      event.preventDefault();
      choose(record, { still: link.matches(".note") });
    } else if (link) {
      const article = document.getElementById(link.getAttribute("href").slice(1));
      if (article.matches("details")) article.open = true;
    } else if (event.target.closest(".only")) {
      form.elements.speaker.value = `"${event.target.closest(".profile").dataset.name}"`; // that one alone
      apply();
    } else if (event.target.closest(".clear")) form.reset();
    else if (event.target.closest(".help")) dialog.showModal();
    else if (!event.target.closest("a, summary")) pick(event.target);
  });
  const pick = (target) => {
    if (!getSelection().isCollapsed) return; // words are being copied
    const card = target.closest(".record");
    const mark = markOf.get(target.closest("[data-of]"));
    if (card && card !== chosen?.element) choose(byAnchor.get(card.id));
    else if (mark) {
      const shown = mark.of.filter((record) => record.shown);
      const next = shown[(shown.indexOf(chosen) + 1) % shown.length]; // the innermost first, then what is around it
      if (next) choose(next, { still: true });
    } else if (!card && target.closest("main")) {
      release();
      remember();
    }
  };
  const keys = {
    j: () => step(1),
    n: () => step(1),
    k: () => step(-1),
    p: () => step(-1),
    "/": () => form.elements.q.focus(),
    "?": () => dialog.showModal(),
    Escape: () => (chosen ? (release(), remember()) : form.reset()),
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
