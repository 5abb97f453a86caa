/* The query language. The same rules as language.py. */
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

  /** Reads a query: {branches: [[{text, phrase, literal}]], excluded, filters, remarks}. Never fails. */
  engine.parse = function (written) {
    const remarks = [];
    const characters = Array.from(written);
    const text = characters.slice(0, LONGEST).join("");
    if (characters.length > LONGEST) remarks.push({ code: "truncated", values: { limit: String(LONGEST) } });
    let branches = [[]];
    let excluded = [];
    const filters = [];
    for (const { whole, minus, name, quoted, value } of Array.from(text.matchAll(TOKEN), taken)) {
      const field = fieldOf(name);
      const branch = branches[branches.length - 1];
      if (name && !field) {
        branch.push({ text: whole, phrase: false });
      } else if (field) {
        const wanted = meant(field, value);
        if (wanted) {
          filters.push({ field, value: wanted, written: whole, negative: Boolean(minus) });
        } else {
          branch.push({ text: whole, phrase: false, literal: true });
          remarks.push({ code: "literal", values: { text: whole } });
        }
      } else if (minus) {
        excluded.push(value);
      } else if (whole === "OR" || whole === "|") {
        branches.push([]);
      } else {
        branch.push({ text: value, phrase: quoted !== undefined });
        if (quoted === undefined && OPENING.some((mark) => value.startsWith(mark))) {
          remarks.push({ code: "unclosed", values: { text: value } });
        }
      }
    }
    branches = branches.filter((branch) => branch.length);
    if (excluded.length && !branches.length && !filters.length) {
      branches = excluded.map((value) => [{ text: value, phrase: false }]);
      remarks.push({ code: "only-excluded", values: { text: excluded.join(" ") } });
      excluded = [];
    }
    return { branches, excluded, filters, remarks };
  };
})();
