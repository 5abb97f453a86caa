/* What the site tells its scripts: the way to its root from this page, and from words.js the words of the interface. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const holder = document.getElementById("ainotes-config");
  const { root } = holder ? JSON.parse(holder.textContent) : { root: "." };

  /* words.js may run after this file. */
  function word(table, key) {
    const words = (ainotes.words || {})[table] || {};
    return Object.hasOwn(words, key) ? words[key] : null;
  }

  /** A place of the site, relative to its root, as a link from this page. */
  ui.href = function (url) {
    return root + "/" + url;
  };

  /** The words for a key, with `{name}` filled in; the key itself where there are none. Of two forms with a bar between
      them, the first is for one. */
  ui.text = function (key, values) {
    const [one, many = one] = (word("text", key) || key).split("|");
    const text = values && Object.values(values).includes(1) ? one : many;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
  };

  ui.topicName = function (id) {
    return word("topics", id) || id;
  };

  ui.kindName = function (kind) {
    return word("text", "search.kind." + kind) || kind;
  };

  /** True where requests and service workers work: on a web server, not from disk. */
  ui.onServer = /^https?:$/.test(location.protocol);
})();
