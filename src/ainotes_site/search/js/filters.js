/* Which documents a query's filters and exclusions let through, and how many have which value. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { TERM, KIND_NAMES } = engine.constants;
  const { decode, bisectRight, compare } = engine.codec;
  const { running } = engine.postings;
  const LABELS = 1;
  const LABEL_SHARDS = 4;
  const EMPTY = { topics: [], names: {}, tags: [], rows: [], documents: "", dates: "", counts: "" };

  /* How names of topics are compared: without case and without spaces. */
  const topicForm = (name) => name.toLowerCase().replaceAll(" ", "");

  /* `rows` are the combinations of kind, topics and tags, `rowOf` the combination of each document. */
  function buildFacets(store, data) {
    const rows = data.rows.length ? data.rows : [["", [], []]];
    const rowOf = data.rows.length ? decode(data.documents) : new Int32Array(store.documents);
    const ends = data.counts ? running(decode(data.counts)) : Int32Array.of(store.documents);
    return { ...data, rows, rowOf, ends, dates: data.dates.split("\t"), kinds: new Set(rows.map(([kind]) => kind)) };
  }

  /** Kind, topics, tags and date of every document. */
  async function loadFacets(store) {
    const data = await store.load("facets", EMPTY);
    if (data === EMPTY) return buildFacets(store, EMPTY);
    if (!store.memory.facets) store.memory.facets = buildFacets(store, data);
    return store.memory.facets;
  }

  /** The first document of that date or later; documents are in order of date. */
  function firstFrom(facets, date) {
    const index = facets.dates.filter((known) => compare(known, date) < 0).length;
    return index ? facets.ends[index - 1] : 0;
  }

  /** How many of the documents have each value: lists of [value, count]; years the latest first. */
  function counts(facets, documents) {
    const sums = { kind: new Map(), topic: new Map(), tag: new Map(), year: new Map() };
    const add = (sum, value, count) => value && sum.set(value, (sum.get(value) || 0) + count);
    const order = (one, other) => one - other;
    const byRow = new Map();
    for (const document of documents) {
      add(byRow, facets.rowOf[document] + 1, 1);
      add(sums.year, facets.dates[bisectRight(facets.ends, document, order)].slice(0, 4), 1);
    }
    for (const [number, count] of byRow) {
      const [kind, topics, tags] = facets.rows[number - 1];
      add(sums.kind, kind, count);
      for (const topic of topics) add(sums.topic, facets.topics[topic], count);
      for (const tag of tags) add(sums.tag, facets.tags[tag], count);
    }
    const ranked = (sum) => [...sum].sort((one, other) => other[1] - one[1] || compare(one[0], other[0]));
    const latest = [...sums.year].sort((one, other) => compare(other[0], one[0]));
    return { kind: ranked(sums.kind), topic: ranked(sums.topic), tag: ranked(sums.tag), year: latest };
  }

  /* The kind that is called so; the value itself where none is. */
  function kindOf(store, value) {
    const name = store.folder.units(Array.from(value)).map((unit) => unit.text).join("");
    return Object.hasOwn(KIND_NAMES, name) ? KIND_NAMES[name] : value.toLowerCase();
  }

  /* The topic of that name, else those with a name that begins so. */
  function topicsOf(facets, value) {
    const form = topicForm(value);
    const begun = (name) => form && name.startsWith(form);
    const names = Object.hasOwn(facets.names, form) ? [form] : Object.keys(facets.names).filter(begun);
    return new Set(names.map((name) => facets.topics.indexOf(facets.names[name])));
  }

  async function labelPostings(store, { field, value }) {
    const name = store.folder.units(Array.from(value)).map((unit) => unit.text).join("");
    const found = name ? await store.postingsFrom((field === "tag" ? "#" : "@") + name, LABEL_SHARDS) : [];
    return found.map(([, postings]) => postings);
  }

  /** Whether there is what a filter asks for; a date is always understood. */
  async function meansSomething(store, facets, condition) {
    if (condition.field === "kind") return facets.kinds.has(kindOf(store, condition.value));
    if (condition.field === "topic") return topicsOf(facets, condition.value).size > 0;
    if (condition.field === "tag" || condition.field === "author") {
      return (await labelPostings(store, condition)).length > 0;
    }
    return true;
  }

  /** The filters that mean something, the texts of the others, and a remark on each of those. */
  async function understood(store, facets, query) {
    const kept = [];
    const literal = [];
    for (const condition of query.filters) {
      if (await meansSomething(store, facets, condition)) kept.push(condition);
      else literal.push(condition.written);
    }
    return { filters: kept, literal, notes: literal.map((text) => ({ code: "literal", values: { text } })) };
  }

  async function chosenBy(store, facets, condition) {
    const { field, value } = condition;
    const every = Array.from({ length: store.documents }, (_, document) => document);
    const having = (test) => new Set(every.filter((document) => test(facets.rows[facets.rowOf[document]])));
    if (field === "kind") {
      const wanted = kindOf(store, value);
      return having(([kind]) => kind === wanted);
    }
    if (field === "topic") {
      const wanted = topicsOf(facets, value);
      return having(([, topics]) => topics.some((topic) => wanted.has(topic)));
    }
    if (field === "before") return new Set(every.slice(firstFrom(facets, "0"), firstFrom(facets, value)));
    if (field === "after") return new Set(every.slice(firstFrom(facets, value)));
    const chosen = new Set();
    for (const postings of await labelPostings(store, condition)) {
      for (const place of engine.postings.read(postings).places) {
        chosen.add(store.documentOfBlock[store.blockOfSlot[place >> 4]]);
      }
    }
    return chosen;
  }

  async function phraseBlocks(store, text) {
    const units = store.folder.units(Array.from(text)).map((unit) => unit.text);
    const { places } = await engine.evidence.findPhrase(store, units);
    return Array.from(places, (place) => store.blockOfSlot[place >> 4]);
  }

  /* Documents in which the units of a text stand one after the other. */
  async function phraseDocuments(store, text) {
    return new Set((await phraseBlocks(store, text)).map((block) => store.documentOfBlock[block]));
  }

  /** Documents that have a phrase in what is written in them, or the notes that only have such a label where none has.
      Labels name the glossary's terms as well, by whichever name a note speaks of them: that is not what it says. */
  async function quotingDocuments(store, text) {
    const blocks = await phraseBlocks(store, text);
    const isWritten = (block) => store.kinds[block] !== LABELS || store.documentOfBlock[block] < store.terms;
    const written = blocks.filter(isWritten);
    return new Set((written.length ? written : blocks).map((block) => store.documentOfBlock[block]));
  }

  /** 1 for each document that passes, and whether glossary terms were asked for; otherwise they are left out. */
  async function allowedDocuments(store, facets, filters, excluded) {
    const isTerm = (one) => one.field === "kind" && kindOf(store, one.value) === TERM && !one.negative;
    const terms = filters.some(isTerm);
    const allowed = new Uint8Array(store.documents);
    allowed.fill(1, terms ? 0 : store.terms, terms ? store.terms : store.documents);
    for (const condition of filters) {
      const chosen = await chosenBy(store, facets, condition);
      allowed.forEach((_, document) => {
        if (chosen.has(document) === condition.negative) allowed[document] = 0;
      });
    }
    for (const text of excluded) for (const document of await phraseDocuments(store, text)) allowed[document] = 0;
    return { allowed, terms };
  }

  /** Rank values for a query that consists of filters: terms by name, as they stand in an order that nobody knows; notes
      are all alike, so that the newest comes first. */
  async function inOrder(store, allowed, terms) {
    const order = Float64Array.from(allowed);
    if (!terms) return order;
    const numbers = [...order.keys()].filter((number) => order[number]);
    const named = await Promise.all(numbers.map(async (number) => {
      const header = await store.record(store.titleBlocks[number]);
      const units = header ? store.folder.units(Array.from(header[1])) : [];
      return { number, name: units.map((unit) => unit.text).join(" ") };
    }));
    named.sort((one, other) => compare(other.name, one.name) || other.number - one.number);
    named.forEach(({ number }, place) => (order[number] = place + 1));
    return order;
  }

  engine.conditions = {
    loadFacets, firstFrom, counts, meansSomething, kindOf, topicsOf, understood, allowedDocuments, inOrder, quotingDocuments,
  };
})();
