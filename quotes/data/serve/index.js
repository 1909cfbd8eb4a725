// Keys of the first page.
"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const dialog = one("dialog");
  const links = [...document.querySelectorAll("tbody a")];
  const step = (by) => {
    const place = links.indexOf(document.activeElement);
    links.at(place < 0 ? (by > 0 ? 0 : -1) : Math.min(Math.max(place + by, 0), links.length - 1))?.focus();
  };
  const choose = () => one("input[type=file]").click();
  const help = () => {
    dialog.showModal();
    one("dialog h2").focus();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => one("textarea").focus(),
    o: choose,
    x: () => one("[data-save]")?.click(),
    "?": help,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || dialog.open) return;
    if (event.target.matches("input, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    desk.tell("");
    keys[event.key]();
  });
  one(".files").hidden = false;
  one("[data-choose]").addEventListener("click", choose);
  one("[data-help]").addEventListener("click", help);
})();
