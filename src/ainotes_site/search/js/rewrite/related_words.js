/* Words of a query with others that say nearly the same, in both languages (everyday_words.txt): weak evidence, looked for
   only where no document has nearly all of what was typed. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { RELATED_SHARE, TRANSLATED_SHARE, LONGEST_RELATED, MOST_RELATED } = engine.constants;
  const { FEW_RELATED, RELATED_DOCUMENTS, MOST_BITS } = engine.constants;
  const { isHan } = engine.fold;
  const { Sort } = engine.planning;

  /** What the forms of an English word have in common: `hides`, `hiding` and `hide` are `hid`. */
  engine.stemOf = function (word) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    const stem = word.replace(/ies$/, "y").replace(/(?:ing|ed|es|s|e)$/, "");
    return (stem.length < 3 ? word : stem).replace(/([bdfgklmnprt])\1$/, "$1");
  };

  /** The groups of everyday words that a word is in, by its stem. */
  engine.everydayGroups = async function (store) {
    if (store.memory.related) return store.memory.related;
    const { words } = await store.load("concepts", { words: [] });
    const groups = new Map();
    for (const row of words) {
      const group = row.split(" ");
      for (const word of group) {
        const stem = engine.stemOf(word);
        groups.set(stem, [...(groups.get(stem) || []), group]);
      }
    }
    if (words.length) store.memory.related = groups;
    return groups;
  };

  /* Words as `lexicon` cuts them, and of single characters that stand side by side, as of words that the notes do not
     have, those of the groups. */
  function cutWords(words, groups) {
    const cut = [];
    let index = 0;
    while (index < words.length) {
      let word = words[index].join("");
      let count = 1;
      if (words[index].length === 1) {
        for (let size = Math.min(LONGEST_RELATED, words.length - index); size > 1; size -= 1) {
          const row = words.slice(index, index + size);
          if (row.some((one) => one.length > 1) || !groups.has(row.join(""))) continue;
          word = row.join("");
          count = size;
          break;
        }
      }
      cut.push(word);
      index += count;
    }
    return cut;
  }

  /* The words of a branch that have a group and are no stop words: {start, end, word}. */
  function wordsOf({ stopWords, lexicon }, units, groups) {
    const words = units.map(({ text }, index) => ({ start: index, end: index + 1, word: text }))
      .filter(({ word }) => !isHan(word));
    for (const [start, end] of engine.planning.hanRuns(units)) {
      let place = start;
      for (const word of cutWords(lexicon(units.slice(start, end).map(({ text }) => text)), groups)) {
        const next = place + Array.from(word).length;
        if (next - place > 1) words.push({ start: place, end: next, word });
        place = next;
      }
    }
    return words.filter(({ word }) => !stopWords.has(word) && groups.has(engine.stemOf(word)));
  }

  /* Other words of the groups of a word, one form of each, with what they count for: more where nothing else can tell of it. */
  function othersOf(groups, { start, end, word }, terms) {
    const stem = engine.stemOf(word);
    const forms = new Map();
    for (const other of groups.get(stem).flat()) {
      const own = engine.stemOf(other);
      if (other.length > 1 && own !== stem && !forms.has(own)) forms.set(own, other);
    }
    const own = terms.filter(({ term }) => start <= term.offset && term.offset < end);
    const isThere = own.some(({ evidence }) => evidence.places.length);
    const share = isThere ? RELATED_SHARE : TRANSLATED_SHARE;
    return [...forms.values()].map((said) => ({ start, end, asked: word, said, share }));
  }

  async function withEvidence(store, one) {
    const units = isHan(one.said) ? Array.from(one.said) : [one.said];
    const found = isHan(one.said) ? engine.evidence.findPhrase(store, units)
      : engine.evidence.find(store, { sort: Sort.LATIN, key: one.said });
    return { ...one, units, evidence: await found };
  }

  /** Alternatives, as `branches.lookUp` has them, for words of a branch that have no other name, first for those that the
      notes do not have; as many as there is room for in the bits of a rank, and as may be loaded. */
  engine.relatedWords = async function (store, { units, terms, alternatives }) {
    const groups = await engine.everydayGroups(store);
    const named = alternatives.filter(({ evidence }) => evidence.places.length);
    const spans = new Set(named.map(({ start, end }) => `${start} ${end}`));
    const isFree = ({ start, end }) => named.every((one) => one.end <= start || end <= one.start);
    const words = wordsOf(store, units, groups).filter(isFree);
    const chosen = words.slice(0, Math.max(MOST_BITS - terms.length - spans.size, 0));
    const others = chosen.flatMap((word) => othersOf(groups, word, terms));
    const isLarge = store.documents > RELATED_DOCUMENTS;
    const shares = isLarge ? [TRANSLATED_SHARE] : [TRANSLATED_SHARE, RELATED_SHARE];
    const first = shares.flatMap((wanted) => others.filter(({ share }) => share === wanted));
    const found = await Promise.all(first.slice(0, isLarge ? FEW_RELATED : MOST_RELATED).map((one) => withEvidence(store, one)));
    return found.filter(({ evidence }) => evidence.places.length);
  };
})();
