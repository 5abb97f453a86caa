/* Rows of exponential Golomb codes, six bits a symbol (bitstream.py). */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { symbolValue } = engine.codec;
  const { SYMBOL_BITS } = engine.constants;

  /** Reads rows of numbers, one after the other, each by the order of each of its numbers. All throw when there are not so
      many. A row is the sizes of all its numbers, and then their bits. */
  function bitReader(text) {
    const symbols = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index += 1) symbols[index] = symbolValue(text[index]);
    const end = symbols.length * SYMBOL_BITS;
    let place = 0;

    /* The size of each number in bits: its order, and one more for each 0 before the next 1. */
    function sizesOf(orders) {
      const sizes = new Uint8Array(orders);
      let at = Math.floor(place / SYMBOL_BITS);
      let left = SYMBOL_BITS - (place % SYMBOL_BITS);
      let rest = symbols[at] & ((1 << left) - 1);
      for (let index = 0; index < sizes.length; index += 1) {
        while (rest === 0) {
          sizes[index] += left;
          at += 1;
          if (at >= symbols.length) throw new Error("too short a row of bits");
          rest = symbols[at];
          left = SYMBOL_BITS;
        }
        const one = 31 - Math.clz32(rest);
        sizes[index] += left - one - 1;
        left = one;
        rest &= (1 << one) - 1;
      }
      place = (at + 1) * SYMBOL_BITS - left;
      return sizes;
    }

    /* The numbers `from` to `to` of those with these orders and sizes; their bits begin at `bit`. */
    function numbers(orders, sizes, from, to, bit) {
      const found = new Int32Array(to - from);
      let at = Math.floor(bit / SYMBOL_BITS);
      let left = SYMBOL_BITS - (bit % SYMBOL_BITS);
      for (let index = from; index < to; index += 1) {
        let number = 0;
        let missing = sizes[index];
        while (missing >= left) {
          number = (number << left) | (symbols[at] & ((1 << left) - 1));
          missing -= left;
          at += 1;
          left = SYMBOL_BITS;
        }
        if (missing) {
          left -= missing;
          number = (number << missing) | ((symbols[at] >> left) & ((1 << missing) - 1));
        }
        found[index - from] = number + 2 ** sizes[index] - 2 ** orders[index];
      }
      return found;
    }

    /** The next row in parts of so many numbers, as a function that reads the part of an index: few are asked for. */
    function parts(orders, counts) {
      const sizes = sizesOf(orders);
      const starts = new Int32Array(counts.length + 1);
      const bits = new Int32Array(counts.length);
      let index = 0;
      counts.forEach((count, part) => {
        bits[part] = place;
        for (const next = index + count; index < next; index += 1) place += sizes[index];
        starts[part + 1] = index;
      });
      if (place > end) throw new Error("too short a row of bits");
      return (part) => numbers(orders, sizes, starts[part], starts[part + 1], bits[part]);
    }

    /** The numbers of the next row. */
    function row(orders) {
      return orders.length ? parts(orders, [orders.length])(0) : new Int32Array(0);
    }

    return { row, parts };
  }

  engine.bitReader = bitReader;
})();
