/* The link from a hit to its page: it carries the words to mark there, as `?h=` once for each. Works from disk too. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const MOST_WORDS = 8;
  const LONGEST_WORD = 40;

  /** What to mark for a hit: what the engine marked in it (synonyms and pinyin too), then the words of the query. */
  ui.wordsToMark = function (query, hit) {
    const cut = (text, marks) => marks.map(([start, end]) => text.slice(start, end));
    const marked = [...cut(hit.snippet.text, hit.snippet.marks), ...cut(hit.title, hit.marks)];
    const words = new Map();
    for (const word of [...marked, ...ainotes.engine.queryText.words(query)]) {
      const key = ainotes.engine.foldedForm(word);
      if (key && word.length <= LONGEST_WORD && !words.has(key)) words.set(key, word.trim());
    }
    return [...words.values()].slice(0, MOST_WORDS);
  };

  /** The address of `url` (relative to the root of the site), with the words to mark. */
  ui.landing = function (url, words) {
    const [place, anchor] = ui.href(url).split("#", 2);
    const query = new URLSearchParams(words.map((word) => ["h", word])).toString();
    return place + (query ? "?" + query : "") + (anchor ? "#" + anchor : "");
  };

  /** The words that the address of this page asks to mark. */
  ui.landedWords = function () {
    return new URLSearchParams(location.search)
      .getAll("h")
      .filter((word) => word.trim() && word.length <= LONGEST_WORD)
      .slice(0, MOST_WORDS);
  };
})();
