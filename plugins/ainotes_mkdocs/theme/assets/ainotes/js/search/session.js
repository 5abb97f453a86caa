/* One search in progress: waits until typing pauses, never asks for half-composed text, drops answers that come late. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const PAUSE_MS = 80;

  /**
   * `ask(query, options)` is the engine. `on.busy()`, `on.answer(state)`, `on.failure(error)` and `on.blank()` show what
   * happens. `state` is {query, answer, hits}: the last answer of the engine and all hits asked for so far.
   */
  ui.createSession = function (ask, pageSize, on) {
    let query = "";
    let asked = "";
    let synonyms = true;
    let state = null;
    let timer = 0;
    let ticket = 0;
    let pending = Promise.resolve();

    function options(offset) {
      return { limit: pageSize, offset, synonyms, facets: offset === 0 };
    }

    /* Every question has a ticket; only the answer to the newest one is shown. */
    async function question(offset) {
      const mine = (ticket += 1);
      on.busy();
      try {
        const answer = await ask(query, options(offset));
        if (mine !== ticket) return;
        const before = offset ? state.hits : [];
        state = { query, answer, hits: [...before, ...answer.hits], synonyms, added: before.length };
        on.answer(state);
      } catch (error) {
        if (mine !== ticket) return;
        state = null;
        on.failure(error);
      }
    }

    function now() {
      clearTimeout(timer);
      timer = 0;
      asked = query;
      if (query.trim()) {
        pending = question(0);
        return;
      }
      ticket += 1;
      state = null;
      pending = Promise.resolve();
      on.blank();
    }

    return {
      /** The text of the box has changed; asked when typing pauses. */
      type(text) {
        query = text;
        clearTimeout(timer);
        timer = text === asked ? 0 : setTimeout(now, PAUSE_MS);
      },
      /** Composition has begun: what was typed before is not asked any more. */
      hold() {
        clearTimeout(timer);
        timer = 0;
      },
      /** Asks at once. */
      submit(text) {
        query = text;
        now();
      },
      setSynonyms(use) {
        synonyms = use;
        now();
      },
      more() {
        pending = question(state.hits.length);
        return pending;
      },
      /** Resolves when the answer to what is in the box is shown. */
      async settled() {
        if (timer) now();
        await pending;
        return state;
      },
      get state() {
        return state;
      },
    };
  };
})();
