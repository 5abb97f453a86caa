/* The search dialog, on every page. Built when it is first opened, so that a page that is only read pays nothing. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const PAGE_SIZE = 10;
  const HINTS = [
    ["↑ ↓", "search.key.move"],
    ["Enter", "search.key.open"],
    ["Ctrl Enter", "search.key.tab"],
    ["Esc", "search.key.close"],
  ];

  let dialog = null;
  let box = null;
  let pageLink = null;
  let isLeaving = false;

  function searchPage(query) {
    return ui.href("search.html") + (query.trim() ? "?" + new URLSearchParams({ q: query }) : "");
  }

  function bar(clear) {
    const erase = ui.button("", "an-search__icon-button", clear, ui.icon("close"));
    erase.setAttribute("aria-label", ui.text("search.clear"));
    erase.classList.add("an-search__erase");
    const close = ui.button(ui.text("search.close"), "an-search__close", () => dialog.close());
    const props = { class: "an-search__bar", role: "search" };
    return ui.element("div", props, ui.icon("search"), box.parts.input, erase, close);
  }

  function hints() {
    const shown = HINTS.map(([keys, key]) => ui.element("span", null, ui.element("kbd", null, keys), ui.text(key)));
    return ui.element("span", { class: "an-search__hints", "aria-hidden": "true" }, ...shown);
  }

  function foot(buttons) {
    pageLink = ui.element("a", { class: "an-search-button", href: searchPage("") }, ui.icon("wide"));
    pageLink.append(ui.element("span", null, ui.text("search.page")));
    const tools = ui.element("span", { class: "an-search__tools" }, ...buttons, pageLink);
    return ui.element("div", { class: "an-search__foot" }, box.parts.total, hints(), tools);
  }

  function build() {
    let panels = null;
    box = ui.createBox({
      id: "an-search",
      asOptions: true,
      pageSize: PAGE_SIZE,
      onQuery(query) {
        pageLink.href = searchPage(query);
        panels.hide();
      },
      /* Who comes back finds the dialog open as it was left. */
      onLeave() {
        isLeaving = true;
        ui.keepInAddress(box.query);
        dialog.close();
      },
    });
    const { facets, remarks, list, more, blank, announcer } = box.parts;
    const results = ui.element("div", { class: "an-search__results" }, remarks, list, more, blank);
    panels = ui.createPanels("an-search", ui.searchPanels(), [facets, results]);
    const close = (event) => event.target === dialog && dialog.close();
    const cancel = (event) => box.composing() && event.preventDefault();
    const props = { class: "an-search an-search--dialog", "aria-label": ui.text("search.title") };
    dialog = ui.element("dialog", { ...props, onclick: close, oncancel: cancel, onclose: closed });
    /* It scrolls, so it must be reachable without a mouse even when it holds only text. */
    const scroller = { class: "an-search__body", role: "region", tabindex: "0", "aria-label": ui.text("search.hits") };
    const body = ui.element("div", scroller, facets, results, ...panels.nodes);
    dialog.append(bar(box.clear), body, foot(panels.buttons), announcer);
    document.body.append(dialog);
    box.showStart();
  }

  function closed() {
    if (!isLeaving) ui.keepInAddress("");
    isLeaving = false;
  }

  /** Opens the dialog. `query` fills the box and is searched; without one the last text stays, selected. */
  ui.openSearch = function (query) {
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    if (query) box.change(query);
    box.parts.input.focus();
    if (!query) box.parts.input.select();
    ui.preload();
  };
})();
