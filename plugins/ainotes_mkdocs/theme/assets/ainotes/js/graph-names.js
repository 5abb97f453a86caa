/* Which names of the map can be shown at a scale without one covering another: topics first, then the most mentioned. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const TERM_PIXELS = 11;
  const TOPIC_PIXELS = 15;
  const CELL_PIXELS = 60;

  /* A Han character is as wide as the font is high, a Latin letter about 0.56 of it; as `render/pages/graph_layout.py` has it. */
  function width(text) {
    let sum = 0;
    for (const character of text) sum += character.codePointAt(0) > 0x2e7f ? 1 : 0.56;
    return sum;
  }

  function measured(node) {
    const circle = node.firstElementChild;
    const topic = node.classList.contains("an-node--topic");
    return {
      node,
      topic,
      x: Number(circle.getAttribute("cx")),
      y: Number(circle.getAttribute("cy")),
      radius: Number(circle.getAttribute("r")),
      width: width(node.lastElementChild.textContent),
    };
  }

  function box(name, unit) {
    const size = (name.topic ? TOPIC_PIXELS : TERM_PIXELS) * unit;
    const half = (name.width * size) / 2 + 3 * unit;
    return [name.x - half, name.y - name.radius, name.x + half, name.y + name.radius + size * 1.3];
  }

  /** Names of nodes; `show(unit, only)` shows those that fit when a pixel is `unit` units of the drawing, of `only` if given,
      whose first goes before all others. */
  ui.createNames = function (nodes) {
    const names = nodes.map(measured).sort((one, other) => other.topic - one.topic || other.radius - one.radius);

    function show(unit, only) {
      const wanted = only ? names.filter((name) => only.has(name.node)) : names;
      if (only) {
        const [first] = only;
        wanted.sort((one, other) => (other.node === first) - (one.node === first));
        for (const name of names) name.node.classList.remove("an-node--named");
      }
      const cell = CELL_PIXELS * unit;
      const taken = new Map();
      for (const name of wanted) {
        const [left, top, right, bottom] = box(name, unit);
        const cells = [];
        for (let column = Math.floor(left / cell); column <= Math.floor(right / cell); column += 1) {
          for (let row = Math.floor(top / cell); row <= Math.floor(bottom / cell); row += 1) cells.push(`${column} ${row}`);
        }
        const covers = (other) => left < other[2] && other[0] < right && top < other[3] && other[1] < bottom;
        const free = !cells.some((key) => (taken.get(key) || []).some(covers));
        name.node.classList.toggle("an-node--named", free);
        if (!free) continue;
        for (const key of cells) taken.set(key, [...(taken.get(key) || []), [left, top, right, bottom]]);
      }
    }

    return { show, of: (node) => node.lastElementChild.textContent };
  };
})();
