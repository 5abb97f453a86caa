/* Where previews come from: classic scripts that hand their data to a function, as these load from disk too. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const BUCKETS = 128; /* as `render/exports.py` has it */
  const PREVIEWED = /^(entries|terms|topics)\/[^/]+\.html$/;

  const known = new Map();
  const asked = new Map();

  window.ainotesPreviews = function (previews) {
    for (const [url, preview] of Object.entries(previews)) known.set(url, preview);
  };

  /** FNV-1a, 32 bit, of an ASCII text. */
  function bucket(url) {
    let value = 0x811c9dc5;
    for (let at = 0; at < url.length; at += 1) value = Math.imul(value ^ url.charCodeAt(at), 0x01000193) >>> 0;
    return (value % BUCKETS).toString(16).padStart(2, "0");
  }

  /** The page of the site that a link leads to and that has a preview, relative to the root; null for other links. */
  ui.previewed = function (link) {
    const root = new URL(ui.href(""), location.href).href;
    const target = link.href.replace(/[?#].*$/, "");
    if (!target.startsWith(root) || target === location.href.replace(/[?#].*$/, "")) return null;
    const url = target.slice(root.length);
    return PREVIEWED.test(url) ? url : null;
  };

  /** Resolves to `[title, what it is, text]`, or to undefined where there is none. */
  ui.preview = function (url) {
    if (known.has(url)) return Promise.resolve(known.get(url));
    const name = bucket(url);
    if (!asked.has(name)) {
      asked.set(
        name,
        new Promise((resolve) => {
          const script = document.createElement("script");
          script.src = ui.href(`assets/ainotes/previews/${name}.js`);
          script.onload = script.onerror = resolve;
          document.head.append(script);
        }),
      );
    }
    return asked.get(name).then(() => known.get(url));
  };
})();
