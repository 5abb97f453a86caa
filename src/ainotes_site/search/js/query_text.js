/* The query as text, for the interface: its filters as switches, and the words of it that a page can show. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const QUOTES = /["“”「」]/g;
  const NEEDS_QUOTES = new RegExp(`["“”「」${engine.BLANK}]`);

  const joined = (tokens) => tokens.map((token) => token.whole).join(" ");

  /** A filter as it is written. */
  function written(field, value) {
    return `${field}:${NEEDS_QUOTES.test(value) ? `"${value.replace(QUOTES, "")}"` : value}`;
  }

  function isFilter(token, field, value) {
    return token.field === field && !token.negative && token.wanted.toLowerCase() === value.toLowerCase();
  }

  function hasFilter(query, field, value) {
    return engine.tokens(query).some((token) => isFilter(token, field, value));
  }

  /** The query with the filter added, or without it when it is there. */
  function toggleFilter(query, field, value) {
    const all = engine.tokens(query);
    const rest = all.filter((token) => !isFilter(token, field, value));
    return rest.length < all.length ? joined(rest) : `${joined(all)} ${written(field, value)}`.trim();
  }

  /** The query without the filters of these fields; without any filter where none are named. */
  function withoutFilters(query, fields) {
    return joined(engine.tokens(query).filter(({ field }) => !field || (fields && !fields.includes(field))));
  }

  const hasFilters = (query) => engine.tokens(query).some(({ field }) => field);

  /** The words of the query that a page can show: no filters, nothing excluded, no operators. */
  function words(query) {
    return engine.tokens(query)
      .filter(({ field, negative, isOr }) => !field && !negative && !isOr)
      .map(({ text }) => text.replace(QUOTES, "").trim())
      .filter((word) => word);
  }

  engine.queryText = { written, hasFilter, toggleFilter, withoutFilters, hasFilters, words };
})();
