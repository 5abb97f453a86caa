/* What a query asks for and the notes do not have anywhere, so that it can be said. The same rules as absent.py. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { MOST_ABSENT } = engine.constants;
  const { isHan } = engine.fold;
  const { Sort, hanRuns } = engine.planning;

  function missingOf(terms, said) {
    const looked = new Set();
    const there = new Set();
    for (const [start, end] of said) for (let index = start; index < end; index += 1) there.add(index);
    for (const { term, evidence } of terms) {
      const here = term.sort === Sort.PAIR ? [term.offset, term.offset + 1] : [term.offset];
      for (const index of here) {
        if (!term.edge) looked.add(index); // half of an edge is a stop word
        if (term.stop || evidence.places.length) there.add(index);
      }
    }
    return new Set([...looked].filter((index) => !there.has(index)));
  }

  /* Missing Latin units, and rows of two missing Han units or more; of one, if it is alone in its run. */
  function rowsOf(units, missing) {
    const ends = new Map(hanRuns(units));
    const rows = [];
    let index = 0;
    while (index < units.length) {
      if (!isHan(units[index].text)) {
        if (missing.has(index)) rows.push([index, index + 1]);
        index += 1;
        continue;
      }
      const end = ends.get(index);
      const alone = end === index + 1;
      while (index < end) {
        const start = index;
        while (index < end && missing.has(index)) index += 1;
        if (index - start > 1 || (alone && index > start)) rows.push([start, index]);
        index = Math.max(index, start + 1);
      }
    }
    return rows;
  }

  /** Words of which nothing was found, as typed in `text`; `said` are the spans that were found said otherwise. */
  engine.absentTexts = function (text, units, terms, said) {
    const characters = Array.from(text);
    const found = rowsOf(units, missingOf(terms, said)).map(([start, end]) =>
      characters.slice(units[start].start, units[end - 1].end).join(""));
    return [...new Set(found)].slice(0, MOST_ABSENT);
  };
})();
