/* Han words typed with other characters that sound alike: input methods offer them side by side, so nearly all errors in
   Chinese are such. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { MENDED_SHARE, LONGEST_ALIKE, MOST_INITIALS } = engine.constants;
  const { compare } = engine.codec;

  /* Sounds that many speakers do not tell apart, as one. */
  function blurred(syllable) {
    return syllable.replace(/^([zcs])h/, "$1").replace(/^n/, "l").replace(/([aei]n)g$/, "$1");
  }

  async function soundsOf(store) {
    if (store.memory.sounds) return store.memory.sounds;
    const table = await store.load("syllables", "");
    const sounds = new Map();
    for (const [, syllable, run] of table.matchAll(/([a-z]+)([^a-z ]+)/g)) {
      for (const character of run) sounds.set(character, [...(sounds.get(character) || []), syllable]);
    }
    if (table) store.memory.sounds = sounds;
    return sounds;
  }

  /* The letters that readings of such sounds begin with: where n and l are one sound, both. */
  function initialsOf(sounds) {
    return sounds.reduce((found, own) => {
      const letters = new Set(own.flatMap(([first]) => (first === "n" || first === "l" ? ["n", "l"] : [first])));
      return found.flatMap((begun) => [...letters].map((letter) => begun + letter)).slice(0, MOST_INITIALS);
    }, [""]);
  }

  /* Words of the notes that sound like `typed`, without those that are it. */
  async function wordsLike(store, typed, sounds) {
    const own = typed.map((character) => sounds.get(character));
    if (!own.every(Boolean)) return [];
    const wanted = own.map((syllables) => syllables.map(blurred));
    const rows = (await Promise.all(initialsOf(own).map((letters) => engine.readings.rowsOf(store, letters)))).flat();
    const alike = (reading) => reading.split(" ").every((syllable, index) => wanted[index].includes(blurred(syllable)));
    return rows.filter(([reading]) => alike(reading))
      .flatMap(([, value]) => engine.readings.rowWords(value))
      .map(([rarity, word]) => {
        const characters = Array.from(word);
        return { rarity, characters, changed: characters.filter((one, index) => one !== typed[index]).length };
      })
      .filter(({ characters, changed }) => characters.length === typed.length && changed);
  }

  /* What stands for a word of two characters is sure enough only where it is the name of something. */
  function isSure(store, names, { characters, changed }) {
    const form = characters.join(" ");
    if (characters.length === 2) return changed === 1 && (names.cards.has(form) || names.groups.has(form));
    return changed < characters.length && !store.stopWords.has(characters.join(""));
  }

  /* Windows of `text` that hold the pair at `pair`, the longest first. */
  function windowsOf(text, pair) {
    const found = [];
    for (let size = Math.min(LONGEST_ALIKE, text.length); size > 1; size -= 1) {
      for (let low = Math.max(0, pair + 2 - size); low <= Math.min(pair, text.length - size); low += 1) {
        found.push({ low, typed: text.slice(low, low + size) });
      }
    }
    return found;
  }

  async function likest(store, names, text, pair, sounds) {
    for (const { low, typed } of windowsOf(text, pair)) {
      const words = (await wordsLike(store, typed, sounds)).filter((one) => isSure(store, names, one));
      words.sort((one, other) => one.changed - other.changed || one.rarity - other.rarity ||
        compare(one.characters.join(""), other.characters.join("")));
      if (words.length) return { low, typed, word: words[0].characters };
    }
    return null;
  }

  /** Words that sound like what was typed around a pair that occurs nowhere; `dead` are the offsets of such pairs. */
  engine.soundAlikes = async function (store, names, units, dead) {
    const found = [];
    if (!dead.length) return found;
    const sounds = await soundsOf(store);
    let done = -1;
    for (const [start, end] of engine.planning.hanRuns(units)) {
      const text = units.slice(start, end).map((unit) => unit.text);
      for (const pair of dead) {
        if (pair < start || pair + 1 >= end || pair <= done) continue;
        const best = await likest(store, names, text, pair - start, sounds);
        if (!best) continue;
        const low = start + best.low;
        const high = low + best.typed.length;
        done = Math.max(done, high - 1);
        const shown = { asked: best.typed.join(""), said: best.word.join("") };
        found.push({ start: low, end: high, units: best.word, share: MENDED_SHARE, reason: "typo", ...shown });
      }
    }
    return found;
  };
})();
