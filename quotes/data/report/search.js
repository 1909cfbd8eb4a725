// Words to look for, and where they stand. Letter case, accents and the form of a mark do not count.
"use strict";
const search = (() => {
  const ALIKE = new Map([
    ...[..."‘’ʼ′‛"].map((mark) => [mark, "'"]),
    ...[..."“”„‟«»"].map((mark) => [mark, '"']),
    ...[..."‐‑‒–—−"].map((dash) => [dash, "-"]),
    ["\u00a0", " "],
    ...[..."łøđħı"].map((letter, place) => [letter, "lodhi"[place]]), // Unicode does not count their strokes as accents
  ]);

  // A sign for a sign, so that a place in the folded text is a place in the text; an accent of its own stays
  const plain = (sign) => {
    if (!ALIKE.has(sign)) {
      const [base, ...rest] = sign.normalize("NFD");
      const lower = (rest.every((each) => /\p{M}/u.test(each)) ? base : sign).toLowerCase();
      ALIKE.set(sign, ALIKE.get(lower) ?? (lower.length === 1 ? lower : sign));
    }
    return ALIKE.get(sign);
  };
  const fold = (text) => text.replace(/[^\0-\x7f]/g, plain).toLowerCase();

  // A text to look in, folded when it is asked for; most have no accents that stand for themselves
  class Text {
    #read;
    #folded = null;
    constructor(read, element = null) {
      this.#read = read;
      this.element = element;
    }
    get folded() {
      if (this.#folded === null) {
        this.#folded = fold(this.#read());
        this.isPlain = !/\p{M}/u.test(this.#folded);
      }
      return this.#folded;
    }
  }

  // “the old bridge” safe -> the phrase and the word: their words, and the pattern of their places
  const terms = (query) =>
    [...fold(query).replace(/\p{M}/gu, "").matchAll(/"([^"]*)"?|[^\s"]+/g)]
      .map(([word, phrase]) => (phrase ?? word).trim())
      .filter(Boolean)
      .map((phrase) => phrase.split(/\s+/))
      .map((words) => ({ words, pattern: new RegExp(words.map(spelled).join("\\s+"), "gu") }));
  const spelled = (word) => [...word].map((sign) => sign.replace(/[\\^$.*+?()[\]{}|]/, "\\$&")).join("\\p{M}*");

  // To look for words as they stand is much faster than a pattern, and most often enough
  const has = (text, wanted) =>
    wanted.every(({ words, pattern }) => {
      const { folded, isPlain } = text; // in this order
      if (isPlain && !words.every((word) => folded.includes(word))) return false;
      return (isPlain && words.length === 1) || folded.search(pattern) >= 0;
    });

  // The places of the words in an element, in order
  const read = new WeakMap();
  const nodes = (element) => {
    if (!read.has(element)) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let start = 0; walker.nextNode(); start += walker.currentNode.length) {
        found.push({ node: walker.currentNode, start });
      }
      read.set(element, found);
    }
    return read.get(element);
  };
  const places = ({ element, folded }, wanted) => {
    const found = wanted.flatMap(({ pattern }) => [...folded.matchAll(pattern)]);
    if (!found.length) return [];
    const within = nodes(element);
    const seek = (from, place) => {
      let at = from;
      while (at + 1 < within.length && within[at + 1].start < place) at += 1;
      return at;
    };
    let at = 0;
    return found
      .sort((a, b) => a.index - b.index)
      .map(({ 0: words, index }) => {
        at = seek(at, index + 1);
        const end = index + words.length;
        const last = seek(at, end);
        return new StaticRange({
          ...{ startContainer: within[at].node, startOffset: index - within[at].start },
          ...{ endContainer: within[last].node, endOffset: end - within[last].start },
        });
      });
  };

  // Marks without a change of the page, where the browser can do that
  const mark = (name, ranges) => {
    if (!CSS.highlights) return;
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
  };

  return { fold, Text, terms, has, places, mark };
})();
