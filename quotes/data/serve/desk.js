// What all pages of the desk do: open files that are dropped or chosen, and save the records as decided.
// What the server says, and names of files, are put into the page by textContent alone.
"use strict";
const desk = (() => {
  const told = document.querySelector(".told");
  const chooser = document.querySelector("input[type=file]");
  const largest = Number(told.dataset.largest);
  const tell = (words) => Object.assign(told, { textContent: words, hidden: !words });
  const tellLater = (words) => sessionStorage.setItem("told", words); // on the next page

  const answered = async (asked) => {
    let answer;
    try {
      answer = await asked;
    } catch {
      throw new Error("the server does not answer");
    }
    if (!answer.ok) throw new Error((await answer.json()).detail);
    return answer;
  };

  const read = async (file) => {
    try {
      return await file.arrayBuffer();
    } catch {
      throw new Error("cannot be read; of a folder, drop the files in it");
    }
  };
  const send = async (file) => {
    if (file.size > largest) throw new Error(`has more than ${largest >> 20} MB`);
    const body = await read(file);
    const headers = { "content-type": "application/octet-stream" };
    const answer = await answered(fetch(`/open?${new URLSearchParams({ name: file.name })}`, { method: "POST", headers, body }));
    return answer.json();
  };
  let busy = false;
  const open = async (files) => {
    if (busy || !files.length) return;
    busy = true;
    const opened = new Set();
    const refused = [];
    for (const [place, file] of files.entries()) {
      tell(`Reading ${files.length > 1 ? `${place + 1} of ${files.length}: ` : ""}${file.name} …`);
      try {
        const found = await send(file);
        found.articles.forEach((number) => opened.add(number));
        refused.push(...found.refused.map((cause) => `${file.name}: ${cause}`));
        if (found.more) refused.push(`${file.name}: ${found.more} more of this sort`);
      } catch (error) {
        refused.push(`${file.name}: ${error.message}`);
      }
    }
    busy = false;
    if (!opened.size) return tell(["Nothing was opened.", ...refused].join("\n"));
    if (refused.length || opened.size > 1) {
      tellLater([`${opened.size} ${opened.size > 1 ? "articles" : "article"} opened.`, ...refused].join("\n"));
    }
    location.assign(opened.size > 1 ? "/" : `/articles/${[...opened][0]}`);
  };

  const save = async (link) => {
    try {
      const answer = await answered(fetch(link.href));
      const file = document.createElement("a");
      file.href = URL.createObjectURL(await answer.blob());
      file.download = link.download;
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 60000); // until then, the browser may still read it
      tell("Saved.");
    } catch (error) {
      tell(`Not saved: ${error.message}`);
    }
  };

  const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  const show = (wanted) => document.documentElement.classList.toggle("dropping", wanted);
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return; // words may be dropped into a field
    event.preventDefault();
    show(true);
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget ?? show(false));
  document.addEventListener("drop", (event) => {
    show(false);
    if (!holdsFiles(event)) return;
    event.preventDefault(); // otherwise the browser itself would go to the file
    open([...event.dataTransfer.files]);
  });
  chooser?.addEventListener("change", () => {
    open([...chooser.files]);
    chooser.value = ""; // the same file may be chosen again
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-save]");
    if (!link) return;
    event.preventDefault();
    save(link);
  });

  const words = sessionStorage.getItem("told");
  if (words) {
    sessionStorage.removeItem("told");
    tell(words);
  }
  return { tell };
})();
