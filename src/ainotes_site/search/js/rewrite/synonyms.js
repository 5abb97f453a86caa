/* Names that mean the same. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { MOST_SYNONYMS, SYNONYM_SHARE, MEANT, PLURALS, SIDE_NOTES, SIDE_UNITS, SIDE_WORD } = engine.constants;

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
    const persons = new Map();
    for (const [name, aliases, url, forms] of data.persons || []) {
      const card = { kind: "person", name, aliases, definition: "", url };
      for (const form of forms) persons.set(form, [...(persons.get(form) || []), card]);
    }
    return { groups, cards, persons, longest };
  }

  /** The names that the index ships: {groups, cards, persons, longest}. */
  engine.loadNames = async function (store) {
    const data = await store.load("names", null);
    if (!data) return build({ groups: [], regional: [], cards: [] });
    if (!store.memory.names) store.memory.names = build(data);
    return store.memory.names;
  };

  /* The singulars that an English word may have, or its plural: names are in the glossary in one of them only. */
  function otherNumber(word) {
    if (!/^[a-z]{3,}$/.test(word)) return [];
    const singulars = PLURALS.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length));
    return [...singulars, word + "s"];
  }

  /* The folded form under which a name is known, as it is or in the other number; empty when it is not. One of several
     words may end otherwise, too: `fine tune` and `fine-tuned` are Fine-tuning. */
  function knownForm(units, known) {
    const last = units[units.length - 1];
    const others = units.length > 1 ? engine.evidence.wordForms(last).map(([form]) => form) : [];
    const forms = [last, ...otherNumber(last), ...others].map((one) => [...units.slice(0, -1), one].join(" "));
    return forms.find((form) => known.has(form)) || "";
  }

  function longestAt(names, units, start, known) {
    for (let end = Math.min(units.length, start + names.longest); end > start; end -= 1) {
      const form = knownForm(units.slice(start, end).map((unit) => unit.text), known);
      if (form) return { start, end, form };
    }
    return null;
  }

  /** Names in a query as {start, end, form}: the longest first from the left, without overlaps. */
  engine.nameSpans = function (names, units, known) {
    const found = [];
    let start = 0;
    while (start < units.length) {
      const named = longestAt(names, units, start, known);
      if (named) found.push(named);
      start = named ? named.end : start + 1;
    }
    return found;
  };

  function othersOf(names, form, start, end, share) {
    const found = [];
    const seen = new Set([form]);
    for (const { reason, rows } of names.groups.get(form)) {
      const asked = rows.find((row) => row[1] === form)[0];
      for (const [said, other, occurs] of rows) {
        if (!occurs || seen.has(other)) continue;
        seen.add(other);
        found.push({ start, end, units: other.split(" "), share, reason, asked, said });
      }
    }
    return found;
  }

  /** Equivalent names that occur in the notes, as rewritings; what is literal has none. */
  engine.synonyms = function (names, units) {
    const isOpen = ({ start, end }) => !units.slice(start, end).some((unit) => unit.literal);
    const found = engine.nameSpans(names, units, names.groups).filter(isOpen).flatMap(
      ({ start, end, form }) => othersOf(names, form, start, end, SYNONYM_SHARE));
    return found.slice(0, MOST_SYNONYMS);
  };

  /** Equivalent names of what was meant by pinyin, or by a typing error. */
  engine.renamed = function (names, rewritings) {
    const found = rewritings.flatMap(({ start, end, units, share, reason }) => {
      const form = MEANT.includes(reason) && knownForm(units, names.groups);
      if (!form) return [];
      return othersOf(names, form, start, end, Math.floor((SYNONYM_SHARE * share) / 256));
    });
    return found.slice(0, MOST_SYNONYMS);
  };

  /* Whether a name is a word that most notes have, in the midst of a longer query: the AI of a question asks for no card. */
  function isSideWord(store, { units, terms }, start, end) {
    if (units.length - (end - start) < SIDE_UNITS) return false;
    const own = terms.filter(({ term }) => !term.stop && start <= term.offset && term.offset < end);
    const counts = own.map(({ evidence }) => {
      return new Set(Array.from(evidence.places, (place) => store.documentOfBlock[store.blockOfSlot[place >> 4]])).size;
    });
    const rarest = Math.min(...counts);
    return rarest >= SIDE_NOTES && engine.evidence.idf(store.documents, rarest) < SIDE_WORD;
  }

  /** The cards of persons of whom a branch is a name, as typed or as meant. */
  engine.namedPersons = function (names, { units, rewritings }) {
    const meant = rewritings.filter(({ start, end, reason }) =>
      start === 0 && end === units.length && MEANT.includes(reason));
    const typed = units.map(({ text }) => text);
    return [typed, ...meant.map((one) => one.units)].flatMap((said) => names.persons.get(said.join(" ")) || []);
  };

  /** Glossary terms that a branch names, and how well: by the units of the name, one more for the whole branch. */
  engine.namedCards = function (store, names, branch) {
    const { units, rewritings } = branch;
    const spans = engine.nameSpans(names, units, names.cards).filter(({ start, end }) => !isSideWord(store, branch, start, end));
    for (const { start, end, units: said, reason } of rewritings) {
      if (MEANT.includes(reason)) spans.push({ start, end, form: knownForm(said, names.cards) });
    }
    const named = new Map();
    for (const { start, end, form } of spans) {
      if (!names.cards.has(form)) continue;
      const number = names.cards.get(form);
      const size = end - start === units.length ? units.length + 1 : end - start;
      named.set(number, Math.max(size, named.get(number) || 0));
    }
    return named;
  };
})();
