/* Distances between a typed word and a word that occurs. Words are lists of characters. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;

  /** Optimal string alignment distance; `most` + 1 when it is greater than `most`. */
  engine.distanceWithin = function (typed, word, most) {
    if (Math.abs(typed.length - word.length) > most) return most + 1;
    let before = [];
    let row = Array.from({ length: word.length + 1 }, (_, index) => index);
    for (let i = 1; i <= typed.length; i += 1) {
      const older = before;
      before = row;
      row = [i];
      let least = i;
      for (let j = 1; j <= word.length; j += 1) {
        const changed = typed[i - 1] === word[j - 1] ? 0 : 1;
        let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + changed);
        if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) {
          cost = Math.min(cost, older[j - 2] + 1);
        }
        row.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) return most + 1;
    }
    return Math.min(row[word.length], most + 1);
  };
})();
