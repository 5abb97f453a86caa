/* The query language. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { LONGEST, FIELDS } = engine.constants;

  const BLANK = "\\x00-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
  const NAMES = Object.keys(FIELDS).filter((name) => /[^a-z]/.test(name)).join("|");
  const TOKEN = new RegExp(
    `([-－](?=[^${BLANK}－-]))?` +
      `(?:([A-Za-z]{3,6}|${NAMES})[:：](?=[^${BLANK}]))?` +
      `(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|([^${BLANK}]+))`, "gu");
  const DATE = /^([0-9]{4})(?:年|[-/.年](0?[1-9]|1[0-2])(?:月|[-/.月](0?[1-9]|[12][0-9]|3[01])日?)?)?$/;
  const OPENING = ['"', "“", "「"];

  function date(value) {
    const match = DATE.exec(value);
    if (!match) return "";
    return match.slice(1).filter(Boolean).map((part) => (part.length === 4 ? part : part.padStart(2, "0"))).join("-");
  }

  function meant(field, value) {
    return field === "before" || field === "after" ? date(value) : value;
  }

  /* The parts of a match of TOKEN. */
  function taken([whole, minus, name, straight, curly, corner, plain]) {
    const quoted = [straight, curly, corner].find((value) => value !== undefined);
    return { whole, minus, name, quoted, value: quoted === undefined ? plain : quoted };
  }

  function fieldOf(name) {
    return name && Object.hasOwn(FIELDS, name.toLowerCase()) ? FIELDS[name.toLowerCase()] : null;
  }

  /** The filters of a query with their places in it, and whether there is a space behind the colon: `tag: llm` may be one,
      if there is such a tag; `parse` takes it for two words. */
  engine.writtenFilters = function (text) {
    const tokens = Array.from(text.matchAll(TOKEN), (match) => ({ ...taken(match), start: match.index }));
    const found = [];
    tokens.forEach((token, index) => {
      const spaced = !token.name && token.quoted === undefined && /[:：]$/.test(token.value);
      const following = spaced && index + 1 < tokens.length ? tokens[index + 1] : token;
      if (following !== token && (following.minus || following.name)) return;
      const field = fieldOf(following === token ? token.name : token.value.slice(0, -1));
      const value = field && meant(field, following.value);
      if (!value) return;
      const place = { start: token.start, end: following.start + following.whole.length };
      const written = text.slice(place.start, place.end);
      found.push({ ...place, spaced, field, value, written, negative: Boolean(token.minus) });
    });
    return found;
  };

  engine.BLANK = BLANK;

  /** The parts of a query: {whole, negative, field, wanted, text, quoted, isOr, isLiteral}. A filter has a field and the
      value wanted, in words of the index; other parts have the text to look for, which `isLiteral` where they are written
      as a filter whose value means nothing. */
  engine.tokens = function (query) {
    return Array.from(query.matchAll(TOKEN), (match) => {
      const { whole, minus, name, quoted, value } = taken(match);
      const field = fieldOf(name);
      const wanted = field ? meant(field, value) : "";
      return {
        whole,
        negative: Boolean(minus) && !(name && !wanted),
        field: wanted ? field : null,
        wanted,
        text: name && !wanted ? whole : value,
        quoted: !name && quoted !== undefined,
        isOr: whole === "OR" || whole === "|",
        isLiteral: Boolean(field) && !wanted,
      };
    });
  };

  /* Adds a part that is no filter to the branches: [[{text, phrase, literal}]]. */
  function addPiece(branches, { text, quoted, isOr, isLiteral }) {
    const branch = branches[branches.length - 1];
    if (isOr) branches.push([]);
    else branch.push(isLiteral ? { text, phrase: false, literal: true } : { text, phrase: quoted });
  }

  function remarksOn({ text, quoted, isLiteral }) {
    if (isLiteral) return [{ code: "literal", values: { text } }];
    const isOpen = !quoted && OPENING.some((mark) => text.startsWith(mark));
    return isOpen ? [{ code: "unclosed", values: { text } }] : [];
  }

  /** Reads a query: {branches: [[{text, phrase, literal}]], excluded, filters, remarks}. Never fails. */
  engine.parse = function (written) {
    const characters = Array.from(written);
    const tokens = engine.tokens(characters.slice(0, LONGEST).join(""));
    const filters = tokens.filter(({ field }) => field)
      .map(({ field, wanted, whole, negative }) => ({ field, value: wanted, written: whole, negative }));
    const words = tokens.filter(({ field }) => !field);
    const excluded = words.filter(({ negative }) => negative).map(({ text }) => text);
    const positive = words.filter(({ negative }) => !negative);
    const remarks = positive.flatMap(remarksOn);
    if (characters.length > LONGEST) remarks.unshift({ code: "truncated", values: { limit: String(LONGEST) } });
    const all = [[]];
    for (const token of positive) addPiece(all, token);
    const branches = all.filter((branch) => branch.length);
    if (!excluded.length || branches.length || filters.length) return { branches, excluded, filters, remarks };
    remarks.push({ code: "only-excluded", values: { text: excluded.join(" ") } });
    return { branches: excluded.map((text) => [{ text, phrase: false }]), excluded: [], filters, remarks };
  };
})();
