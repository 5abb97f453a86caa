/* The last searches, kept in this browser only. Where storage is forbidden there are none. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const KEY = "ainotes.search.recent";
  const MOST = 8;
  const LONGEST = 200;

  /* Reading the property alone throws where a browser forbids storage, for example in a sandboxed frame. */
  function storage(use) {
    try {
      return use(window.localStorage);
    } catch (error) {
      if (error instanceof DOMException || error instanceof TypeError) return null;
      throw error;
    }
  }

  function parsed(text) {
    try {
      const value = JSON.parse(text);
      return Array.isArray(value) ? value.filter((item) => typeof item === "string" && item.trim()) : [];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  }

  ui.recent = {
    /** Newest first. */
    list() {
      const text = storage((kept) => kept.getItem(KEY));
      return text ? parsed(text).slice(0, MOST) : [];
    },
    add(query) {
      const kept = query.trim().slice(0, LONGEST);
      if (!kept) return;
      const list = [kept, ...ui.recent.list().filter((item) => item !== kept)].slice(0, MOST);
      storage((store) => store.setItem(KEY, JSON.stringify(list)));
    },
    clear() {
      storage((store) => store.removeItem(KEY));
    },
  };
})();
