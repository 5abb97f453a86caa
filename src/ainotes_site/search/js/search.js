/* `ainotes.search(query, options)`: what pages call; `engine.answer` and `engine.ids` are what programs call.

   options: {limit: 10, offset: 0, synonyms: true, facets: false}
   resolves to {
     total, incomplete (whether shards were missing), hits: [{id, url, title, marks, kind, date, topics, score, section, snippet: {text, marks}}],
     cards: [{name, aliases, definition, url, kind ("person" of persons)}], remarks: [text], didYouMean, usedSynonyms: [name],
     facets: {kind, topic, tag, year: [[value, count], …]} when asked for, else null,
     query: what was asked, with its filters as the interface writes them,
     dated: the query with filters instead of the date that is in it; empty when there is none
   }
   URLs are relative to the root of the site; marks are pairs of offsets into the text. It rejects only when there is no
   index to read. `ainotes.preload()` reads what every search needs, for when a reader is about to type. */
(function () {
  "use strict";
  const ainotes = window.ainotes;
  const engine = ainotes.engine;
  const { MOST_CARDS } = engine.constants;
  const { conditions, branches: branching } = engine;

  /* The words for a remark are the page's; without them its code has to do. */
  function said({ code, values }) {
    const key = "search.remark." + code;
    const words = ((ainotes.words || {}).text || {})[key] || `${key}: {${Object.keys(values)[0] || ""}}`;
    return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  async function hitOf(store, document, { order, best }, patterns) {
    const block = best[document] < 0 ? store.firstPassage(document) : best[document];
    const [header, passage] = await Promise.all([
      store.record(store.titleBlocks[document]), block < 0 ? null : store.record(block)]);
    if (!header) return null;
    const [id, title, kind, date, topics, written] = header;
    const url = written || `entries/${id}.html`;
    const [anchor, section, text, traditional] = passage || ["", "", "", 0];
    if (traditional) await store.foldAll();
    return {
      id,
      url: anchor ? `${url}#${anchor}` : url,
      title,
      marks: engine.snippets.marked(title, patterns, store.folder).marks,
      kind,
      date,
      topics,
      score: order[document],
      section,
      snippet: engine.snippets.snippet(text, patterns, store.folder),
    };
  }

  /* What a query may mean that it does not name, as a remark. */
  function offered(branches) {
    const said = branches.flatMap(engine.offeredThings).map(({ name }) => name);
    return said.length ? [{ code: "meant", values: { names: said.join(" · ") } }] : [];
  }

  async function cardOf(store, number) {
    const block = store.firstPassage(number);
    const [header, passage] = await Promise.all([
      store.record(store.titleBlocks[number]), block < 0 ? null : store.record(block)]);
    return header && { name: header[1], aliases: header[6], definition: passage ? passage[2] : "", url: header[5] };
  }

  /* Persons of whom the query is a name, then terms that it names: the whole query first, then the longest names; after them what it may mean. */
  async function cardsOf(store, names, branches) {
    const named = new Map();
    for (const { name, share } of branches.flatMap(engine.offeredThings)) {
      const number = names.cards.get(engine.foldedForm(name));
      if (number !== undefined) named.set(number, Math.min(share, 1) / 2);
    }
    for (const branch of branches) {
      for (const [number, size] of engine.namedCards(store, names, branch)) {
        named.set(number, Math.max(size, named.get(number) || 0));
      }
    }
    const numbers = [...named.keys()].sort((one, other) => named.get(other) - named.get(one) || one - other);
    const cards = await Promise.all(numbers.slice(0, MOST_CARDS).map((number) => cardOf(store, number)));
    const persons = new Set(branches.flatMap((branch) => engine.namedPersons(names, branch)));
    return [...persons, ...cards.filter(Boolean)].slice(0, MOST_CARDS);
  }

  async function conditionsOf(store, query, remarks) {
    if (!query.filters.length && !query.excluded.length) {
      const allowed = new Uint8Array(store.documents).fill(1, store.terms);
      return { allowed, terms: false, filtered: false, literal: [] };
    }
    const facets = await conditions.loadFacets(store);
    const { filters, literal, notes } = await conditions.understood(store, facets, query);
    remarks.push(...notes);
    const passed = await conditions.allowedDocuments(store, facets, filters, query.excluded);
    return { ...passed, filtered: filters.length > 0, literal };
  }

  async function branchesOf(store, names, query, literal, withSynonyms) {
    const extra = literal.map((text) => ({ text, phrase: false, literal: true }));
    const rows = query.branches.map((branch) => [...branch, ...extra]);
    if (!rows.length && extra.length) rows.push(extra);
    const found = await Promise.all(rows.map((row) => branching.lookUp(store, names, row, withSynonyms)));
    return { asked: rows.length > 0, branches: found.filter((branch) => branch.units.length) };
  }

  async function rankingOf(store, names, branches, { allowed, filtered, literal, terms, moment }, remarks) {
    if (branches.length) {
      const ranking = await branching.ranked(store, names, branches, allowed, remarks);
      const told = literal.join(" ");
      const missed = branches.flatMap(({ absentBeside, related }) => absentBeside(related.map(({ start, end }) => [start, end])))
        .filter(({ values }) => !told.includes(values.text));
      const isPartial = Object.values(store.problemsSince(moment)).some((shards) => shards.length);
      if (isPartial || !ranking.documents.length) return ranking;
      remarks.push(...missed);
      return ranking;
    }
    const none = new Float64Array(store.documents);
    const order = filtered ? await conditions.inOrder(store, allowed, terms) : none;
    const documents = [...order.keys()].filter((document) => order[document]);
    return { documents, order, best: new Int32Array(store.documents).fill(-1) };
  }

  /* The ranking in which notes of the date of a query lead; null where they answer the rest of it badly. */
  async function datedRanking(store, names, date, passed, whole, withSynonyms) {
    const { branches } = await branchesOf(store, names, engine.parse(date.rest), passed.literal, withSynonyms);
    const remarks = [];
    const rest = await rankingOf(store, names, branches, { ...passed, filtered: true }, remarks);
    const ranking = engine.leadByDate(date, rest, whole);
    remarks.push({ code: "dated", values: { date: date.text.replace(/的$/, "").trim() } });
    return ranking && { ...ranking, remarks };
  }

  /* The documents that a query finds, in ranked order, with all that was learnt on the way. */
  async function find(store, written, withSynonyms) {
    const moment = store.moment();
    const text = String(written);
    if (Array.from(text).some((c) => engine.fold.isHan(c) && !engine.fold.inGb2312(c))) await store.foldAll();
    const { query: spelled, notes } = await engine.spelled(store, text);
    const query = engine.parse(spelled);
    const remarks = [...notes, ...query.remarks];
    const names = await engine.loadNames(store);
    const passed = await conditionsOf(store, query, remarks);
    const { asked, branches } = await branchesOf(store, names, query, passed.literal, withSynonyms);
    for (const { rewritings } of branches) remarks.push(...engine.toldReadings(rewritings));
    if (asked && !branches.length) remarks.push({ code: "no-words", values: {} });
    const date = await engine.dateIn(store, spelled);
    const said = [];
    const whole = await rankingOf(store, names, branches, { ...passed, moment }, said);
    const dated = date && date.leads && (await datedRanking(store, names, date, { ...passed, moment }, whole, withSynonyms));
    remarks.push(...(dated ? dated.remarks : said));
    if (dated) for (const branch of branches) branch.meant = []; // what the words of the date might mean is no guess worth a line
    const ranking = dated || whole;
    return { spelled, remarks, names, branches, ranking, terms: passed.terms, date, moment };
  }

  function hitsFrom({ ranking: { order, documents } }, offset, limit) {
    return limit > 0 ? engine.top(order, offset + limit, documents).slice(offset) : [];
  }

  /** The answer to a query; its remarks are {code, values}, its synonyms pairs of what was asked and what was searched besides. */
  engine.answer = async function (store, written, { limit, offset, synonyms, facets }) {
    const found = await find(store, written, synonyms);
    const { spelled, remarks, branches, ranking } = found;
    const { documents } = ranking;
    const patterns = branching.patternsOf(branches);
    const [hits, cards, counted] = await Promise.all([
      Promise.all(hitsFrom(found, offset, limit).map((document) => hitOf(store, document, ranking, patterns))),
      found.terms ? [] : cardsOf(store, found.names, branches),
      facets ? conditions.loadFacets(store).then((known) => conditions.counts(known, documents)) : null,
    ]);
    remarks.push(...offered(branches));
    const problems = Object.entries(store.problemsSince(found.moment)).filter(([, names]) => names.length);
    for (const [code, names] of problems) remarks.push({ code, values: { files: names.join(" ") } });
    const isShown = !hits.length || hits.some(Boolean);
    const besides = branches.flatMap(({ rewritings, related }) => [
      ...rewritings.filter(({ reason }) => reason === "synonym"), ...related]);
    return {
      total: isShown ? documents.length : offset,
      hits: hits.filter(Boolean),
      cards,
      remarks,
      didYouMean: branching.corrected(branches),
      synonyms: besides.map(({ asked, said }) => [asked, said]),
      facets: counted,
      query: spelled,
      dated: found.date ? found.date.query : "",
      incomplete: problems.length > 0,
    };
  };

  /** That the index can be read: what comes before any query. */
  engine.ready = async (store) => Boolean(store);

  /** The ids of the first hits, without the work of showing them. */
  engine.ids = async function (store, written, { limit, synonyms }) {
    const documents = hitsFrom(await find(store, written, synonyms), 0, limit);
    return (await Promise.all(documents.map(store.id))).filter(Boolean);
  };

  ainotes.search = async function (query, options) {
    const asked = { limit: 10, offset: 0, synonyms: true, facets: false, ...options };
    const { synonyms, remarks, ...answer } = await engine.answer(await engine.open(), query, asked);
    return { ...answer, remarks: remarks.map(said), usedSynonyms: [...new Set(synonyms.map(([, name]) => name))] };
  };

  ainotes.preload = async function () {
    await engine.loadNames(await engine.open());
  };
})();
