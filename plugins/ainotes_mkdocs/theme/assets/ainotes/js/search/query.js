/* The query as text: its filters as switches, and the words of it that can be marked. Pure; touches no page.
   What a query means is for the engine to say; here it is only taken apart as the engine does. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const FIELDS = {
    tag: "tag", 标签: "tag", topic: "topic", 主题: "topic", kind: "kind", 类型: "kind",
    author: "author", 作者: "author", before: "before", 之前: "before", after: "after", 之后: "after",
    標籤: "tag", 主題: "topic", 類型: "kind", 之後: "after",
  };
  const MINUS = /([-－](?=\S))?/;
  const FIELD = /(?:([A-Za-z]{3,6}|标签|標籤|主题|主題|类型|類型|作者|之前|之后|之後)[:：](?=\S))?/;
  const VALUE = /(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|(\S+))/;
  const TOKEN = new RegExp(MINUS.source + FIELD.source + VALUE.source, "g");
  const QUOTES = /["“”「」]/g;

  /** The parts of a query: {text, negative, field, value, unknown}; `field` is null for words,
      `unknown` where something before a colon is no field. */
  function parts(query) {
    return [...query.matchAll(TOKEN)].map(([text, minus, name, straight, curly, corner, plain]) => {
      const quoted = [straight, curly, corner].find((value) => value !== undefined);
      const field = (name && FIELDS[name.toLowerCase()]) || null;
      const value = quoted === undefined ? plain : quoted;
      return { text, negative: Boolean(minus), field, value, unknown: Boolean(name && !field) };
    });
  }

  function joined(list) {
    return list.map((part) => part.text).join(" ");
  }

  function isFilter(part, field, value) {
    return part.field === field && !part.negative && part.value.toLowerCase() === value.toLowerCase();
  }

  function written(field, value) {
    return field + ":" + (/\s|["“”「」]/.test(value) ? '"' + value.replace(QUOTES, "") + '"' : value);
  }

  ui.hasFilter = function (query, field, value) {
    return parts(query).some((part) => isFilter(part, field, value));
  };

  /** The query with the filter added, or without it when it is there. */
  ui.toggleFilter = function (query, field, value) {
    const all = parts(query);
    const rest = all.filter((part) => !isFilter(part, field, value));
    return rest.length < all.length ? joined(rest) : (joined(all) + " " + written(field, value)).trim();
  };

  /** The query without the filters of these fields; without any filter where none are named. */
  ui.withoutFilters = function (query, fields) {
    return joined(parts(query).filter((part) => part.field === null || (fields && !fields.includes(part.field))));
  };

  ui.hasFilters = function (query) {
    return parts(query).some((part) => part.field !== null);
  };

  /** The words of the query that a page can show: no filters, nothing excluded, no operators. */
  ui.queryWords = function (query) {
    return parts(query)
      .filter((part) => part.field === null && !part.negative && part.text !== "OR" && part.text !== "|")
      .map((part) => (part.unknown ? part.text : part.value).replace(QUOTES, "").trim())
      .filter((word) => word);
  };
})();
