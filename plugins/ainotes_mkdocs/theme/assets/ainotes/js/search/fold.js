/* Finding words in a text as a reader would: whatever their case, width or accents. Pure; touches no page. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/;
  const WORD = /[\p{Script=Latin}\p{Nd}]/u;

  function plain(character) {
    if (HAN.test(character)) return character;
    return character.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
  }

  /** `text` folded; `starts[i]` and `ends[i]` are where in `text` the i-th folded unit came from. */
  function fold(text) {
    const folded = [];
    const starts = [];
    const ends = [];
    let at = 0;
    for (const character of text) {
      const end = at + character.length;
      const units = plain(character);
      if (!units && ends.length) ends[ends.length - 1] = end;
      for (let unit = 0; unit < units.length; unit += 1) {
        starts.push(at);
        ends.push(end);
      }
      folded.push(units);
      at = end;
    }
    return { text: folded.join(""), starts, ends };
  }

  /** A Latin word is only found where a word begins: `rag` marks RAG and rags, but not storage. */
  function beginsWord(text, at, needle) {
    return at === 0 || !WORD.test(needle[0]) || !WORD.test(text[at - 1]);
  }

  function occurrences(haystack, needle) {
    const found = [];
    for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
      if (beginsWord(haystack, at, needle)) found.push([at, at + needle.length]);
    }
    return found;
  }

  /** Where `needles` occur in `text`: pairs of offsets, in order; what overlaps or touches is one pair. */
  ui.matches = function (text, needles) {
    const haystack = fold(text);
    const found = needles
      .map((needle) => fold(needle).text.trim())
      .filter((needle) => needle.length > 1 || HAN.test(needle))
      .flatMap((needle) => occurrences(haystack.text, needle))
      .sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    const merged = [];
    for (const [start, end] of found) {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged.map(([start, end]) => [haystack.starts[start], haystack.ends[end - 1]]);
  };

  ui.folded = function (text) {
    return fold(text).text;
  };
})();
