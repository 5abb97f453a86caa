/* Which changes are new to this reader: what was shown at the last visit is remembered on the device alone. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});
  const KEY = "ainotes.changes:";

  /** Marks of the changes that were shown before; null at the first visit, or where nothing may be stored. */
  function seenBefore(key) {
    try {
      const stored = JSON.parse(localStorage.getItem(key));
      return Array.isArray(stored) ? new Set(stored) : null;
    } catch {
      return null;
    }
  }

  function start(list) {
    const key = KEY + new URL(ui.href("index.html"), location.href).pathname;
    const items = [...list.querySelectorAll("[data-an-change]")];
    const seen = seenBefore(key);
    const fresh = seen ? items.filter((item) => !seen.has(item.dataset.anChange)) : [];
    for (const item of fresh) {
      item.classList.add("an-changes--fresh");
      item
        .querySelector(".an-changes__entry")
        .append(" ", ui.element("span", { class: "an-changes__fresh" }, ui.text("script.changes.fresh")));
    }
    if (seen) {
      const words = fresh.length ? "script.changes.count" : "script.changes.none";
      list.querySelector("[role=status]").textContent = ui.text(words, { count: fresh.length });
    }
    try {
      localStorage.setItem(key, JSON.stringify(items.map((item) => item.dataset.anChange)));
    } catch {
      // nothing may be stored here: then nothing is marked
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector("[data-an-changes]");
    if (list) start(list);
  });
})();
