/* Names that mean the same. The same rules as expand.py. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { MOST_SYNONYMS, SYNONYM_SHARE } = engine.constants;

  function build(data) {
    const groups = new Map();
    const cards = new Map();
    let longest = 0;
    const note = (form) => (longest = Math.max(longest, form.split(" ").length));
    for (const reason of ["synonym", "regional"]) {
      for (const listed of data[reason === "synonym" ? "groups" : "regional"]) {
        const rows = listed.map(([name, form, occurs]) => [name, form || Array.from(name).join(" "), occurs]);
        for (const [, form] of rows) {
          if (!groups.has(form)) groups.set(form, []);
          groups.get(form).push({ reason, rows });
          note(form);
        }
      }
    }
    data.cards.forEach((forms, number) => {
      for (const form of forms) {
        if (!cards.has(form)) cards.set(form, number);
        note(form);
      }
    });
    return { groups, cards, longest };
  }

  /** The names that the index ships: {groups, cards, longest}. */
  engine.loadNames = async function (store) {
    const data = await store.load("names", null);
    if (!data) return build({ groups: [], regional: [], cards: [] });
    if (!store.memory.names) store.memory.names = build(data);
    return store.memory.names;
  };

  /** Names in a query as {start, end, form}: the longest first from the left, without overlaps. */
  engine.nameSpans = function (names, units, known) {
    const found = [];
    let start = 0;
    while (start < units.length) {
      let end = Math.min(units.length, start + names.longest);
      const form = () => units.slice(start, end).map((unit) => unit.text).join(" ");
      while (end > start && !known.has(form())) end -= 1;
      if (end > start) found.push({ start, end, form: form() });
      start = Math.max(end, start + 1);
    }
    return found;
  };

  /** Equivalent names that occur in the notes, as rewritings. */
  engine.synonyms = function (names, units) {
    const found = [];
    for (const { start, end, form } of engine.nameSpans(names, units, names.groups)) {
      const seen = new Set([form]);
      for (const { reason, rows } of names.groups.get(form)) {
        const asked = rows.find((row) => row[1] === form)[0];
        for (const [said, other, occurs] of rows) {
          if (!occurs || seen.has(other) || found.length >= MOST_SYNONYMS) continue;
          seen.add(other);
          found.push({ start, end, units: other.split(" "), share: SYNONYM_SHARE, reason, asked, said });
        }
      }
    }
    return found;
  };
})();
