/* The cut of a query with the vocabulary that the index ships. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { log2, FRACTION } = engine.codec;

  /** `logs`: word to the binary logarithm (in 1/256) of its document frequency. */
  engine.createLexicon = function (logs, documents) {
    const top = log2(documents + 1) + 4 * FRACTION;
    let longest = 1;
    for (const word of logs.keys()) longest = Math.max(longest, Array.from(word).length);

    /** The words of a run, given and returned as lists of characters and words. */
    return function cut(characters) {
      const size = characters.length;
      const best = new Array(size + 1).fill(0);
      const length = new Array(size + 1).fill(1);
      for (let start = size - 1; start >= 0; start -= 1) {
        best[start] = best[start + 1] + top + FRACTION;
        let word = characters[start];
        for (let end = start + 2; end <= Math.min(size, start + longest); end += 1) {
          word += characters[end - 1];
          const log = logs.get(word);
          if (log !== undefined && best[end] + top - log <= best[start]) {
            best[start] = best[end] + top - log;
            length[start] = end - start;
          }
        }
      }
      const words = [];
      for (let place = 0; place < size; place += length[place]) {
        words.push(characters.slice(place, place + length[place]));
      }
      return words;
    };
  };
})();
