/* Rows of exponential Golomb codes, six bits a symbol (bits.py). */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { symbolValue } = engine.codec;
  const { SYMBOL_BITS } = engine.constants;

  /** Gives a function that reads the next row: numbers by the order of each. It throws when there are not so many. */
  function bitReader(text) {
    const symbols = Uint8Array.from(text, symbolValue);
    const end = symbols.length * SYMBOL_BITS;
    let place = 0;

    /* The number of the next `size` bits. */
    function take(size) {
      if (place + size > end) throw new Error("too short a row of bits");
      let number = 0;
      let missing = size;
      while (missing > 0) {
        const left = SYMBOL_BITS - (place % SYMBOL_BITS);
        const width = Math.min(left, missing);
        const symbol = symbols[Math.floor(place / SYMBOL_BITS)];
        number = number * 2 ** width + ((symbol >> (left - width)) & (2 ** width - 1));
        place += width;
        missing -= width;
      }
      return number;
    }

    return function (orders) {
      const sizes = new Uint8Array(orders.length);
      orders.forEach((order, index) => {
        sizes[index] = order;
        while (take(1) === 0) sizes[index] += 1;
      });
      return Int32Array.from(sizes, (size, index) => take(size) + 2 ** size - 2 ** orders[index]);
    };
  }

  engine.bitReader = bitReader;
})();
