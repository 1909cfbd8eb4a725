// Quotes for other programs: the records that the page carries, as a file; a quote with its source, as text.
"use strict";
const saving = (() => {
  let kept = null;
  const unpack = async () => {
    const packed = atob(document.getElementById("/lines").textContent);
    const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
    const lines = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return (await new Response(lines).text()).trimEnd().split("\n").map((line) => JSON.parse(line));
  };

  const TYPES = { jsonl: "application/x-ndjson", csv: "text/csv" };
  const MARK = "\ufeff"; // without it, a spreadsheet may not read UTF-8
  const save = async (kind, numbers) => {
    kept ??= unpack();
    const lines = await kept; // the header, then each record: its line of JSON, its row of CSV
    const chosen = numbers.map((number) => lines[number]);
    const parts = kind === "csv" ? [MARK, lines[0][1], ...chosen.map(([, row]) => row)] : chosen.map(([line]) => line);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type: TYPES[kind] }));
    link.download = `quotes.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000); // until then, the browser may still read it
  };

  const text = (element) => element?.textContent.trim().replace(/\s+/g, " ");
  const cited = (card, article) => {
    const within = (selector) => text(card.querySelector(selector));
    const kind = card.dataset.kind === "direct" ? "" : ` [${card.dataset.kind}]`;
    const who = [within(".who .speaker") ?? "nobody named", within(".who .role")].filter(Boolean).join(", ");
    const known = [...article.querySelectorAll(".source > :not(.file)")];
    const source = known.length ? known : [article.querySelector(".source > .file")];
    return `${within("blockquote")}${kind} (${who}; ${[article.querySelector("h2"), ...source].map(text).join(", ")})`;
  };

  return { save, cited };
})();
