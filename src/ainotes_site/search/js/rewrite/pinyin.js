/* Words by how they are read. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { MOST_READINGS, MOST_PARTINGS, PINYIN_SHARE, LONGEST_SYLLABLE, SHORTEST_BEGUN } = engine.constants;
  const { compare } = engine.codec;

  const LETTERS = /^[a-z]+$/;
  const MOST_WALKED = 64;
  const MOST_TYPED = 6;

  /** Ways to part `text` wholly into syllables, those with the fewest first. */
  function partings(text, syllables) {
    const dead = new Set();
    const found = [];

    function walk(start, taken) {
      if (start === text.length) {
        found.push(taken.slice());
        return true;
      }
      let reached = false;
      for (let size = Math.min(LONGEST_SYLLABLE, text.length - start); size > 0; size -= 1) {
        const syllable = text.slice(start, start + size);
        if (found.length >= MOST_WALKED || !syllables.has(syllable) || dead.has(start + size)) continue;
        taken.push(syllable);
        reached = walk(start + size, taken) || reached;
        taken.pop();
      }
      if (!reached && found.length < MOST_WALKED) dead.add(start);
      return reached;
    }

    walk(0, []);
    return found.sort((one, other) => one.length - other.length).slice(0, MOST_PARTINGS);
  }

  /* The words of a row, each with minus the logarithm of its document frequency. */
  function rowWords(value) {
    return [...value.matchAll(/([^\x00-\x7f]+)([\x00-\x7f])/g)].map(([, word, symbol]) => [
      -engine.frequencyLog(symbol), word]);
  }

  function best(values) {
    const words = values.flatMap(rowWords);
    words.sort((one, other) => one[0] - other[0] || compare(one[1], other[1]));
    return words.slice(0, MOST_READINGS).map(([, word]) => word);
  }

  async function rowsOf(store, letters) {
    const prefix = letters + " ";
    const numbers = await store.pinyinShards(prefix, prefix + "{");
    const maps = await Promise.all(numbers.map((number) => store.rows(`pinyin/${number}`)));
    return maps.flatMap((map) => [...map]).filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]);
  }

  async function wordsRead(store, reading) {
    const rows = await rowsOf(store, reading.map((syllable) => syllable[0]).join(""));
    const wanted = reading.join(" ");
    return best(rows.filter(([key]) => key === wanted).map(([, value]) => value));
  }

  async function chain(store, reading) {
    let words = "";
    let start = 0;
    while (start < reading.length) {
      let end = reading.length;
      let found = [];
      for (; end > start + 1; end -= 1) {
        found = await wordsRead(store, reading.slice(start, end));
        if (found.length) break;
      }
      if (!found.length) return [];
      words += found[0];
      start = end;
    }
    return words ? [words] : [];
  }

  /* Words whose last syllable is typed in part: `zhuyil` is on the way to `zhuyili`. */
  async function wordsBegun(store, typed, syllables) {
    for (let size = 1; size < Math.min(LONGEST_SYLLABLE, typed.length); size += 1) {
      for (const whole of partings(typed.slice(0, -size), syllables)) {
        const reading = [...whole, typed.slice(-size)];
        const wanted = reading.join(" ");
        const rows = await rowsOf(store, reading.map((syllable) => syllable[0]).join(""));
        const words = best(rows.filter(([key]) => key.startsWith(wanted)).map(([, value]) => value));
        if (words.length) return words;
      }
    }
    return [];
  }

  async function readingsOf(store, typed, syllables, { begun, initials }) {
    if (typed.length < 2) return [];
    const parted = partings(typed, syllables);
    for (const reading of parted) {
      const words = await wordsRead(store, reading);
      if (words.length) return words;
    }
    let words = initials ? best((await rowsOf(store, typed)).map(([, value]) => value)) : [];
    if (!words.length && begun && typed.length >= SHORTEST_BEGUN) words = await wordsBegun(store, typed, syllables);
    if (words.length) return words;
    for (const reading of parted) {
      const row = await chain(store, reading);
      if (row.length) return row;
    }
    return [];
  }

  /* Where a run of Latin words from `start` may end, the longest first: pinyin is often typed with spaces. */
  function typedEnds(units, start) {
    const ends = [];
    for (let end = start; end < units.length && end - start < MOST_TYPED && LETTERS.test(units[end].text); end += 1) {
      ends.unshift(end + 1);
    }
    return ends;
  }

  const isTyped = (units, index) => index >= 0 && index < units.length && LETTERS.test(units[index].text);

  /* Of words that stand together and of which none occurs, all are read or none: `kaiming he` is a name, not 开明. */
  function wholly(found, missing) {
    const read = (index) => found.some(({ start, end }) => start <= index && index < end);
    const names = new Set();
    let stretch = [];
    for (const index of [...missing, Infinity]) {
      if (stretch.length && index !== stretch[stretch.length - 1] + 1) {
        if (!stretch.every(read)) for (const one of stretch) names.add(one);
        stretch = [];
      }
      stretch.push(index);
    }
    return found.filter(({ start }) => !names.has(start));
  }

  engine.readings = { rowsOf, rowWords };

  /** What was read as pinyin, and for which words, as remarks. */
  engine.toldReadings = function (rewritings) {
    const words = new Map();
    for (const { reason, asked, said } of rewritings) {
      if (reason === "pinyin") words.set(asked, [...(words.get(asked) || []), said]);
    }
    return [...words].map(([text, said]) => ({ code: "read", values: { text, words: said.join(" ") } }));
  };

  /** Words whose reading was typed, as rewritings; `missing` are the units that do not occur as Latin words, `unknown`
      those with which none begins: there, the last syllable may be typed in part. */
  engine.pinyin = async function (store, units, missing, unknown) {
    const found = [];
    if (!missing.length) return found;
    const syllables = new Set((await store.readings()).syllables.split(" "));
    let done = -1;
    for (const index of missing) {
      if (index <= done) continue;
      const alone = !isTyped(units, index - 1) && !isTyped(units, index + 1);
      for (const end of typedEnds(units, index)) {
        const typed = units.slice(index, end).map((unit) => unit.text);
        const how = { begun: unknown.includes(end - 1), initials: alone };
        const words = await readingsOf(store, typed.join(""), syllables, how);
        if (!words.length) continue;
        for (const word of words) {
          const rest = { share: PINYIN_SHARE, reason: "pinyin", asked: typed.join(" "), said: word };
          found.push({ start: index, end, units: Array.from(word), ...rest });
        }
        done = end - 1;
        break;
      }
    }
    return wholly(found, missing);
  };
})();
