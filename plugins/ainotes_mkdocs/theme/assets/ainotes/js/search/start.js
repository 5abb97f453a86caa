/* Puts the search in its places on a page, once the page is there. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  /* A place to open from is a button, a link to the search page, or a field to type into. */
  function wire(opener, open) {
    const field = opener.matches("input") ? opener : null;
    opener.addEventListener("pointerenter", () => ui.withEngine().catch(() => {}), { once: true });
    opener.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(field ? field.value : "");
    });
    if (!field) return;
    const take = () => {
      open(field.value);
      field.value = "";
    };
    field.addEventListener("input", (event) => event.isComposing || take());
    field.addEventListener("compositionend", take);
  }

  function startSearch() {
    const query = new URLSearchParams(location.search).get("q") || "";
    const place = document.getElementById("ainotes-search-page");
    const open = place ? ui.createSearchPage(place, query) : ui.openSearch;
    for (const opener of document.querySelectorAll("[data-an-search-open]")) wire(opener, open);
    ui.onOpenKey(() => open(""));
    if (place) return;
    if (query.trim()) ui.openSearch(query);
    /* A page that the browser kept whole is not loaded anew when somebody comes back to it. */
    window.addEventListener("pageshow", (event) => {
      const left = new URLSearchParams(location.search).get("q") || "";
      if (event.persisted && left.trim()) ui.openSearch(left);
    });
  }

  /* A site may be built without a search; then there is no engine. A site that is not all ours has no copy for offline. */
  function start() {
    if (ui.hasSearch()) {
      startSearch();
      ui.startHighlight();
    }
    if (ui.startOffline) ui.startOffline();
  }

  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start, { once: true });
})();
