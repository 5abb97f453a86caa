/* One alternative of a query (the parts between OR): looked up, and ranked. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { MOST_SPANS, LEAST_MISSING } = engine.constants;
  const { Sort, queryUnits, plan } = engine.planning;

  /* Rewritings whose spans are equal or apart, the first ones preferred; of few spans. */
  function compatible(rewritings) {
    const kept = [];
    const spans = [];
    for (const one of rewritings) {
      const same = spans.some(([start, end]) => start === one.start && end === one.end);
      const apart = spans.every(([start, end]) => end <= one.start || one.end <= start);
      if (!same && !(apart && spans.length < MOST_SPANS)) continue;
      if (!same) spans.push([one.start, one.end]);
      kept.push(one);
    }
    return kept;
  }

  async function rewritingsOf(store, names, units, terms, withSynonyms) {
    const meant = terms.filter(({ term }) => !term.stop && !units[term.offset].literal);
    const latin = meant.filter(({ term }) => term.sort === Sort.LATIN);
    const empty = ({ evidence }) => !evidence.places.length;
    const offset = ({ term }) => term.offset;
    const missing = latin.filter((one) => empty(one) || !one.evidence.exact).map(offset);
    const dead = meant.filter((one) => one.term.sort === Sort.PAIR && one.term.loose && empty(one)).map(offset);
    const unknown = latin.filter(empty).map(offset);
    const isOther = ({ start, end }) => end - start > 1 && !units.slice(start, end).some(({ text }) => engine.fold.isHan(text));
    const named = engine.nameSpans(names, units, names.groups).filter(isOther);
    const isNamed = (index) => named.some(({ start, end }) => start <= index && index < end);
    const read = await engine.pinyin(store, units, missing.filter((index) => !isNamed(index)), unknown);
    const isRead = (index) => read.some((one) => one.start <= index && index < one.end);
    const absent = unknown.filter((index) => !isRead(index));
    const glued = await engine.reglued(store, units, absent);
    const isGlued = (index) => glued.some((one) => one.start <= index && index < one.end);
    const odd = absent.filter((index) => !isGlued(index) && !isNamed(index));
    const everyday = odd.length ? await engine.everydayGroups(store) : new Map();
    const mistyped = odd.filter((index) => !everyday.has(engine.stemOf(units[index].text)));
    const mended = await engine.mended(store, names, units, mistyped);
    const others = [...read, ...glued, ...mended];
    const alike = await engine.soundAlikes(store, names, units, dead);
    if (!withSynonyms) return compatible([...alike, ...others]);
    const renamed = engine.renamed(names, [...alike, ...others]);
    return compatible([...alike, ...engine.synonyms(names, units), ...others, ...renamed]);
  }

  function documentsOf(store, { places }) {
    return new Set(Array.from(places, (place) => store.documentOfBlock[store.blockOfSlot[place >> 4]]));
  }

  /* Whether a mended word stands in a note with another word of the query: `invented` beside attention is not `inverted`. */
  function standsBeside(store, terms, alternatives, mended) {
    const isApart = ({ start, end }) => end <= mended.start || mended.end <= start;
    const typed = terms.filter(({ term }) => !term.stop).map(({ term, evidence }) => {
      return { start: term.offset, end: term.offset + (term.sort === Sort.PAIR ? 2 : 1), evidence };
    });
    const others = [...typed, ...alternatives].filter((one) => one.evidence.places.length && isApart(one));
    if (!others.length) return true;
    const own = documentsOf(store, mended.evidence);
    return others.some(({ evidence }) => [...documentsOf(store, evidence)].some((document) => own.has(document)));
  }

  /** A branch with the evidence for its terms and for other ways to say them. */
  async function lookUp(store, names, written, withSynonyms) {
    const pieces = await Promise.all(written.map(async (piece) => {
      const stands = piece.phrase && (await engine.conditions.quotingDocuments(store, piece.text)).size;
      return stands ? { ...piece, literal: true } : piece;
    }));
    const units = queryUnits(pieces, store.folder);
    const terms = await Promise.all(
      plan(units, store).map(async (term) => ({ term, evidence: await engine.evidence.find(store, term) })));
    const said = await Promise.all((await rewritingsOf(store, names, units, terms, withSynonyms)).map(async (one) => {
      return { ...one, evidence: await engine.evidence.findPhrase(store, one.units) };
    }));
    const rewritings = said.filter((one) => one.reason !== "typo" || !one.evidence.places.length || standsBeside(store, terms, said, one));
    const alternatives = rewritings.map(({ start, end, share, evidence }) => ({ start, end, share, evidence }));
    const tied = engine.tie(units, terms, rewritings, alternatives);
    const found = alternatives.filter((one) => one.evidence.places.length).map(({ start, end }) => [start, end]);
    const text = pieces.map((piece) => piece.text).join(" ");
    const absentBeside = (spans) => engine.absentRemarks(text, units, terms, [...found, ...spans], tied.apart);
    return {
      pieces, units, terms: tied.terms, rewritings, alternatives, rows: tied.rows, absentBeside, withSynonyms, related: [], meant: [] };
  }

  /* A phrase that stands nowhere is loosened, with a remark. */
  async function permitted(store, branch, allowed, remarks) {
    let now = allowed;
    for (const piece of branch.pieces) {
      if (!piece.phrase) continue;
      const holding = await engine.conditions.quotingDocuments(store, piece.text);
      const both = now.map((flag, document) => (flag && holding.has(document) ? 1 : 0));
      if (both.includes(1)) now = both;
      else remarks.push({ code: "phrase-loosened", values: { text: piece.text } });
    }
    return now;
  }

  async function rankedAlone(store, names, branch, isOnly, allowed, remarks) {
    const now = await permitted(store, branch, allowed, remarks);
    const literal = engine.rank(store, branch.terms, branch.alternatives, now);
    const isWhole = 1 - literal.coverage < LEAST_MISSING || branch.pieces.some((piece) => piece.phrase || piece.literal);
    if (!branch.withSynonyms || !isOnly || isWhole) return literal;
    branch.related = await engine.relatedWords(store, branch);
    const wider = engine.rank(store, branch.terms, [...branch.alternatives, ...branch.related], now);
    const ranking = { ...wider, coverage: literal.coverage };
    branch.meant = await engine.meantBy(store, names, branch);
    return branch.meant.length ? engine.blendMeant(store, names, branch.meant, ranking, now) : ranking;
  }

  /** The documents that any branch finds, in order, with their rank values and best passages. */
  async function ranked(store, names, branches, allowed, remarks) {
    if (branches.length === 1) return rankedAlone(store, names, branches[0], true, allowed, remarks);
    const order = new Float64Array(store.documents);
    const best = new Int32Array(store.documents).fill(-1);
    for (const branch of branches) {
      const ranking = await rankedAlone(store, names, branch, false, allowed, remarks);
      for (const document of ranking.documents) {
        if (ranking.order[document] <= order[document]) continue;
        order[document] = ranking.order[document];
        best[document] = ranking.best[document];
      }
    }
    return { documents: engine.withValues(order), order, best };
  }

  /** What to mark in shown texts. */
  function patternsOf(branches) {
    const patterns = [];
    for (const { terms, rewritings, related, meant, rows } of branches) {
      for (const { term, evidence } of terms) {
        if (rows.has(term.offset)) {
          for (const units of rows.get(term.offset)) patterns.push({ units, weight: 1, prefix: false });
          continue;
        }
        if (!evidence.places.length || term.stop) continue;
        const pair = term.sort === Sort.PAIR;
        const units = pair ? Array.from(term.key) : [term.key];
        const forms = term.sort === Sort.LATIN ? engine.evidence.wordForms(term.key).map(([form]) => form) : [];
        patterns.push({ units, weight: pair && !evidence.inside ? 0 : 1, prefix: !evidence.exact, forms, edge: term.edge });
      }
      for (const { units } of [...rewritings, ...related]) patterns.push({ units, weight: 1, prefix: false });
      for (const { forms } of meant) for (const units of forms) patterns.push({ units, weight: 0, prefix: false });
    }
    return patterns;
  }

  /** The query with its typing errors mended; empty when there were none. */
  function corrected(branches) {
    let mended = false;
    const texts = branches.map(({ pieces, units, rewritings }) => {
      const text = Array.from(pieces.map((piece) => piece.text).join(" "));
      let done = text.length + 1;
      for (const one of rewritings.slice().sort((a, b) => b.start - a.start)) {
        if (one.reason !== "typo" || units[one.end - 1].end >= done) continue;
        const start = units[one.start].start;
        text.splice(start, units[one.end - 1].end - start, ...Array.from(one.said));
        done = start;
        mended = true;
      }
      return text.join("");
    });
    const before = branches.map(({ pieces }) => pieces.map((piece) => piece.text).join(" "));
    return mended && texts.some((text, index) => text.toLowerCase() !== before[index].toLowerCase()) ? texts.join(" OR ") : "";
  }

  engine.branches = { lookUp, ranked, patternsOf, corrected };
})();
