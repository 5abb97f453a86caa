/* Where the terms of a query stand. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { FULL, BEGUN, LEAST_IDF, PREFIX_SHARDS, SINGLE_SHARDS } = engine.constants;
  const { log2 } = engine.codec;
  const { isHan } = engine.fold;
  const { latin, read, aligned, NONE } = engine.postings;
  const { Sort } = engine.planning;

  const SHARES = 8;
  const PLURALS = ["", ...engine.constants.PLURALS];
  const ENDINGS = [...PLURALS, "ed", "d", "ing"];
  const NOTHING = { places: NONE, shares: NONE, inside: true, exact: true };

  /* Lists of one share, as those of a Han character are, are sorted as they are. */
  function alike(lists, exact) {
    const places = new Int32Array(lists.reduce((sum, [own]) => sum + own.length, 0));
    let count = 0;
    for (const [own] of lists) {
      places.set(own, count);
      count += own.length;
    }
    if (lists.length > 1) places.sort();
    return { places, shares: new Int32Array(count).fill(lists[0][1]), inside: true, exact };
  }

  /* Place and share are packed into one number, so that the sort is a native one. */
  function union(lists, exact) {
    if (!lists.length) return NOTHING;
    if (lists.every(([, share]) => share === lists[0][1])) return alike(lists, exact);
    const packed = new Float64Array(lists.reduce((sum, [places]) => sum + places.length, 0));
    let count = 0;
    for (const [places, share] of lists) {
      for (const place of places) {
        packed[count] = place * SHARES + share;
        count += 1;
      }
    }
    packed.sort();
    const places = new Int32Array(count);
    const shares = new Int32Array(count);
    for (let index = 0; index < count; index += 1) {
      places[index] = packed[index] / SHARES;
      shares[index] = packed[index] - places[index] * SHARES;
    }
    return { places, shares, inside: true, exact };
  }

  /* Other forms that an English word may have, with their weights in quarters, sorted. */
  function wordForms(key) {
    const size = Array.from(key).length;
    const forms = new Map();
    if (size < 3) return [];
    for (const ending of ENDINGS) {
      if (size - ending.length <= 2 || !key.endsWith(ending)) continue;
      const stem = key.slice(0, key.length - ending.length);
      for (const base of ending === "ed" || ending === "ing" ? [stem, stem + "e"] : [stem]) {
        for (const other of ENDINGS) {
          const share = PLURALS.includes(ending) && PLURALS.includes(other) ? FULL - 1 : FULL >> 1;
          forms.set(base + other, Math.max(share, forms.get(base + other) || 0));
        }
        const continuous = base.slice(0, -1) + "ing";
        if (base.endsWith("e") && !forms.has(continuous)) forms.set(continuous, FULL >> 1);
      }
    }
    forms.delete(key);
    return [...forms].sort(([one], [other]) => engine.codec.compare(one, other));
  }

  async function findLatin(store, key) {
    const postings = await store.postings(key);
    const found = new Map(postings ? [[key, [postings, FULL]]] : []);
    for (const number of store.keyShards(key, key)) {
      const rows = await store.rows(`keys/${number}`);
      for (const [other, share] of wordForms(key)) {
        if (rows.has(other)) found.set(other, [latin(rows.get(other)), share]);
      }
    }
    const exact = found.size > 0;
    if (Array.from(key).length > 1 && !/^[0-9]/.test(key)) {
      for (const [other, begun] of await store.postingsFrom(key, PREFIX_SHARDS)) {
        if (!found.has(other)) found.set(other, [begun, exact ? BEGUN : FULL - 1]);
      }
    }
    return union([...found.values()].map(([coded, share]) => [read(coded).places, share]), exact);
  }

  async function findSingle(store, key) {
    const found = await store.postingsFrom(key, SINGLE_SHARDS);
    return union(found.map(([, coded]) => [read(coded).places, FULL]), true);
  }

  /** Occurrences of a term: {places, shares, inside, exact}. */
  async function find(store, term) {
    if (term.sort === Sort.SINGLE) return findSingle(store, term.key);
    if (term.sort === Sort.LATIN) return findLatin(store, term.key);
    const postings = await store.postings(term.key);
    if (!postings) return NOTHING;
    const { places, inside } = read(postings);
    let within = 0;
    for (let index = 0; index < inside.length; index += 1) within += inside[index];
    const mostly = term.inside || 2 * within >= inside.length;
    const shares = new Int32Array(inside.length);
    for (let index = 0; index < inside.length; index += 1) shares[index] = inside[index] === Number(mostly) ? FULL : FULL >> 1;
    return { places, shares, inside: mostly, exact: true };
  }

  async function placesOf(store, key) {
    const postings = await store.postings(key);
    return postings ? read(postings).places : NONE;
  }

  function hanParts(store, units, start, end) {
    if (end - start === 1) {
      const places =
        end < units.length ? placesOf(store, units[start]) : findSingle(store, units[start]).then((one) => one.places);
      return [[start, places]];
    }
    const offsets = new Set();
    for (let offset = start; offset < end - 1; offset += 2) offsets.add(offset);
    offsets.add(end - 2);
    return [...offsets].map((offset) => [offset, placesOf(store, units[offset] + units[offset + 1])]);
  }

  /** Places where units stand one after the other; pairs that cover each unit are enough. */
  async function findPhrase(store, units) {
    const parts = [];
    let start = 0;
    while (start < units.length) {
      let end = start + 1;
      if (isHan(units[start])) {
        while (end < units.length && isHan(units[end])) end += 1;
        parts.push(...hanParts(store, units, start, end));
      } else {
        parts.push([start, placesOf(store, units[start])]);
      }
      start = end;
    }
    const places = aligned(await Promise.all(parts.map(async ([offset, loading]) => [offset, await loading])));
    return { places, shares: new Int32Array(places.length).fill(FULL), inside: true, exact: true };
  }

  /** Inverse document frequency in 1/256 of a binary logarithm. */
  function idf(documents, frequency) {
    return Math.max(log2(2 * documents + 2) - log2(2 * frequency + 1), LEAST_IDF);
  }

  engine.evidence = { wordForms, find, findPhrase, idf };
})();
