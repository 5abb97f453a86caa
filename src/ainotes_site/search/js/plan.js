/* From a query's text to the keys that are worth loading. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { SHORT_PAIRS, LONGER_PAIRS, MOST_TERMS, MOST_UNITS, ACROSS_LOG } = engine.constants;
  const { isHan } = engine.fold;

  const Sort = { LATIN: 0, PAIR: 1, LAST: 2, SINGLE: 3 };

  /** The units of a branch: {text, glued, joined, start, end, literal}; places count the characters of the joined pieces. */
  function queryUnits(pieces, folder) {
    const units = [];
    let base = 0;
    for (const piece of pieces) {
      const characters = Array.from(piece.text);
      let end = -1;
      for (const unit of folder.units(characters)) {
        const glued = end >= 0 && (piece.phrase || unit.start === end);
        const place = { start: base + unit.start, end: base + unit.end };
        units.push({ text: unit.text, glued, joined: end >= 0, ...place, literal: Boolean(piece.literal) });
        end = unit.end;
      }
      base += characters.length + 1;
    }
    return units.slice(0, MOST_UNITS);
  }

  /** Start and end of each run of Han units without a break. */
  function hanRuns(units) {
    const runs = [];
    units.forEach((unit, index) => {
      if (!isHan(unit.text)) return;
      const last = runs[runs.length - 1];
      if (unit.glued && last && last[1] === index) last[1] = index + 1;
      else runs.push([index, index + 1]);
    });
    return runs;
  }

  function pairsOf(characters, start, words, logs, stop) {
    const owner = words.flatMap((word, number) => word.map(() => number));
    const texts = words.map((word) => word.join(""));
    const terms = [];
    for (let index = 0; index + 1 < characters.length; index += 1) {
      const sides = [owner[index], owner[index + 1]];
      const inside = sides[0] === sides[1];
      terms.push({
        sort: Sort.PAIR,
        key: characters[index] + characters[index + 1],
        offset: start + index,
        inside,
        size: inside ? words[sides[0]].length : 2, // of the word that it is in
        stop: sides.every((side) => stop.has(texts[side])),
        loose: sides.some((side) => words[side].length === 1 && !stop.has(texts[side])),
        log: inside ? logs.get(texts[sides[0]]) || 0 : ACROSS_LOG,
        edge: stop.has(texts[sides[0]]) !== stop.has(texts[sides[1]]),
      });
    }
    return terms;
  }

  /** Offsets of the pairs that cover single characters. */
  function covering(start, words, size, stop, offsets) {
    let place = 0;
    for (const word of words) {
      if (word.length === 1 && !stop.has(word[0])) offsets.add(start + (place + 1 < size ? place : place - 1));
      place += word.length;
    }
  }

  function alone(units, index, stop) {
    const key = units[index].text;
    const beforeLatin = index + 1 < units.length && units[index + 1].glued;
    const sort = beforeLatin ? Sort.LAST : Sort.SINGLE;
    return { sort, key, offset: index, inside: true, stop: stop.has(key), loose: false, log: 0 };
  }

  function withoutNeedless(terms) {
    if (!terms.some((term) => !term.stop && term.sort !== Sort.LAST)) return terms;
    return terms.filter((term) => term.sort !== Sort.SINGLE || !term.stop);
  }

  function mostTelling(terms) {
    const told = terms.slice();
    if (told.length > MOST_TERMS) {
      told.sort((a, b) => a.stop - b.stop || a.log - b.log || a.offset - b.offset || a.sort - b.sort);
      told.length = MOST_TERMS;
    }
    return told.sort((a, b) => a.offset - b.offset || a.sort - b.sort);
  }

  /** The terms to look up, in the order of their units. */
  function plan(units, store) {
    const stop = store.stopWords;
    const terms = [];
    units.forEach((unit, index) => {
      if (isHan(unit.text)) return;
      const own = { sort: Sort.LATIN, key: unit.text, offset: index, inside: true, loose: false, log: 0 };
      terms.push({ ...own, stop: stop.has(unit.text) });
    });
    let pairs = [];
    const needed = new Set();
    for (const [start, end] of hanRuns(units)) {
      if (end === start + 1) {
        terms.push(alone(units, start, stop));
        continue;
      }
      const characters = units.slice(start, end).map((unit) => unit.text);
      const words = store.lexicon(characters);
      pairs.push(...pairsOf(characters, start, words, store.logs, stop));
      covering(start, words, characters.length, stop, needed);
    }
    if (pairs.length > SHORT_PAIRS) {
      const near = pairs.length <= LONGER_PAIRS;
      const telling = pairs.filter((term) => !term.stop && (near || term.inside || needed.has(term.offset)));
      if (telling.length) pairs = telling;
    }
    return mostTelling(withoutNeedless(terms.concat(pairs)));
  }

  engine.planning = { Sort, queryUnits, hanRuns, plan };
})();
