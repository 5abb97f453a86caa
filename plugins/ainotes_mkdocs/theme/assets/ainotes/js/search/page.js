/* The search page, for long work: filters at the side, more hits at once, the query always in the address. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const PAGE_SIZE = 20;

  /* Somebody is there. */
  const SIGNS = ["keydown", "pointermove", "pointerdown"];

  /* Browsers allow a page a hundred changes of its address in half a minute. */
  const ADDRESS_MS = 400;

  /** The address can be kept, shared and come back to; from disk as well. A `step` is one that Back takes back. */
  ui.keepInAddress = function (query, step) {
    const address = new URL(location.href);
    if (query.trim()) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    if (address.href === location.href) return;
    if (step) history.pushState(null, "", address);
    else history.replaceState(history.state, "", address);
  };

  /** What there is to do before one asks shows only then; a script in the head says so before the first paint. */
  function markAsked(query) {
    document.documentElement.classList.toggle("an-asked", query.trim() !== "");
  }

  function asked() {
    return new URLSearchParams(location.search).get("q") || "";
  }

  function bar(box) {
    const erase = ui.button("", "an-search__icon-button an-search__erase", box.clear, ui.icon("close"));
    erase.setAttribute("aria-label", ui.text("search.clear"));
    return ui.element("div", { class: "an-search__bar", role: "search" }, ui.icon("search"), box.parts.input, erase);
  }

  /** Builds the page into `place`, searches for `query`, and returns what opens it again: a function of a query. */
  ui.createSearchPage = function (place, query) {
    let panels = null;
    let late = 0;
    const start = document.querySelector("[data-an-search-start]");
    const box = ui.createBox({
      id: "an-search-page",
      asOptions: false,
      pageSize: PAGE_SIZE,
      onQuery(query) {
        clearTimeout(late);
        late = setTimeout(() => ui.keepInAddress(query), ADDRESS_MS);
        panels.hide();
        markAsked(query);
      },
      onFilter(query) {
        clearTimeout(late);
        ui.keepInAddress(box.query);
        ui.keepInAddress(query, true);
      },
      onLeave: () => ui.keepInAddress(box.query),
    });
    const { input, facets, remarks, list, more, blank, total, announcer } = box.parts;
    const results = ui.element("div", { class: "an-search__results" }, remarks, list, more, blank);
    panels = ui.createPanels("an-search-page", ui.searchPanels(), [results]);
    const tools = ui.element("span", { class: "an-search__tools" }, ...panels.buttons);
    const line = ui.element("div", { class: "an-search__line" }, total, tools);
    const main = ui.element("div", { class: "an-search__main" }, line, ...panels.nodes, results);
    place.replaceChildren(
      ui.element(
        "div",
        { class: "an-search an-search--page" },
        bar(box),
        ui.element("div", { class: "an-search__columns" }, facets, main),
        announcer,
      ),
    );
    /* The field has the focus at once: what a search needs waits until the page is there and somebody before it. */
    if (!query.trim()) for (const sign of SIGNS) document.addEventListener(sign, () => ui.preload(), { once: true, passive: true });
    if (start) start.classList.add("an-search-start--ready");
    if (query.trim()) box.change(query);
    else box.showStart();
    window.addEventListener("popstate", () => {
      clearTimeout(late);
      box.change(asked());
    });
    if (start) {
      start.addEventListener("click", (event) => {
        const example = event.target.closest("[data-an-query]");
        if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        ui.keepInAddress(example.dataset.anQuery, true);
        box.change(example.dataset.anQuery);
      });
    }
    input.focus();
    return function open(text) {
      if (text) box.change(text);
      input.focus();
      input.select();
    };
  };
})();
