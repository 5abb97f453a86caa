/* What the page tells its scripts: the way to the root of the site, the words of the interface, the topics' names. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const holder = document.getElementById("ainotes-config");
  const config = holder ? JSON.parse(holder.textContent) : {};
  const words = config.text || {};
  const topics = config.topics || {};

  /** A place of the site, relative to its root, as a link from this page. */
  ui.href = function (url) {
    return (config.root || ".") + "/" + url;
  };

  /** The words for a key, with `{name}` filled in; the key itself where the page does not bring it. */
  ui.text = function (key, values) {
    const text = Object.hasOwn(words, key) ? words[key] : key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
  };

  /** True when the interface has words for the key. */
  ui.hasText = function (key) {
    return Object.hasOwn(words, key);
  };

  ui.topicName = function (id) {
    return Object.hasOwn(topics, id) ? topics[id] : id;
  };

  ui.kindName = function (kind) {
    const key = "search.kind." + kind;
    return ui.hasText(key) ? ui.text(key) : kind;
  };

  /** True where requests and service workers work: on a web server, not from disk. */
  ui.onServer = /^https?:$/.test(location.protocol);
})();
