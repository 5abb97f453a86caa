/* The part of a text to show, with marks. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { WINDOW, LEAD } = engine.constants;
  const ELLIPSIS = "…";
  const SENTENCE_ENDS = "。！？!?.…";
  const CLAUSE_ENDS = "，；：、,;:";
  /* What no text begins with: what closes something, or parts it from what was before. */
  const NO_START = /[ …，。、；：！？》〉」』】）〕”’,.;:?!)\]}·—~～]/;
  const COMMAND = /\\text\{[^}]*\}|\\[A-Za-z]+(?:\{[A-Za-z]*\})?/g;
  const SIGN = /[{}^_=]/;
  const WORD = /[A-Za-z]{4}|[\u2e80-\u9fff]/;

  function stands(units, index, pattern) {
    const { units: wanted } = pattern;
    if (wanted.length === 1) return true;
    return wanted.every((text, step) => index + step < units.length && units[index + step].text === text);
  }

  function matches(characters, patterns, folder) {
    const units = folder.units(characters);
    const byFirst = new Map();
    patterns.forEach((pattern, number) => {
      for (const first of [pattern.units[0], ...(pattern.forms || [])]) {
        byFirst.set(first, [...(byFirst.get(first) || []), number]);
      }
    });
    const prefixes = patterns.map((_, number) => number).filter((number) => patterns[number].prefix);
    const found = [];
    units.forEach((unit, index) => {
      const exact = byFirst.get(unit.text) || [];
      const begun = prefixes.filter((n) => !exact.includes(n) && unit.text.startsWith(patterns[n].units[0]));
      for (const number of exact.concat(begun)) {
        if (!stands(units, index, patterns[number])) continue;
        found.push([unit.start, units[index + patterns[number].units.length - 1].end, number]);
      }
    });
    return withoutLoneEdges(found, patterns);
  }

  /* The 么大 of 为什么大模型 is not that of 那么大. */
  function withoutLoneEdges(found, patterns) {
    if (patterns.every((pattern) => pattern.edge)) return found;
    const firm = found.filter(([, , number]) => !patterns[number].edge);
    return found.filter(
      ([low, high, number]) =>
        !patterns[number].edge || firm.some(([start, end]) => start < high && low < end));
  }

  /* What touches or overlaps is one mark. */
  function joined(found) {
    const marks = [];
    for (const [low, high] of found) {
      const last = marks[marks.length - 1];
      if (last && low <= last[1]) last[1] = Math.max(last[1], high);
      else marks.push([low, high]);
    }
    return marks;
  }

  /* A snippet from characters and marks that count them: its marks count UTF-16 units, as JavaScript's strings do. */
  function shown(characters, marks) {
    const at = [0];
    for (const character of characters) at.push(at[at.length - 1] + character.length);
    return { text: characters.join(""), marks: marks.map(([low, high]) => [at[low], at[high]]) };
  }

  /** The whole of a text with its marks. */
  function marked(text, patterns, folder) {
    const characters = Array.from(text);
    return shown(characters, joined(matches(characters, patterns, folder)));
  }

  function withinWord(characters, at) {
    return at > 0 && at < characters.length && /^[0-9A-Za-z]{2}$/.test(characters[at - 1] + characters[at]);
  }

  /* Whether something begins here: behind one of `ends`, if need be in quotes or brackets; a full stop needs a space, too. */
  function begins(characters, at, ends) {
    if (at <= 0 || at >= characters.length || NO_START.test(characters[at])) return at === 0;
    let before = at - 1;
    while (before > 0 && /[ 」』”’"）)】]/.test(characters[before])) before -= 1;
    const isSpaced = characters.slice(before + 1, at).includes(" ");
    return ends.includes(characters[before]) && (characters[before] > "\x7f" || isSpaced);
  }

  /* The place nearest to `first`, and not behind `place`, where something begins: a sentence, else a clause, else a word. */
  function start(characters, first, place) {
    for (const ends of [SENTENCE_ENDS, CLAUSE_ENDS]) {
      for (let step = 0; step <= LEAD; step += 1) {
        if (begins(characters, first - step, ends)) return first - step;
        if (first + step <= place && begins(characters, first + step, ends)) return first + step;
      }
    }
    for (let at = first; at <= place; at += 1) {
      if (!withinWord(characters, at) && !NO_START.test(characters[at])) return at;
    }
    return first;
  }

  /* The last place that is not within a Latin word, if it is near and cuts no mark. */
  function wordEnd(characters, end, marks) {
    let least = end - LEAD;
    for (const [, high] of marks) if (high <= end) least = Math.max(least, high);
    for (let at = end; at >= least; at -= 1) if (!withinWord(characters, at)) return at;
    return end;
  }

  function cut(characters, place, marks) {
    const first = Math.max(0, Math.min(place - LEAD, characters.length - WINDOW));
    const end = wordEnd(characters, Math.min(characters.length, first + WINDOW), marks);
    const from = first > 0 ? start(characters, first, place) : 0;
    const before = from > 0 ? [ELLIPSIS] : [];
    const after = end < characters.length ? [ELLIPSIS] : [];
    const shift = before.length - from;
    const kept = marks
      .filter(([low, high]) => high > from && low < end)
      .map(([low, high]) => [Math.max(low, from) + shift, Math.min(high, end) + shift]);
    return shown([...before, ...characters.slice(from, end), ...after], kept);
  }

  /* Whether a line has commands and signs of TeX, and no words but in them. */
  function isFormula(line) {
    const rest = line.replace(COMMAND, "");
    return rest.length < line.length && SIGN.test(line) && !WORD.test(rest);
  }

  /* Without the lines of TeX in which nothing is to be marked: they show their source, and say nothing there. */
  function withoutFormulas(text, patterns, folder) {
    if (!text.includes("\\")) return text;
    const lines = text.split("\n");
    const told = lines.map((line) => !isFormula(line) || matches(Array.from(line), patterns, folder).length > 0);
    if (!told.includes(true)) return text;
    return lines.map((line, number) => (told[number] ? line : ELLIPSIS)).join("\n");
  }

  /** The window of a text with the greatest weight of different patterns, the earliest of equals; on one line. */
  function snippet(text, patterns, folder) {
    const told = withoutFormulas(text, patterns, folder);
    const characters = Array.from(told.replace(/[\r\n\t]/g, " ").replace(/^ +| +$/g, ""));
    const found = matches(characters, patterns, folder);
    let best = -1;
    let place = 0;
    found.forEach(([low], first) => {
      const near = new Set();
      for (const [, high, number] of found.slice(first)) if (high <= low + WINDOW - LEAD) near.add(number);
      let weight = 0;
      for (const number of near) weight += patterns[number].weight;
      if (weight > best) {
        best = weight;
        place = low;
      }
    });
    return cut(characters, place, joined(found));
  }

  engine.snippets = { marked, snippet };
})();
