// What is on the page: its articles, records, marks and speakers.
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

// To ask the page is slow, too: what is hidden, and what was written, is kept
const hidden = new Set();
const hide = (element, wanted) => {
  if (hidden.has(element) === wanted) return;
  element.hidden = wanted;
  hidden[wanted ? "add" : "delete"](element);
};
const written = new Map();
const put = (element, text) => {
  if (written.get(element) === text) return;
  element.textContent = text;
  written.set(element, text);
};

const report = (() => {
  const entries = all(".contents li");
  const length = Number(one("fieldset[data-length]")?.dataset.length ?? 10);
  const articles = all(".article").map((element, place) => {
    const [title, text, tally] = ["h2", ".text", ".tally"].map((part) => one(part, element));
    const { outlet, date } = element.dataset;
    return {
      element,
      outlet: outlet || "none",
      date,
      when: date.slice(0, length) || "none",
      title: title.textContent,
      said: [title, text].filter(Boolean).map((each) => new search.Text(() => each.textContent, each)),
      text,
      tally,
      total: tally.textContent,
      entry: entries[place],
      count: one("b", entries[place]),
      records: [],
      marks: [],
      hits: null, // the places of words that are looked for, once somebody may see them
      isStale: false, // whether its page is still to be brought up to date
    };
  });
  const articleOf = new Map(articles.map((article) => [article.element, article]));
  for (const element of all(".record")) {
    const { number, kind, act, sort, check, confidence, sure } = element.dataset;
    const article = articleOf.get(element.closest(".article"));
    const fields = () => all("p, blockquote, dd", element).map((each) => each.textContent);
    article.records.push({
      ...{ element, article, number, kind, act, sort, check, marks: [], shown: true },
      confidence: Number(confidence),
      sure: Number(sure),
      isCounted: ["direct", "mixed", "indirect"].includes(kind) && !("repeats" in element.dataset),
      words: new search.Text(() => fields().join("\n|\n")), // a phrase does not run from one to the next
    });
  }
  const records = articles.flatMap((article) => article.records);
  const byNumber = new Map(records.map((record) => [record.number, record]));
  const byAnchor = new Map(records.map((record) => [record.element.id, record]));
  const marks = all("[data-of]", one("main")).map((element) => {
    const of = element.dataset.of.split(" ").map((each) => {
      const [number, part] = each.split(":");
      const record = byNumber.get(number);
      record.marks.push({ element, part });
      return record;
    });
    const mark = { element, of: [...new Set(of)], off: false };
    of[0].article.marks.push(mark);
    return mark;
  });
  const markOf = new Map(marks.map((mark) => [mark.element, mark]));
  const profiles = all(".profile").map((element) => {
    const { name, also } = element.dataset;
    const mentions = all(".mentions li", element).map((item) => ({
      item,
      record: byAnchor.get(one("a", item).getAttribute("href").slice(1)),
    }));
    const [count, kinds] = ["summary b", ".kinds"].map((part) => one(part, element));
    return { element, name, mentions, count, kinds, words: search.fold(`${name} ${also}`) };
  });

  // A record by the part of an address after #: its anchor, or its id as somebody typed it or a program changed it
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a % that escapes nothing
    }
  };
  const byId = new Map();
  for (const record of records) {
    const id = decoded(record.element.id);
    if (!record.element.id.includes("/") && !byId.has(id)) byId.set(id, record); // with a /, it is the second of an id
  }
  const at = (hash) => byAnchor.get(hash) ?? byId.get(decoded(hash)) ?? byId.get(hash);

  return { articles, articleOf, records, markOf, profiles, at };
})();
