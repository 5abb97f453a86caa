/* Scripts that only some visits need: the query engine, and the map of topics and terms. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});
  const asked = new Map();

  /** Resolves when a script of the site has run; rejects when it does not come. Asks for each once. */
  ui.load = function (url) {
    if (!asked.has(url)) {
      const arrival = new Promise((resolve, reject) => {
        const failed = () => {
          asked.delete(url);
          reject(new Error(url));
        };
        document.head.append(ui.element("script", { src: ui.href(url), onload: () => resolve(), onerror: failed }));
      });
      asked.set(url, arrival);
    }
    return asked.get(url);
  };

  /** Whether the site can be searched. */
  ui.hasSearch = () => typeof ainotes.search === "function" || ainotes.hasEngine === true;

  /** Resolves when the query engine is there. */
  ui.withEngine = function () {
    return typeof ainotes.search === "function" ? Promise.resolve() : ui.load("assets/ainotes/engine.js");
  };
})();
