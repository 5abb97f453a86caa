/* A query with its filters as the interface writes them, whatever the reader wrote. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { LONGEST } = engine.constants;

  /* The name that the index has for the value; what was typed where that stands for several. */
  function valueOf(store, facets, { field, value }) {
    if (field === "kind") return engine.conditions.kindOf(store, value);
    if (field === "topic") {
      const names = [...engine.conditions.topicsOf(facets, value)].map((number) => facets.topics[number]);
      return names.length === 1 ? names[0] : value;
    }
    if (field !== "tag") return value;
    const form = (text) => store.folder.units(Array.from(text)).map((unit) => unit.text).join(" ");
    const typed = form(value);
    const same = facets.tags.find((tag) => form(tag) === typed);
    return same === undefined ? value : same;
  }

  function writtenAs({ field, negative }, value) {
    return (negative ? "-" : "") + engine.queryText.written(field, value);
  }

  /** {query, notes}: the text with its filters spelled out, and a remark on each that has a space behind its colon: that is
      how a text may begin, too. Filters that mean nothing stay as they are. */
  engine.spelled = async function (store, text) {
    const filters = Array.from(text).length > LONGEST ? [] : engine.writtenFilters(text);
    if (!filters.length) return { query: text, notes: [] };
    const facets = await engine.conditions.loadFacets(store);
    const notes = [];
    let query = "";
    let done = 0;
    for (const one of filters) {
      if (one.start < done || !(await engine.conditions.meansSomething(store, facets, one))) continue;
      query += text.slice(done, one.start) + writtenAs(one, valueOf(store, facets, one));
      done = one.end;
      if (one.spaced) notes.push({ code: "spaced", values: { text: one.written } });
    }
    return { query: query + text.slice(done), notes };
  };
})();
