/* What stands together as asked: the second look at the best documents. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const C = engine.constants;
  const TITLE = 0;
  const PASSAGE = 3;

  /* A line is a place where the query would begin; terms on the same line of a block stand together as asked. */
  function heaviestLine(weights) {
    let most = 0;
    for (const weight of weights.values()) most = Math.max(most, weight);
    return most;
  }

  function linesByBlock(store, found, chosen) {
    const lines = new Map();
    const wanted = new Uint8Array(store.documents);
    for (const document of chosen) wanted[document] = 1;
    for (const { term, evidence, weight } of found) {
      for (const place of evidence.places) {
        const block = store.blockOfSlot[place >> 4];
        if (!wanted[store.documentOfBlock[block]]) continue;
        let own = lines.get(block);
        if (!own) lines.set(block, (own = new Map()));
        own.set(place - term.offset, (own.get(place - term.offset) || 0) + weight);
      }
    }
    return lines;
  }

  /** For each chosen document the weight of the terms that stand best together; moves its best passage there. */
  engine.adjacency = function (store, found, chosen, passage, best) {
    const extra = new Map();
    const top = new Map();
    const lines = linesByBlock(store, found, chosen);
    for (const block of [...lines.keys()].sort((one, other) => one - other)) {
      const document = store.documentOfBlock[block];
      const together = heaviestLine(lines.get(block));
      const share = store.kinds[block] === TITLE ? C.TITLE_ADJACENCY : C.ADJACENCY;
      extra.set(document, Math.max(extra.get(document) || 0, together * share));
      if (store.kinds[block] !== PASSAGE) continue;
      const value = passage[block] + together * C.ADJACENCY * C.PASSAGE_SHARE;
      if (value > (top.get(document) || 0)) {
        top.set(document, value);
        best[document] = block;
      }
    }
    return extra;
  };
})();
