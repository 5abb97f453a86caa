/* Draws the map of topics and terms on a canvas: what is in sight, with names that do not collide. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const TOPIC_PIXELS = 15;
  const TOPIC_PIXELS_NARROW = 13;
  const NARROW = 600; /* pixels: below, topics are written smaller, and terms only when one looks closer */
  const CLOSER = 0.6; /* pixels to a unit */
  const TERM_PIXELS = 12;
  const TERM_AIR = 7; /* pixels free around the name of a term, so that the overview is not full of names */
  const SMALLEST = 2; /* pixels of a dot's radius */
  const NEAR = 1.1; /* pixels to a unit of the drawing, from which on all lines of what is in sight are drawn */
  const OVERVIEW_LINES = 2; /* of each topic, where the whole is seen */
  const MARGIN = 40;

  function colours(canvas) {
    const style = getComputedStyle(canvas);
    const read = (name) => style.getPropertyValue(name).trim();
    return {
      surface: read("--an-graph-surface"),
      text: read("--an-graph-text"),
      line: read("--an-graph-line"),
      accent: read("--an-graph-accent"),
      term: read("--an-graph-term"),
      serif: read("--an-serif"),
      sans: read("--an-sans"),
    };
  }

  /** The strongest lines of each topic to another one: the skeleton of the map. */
  function skeleton(nodes, edges) {
    const counts = new Map();
    const between = edges.filter(([one, other]) => nodes[one].topic && nodes[other].topic);
    return between
      .sort((one, other) => other[2] - one[2])
      .filter(([one, other]) => {
        const most = Math.max(counts.get(one) || 0, counts.get(other) || 0);
        if (most >= OVERVIEW_LINES) return false;
        for (const at of [one, other]) counts.set(at, (counts.get(at) || 0) + 1);
        return true;
      });
  }

  /** `state` is {x, y, scale, chosen, near, onlyTopics}: the middle of what is seen, pixels to a unit, and what is chosen. */
  ui.createGraphView = function (canvas, nodes, edges) {
    const context = canvas.getContext("2d");
    const bones = skeleton(nodes, edges);
    const order = nodes.map((_, at) => at).sort((one, other) => nodes[other].topic - nodes[one].topic || nodes[other].total - nodes[one].total);
    const widths = new Map();
    let paint = null;

    function size() {
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [canvas.clientWidth, canvas.clientHeight];
      if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
      if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      return [width, height];
    }

    function font(node) {
      return node.topic ? `700 ${topicPixels()}px ${paint.serif}` : `${TERM_PIXELS}px ${paint.sans}`;
    }

    function topicPixels() {
      return canvas.clientWidth < NARROW ? TOPIC_PIXELS_NARROW : TOPIC_PIXELS;
    }

    function widthOf(at) {
      if (!widths.has(at)) {
        context.font = font(nodes[at]);
        widths.set(at, context.measureText(nodes[at].text).width);
      }
      return widths.get(at);
    }

    function draw(state) {
      const [width, height] = size();
      paint = paint || colours(canvas);
      const { scale, chosen, near, onlyTopics } = state;
      const toX = (node) => (node.x - state.x) * scale + width / 2;
      const toY = (node) => (node.y - state.y) * scale + height / 2;
      const radius = (node) => Math.max(SMALLEST, node.radius * Math.min(scale, 1));
      const isSeen = (node) => {
        const [x, y] = [toX(node), toY(node)];
        return x > -MARGIN && y > -MARGIN && x < width + MARGIN && y < height + MARGIN && (node.topic || !onlyTopics);
      };
      const seen = order.filter((at) => isSeen(nodes[at]));
      const isDim = (at) => chosen !== null && at !== chosen && !near.has(at);

      function lines(list, colour, thick, alpha) {
        context.globalAlpha = alpha;
        context.strokeStyle = colour;
        context.lineWidth = thick;
        context.beginPath();
        for (const [one, other] of list) {
          if (onlyTopics && !(nodes[one].topic && nodes[other].topic)) continue;
          context.moveTo(toX(nodes[one]), toY(nodes[one]));
          context.lineTo(toX(nodes[other]), toY(nodes[other]));
        }
        context.stroke();
        context.globalAlpha = 1;
      }

      context.fillStyle = paint.surface;
      context.fillRect(0, 0, width, height);
      if (chosen === null) {
        const inSight = new Set(scale >= NEAR ? seen : []);
        lines(bones, paint.line, 1, scale >= NEAR ? 1 : 0.7);
        if (inSight.size) lines(edges.filter(([one, other]) => inSight.has(one) && inSight.has(other)), paint.line, 1, 1);
      } else {
        lines(edges.filter(([one, other]) => one === chosen || other === chosen), paint.accent, 1.5, 1);
      }
      for (const at of [...seen].reverse()) {
        const node = nodes[at];
        context.globalAlpha = isDim(at) ? 0.22 : 1;
        context.fillStyle = node.topic ? paint.accent : paint.term;
        context.beginPath();
        context.arc(toX(node), toY(node), radius(node), 0, 7);
        context.fill();
        if (at !== chosen) continue;
        context.strokeStyle = paint.text;
        context.lineWidth = 3;
        context.stroke();
      }
      context.globalAlpha = 1;
      return names(seen, state, { toX, toY, radius, isDim });
    }

    /** Writes the names that have room; returns their boxes, as [left, top, right, bottom]. */
    function names(seen, { chosen, near, scale }, { toX, toY, radius, isDim }) {
      const place = ui.createBoxes();
      const written = [];
      context.textAlign = "center";
      context.textBaseline = "top";
      context.lineJoin = "round";
      const [width, height] = [canvas.clientWidth, canvas.clientHeight];
      for (const at of seen) {
        if (!nodes[at].topic || isDim(at)) continue;
        const [x, y, r] = [toX(nodes[at]), toY(nodes[at]), radius(nodes[at])];
        place(x - r, y - r, x + r, y + r);
      }
      const first = chosen === null ? [] : [chosen, ...near];
      for (const at of new Set([...first, ...seen])) {
        const node = nodes[at];
        const isFar = width < NARROW && scale < CLOSER && !node.topic && chosen === null;
        if (isDim(at) || isFar) continue;
        const half = widthOf(at) / 2;
        const own = toX(node);
        const inside = Math.min(width - half, Math.max(half, own)); /* beside the edge a name moves in, as long as its dot is above it */
        const [x, top] = [Math.abs(inside - own) <= half ? inside : own, toY(node) + radius(node) + 2];
        const box = [x - half, top, x + half, top + (node.topic ? topicPixels() : TERM_PIXELS) * 1.25];
        const isCut = box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height;
        const air = node.topic || chosen !== null ? 0 : TERM_AIR;
        if ((isCut && at !== chosen) || !place(x - half - air, box[1] - air, x + half + air, box[3] + air)) continue;
        written.push(box);
        context.font = font(node);
        context.strokeStyle = paint.surface;
        context.lineWidth = 4;
        context.strokeText(node.text, x, top);
        context.fillStyle = paint.text;
        context.fillText(node.text, x, top);
      }
      return written;
    }

    return {
      draw,
      /** The palette has changed. */
      repaint() {
        paint = null;
      },
    };
  };
})();
