/* Folding and units: one form for many spellings. The same rules as fold.py. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { STEP_ORDER, SHIFT_ORDER } = engine.constants;

  const HAN =
    "\\u2e80-\\u2fdf\\u3005\\u3007\\u3021-\\u3029\\u3040-\\u30ff\\u3100-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const UNIT = new RegExp(
    `[${HAN}]|[0-9]+|(?<![^${HAN}0-9 +#])(?:[a-z]\\+\\+|[a-z]#)|[^${HAN}0-9 +#]+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");
  const VANISHES = /[\p{M}\p{Cf}\p{Cs}]/u;
  const KEEPS = /[\p{L}\p{N}+#]/u;

  function isHan(unit) {
    return IS_HAN.test(unit);
  }

  /* Pairs of characters from a text that has them in turn. */
  function inTurn(text) {
    return Array.from(text.matchAll(/(.)(.)/gsu), ([, old, plain]) => [old, plain]);
  }

  /** Pairs of characters from a shard of them (traditional_table.py). */
  function variants([count, text]) {
    const { row } = engine.bitReader(text);
    const steps = row(new Uint8Array(count).fill(STEP_ORDER));
    const zigzag = row(new Uint8Array(count).fill(SHIFT_ORDER));
    let code = 0;
    return Array.from(steps, (step, index) => {
      code += step;
      const shift = zigzag[index] % 2 ? -(zigzag[index] + 1) / 2 : zigzag[index] / 2;
      return [String.fromCodePoint(code), String.fromCodePoint(code + shift)];
    });
  }

  /** A folder with traditional and simplified characters in turn. */
  function createFolder(text) {
    const han = new Map();
    const forms = new Map();

    function learn(pairs) {
      for (const [old, plain] of pairs) han.set(old, plain);
      forms.clear();
    }

    function fold(character) {
      if (character >= "\uac00" && character <= "\ud7a3") return character;
      const plain = Array.from(character.normalize("NFKD")).filter((c) => !VANISHES.test(c)).join("").toLowerCase();
      return Array.from(plain)
        .filter((c) => !VANISHES.test(c))
        .map((c) => (KEEPS.test(c) ? han.get(c) || c : " "))
        .join("");
    }

    function form(character) {
      let known = forms.get(character);
      if (known === undefined) {
        known = fold(character);
        forms.set(character, known);
      }
      return known;
    }

    /** The units of a list of characters: {text, places}, for each UTF-16 unit of the text the index of its character. */
    function letters(characters) {
      let folded = "";
      const origin = [];
      characters.forEach((character, place) => {
        const own = form(character);
        folded += own;
        for (let index = 0; index < own.length; index += 1) origin.push(place);
      });
      return Array.from(folded.matchAll(UNIT), ({ 0: unit, index }) => {
        return { text: unit, places: origin.slice(index, index + unit.length) };
      });
    }

    /** The units of a list of characters: {text, start, end}, places as indexes into the list. */
    function units(characters) {
      return letters(characters).map(({ text: unit, places }) => {
        return { text: unit, start: places[0], end: places[places.length - 1] + 1 };
      });
    }

    learn(inTurn(text));
    return { units, letters, learn, vanishes: (character) => form(character) === "" };
  }

  let simplified = null;

  /** Whether it is one of the 6,763 Han characters of GB 2312. */
  function inGb2312(character) {
    if (simplified === null) simplified = new Set(engine.host.simplified());
    return simplified.has(character);
  }

  engine.fold = { createFolder, variants, isHan, inGb2312 };
})();
