/* What stands where results would be: before anything is typed, and when nothing was found. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const BROWSE = [
    ["topics.html", "search.empty.topics"],
    ["glossary.html", "search.empty.glossary"],
    ["timeline.html", "search.empty.timeline"],
  ];

  function recent(use, forgotten) {
    const items = ui.recent.list();
    if (!items.length) return null;
    const rows = items.map((query) =>
      ui.element("li", null, ui.button(query, "an-search__recent", () => use(query), ui.icon("recent"))),
    );
    const clear = () => {
      ui.recent.clear();
      forgotten();
    };
    return ui.element(
      "section",
      { "aria-label": ui.text("search.recent") },
      ui.element("h2", { class: "an-search__heading" }, ui.text("search.recent")),
      ui.element("ul", { class: "an-search__recents" }, ...rows),
      ui.element(
        "p",
        { class: "an-search__note" },
        ui.text("search.recent.note"),
        ui.button(ui.text("search.recent.clear"), "an-search-button", clear),
      ),
    );
  }

  /** Before anything is typed: what to do, and the last searches. `use(query)` searches again; `forgotten()` redraws. */
  ui.renderStart = function (use, forgotten) {
    const said = document.querySelector("[data-an-search-start]"); /* the page itself says what to do */
    const note = said ? null : ui.element("p", { class: "an-search__note" }, ui.text("search.start"));
    return [note, recent(use, forgotten)].filter(Boolean);
  };

  function browse() {
    const links = BROWSE.flatMap(([url, key], index) => [
      index > 0 && ui.text("search.separator"),
      ui.element("a", { href: ui.href(url) }, ui.text(key)),
    ]);
    return ui.element("li", null, ui.text("search.empty.help.browse"), ...links);
  }

  /** Nothing found: what was tried and what could help. `change(query)` searches for something else. */
  ui.renderEmpty = function ({ query, answer, synonyms }, change) {
    const filtered = ainotes.engine.queryText.hasFilters(answer.query);
    const helps = ["words", "language", /["“”]|(^|\s)-/.test(query) && "quotes"].filter(Boolean);
    return [
      ui.element("p", { class: "an-search__nothing" }, ui.text("search.empty", { query })),
      filtered &&
        ui.element(
          "p",
          null,
          ui.text("search.empty.filtered"),
          ui.button(ui.text("search.filters.clear"), "an-search-button", () => change(ainotes.engine.queryText.withoutFilters(answer.query))),
        ),
      ui.element(
        "p",
        { class: "an-search__note" },
        ui.text("search.empty.tried"),
        synonyms && ui.text("search.empty.tried.synonyms"),
      ),
      ui.element(
        "ul",
        { class: "an-search__advice" },
        ...helps.map((key) => ui.element("li", null, ui.text("search.empty.help." + key))),
        browse(),
      ),
    ].filter(Boolean);
  };
})();
