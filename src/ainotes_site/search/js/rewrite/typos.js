/* Typing errors mended. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { MENDED_SHARE, PINYIN_SHARE, MOST_CUTS, SHORTEST_CUT, SHORTEST_MENDED } = engine.constants;
  const { compare } = engine.codec;
  const { distanceWithin } = engine;

  const LETTERS = /^[a-z]+$/;
  const LETTER_A = 97;
  const ALPHABET = [..."abcdefghijklmnopqrstuvwxyz"];

  function rewriting(start, end, units, asked, said) {
    return { start, end, units, share: MENDED_SHARE, reason: "typo", asked, said };
  }

  /* The first letter is seldom wrong: words that begin otherwise are loaded when there is nothing else. */
  async function nearLatin(store, typed, most) {
    const likely = new Set([typed[0], typed[1]]);
    const near = await nearAmong(store, typed, most, [...likely]);
    return near.length ? near : nearAmong(store, typed, most, ALPHABET.filter((letter) => !likely.has(letter)));
  }

  /* A word of four letters with another letter is another word: BART is not BERT. */
  function lackingOrSwapped(typed, word) {
    return word.length > typed.length || [...word].sort().join("") === [...typed].sort().join("");
  }

  async function nearAmong(store, typed, most, letters) {
    const maps = await Promise.all(letters.map((letter) => store.rows(`latin/${letter.charCodeAt(0) - LETTER_A}`)));
    const near = [];
    for (const map of maps) {
      for (const [word, value] of map) {
        const distance = distanceWithin(typed, word, most);
        if (distance > most || (typed.length === SHORTEST_MENDED && !lackingOrSwapped(typed, word))) continue;
        near.push([distance, -engine.frequencyLog(value[1]), word]);
      }
    }
    near.sort((one, other) => one[0] - other[0] || one[1] - other[1] || compare(one[2], other[2]));
    return near.slice(0, 3).filter(([distance]) => distance === near[0][0]).map(([, , word]) => word);
  }

  /* The two words as they stand one after the other, the second in another form if need be: `pretrain` is Pre-training. */
  async function parted(store, first, second) {
    for (const form of [second, ...engine.evidence.wordForms(second).map(([other]) => other)]) {
      if ((await engine.evidence.findPhrase(store, [first, form])).places.length) return [first, form];
    }
    return null;
  }

  /** Latin words typed in one that stand in two, and the other way round. */
  engine.reglued = async function (store, units, absent) {
    const found = [];
    const add = (start, end, said, asked, shown) =>
      found.push({ start, end, units: said, share: PINYIN_SHARE, reason: "glue", asked, said: shown });
    for (const index of absent) {
      const typed = units[index].text;
      for (const first of [index - 1, index]) {
        const pair = units.slice(Math.max(first, 0), first + 2).map((unit) => unit.text);
        if (pair.length !== 2 || !pair.every((word) => LETTERS.test(word))) continue;
        if (await store.postings(pair.join(""))) add(first, first + 2, [pair.join("")], pair.join(" "), pair.join(""));
      }
      if (typed.length < SHORTEST_CUT || !LETTERS.test(typed)) continue;
      const rows = await store.rows(`latin/${typed.charCodeAt(0) - LETTER_A}`);
      const cuts = [];
      for (let at = typed.length - 1; at > 0; at -= 1) if (at === 1 || rows.has(typed.slice(0, at))) cuts.push(at);
      for (const at of cuts.slice(0, MOST_CUTS)) {
        const said = await parted(store, typed.slice(0, at), typed.slice(at));
        if (said) add(index, index + 1, said, typed, typed);
      }
    }
    return found;
  };

  const mostEdits = (typed) => (typed.length < 8 ? 1 : 2);

  /* The known names of Latin words, each as its words. */
  function latinNames(names) {
    if (!names.latin) {
      const rows = [...names.groups.keys()].map((form) => form.split(" "));
      names.latin = rows.filter((row) => row.every((word) => LETTERS.test(word)));
    }
    return names.latin;
  }

  /* Whether units from `start` on are the words of a name but for a typing error in each that is missing. */
  function isNearName(units, start, words, missing) {
    return words.every((word, place) => {
      const { text, literal } = units[start + place];
      if (text === word) return true;
      const isOpen = !literal && missing.includes(start + place) && text.length > SHORTEST_MENDED;
      return isOpen && distanceWithin(text, word, mostEdits(text)) <= mostEdits(text);
    });
  }

  /* Names with a typing error: `kalman fliter` is 卡尔曼滤波. */
  function mendedNames(names, units, missing) {
    const found = [];
    for (const words of missing.length ? latinNames(names) : []) {
      for (let start = 0; start + words.length <= units.length; start += 1) {
        const end = start + words.length;
        if (!missing.some((index) => start <= index && index < end) || !isNearName(units, start, words, missing)) continue;
        const asked = units.slice(start, end).map(({ text }) => text).join(" ");
        found.push(rewriting(start, end, words, asked, words.join(" ")));
      }
    }
    return found.sort((one, other) => one.start - other.start || compare(one.said, other.said));
  }

  /* Words one edit from a typed one (two, if it has eight letters or more). */
  async function mendedWords(store, units, missing) {
    const found = [];
    for (const index of missing) {
      const typed = units[index].text;
      if (typed.length < SHORTEST_MENDED || !LETTERS.test(typed)) continue;
      for (const word of await nearLatin(store, typed, mostEdits(typed))) {
        found.push(rewriting(index, index + 1, [word], typed, word));
      }
    }
    return found;
  }

  /** Missing Latin words mended: to words of the notes, and where there is none to names that the notes have otherwise. */
  engine.mended = async function (store, names, units, missing) {
    const words = await mendedWords(store, units, missing);
    const left = missing.filter((index) => words.every(({ start }) => start !== index));
    return [...words, ...mendedNames(names, units, left)];
  };
})();
