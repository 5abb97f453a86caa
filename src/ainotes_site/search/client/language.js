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

  /** Reads a query: {branches: [[{text, phrase, literal}]], excluded, filters, remarks}. Never fails. */
  engine.parse = function (written) {
    const remarks = [];
    const characters = Array.from(written);
    const text = characters.slice(0, LONGEST).join("");
    if (characters.length > LONGEST) remarks.push({ code: "truncated", values: { limit: String(LONGEST) } });
    let branches = [[]];
    let excluded = [];
    const filters = [];
    for (const [whole, minus, name, straight, curly, corner, plain] of text.matchAll(TOKEN)) {
      const quoted = [straight, curly, corner].find((value) => value !== undefined);
      const value = quoted === undefined ? plain : quoted;
      const field = name && Object.hasOwn(FIELDS, name.toLowerCase()) ? FIELDS[name.toLowerCase()] : null;
      const branch = branches[branches.length - 1];
      if (name && !field) {
        branch.push({ text: whole, phrase: false });
      } else if (field) {
        const meant = field === "before" || field === "after" ? date(value) : value;
        if (meant) {
          filters.push({ field, value: meant, written: whole, negative: Boolean(minus) });
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
