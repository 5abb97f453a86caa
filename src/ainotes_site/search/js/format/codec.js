/* Numbers, rows and shortened texts as the index writes them (codec.py, shards.py, text_codes.py), and the order of keys. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { COMMON_CHARACTERS, COMMON_WORDS, SHORTEST, FIRST_SHORT } = engine.constants;

  const END_BASE = 61;
  const CONTINUE_BASE = 32;
  const FRACTION = 256;

  const valueOf = new Int16Array(128).fill(-1);
  let symbols = "";
  for (let code = 0x20; code < 0x7f; code += 1) {
    if (code === 0x22 || code === 0x5c) continue;
    valueOf[code] = symbols.length;
    symbols += String.fromCharCode(code);
  }

  /** The number that one symbol stands for. */
  function symbolValue(character) {
    return valueOf[character.charCodeAt(0)];
  }

  /** The numbers of a coded text, from its character `start` on. */
  function decode(text, start) {
    const numbers = new Int32Array(text.length - (start || 0));
    let count = 0;
    let quotient = 0;
    for (let index = start || 0; index < text.length; index += 1) {
      const digit = valueOf[text.charCodeAt(index)];
      if (digit >= END_BASE) {
        quotient = quotient * CONTINUE_BASE + digit - END_BASE;
      } else {
        numbers[count] = quotient * END_BASE + digit;
        count += 1;
        quotient = 0;
      }
    }
    return numbers.subarray(0, count);
  }

  /* A mark (how much of the key before is kept), the rest of the key, and the value with its own mark. */
  const ROW = /([\x0e-\x1f])([^\x01-\x03]*)([\x01-\x03][^\x0e-\x1f]*)/g;
  const FIRST_KEY_MARK = 0x0e;

  /** Rows [key, value] of a front-coded text; values keep their marks. */
  function rows(text) {
    let before = [];
    return Array.from(text.matchAll(ROW), ([, mark, rest, value]) => {
      before = before.slice(0, mark.charCodeAt(0) - FIRST_KEY_MARK).concat(Array.from(rest));
      return [before.join(""), value];
    });
  }

  /* A code that means itself, as the mark before it says; or one that means a frequent character or word. */
  const CODE = /\x7f([^])|[\x01-\x1f\x80-\u07ff]/g;
  const meanings = new Map();
  [...COMMON_CHARACTERS, ...COMMON_WORDS.match(/../g)].forEach((token, index) => {
    const code = SHORTEST[index] || String.fromCharCode(FIRST_SHORT + index - SHORTEST.length);
    meanings.set(code, token);
  });

  /** A shortened text, or all texts in a list, as they were. */
  function restored(value) {
    if (Array.isArray(value)) return value.map(restored);
    if (typeof value !== "string") return value;
    return value.replace(CODE, (code, literal) => literal || meanings.get(code) || code);
  }

  function rank(unit) {
    if (unit < 0xd800) return unit;
    return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
  }

  /** Compares two texts by code points, as Python does; JavaScript's `<` compares UTF-16 units. */
  function compare(one, other) {
    const size = Math.min(one.length, other.length);
    for (let index = 0; index < size; index += 1) {
      const a = one.charCodeAt(index);
      const b = other.charCodeAt(index);
      if (a !== b) return rank(a) - rank(b);
    }
    return one.length - other.length;
  }

  /** How many of the sorted `values` are not after `value`. */
  function bisectRight(values, value, order) {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order(values[middle], value) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Binary logarithm of a positive whole number in 1/256, linear between the powers of two (int_log.py). */
  function log2(number) {
    const whole = 31 - Math.clz32(number);
    return whole * FRACTION + Math.floor(((number - 2 ** whole) * FRACTION) / 2 ** whole);
  }

  engine.codec = { symbolValue, decode, rows, restored, compare, bisectRight, log2, FRACTION };
})();
