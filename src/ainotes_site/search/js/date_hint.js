/* A date that was typed as plain words, for which the filters can be offered. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const BLANK = engine.BLANK;
  const MONTH = "1[0-2]|0?[1-9]";
  const DAY = "3[01]|[12][0-9]|0?[1-9]";
  const WRITTEN = new RegExp(
    `(?<![^${BLANK}])(?:` +
      `([0-9]{4}) ?年(?: ?(${MONTH}) ?月份?(?: ?(${DAY}) ?[日号])?|(?=[${BLANK}的]|$))的?` +
      `|([0-9]{4})[-/.](${MONTH})(?:[-/.](${DAY}))?(?![^${BLANK}]))`, "u");
  /* Where a date may be part of a phrase, or is in one alternative only, or there are dates already. */
  const OTHERWISE = new RegExp(`["“”「」|]|(?<![^${BLANK}])OR(?![^${BLANK}])|(?:after|before):`, "u");

  const dateOf = (parts) => parts.map((part, index) => String(part).padStart(index ? 2 : 4, "0")).join("-");

  /* The year, month or day after one; dates are compared as texts, so that the 30th of February will do. */
  function following(parts) {
    const head = parts.slice(0, -1);
    const last = parts[head.length];
    return !head.length || last < [9998, 12, 31][head.length] ? [...head, last + 1] : following(head);
  }

  /** The query with filters for the date in it instead, if notes have that date; else empty. `query` has its filters
      spelled out. */
  engine.dated = async function (store, query) {
    const match = WRITTEN.exec(query);
    if (!match || OTHERWISE.test(query)) return "";
    const facets = await engine.conditions.loadFacets(store);
    const parts = match.slice(1).filter(Boolean).map(Number);
    const [first, end] = [dateOf(parts), dateOf(following(parts))];
    if (engine.conditions.firstFrom(facets, first) === engine.conditions.firstFrom(facets, end)) return "";
    const rest = [query.slice(0, match.index).trim(), query.slice(match.index + match[0].length).trim()].filter(Boolean);
    return `${rest.join(" ")} after:${first} before:${end}`.trimStart();
  };
})();
