/* Filters with counts. Each is a switch that writes into the query, so that a link or a terminal has it too. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const GROUPS = ["kind", "topic", "tag", "year"];
  const FEW = 6;

  function name(group, value) {
    if (group === "kind") return ui.kindName(value);
    return group === "topic" ? ui.topicName(value) : value;
  }

  /* The filters that a switch stands for. A year is two: from its first day, and before the first day of the next. */
  function filters(group, value) {
    if (group !== "year") return [[group, value]];
    return [
      ["after", value],
      ["before", String(Number(value) + 1)],
    ];
  }

  function isOn(group, value, query) {
    return filters(group, value).every(([field, wanted]) => ainotes.engine.queryText.hasFilter(query, field, wanted));
  }

  /* An entry has one kind and one year but may have several topics and tags: another kind replaces the first, another
     topic narrows further. */
  function toggled(group, value, query) {
    const wanted = filters(group, value);
    const alone = group === "kind" || group === "year";
    const bare = alone && !isOn(group, value, query) ? ainotes.engine.queryText.withoutFilters(query, wanted.map(([field]) => field)) : query;
    return wanted.reduce((written, [field, filter]) => ainotes.engine.queryText.toggleFilter(written, field, filter), bare);
  }

  /** Values of one group with counts, what is on first; then as the engine orders them, years from the latest. */
  function sorted(group, counts, query) {
    const values = counts.map(([value, count]) => ({ value, count, on: isOn(group, value, query) }));
    if (group === "year") values.sort((one, other) => Number(other.value) - Number(one.value));
    return [...values.filter((item) => item.on), ...values.filter((item) => !item.on)];
  }

  function chip(group, item, query, change) {
    const label = name(group, item.value);
    const props = {
      type: "button",
      class: "an-chip",
      "aria-pressed": String(item.on),
      "aria-label": ui.text("search.filter.count", { name: label, count: item.count }),
      "data-filter": group + ":" + item.value,
      onclick: () => change(toggled(group, item.value, query)),
    };
    return ui.element("button", props, label, ui.element("span", { class: "an-chip__count" }, String(item.count)));
  }

  function moreChip(key, count, open, redraw) {
    const flip = () => {
      if (!open.delete(key)) open.add(key);
      redraw();
    };
    const label = ui.text(open.has(key) ? "search.filters.fewer" : "search.filters.all", { count });
    const props = { type: "button", class: "an-chip an-chip--more", "data-filter": key + "…", onclick: flip };
    return ui.element("button", { ...props, "aria-expanded": String(open.has(key)) }, label);
  }

  function renderGroup(key, counts, query, { change, open, redraw }) {
    const items = sorted(key, counts, query);
    /* Where there are pages only, their kind tells nothing. */
    if (!items.length || (key === "kind" && items.length === 1 && items[0].value === "page")) return null;
    const few = Math.max(FEW, items.filter((item) => item.on).length);
    const chips = (open.has(key) ? items : items.slice(0, few)).map((item) => chip(key, item, query, change));
    const title = ui.text("search.filter." + key);
    return ui.element(
      "div",
      { class: "an-facet an-facet--" + key + (items[0].on ? " an-facet--on" : ""), role: "group", "aria-label": title },
      ui.element("span", { class: "an-facet__name", "aria-hidden": "true" }, title),
      ...chips,
      items.length > few && moreChip(key, items.length, open, redraw),
    );
  }

  /* Where room is scarce, the style sheet shows the kinds and what is on; this switch shows the rest. */
  function allChip(place) {
    const flip = () => {
      const all = place.classList.toggle("an-search__facets--all");
      button.setAttribute("aria-expanded", String(all));
    };
    const open = place.classList.contains("an-search__facets--all");
    const props = { type: "button", class: "an-chip an-chip--all", "aria-expanded": String(open), "data-filter": "…" };
    const button = ui.element("button", { ...props, onclick: flip }, ui.icon("filter"), ui.text("search.filters"));
    return button;
  }

  /**
   * Draws the filters for an answer's `facets` into `place`: `kind`, `topic`, `tag` and `year`, each a list of
   * [value, count].
   * `change(query)` is called with the query that a switch makes. The switch that had the focus keeps it.
   */
  ui.createFacets = function (place, change) {
    const open = new Set();
    return function draw(facets, query) {
      const focused = place.contains(document.activeElement) ? document.activeElement.dataset.filter : null;
      const redraw = () => draw(facets, query);
      const groups = GROUPS.map((key) => renderGroup(key, facets[key], query, { change, open, redraw })).filter(Boolean);
      const clear = () => change(ainotes.engine.queryText.withoutFilters(query));
      if (groups.length && ainotes.engine.queryText.hasFilters(query)) {
        groups.push(ui.button(ui.text("search.filters.clear"), "an-chip an-chip--clear", clear));
      }
      place.replaceChildren(...(groups.length ? [...groups, allChip(place)] : []));
      const again = focused && [...place.querySelectorAll("button")].find((node) => node.dataset.filter === focused);
      if (again) again.focus();
    };
  };
})();
