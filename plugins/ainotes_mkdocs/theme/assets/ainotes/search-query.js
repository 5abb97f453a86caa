/* The query as text: its conditions as switches, and the words of it that can be marked. Pure; touches no page. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const PART = /-?(?:[A-Za-z]+[:：])?(?:["“”][^"“”]*["“”]?|[^\s"“”]+)/g;
  const CONDITION = /^(-?)(tag|topic|kind|author|before|after)[:：](.+)$/i;
  const QUOTES = /["“”]/g;

  function parts(query) {
    return query.match(PART) || [];
  }

  /** `part` as a condition: {key, value, negated}; null when it is none. */
  function condition(part) {
    const [, minus, key, value] = CONDITION.exec(part) || [];
    if (!key) return null;
    return { key: key.toLowerCase(), value: value.replace(QUOTES, "").trim(), negated: minus === "-" };
  }

  function same(part, key, value) {
    const found = condition(part);
    return found !== null && !found.negated && found.key === key && found.value.toLowerCase() === value.toLowerCase();
  }

  function written(key, value) {
    return key + ":" + (/[\s"“”]/.test(value) ? '"' + value.replace(QUOTES, "") + '"' : value);
  }

  ui.hasCondition = function (query, key, value) {
    return parts(query).some((part) => same(part, key, value));
  };

  /** The query with the condition added, or without it when it is there. */
  ui.toggleCondition = function (query, key, value) {
    const rest = parts(query).filter((part) => !same(part, key, value));
    const off = rest.length < parts(query).length;
    return (off ? rest : [...rest, written(key, value)]).join(" ");
  };

  /** The query without the conditions of these keys. */
  ui.withoutKeys = function (query, keys) {
    return parts(query)
      .filter((part) => !keys.includes((condition(part) || {}).key))
      .join(" ");
  };

  /** The query without any condition. */
  ui.withoutConditions = function (query) {
    return parts(query)
      .filter((part) => condition(part) === null)
      .join(" ");
  };

  ui.hasConditions = function (query) {
    return parts(query).some((part) => condition(part) !== null);
  };

  /** The words of the query that a page can show: no conditions, nothing excluded, no operators. */
  ui.queryWords = function (query) {
    return parts(query)
      .filter((part) => condition(part) === null && part !== "OR" && !/^-./.test(part))
      .map((part) => part.replace(QUOTES, "").trim())
      .filter((part) => part);
  };
})();
