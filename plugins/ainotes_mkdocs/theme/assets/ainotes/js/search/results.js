/* How a term card and a hit look. As options of the dialog's list, or as an ordinary list of links on the search page. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const MOST_TOPICS = 3;

  function span(name, ...children) {
    return ui.element("span", { class: name }, ...children);
  }

  /* The dialog's list is one control that is left by Tab at once; the page's links are reached by Tab one by one. */
  function frame(asOption, name, url, title, rest) {
    if (asOption) {
      const props = { class: name, href: url, role: "option", tabindex: "-1", "aria-selected": "false" };
      return ui.element("a", props, span("an-hit__title", ...title), ...rest);
    }
    const link = ui.element("a", { class: "an-hit__link", href: url }, ...title);
    return ui.element("li", { class: name }, ui.element("h2", { class: "an-hit__title" }, link), ...rest);
  }

  /* Of a page of the site that is no note, only what it says of itself is worth a line. */
  function meta(hit) {
    if (hit.kind === "page" && !hit.date) return null;
    const topics = hit.topics.slice(0, MOST_TOPICS).map((id) => span("an-hit__topic", ui.topicName(id)));
    const date = hit.date
      ? ui.element("time", { class: "an-hit__date", datetime: hit.date }, hit.date)
      : span("an-hit__date", ui.text("search.date.unknown"));
    const kind = ui.element("span", { class: "an-hit__kind", "data-kind": hit.kind }, ui.kindName(hit.kind));
    return span("an-hit__meta", kind, date, ...topics);
  }

  /** A hit: {url, title, marks, kind, date, topics, section, snippet: {text, marks}}. */
  ui.renderHit = function (hit, query, asOption) {
    const words = ui.wordsToMark(query, hit);
    const { text, marks } = hit.snippet;
    const rest = [
      hit.section && span("an-hit__section", ui.marked(hit.section, ainotes.engine.occurrences(hit.section, words))),
      text && span("an-hit__snippet", ui.marked(text, marks)),
      meta(hit),
    ];
    const title = [ui.marked(hit.title, hit.marks)];
    return frame(asOption, "an-hit", ui.landing(hit.url, words), title, rest);
  };

  /** A glossary term, or a person, that the query names: {kind, name, aliases, definition, url}. */
  ui.renderCard = function (card, asOption) {
    const title = [span("an-hit__name", card.name), span("an-hit__label", ui.kindName(card.kind || "term"))];
    const names = card.aliases.join(ui.text("search.separator"));
    const rest = [
      card.aliases.length > 0 && span("an-hit__aliases", ui.text("search.aliases", { names })),
      card.definition && span("an-hit__definition", card.definition),
    ];
    return frame(asOption, "an-hit an-hit--term", ui.href(card.url), title, rest);
  };
})();
