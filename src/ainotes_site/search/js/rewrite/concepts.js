/* What was meant, though no word of it was typed: things whose everyday wordings (paraphrases.txt), or whose definitions
   in the glossary, have the words of the query. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const C = engine.constants;
  const { isHan } = engine.fold;
  const { log2, compare } = engine.codec;
  const { stemOf } = engine;

  /* What of a text may tell a thing: Latin words, and Han characters with the pairs of them that stand side by side; none
     of stop words. */
  function literalFeatures({ stopWords, lexicon }, units) {
    const found = new Set();
    for (const { text } of units) if (!isHan(text) && text.length > 1 && !stopWords.has(text)) found.add(stemOf(text));
    for (const [start, end] of engine.planning.hanRuns(units)) {
      const characters = units.slice(start, end).map(({ text }) => text);
      const idle = lexicon(characters).flatMap((word) => word.map(() => stopWords.has(word.join(""))));
      characters.forEach((one, index) => {
        if (idle[index]) return;
        found.add(one);
        if (index + 1 < characters.length && !idle[index + 1]) found.add(one + characters[index + 1]);
      });
    }
    return found;
  }

  /* The groups of words that say nearly the same, by the first feature of each word: [[the other features], group]. */
  function groupsOf(rows) {
    const groups = new Map();
    rows.forEach((row, number) => {
      for (const word of row.split(" ")) {
        const characters = Array.from(word);
        const pairs = characters.slice(1).map((one, index) => characters[index] + one);
        const [first, ...others] = isHan(word) && pairs.length ? pairs : [stemOf(word)];
        groups.set(first, [...(groups.get(first) || []), [others, `=${number}`]]);
      }
    });
    return groups;
  }

  /* The features of a text, each with the groups of the words that it begins or goes on with. */
  function featuresOf(store, units, groups) {
    const literal = literalFeatures(store, units);
    const found = new Map([...literal].map((one) => [one, []]));
    for (const first of literal) {
      for (const [others, group] of groups.get(first) || []) {
        if (others.every((one) => literal.has(one))) for (const one of [first, ...others]) found.get(one).push(group);
      }
    }
    return found;
  }

  /* Other names of a thing: they lead to it in other forms and orders than a name is found in. */
  function otherNames(names, name) {
    const groups = names.groups.get(engine.foldedForm(name)) || [];
    return groups.flatMap(({ rows }) => rows.map(([other]) => other)).filter((other) => other !== name);
  }

  async function conceptsOf(store, names) {
    if (store.memory.concepts) return store.memory.concepts;
    const { things, words } = await store.load("concepts", { things: [], words: [] });
    const counts = new Map();
    const groups = groupsOf(words);
    const concepts = things.map(([name, written]) => {
      const wordings = written.split(";");
      const ways = wordings.filter((text) => text.includes("…")).map((text) => text.split("…").map(engine.foldedForm));
      const pieces = [...otherNames(names, name), ...wordings.filter((text) => !text.includes("…"))].map((text) => ({ text, phrase: false, literal: false }));
      const own = featuresOf(store, engine.planning.queryUnits(pieces, store.folder), groups);
      const features = new Set([...own.keys(), ...[...own.values()].flat()]);
      for (const one of features) counts.set(one, (counts.get(one) || 0) + 1);
      return { name, features, ways };
    });
    if (things.length) store.memory.concepts = { concepts, counts, groups };
    return { concepts, counts, groups };
  }

  /* Words of a query, and their characters, that so many notes have that they tell no thing from another: 模型. */
  function commonFeatures(store, terms) {
    const common = terms.filter(({ evidence }) => engine.documentFrequency(store, evidence) * C.COMMON > store.documents);
    return new Set(common.flatMap(({ term: { key } }) => (isHan(key) ? [key, ...key] : [stemOf(key)])));
  }

  /* Whether a text has the parts of a way to put it, in order. */
  function isPut(text, parts) {
    let from = 0;
    return parts.every((part) => {
      const place = text.indexOf(` ${part} `, from);
      from = place + part.length + 1;
      return place >= 0;
    });
  }

  /* The things that have the words of a query in their wordings, or others of their groups, the best first: {name, share,
     isTold, isSo}, the share of the query that they explain, whether by more than one word that may have another sense, and
     whether it is put in one of the ways of the thing. */
  async function worded(store, names, { units, terms }) {
    const { concepts, counts, groups } = await conceptsOf(store, names);
    const common = commonFeatures(store, terms);
    const rarity = (one) => Math.max(log2(Math.floor((2 * concepts.length + 2) / ((counts.get(one) || 0) + 1))), 1);
    const features = [...featuresOf(store, units, groups)];
    const telling = features.filter(([feature]) => !common.has(feature));
    const asked = (telling.length ? telling : features).map(([feature, others]) => {
      const weight = rarity(feature) * (isHan(feature) && feature.length === 1 ? 1 : C.WORDING_PAIR);
      return { feature, weight, others: others.map((group) => [group, Math.min(rarity(group) * C.WORDING_GROUP, weight)]) };
    });
    const total = asked.reduce((sum, { weight }) => sum + weight, 0);
    const told = (features, { feature, weight, others }) => (features.has(feature) ? weight
      : others.reduce((most, [group, worth]) => (features.has(group) ? Math.max(most, worth) : most), 0));
    const isWord = ({ feature }) => feature.length > 1 || !isHan(feature);
    const text = ` ${units.map((unit) => unit.text).join(" ")} `;
    const found = concepts.map(({ name, features, ways }) => {
      const share = asked.reduce((sum, one) => sum + told(features, one), 0) / total;
      const words = asked.filter((one) => isWord(one) && told(features, one)).length;
      const isSo = ways.some((parts) => isPut(text, parts));
      return { name, share: isSo ? Math.max(share, C.PUT_SHARE) : share, isTold: isSo || words > 1 || share >= C.ONE_WORD, isSo };
    });
    found.sort((one, other) => other.share - one.share || compare(one.name, other.name));
    return found.filter(({ share }) => share >= C.LEAST_EXPLAINED && share >= found[0].share * C.NEAR_EXPLAINED)
      .slice(0, C.MOST_MEANT);
  }

  const largest = ({ documents, order }) => documents.reduce((most, document) => Math.max(most, order[document]), 0);

  /* The terms of the glossary whose definitions have the words of a branch, as `worded` gives things. */
  async function defined(store, branch) {
    if (!store.terms) return [];
    const terms = new Uint8Array(store.documents).fill(1, 0, store.terms);
    const ranking = engine.rank(store, branch.terms, branch.alternatives, terms);
    const most = largest(ranking);
    const found = await Promise.all(engine.top(ranking.order, C.MOST_MEANT, ranking.documents).map(async (number) => {
      const header = await store.record(store.titleBlocks[number]);
      const share = (C.DEFINED_SHARE * ranking.coverage * ranking.order[number]) / most;
      return header && { name: header[1], share, isTold: true };
    }));
    return found.filter((one) => one && one.share >= C.LEAST_EXPLAINED);
  }

  /* Things by name, what is said of one twice added up. */
  function joined(rows) {
    const found = new Map();
    for (const { name, share, isTold, isSo } of rows) {
      const form = engine.foldedForm(name);
      const before = found.get(form) || { share: 0, isTold: false, isSo: false };
      found.set(form, { name, share: share + before.share, isTold: isTold || before.isTold, isSo: isSo || before.isSo });
    }
    return [...found.values()].sort((one, other) => other.share - one.share || compare(one.name, other.name));
  }

  /** Of the things that a branch may mean those that are offered: the first note found is about them, and has words of the
      query or these explain it; and those that are asked for in so many words. One for which a single word speaks, which may
      have another sense, only where that is most of the query. */
  engine.offeredThings = ({ meant }) => meant.filter(({ isTold, isSo, proof }) => isSo || (isTold && proof >= C.LEAST_PROOF));

  /** The things that a branch may mean, the likeliest first: {name, share, isTold}. */
  engine.meantBy = async function (store, names, branch) {
    return joined([...(await worded(store, names, branch)), ...(await defined(store, branch))]);
  };

  /** A ranking with what is found by the names of the things meant added: the less the best document has of the query, and
      the more of it a thing explains, the more. Things get the `forms` of their names, to be marked, and a `proof`: how near
      the first note is to the best one for their name, times what of the query it has and they explain. */
  engine.blendMeant = async function (store, names, meant, ranking, allowed) {
    const worth = new Float64Array(store.documents);
    const best = ranking.best.slice();
    const most = largest(ranking);
    for (const document of ranking.documents) worth[document] = ranking.order[document] / most;
    const missing = C.MEANT_WEIGHT * Math.sqrt(1 - ranking.coverage);
    const nearness = new Map();
    for (const thing of meant) {
      const weight = missing * (thing.isTold ? thing.share : thing.share * C.ONE_WORD_SHARE);
      const named = await engine.branches.lookUp(store, names, [{ text: thing.name, phrase: false, literal: false }], true);
      thing.forms = [named.units.map(({ text }) => text), ...named.rewritings.map(({ units }) => units)];
      const found = engine.rank(store, named.terms, named.alternatives, allowed);
      const top = largest(found);
      for (const document of found.documents) {
        if (!worth[document]) best[document] = found.best[document];
        worth[document] += (weight * found.order[document]) / top;
      }
      nearness.set(thing, (document) => found.order[document] / Math.max(top, 1));
    }
    const documents = engine.withValues(worth);
    for (const first of engine.top(worth, 1, documents)) {
      const literal = ranking.order[first] / Math.max(most, 1);
      for (const [thing, near] of nearness) thing.proof = near(first) * (literal + thing.share);
    }
    for (const document of documents) worth[document] = Math.max(Math.floor(worth[document] * C.BLENDED_ONE), 1);
    return { documents, order: worth, best };
  };
})();
