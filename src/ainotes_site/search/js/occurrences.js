/* Where words stand in any text of a page, as the engine reads it: whatever their case, width, accents or punctuation. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { createFolder, isHan } = engine.fold;

  const EDGE = "\x01"; // stands before each unit
  const folder = createFolder(""); // traditional characters are in the index, which a page need not have

  function needleOf(word) {
    const units = folder.units(Array.from(word)).map((unit) => unit.text);
    const tells = units.length > 1 || (units.length === 1 && (isHan(units[0]) || units[0].length > 1));
    return tells ? units.map((unit) => EDGE + unit).join("") : "";
  }

  function* places(haystack, needle) {
    for (let at = needle ? haystack.indexOf(needle) : -1; at >= 0; at = haystack.indexOf(needle, at + 1)) yield at;
  }

  /* Pairs in order; what overlaps or touches is one. */
  function merged(found) {
    const ranges = [];
    for (const [start, end] of found.sort((one, other) => one[0] - other[0] || other[1] - one[1])) {
      const last = ranges[ranges.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else ranges.push([start, end]);
    }
    return ranges;
  }

  /** Where `words` occur in `text`: pairs of offsets, in order. A Latin word begins where a word begins: `rag` is in RAG
      and in rags, but not in storage; a Latin letter alone is nowhere. */
  engine.occurrences = function (text, words) {
    const characters = Array.from(text);
    let haystack = "";
    const origin = [];
    for (const { text: unit, places: own } of folder.letters(characters)) {
      haystack += EDGE + unit;
      origin.push(-1, ...own);
    }
    const found = [];
    for (const needle of words.map(needleOf)) {
      for (const at of places(haystack, needle)) {
        let end = origin[at + needle.length - 1] + 1;
        while (end < characters.length && folder.vanishes(characters[end])) end += 1;
        found.push([origin[at + 1], end]);
      }
    }
    const offsets = [0];
    for (const character of characters) offsets.push(offsets[offsets.length - 1] + character.length);
    return merged(found).map(([start, end]) => [offsets[start], offsets[end]]);
  };

  /** The one form of many spellings: `GPT-4`, `gpt4` and `ＧＰＴ ４` are `gpt 4`. */
  engine.foldedForm = (text) => folder.units(Array.from(text)).map((unit) => unit.text).join(" ");
})();
