/* The small map of an entry or a term: what its page leads to, drawn from the page's own links, which say the same in words.
   So it costs the build nothing, and who cannot see it misses nothing. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 380;
  const ROW = 26;
  const SHORT = 11; /* characters of a name, a Han character counting as one and a Latin one as half */
  const KINDS = [
    ["topic", "a.an-topic-link", 3],
    ["term", "a.an-term-chip", 7],
    ["entry", ".an-quotes__from a.an-entry-link", 6],
  ];
  const LEAST = 3;

  function svg(tag, props, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
    node.append(...children);
    return node;
  }

  function shortened(text) {
    let length = 0;
    let at = 0;
    for (const character of text) {
      length += character.codePointAt(0) > 0x2e7f ? 1 : 0.5;
      if (length > SHORT) return text.slice(0, at) + "…";
      at += character.length;
    }
    return text;
  }

  function nameOf(link) {
    const copy = link.cloneNode(true);
    for (const count of copy.querySelectorAll(".an-total")) count.remove();
    return copy.textContent.trim();
  }

  function linked(article) {
    const found = new Map();
    for (const [kind, selector, most] of KINDS) {
      let count = 0;
      for (const link of article.querySelectorAll(selector)) {
        if (count === most || link.closest(".an-prose") || found.has(link.href)) continue;
        found.set(link.href, { kind, href: link.href, text: nameOf(link) });
        count += 1;
      }
    }
    return [...found.values()];
  }

  /* Names stand in two columns beside the middle, a row each, so that none covers another. */
  function drawn(links) {
    const rows = Math.ceil(links.length / 2);
    const height = rows * ROW + 16;
    const middle = { x: WIDTH / 2, y: height / 2 };
    const map = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH });
    links.forEach((link, number) => {
      const right = number % 2 === 1;
      const row = Math.floor(number / 2);
      const count = right ? Math.floor(links.length / 2) : rows;
      const y = middle.y + (row - (count - 1) / 2) * ROW;
      const bend = 1 - ((y - middle.y) / height) ** 2;
      const x = middle.x + (right ? 1 : -1) * 34 * bend;
      const dot = svg("circle", { cx: x, cy: y, r: 4 });
      const text = svg("text", { x: x + (right ? 10 : -10), y: y + 4, "text-anchor": right ? "start" : "end" });
      text.textContent = shortened(link.text);
      const title = svg("title", {});
      title.textContent = link.text;
      const area = svg("rect", { x: right ? x - 6 : 0, y: y - 12, width: right ? WIDTH - x + 6 : x + 6, height: 24, fill: "transparent" });
      map.append(
        svg("line", { x1: middle.x, y1: middle.y, x2: x, y2: y }),
        svg("a", { href: link.href, class: `an-local--${link.kind}`, tabindex: -1 }, title, area, dot, text),
      );
    });
    map.append(svg("circle", { cx: middle.x, cy: middle.y, r: 7, class: "an-local__self" }));
    return map;
  }

  function start(page) {
    const links = linked(page);
    if (links.length < LEAST) return;
    const caption = ui.element("figcaption", null, ui.text("script.graph.local"));
    const figure = ui.element("figure", { class: "an-local", "aria-hidden": "true" }, caption, drawn(links));
    const column = document.querySelector(".md-sidebar--secondary .md-sidebar__inner");
    const wide = window.matchMedia("(min-width: 76.25em)");
    const place = () => {
      if (wide.matches && column) column.append(figure);
      else page.querySelector(".md-content__inner").append(figure);
    };
    wide.addEventListener("change", place);
    place();
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const page of document.querySelectorAll(".an-page-entry, .an-page-term")) start(page);
  });
})();
