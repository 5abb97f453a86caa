/* Numbers and single letters are tied to what stands beside them: the 3 of `WSE-3` is no other 3. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { SHORT_NUMBER } = engine.constants;
  const { isHan } = engine.fold;
  const { Sort } = engine.planning;

  const NUMBER = /^[0-9]+$/;

  function isShort(unit) {
    return NUMBER.test(unit) || Array.from(unit).length === 1;
  }

  /* Whether a unit is the x of `3x3`, for which the notes may have a sign that is no unit: `3×3`. */
  function multiplies(units, index) {
    const beside = index ? units.slice(index - 1, index + 2).map((unit) => unit.text) : [];
    return beside.length === 3 && beside[1] === "x" && NUMBER.test(beside[0] + beside[2]);
  }

  /* Whether there is a Latin unit to which its neighbours may be tied. */
  function mayHold(units, index) {
    return index >= 0 && index < units.length && !isHan(units[index].text) && !multiplies(units, index);
  }

  function isHanAt(units, index) {
    return index >= 0 && index < units.length && isHan(units[index].text);
  }

  function addSide({ before, after }, start, end, units, places) {
    const add = (map, index) => map.set(index, [...(map.get(index) || []), { units, places }]);
    add(before, end - 1);
    add(after, start);
  }

  /* What stands for the units, Latin and Han, by their last and by their first index: units, and the places where they
     begin. */
  function sidesOf(terms, rewritings, alternatives) {
    const latin = { before: new Map(), after: new Map() };
    const han = { before: new Map(), after: new Map() };
    for (const { term, evidence } of terms) {
      const { places } = evidence;
      const key = term.sort === Sort.LATIN ? [term.key] : Array.from(term.key);
      const sides = term.sort === Sort.LATIN ? latin : han;
      if (sides === latin || (places.length && !term.stop && !term.edge)) {
        addSide(sides, term.offset, term.offset + key.length, key, places);
      }
    }
    rewritings.forEach(({ start, end, units }, number) =>
      addSide(latin, start, end, units, alternatives[number].evidence.places));
    return { latin, han };
  }

  /* What stands beside a term: where the term would be, and what to mark there. */
  function tiesOf(units, term, { before, after }, holds) {
    const ties = [];
    if (term.stop || term.sort !== Sort.LATIN || !isShort(term.key) || multiplies(units, term.offset)) return ties;
    const near = term.key.length <= SHORT_NUMBER && NUMBER.test(term.key);
    const index = term.offset;
    if (holds(units, index - 1) && (near || units[index].joined)) {
      for (const side of before.get(index - 1) || []) {
        ties.push({ places: side.places, shift: side.units.length, row: [...side.units, term.key] });
      }
    }
    if (holds(units, index + 1) && (near || units[index + 1].joined)) {
      for (const side of after.get(index + 1) || []) {
        ties.push({ places: side.places, shift: -1, row: [term.key, ...side.units] });
      }
    }
    return ties;
  }

  /* The span of a number or letter with the neighbour that it is named with, if that is in the notes: the one before. */
  function namedWith(units, term, idle) {
    if (term.stop || term.sort !== Sort.LATIN || !isShort(term.key) || multiplies(units, term.offset)) return [];
    const near = term.key.length <= SHORT_NUMBER && NUMBER.test(term.key);
    const pairs = [term.offset - 1, term.offset].filter((start) => start >= 0 && start < units.length - 1);
    for (const start of pairs.filter((at) => near || units[at + 1].joined)) {
      const other = start < term.offset ? start : start + 1;
      if (mayHold(units, other) && !idle.has(other)) return [[start, start + 2]];
    }
    return [];
  }

  /* Spans with the numbers and letters that were typed in one with them; those that overlap are one. */
  function joinedSpans(units, spans) {
    const found = [];
    const goesOn = (index, joint) => units[joint].joined && isShort(units[index].text) && mayHold(units, index);
    for (let [start, end] of spans.sort((one, other) => one[0] - other[0])) {
      while (start && goesOn(start - 1, start)) start -= 1;
      while (end < units.length && goesOn(end, end)) end += 1;
      const last = found[found.length - 1];
      if (last && start < last[1]) last[1] = Math.max(end, last[1]);
      else found.push([start, end]);
    }
    return found;
  }

  function beside(evidence, ties) {
    const wanted = new Set();
    for (const { places, shift } of ties) for (const place of places) wanted.add(place + shift);
    const kept = evidence.shares.filter((_, index) => wanted.has(evidence.places[index]));
    return { ...evidence, places: evidence.places.filter((place) => wanted.has(place)), shares: kept };
  }

  /** Drops occurrences of numbers and letters that stand without their neighbours: {terms, rows, apart}; rows are what is to
      be marked of these, by their offsets, apart the spans of those beside a neighbour where they never stand. All are kept
      where the neighbours are such themselves, or Han characters, and never stand there. */
  engine.tie = function (units, terms, rewritings, alternatives) {
    if (!terms.some(({ term }) => term.sort === Sort.LATIN && isShort(term.key))) return { terms, rows: new Map(), apart: [] };
    const sides = sidesOf(terms, rewritings, alternatives);
    const rows = new Map();
    const apart = new Map();
    const full = ({ evidence }) => evidence.places.length > 0;
    const idle = new Set(terms.filter((one) => one.term.stop || !full(one)).map(({ term }) => term.offset));
    const kept = terms.map((one) => {
      let ties = tiesOf(units, one.term, sides.latin, mayHold);
      if (!beside(one.evidence, ties).places.length) {
        for (const span of namedWith(units, one.term, idle)) apart.set(span[0], span);
      }
      if (!full(one)) ties = [];
      const bound = !ties.every(({ row }) => row.every(isShort));
      if (!ties.length && full(one)) ties = tiesOf(units, one.term, sides.han, isHanAt);
      if (!ties.length) return one;
      const evidence = beside(one.evidence, ties);
      if (!evidence.places.length && !bound) return one;
      rows.set(one.term.offset, ties.map(({ row }) => row));
      return { term: one.term, evidence };
    });
    return { terms: kept, rows, apart: joinedSpans(units, [...apart.values()]) };
  };
})();
