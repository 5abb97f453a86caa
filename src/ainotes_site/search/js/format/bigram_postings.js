/* Shards of Han postings (bigram_postings.py). */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { COMMON_CHARACTERS, RARE_FROM, FIRST_ORDER, SIZE_ORDER, COMMON_ORDER, RARE_ORDER, MIXED } = engine.constants;

  const MODES = 3;
  const han = Array.from(COMMON_CHARACTERS, (character) => character.charCodeAt(0)).filter(
    (code) => code >= 0x4e00 && code <= 0x9fff,
  );
  /* Frequent second characters; 0 where there is none. */
  const COMMON = [0, ...han.sort((one, other) => one - other)];

  /* Order of each gap: what is best for half the mean gap of its key, and one more where it has a flag. */
  function gapOrders(counts, kinds, room) {
    const orders = new Uint8Array(counts.reduce((sum, count) => sum + count, 0));
    let start = 0;
    counts.forEach((count, index) => {
      const mean = Math.floor(room / (2 * count));
      const order = Math.max(31 - Math.clz32(mean), 0) + (kinds[index] % MODES === MIXED ? 1 : 0);
      orders.fill(order, start, start + count);
      start += count;
    });
    return orders;
  }

  /** A shard of Han units: `get(key)` gives the postings {mode, values} of a key, or null; `beginning(first)` gives [key,
      postings] of all keys that begin with a character. */
  function readPairs([groups, room, text]) {
    const bits = engine.bitReader(text);
    const heads = bits.row(new Uint8Array(2 * groups).fill(FIRST_ORDER, 0, groups).fill(SIZE_ORDER, groups));
    const groupOf = new Map();
    let first = 0;
    let keys = 0;
    for (let group = 0; group < groups; group += 1) {
      first += heads[group];
      const size = heads[groups + group] + 1;
      groupOf.set(first, [keys, keys + size]);
      keys += size;
    }
    const kinds = bits.row(new Uint8Array(2 * keys));
    const counts = kinds.subarray(keys).map((count) => count + 1);
    const steps = bits.row(kinds.subarray(0, keys).map((kind) => (kind < MODES ? COMMON_ORDER : RARE_ORDER)));
    const values = bits.parts(gapOrders(counts, kinds, room), counts);

    /* [second character or 0, postings] of the keys under a first character; of one second character, if one is given. */
    function under(code, wanted) {
      const found = [];
      const [start, end] = groupOf.get(code) || [0, 0];
      let common = -1;
      let rare = RARE_FROM - 1;
      for (let key = start; key < end; key += 1) {
        const isCommon = kinds[key] < MODES;
        if (isCommon) common += steps[key] + 1;
        else rare += steps[key] + 1;
        const second = isCommon ? COMMON[common] : rare;
        if (wanted === undefined || second === wanted) {
          found.push([second, { mode: kinds[key] % MODES, values: values(key) }]);
        }
      }
      return found;
    }

    return {
      get(key) {
        const [one, two] = Array.from(key, (character) => character.codePointAt(0));
        const [found] = under(one, two || 0);
        return found ? found[1] : null;
      },
      beginning(character) {
        const named = ([second, postings]) => [character + (second ? String.fromCodePoint(second) : ""), postings];
        return under(character.codePointAt(0)).map(named);
      },
    };
  }

  engine.readPairs = readPairs;
})();
