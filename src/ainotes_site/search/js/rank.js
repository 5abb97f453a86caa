/* Ranking: BM25 by fields and passages, in whole numbers. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const C = engine.constants;
  const { idf } = engine.evidence;
  const { aligned } = engine.postings;
  const { Sort } = engine.planning;
  const LABELS = 1;
  const HEADING = 2;
  const PASSAGE = 3;

  function documentFrequency(store, evidence) {
    let count = 0;
    let last = -1;
    for (let index = 0; index < evidence.places.length; index += 1) {
      if (evidence.shares[index] <= C.BEGUN) continue;
      const document = store.documentOfBlock[store.blockOfSlot[evidence.places[index] >> 4]];
      if (document !== last) count += 1;
      last = document;
    }
    return count;
  }

  engine.documentFrequency = documentFrequency;

  function termWeight(store, term, evidence) {
    const weight = idf(store.documents, documentFrequency(store, evidence));
    if (term.stop || (term.edge && !term.loose)) return weight >> 3;
    if (term.sort !== Sort.PAIR) return weight;
    if (!evidence.inside) return weight >> 1;
    return Math.floor((weight * ((4 - C.LONG_WORD) * term.size + 2 * C.LONG_WORD)) / (4 * term.size));
  }

  /** tf (k1 + 1) / (tf + k1 (1 - b + b length / mean)), times ONE; `frequency` is in quarters. */
  function saturated(frequency, length, mean) {
    const penalty = C.SATURATION * ((10 - C.LENGTH_SHARE) * mean + C.LENGTH_SHARE * length);
    const above = frequency * ((10 + C.SATURATION) * 10 * mean * C.ONE);
    return Math.floor(above / (frequency * (100 * mean) + C.FULL * penalty));
  }

  /** Blocks in which a term stands, with its score in each, and whether the term itself stands there, and not only words
      that begin with it. */
  function scored(store, evidence, weight) {
    const { places, shares } = evidence;
    const blocks = [];
    const scores = [];
    const certain = [];
    let index = 0;
    while (index < places.length) {
      const block = store.blockOfSlot[places[index] >> 4];
      let frequency = 0;
      let most = 0;
      for (; index < places.length && store.blockOfSlot[places[index] >> 4] === block; index += 1) {
        frequency += shares[index];
        most = Math.max(most, shares[index]);
      }
      blocks.push(block);
      scores.push(weight * saturated(frequency, store.lengths[block], store.meanLengths[store.kinds[block]]));
      certain.push(most > C.BEGUN);
    }
    return { blocks, scores, certain };
  }

  function spansOf(alternatives) {
    const spans = new Map();
    for (const one of alternatives) {
      if (one.evidence.places.length) spans.set(`${one.start} ${one.end}`, { start: one.start, end: one.end, own: [], there: new Set() });
    }
    return [...spans.values()].sort((one, other) => one.start - other.start || one.end - other.end);
  }

  /* Notes that a block has, perhaps in other words, what these bits stand for. */
  function mark(board, block, bits) {
    if (!board.faint[block]) board.blocks.push(block);
    board.faint[block] |= bits;
  }

  /* A span counts by the better of what was typed and its alternatives. Where the whole of it is in the notes, a rarer
     name for it tells no more than it does: who types AI asks for AI first. */
  function fillSpan(store, board, span, alternatives) {
    const best = new Float64Array(board.scores.length);
    const touched = [];
    const note = (block) => best[block] || touched.push(block);
    let typed = 0;
    let bits = 0;
    for (const { blocks, scores, bit, weight } of span.own) {
      blocks.forEach((block, index) => {
        note(block);
        best[block] += scores[index];
      });
      typed += weight;
      bits |= bit;
    }
    const whole = span.there.size === span.end - span.start;
    const weights = alternatives.map((one) => idf(store.documents, documentFrequency(store, one.evidence)));
    if (!bits) {
      bits = 1 << board.weights.length;
      board.weights.push(Math.max(...weights));
    }
    alternatives.forEach((alternative, number) => {
      const worth = whole ? typed : Math.max(weights[number], typed);
      const weight = Math.floor((worth * alternative.share) / 256);
      const { blocks, scores } = scored(store, alternative.evidence, weight);
      blocks.forEach((block, index) => {
        note(block);
        best[block] = Math.max(best[block], scores[index]);
        board.bits[block] |= bits;
        mark(board, block, bits);
      });
    });
    for (const block of touched) {
      board.scores[block] += best[block];
      best[block] = 0;
    }
  }

  function fill(store, found, alternatives) {
    const size = store.kinds.length;
    const board = {
      scores: new Float64Array(size), bits: new Int32Array(size), faint: new Int32Array(size), blocks: [], weights: [] };
    const spans = spansOf(alternatives);
    for (const { term, evidence, weight } of found) {
      const { blocks, scores, certain } = scored(store, evidence, weight);
      const bit = 1 << board.weights.length;
      board.weights.push(weight);
      const width = term.sort === Sort.PAIR ? 2 : 1;
      const span = spans.find((one) => one.start <= term.offset && term.offset + width <= one.end);
      if (span) {
        span.own.push({ blocks, scores, bit, weight });
        for (let unit = 0; unit < width; unit += 1) span.there.add(term.offset + unit);
      }
      blocks.forEach((block, index) => {
        if (certain[index]) board.bits[block] |= bit;
        mark(board, block, bit);
        if (!span) board.scores[block] += scores[index];
      });
    }
    for (const span of spans) {
      const here = alternatives.filter(
        (one) => one.start === span.start && one.end === span.end && one.evidence.places.length);
      fillSpan(store, board, span, here);
    }
    return board;
  }

  /* What bits weigh, in quarters: a word that only begins with a term covers a quarter of it. */
  function weigh(bits, faint, weights) {
    let sum = 0;
    for (let index = 0; index < weights.length; index += 1) {
      sum += (((bits >> index) & 1) * (C.FULL - C.BEGUN) + ((faint >> index) & 1) * C.BEGUN) * weights[index];
    }
    return sum;
  }

  /* The blocks with anything of the query, and the passages under such headings, in order. */
  function tellingBlocks({ kinds }, board) {
    const blocks = board.blocks.slice();
    for (const block of board.blocks) {
      if (kinds[block] !== HEADING) continue;
      for (let next = block + 1; next < kinds.length && kinds[next] > HEADING; next += 1) {
        if (!board.faint[next]) blocks.push(next);
      }
    }
    return Int32Array.from(blocks).sort();
  }

  /* For each document the bits of its title, its labels, and its best passage with the heading. */
  function gathered(store, row, best, { blocks, documents }) {
    const { kinds, headingOfBlock, documentOfBlock } = store;
    const bits = new Int32Array(store.documents);
    for (const block of blocks) if (kinds[block] <= LABELS) bits[documentOfBlock[block]] |= row[block];
    for (const document of documents) {
      const block = best[document];
      if (block < 0) continue;
      bits[document] |= row[block];
      if (headingOfBlock[block] >= 0) bits[document] |= row[headingOfBlock[block]];
    }
    return bits;
  }

  /* The score of each passage with its heading, and the best passage of each document. */
  function passagesOf(store, board, blocks) {
    const { kinds, headingOfBlock, documentOfBlock } = store;
    const best = new Int32Array(store.documents).fill(-1);
    const passage = new Float64Array(kinds.length);
    for (const block of blocks) {
      if (kinds[block] !== PASSAGE) continue;
      const document = documentOfBlock[block];
      const heading = headingOfBlock[block] >= 0 ? board.scores[headingOfBlock[block]] : 0;
      passage[block] = board.scores[block] + heading;
      if (passage[block] > (best[document] < 0 ? 0 : passage[best[document]])) best[document] = block;
    }
    return { best, passage };
  }

  /** The documents with anything of the query, in order, the score, coverage (in quarters) and best passage of each, and the
      score of each passage with its heading. */
  function byDocument(store, board) {
    const { kinds, documentOfBlock, titleBlocks } = store;
    const blocks = tellingBlocks(store, board);
    const { best, passage } = passagesOf(store, board, blocks);
    const label = new Float64Array(store.documents);
    for (const block of blocks) if (kinds[block] === LABELS) label[documentOfBlock[block]] += board.scores[block];
    const documents = [];
    for (const block of blocks) {
      if (documentOfBlock[block] !== documents[documents.length - 1]) documents.push(documentOfBlock[block]);
    }
    const bits = gathered(store, board.bits, best, { blocks, documents });
    const faint = gathered(store, board.faint, best, { blocks, documents });
    const base = new Float64Array(store.documents);
    const coverage = new Float64Array(store.documents);
    for (const document of documents) {
      const block = best[document];
      const sum = board.scores[titleBlocks[document]] * C.TITLE_SHARE + label[document] * C.LABEL_SHARE;
      base[document] = Math.floor(sum / C.FULL) + (block < 0 ? 0 : passage[block]);
      if (faint[document]) coverage[document] = weigh(bits[document], faint[document], board.weights);
    }
    return { documents, base, coverage, best, passage };
  }

  /** The documents in which all terms stand as asked, each with the best passage where they do; -1 where none is. */
  function wholeQuery(store, found, wanted, passage) {
    const where = new Map();
    if (found.length < wanted || found.length < 2) return where;
    const starts = aligned(found.map(({ term, evidence }) => [term.offset, evidence.places]));
    for (const start of starts) {
      const block = store.blockOfSlot[(start + found[0].term.offset) >> 4];
      const document = store.documentOfBlock[block];
      const before = where.has(document) ? where.get(document) : -1;
      const isBetter = store.kinds[block] === PASSAGE && (before < 0 || passage[block] > passage[before]);
      where.set(document, isBetter ? block : before);
    }
    return where;
  }

  /* Puts a document into a heap whose first is the least, from a place downwards. */
  function sink(heap, document, isLess) {
    let place = 0;
    for (let child = 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && isLess(heap[child + 1], heap[child])) child += 1;
      if (!isLess(heap[child], document)) break;
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = document;
  }

  /** Of `documents` the `count` with the largest values, the largest first, of equal ones the later document; none with 0. */
  function top(values, count, documents) {
    const order = (one, other) => values[other] - values[one] || other - one;
    const isLess = (one, other) => values[one] < values[other] || (values[one] === values[other] && one < other);
    const found = [];
    for (const document of documents) {
      if (!values[document]) continue;
      if (found.length < count) {
        found.push(document);
        if (found.length === count) found.sort((one, other) => order(other, one));
      } else if (count && isLess(found[0], document)) {
        sink(found, document, isLess);
      }
    }
    return found.sort(order);
  }

  /* What the terms weigh that stand nowhere, in no other words either: no document has them. */
  function lacking(store, terms, spans) {
    return terms.reduce((sum, { term, evidence }) => {
      const said = spans.some(({ start, end }) => start <= term.offset && term.offset < end);
      return evidence.places.length || said ? sum : sum + termWeight(store, term, evidence);
    }, 0);
  }

  /** The rank values of the documents that one branch finds, and the best passage of each: {documents, order, best,
      coverage}, the share of the query that the best of them has. */
  function rank(store, terms, alternatives, allowed) {
    const found = terms
      .filter(({ evidence }) => evidence.places.length)
      .map(({ term, evidence }) => ({ term, evidence, weight: termWeight(store, term, evidence) }));
    const board = fill(store, found, alternatives);
    const { documents, base, coverage, best, passage } = byDocument(store, board);
    const total = Math.max(C.FULL * board.weights.reduce((sum, weight) => sum + weight, 0), 1);
    const whole = wholeQuery(store, found, terms.length, passage);
    let most = 0;
    for (const document of documents) {
      const share = C.UNCOVERED + Math.floor(((C.ONE - C.UNCOVERED) * coverage[document]) / total);
      base[document] = allowed[document] ? Math.floor((base[document] * share) / C.ONE) : 0;
      if (allowed[document]) most = Math.max(most, coverage[document]);
    }
    for (const document of documents) {
      if (coverage[document] * 100 < most * C.LEAST_COVERAGE && !whole.has(document)) base[document] = 0;
    }
    const bonus = found.reduce((sum, { weight }) => sum + weight, 0) * C.WHOLE;
    for (const [document, block] of whole) {
      if (base[document] > 0) base[document] += bonus;
      if (block >= 0) best[document] = block;
    }
    const hits = documents.filter((document) => base[document]);
    const missing = C.FULL * lacking(store, terms, spansOf(alternatives));
    return { documents: hits, order: base, best, coverage: most / (total + missing) };
  }

  /** The documents with a value, in order. */
  engine.withValues = function (values) {
    const found = [];
    for (let document = 0; document < values.length; document += 1) if (values[document]) found.push(document);
    return found;
  };

  engine.rank = rank;
  engine.top = top;
})();
