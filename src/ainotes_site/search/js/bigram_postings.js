/* Shards of Han postings (pairs.py). */
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

  /** Keys and postings {mode, values} of a shard of Han units. */
  function readPairs([groups, room, text]) {
    const found = new Map();
    const row = engine.bitReader(text);
    const firsts = row(new Uint8Array(2 * groups).fill(FIRST_ORDER, 0, groups).fill(SIZE_ORDER, groups));
    const sizes = firsts.subarray(groups).map((size) => size + 1);
    const keys = sizes.reduce((sum, size) => sum + size, 0);
    const kinds = row(new Uint8Array(2 * keys));
    const counts = kinds.subarray(keys).map((count) => count + 1);
    const steps = row(kinds.subarray(0, keys).map((kind) => (kind < MODES ? COMMON_ORDER : RARE_ORDER)));
    const values = row(gapOrders(counts, kinds, room));
    let first = 0;
    let key = 0;
    let start = 0;
    sizes.forEach((size, group) => {
      first += firsts[group];
      let common = -1;
      let rare = RARE_FROM - 1;
      for (const end = key + size; key < end; key += 1) {
        let second;
        if (kinds[key] < MODES) {
          common += steps[key] + 1;
          second = COMMON[common];
        } else {
          rare += steps[key] + 1;
          second = rare;
        }
        const name = String.fromCodePoint(first) + (second ? String.fromCodePoint(second) : "");
        found.set(name, { mode: kinds[key] % MODES, values: values.subarray(start, start + counts[key]) });
        start += counts[key];
      }
    });
    return found;
  }

  engine.readPairs = readPairs;
})();
