/* The surroundings of the engine where there is no browser: engine.py evaluates this before the bundle.

   A program starts one question at a time, hands over the shards that it wants, and takes its answer; all of it as JSON,
   as nothing here may call the program back. */
globalThis.window = globalThis;
globalThis.ainotes = {};
globalThis.embedded = (function () {
  "use strict";
  const waiting = new Map();
  let wanted = [];
  let outcome = null;

  ainotes.host = {
    load: (name) => new Promise((resolve) => {
      waiting.set(name, resolve);
      wanted.push(name);
    }),
    simplified: () => embedded.simplified,
  };

  return {
    simplified: "",

    /** Starts `ainotes.engine[method](store, query, options)`. */
    start(method, query, options) {
      wanted = [];
      outcome = null;
      const given = [JSON.parse(query), JSON.parse(options)];
      ainotes.engine.open().then((store) => ainotes.engine[method](store, ...given)).then(
        (value) => (outcome = { value }),
        (error) => (outcome = { error: `${error.name}: ${error.message}` }));
    },

    /** What has come of it: {value} or {error}; else {wanted}, the names of the shards that it waits for. */
    state() {
      const names = wanted;
      wanted = [];
      return JSON.stringify(outcome || { wanted: names });
    },

    /** Hands over a shard: {check, payload}, or null. */
    give(name, shard) {
      const resolve = waiting.get(name);
      waiting.delete(name);
      resolve(JSON.parse(shard));
    },
  };
})();
