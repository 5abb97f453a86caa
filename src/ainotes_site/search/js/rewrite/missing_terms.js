/* What a query asks for and the notes do not have anywhere, so that it can be said. */
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

  /** Remarks on words of which nothing was found, as typed in `text`, and on names with numbers of which only the parts were
      found, which are `apart`; `said` are the spans that were found said otherwise. */
  engine.absentRemarks = function (text, units, terms, said, apart) {
    const characters = Array.from(text);
    const parted = apart.filter(([from, to]) => !said.some(([start, end]) => start <= from && to <= end));
    const told = (index) => parted.some(([start, end]) => start <= index && index < end);
    const missing = new Set([...missingOf(terms, said)].filter((index) => !told(index)));
    const rows = [
      ...rowsOf(units, missing).map((row) => ({ code: "absent", row })),
      ...parted.map((row) => ({ code: "apart", row })),
    ].sort((one, other) => one.row[0] - other.row[0] || one.row[1] - other.row[1]);
    const found = new Map();
    for (const { code, row: [start, end] } of rows) {
      const shown = characters.slice(units[start].start, units[end - 1].end).join("");
      found.set(code + " " + shown, { code, values: { text: shown } });
    }
    return [...found.values()].slice(0, MOST_ABSENT);
  };
})();
