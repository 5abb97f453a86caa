/* Making nodes: text is always a text node, so nothing that a note says can become markup. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});
  const SVG = "http://www.w3.org/2000/svg";

  /* Drawn for a 24 × 24 box with strokes of the text's colour. */
  const ICONS = {
    search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20 20",
    close: "M6 6l12 12M18 6 6 18",
    recent: "M12 4a8 8 0 1 1-7.4 5M4 4v5h5M12 8v4.5l3 1.8",
    help: "M9.2 9.2a2.9 2.9 0 1 1 4.4 2.5c-1 .6-1.6 1.2-1.6 2.3M12 17.6v.1M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18",
    offline: "M12 4v10M8 10.5l4 4 4-4M5 19h14",
    filter: "M4 6h16M7 12h10M10 18h4",
    wide: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
  };

  /** An element. `props` are attributes; `on…` functions are listeners; false, null and undefined leave one out. */
  ui.element = function (tag, props, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props || {})) {
      if (typeof value === "function") {
        node.addEventListener(name.slice(2), value);
      } else if (value !== false && value !== null && value !== undefined) {
        node.setAttribute(name, value === true ? "" : String(value));
      }
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return node;
  };

  ui.icon = function (name) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", "an-search-icon");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  };

  ui.button = function (label, className, onClick, ...before) {
    return ui.element("button", { type: "button", class: className, onclick: onClick }, ...before, label);
  };

  /** `text` as nodes, with <mark> around `ranges`: pairs of offsets in UTF-16 units, in order, without overlaps. */
  ui.marked = function (text, ranges) {
    const nodes = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of ranges) {
      if (start < at || end <= start || end > text.length) continue;
      nodes.append(text.slice(at, start), ui.element("mark", null, text.slice(start, end)));
      at = end;
    }
    nodes.append(text.slice(at));
    return nodes;
  };
})();
