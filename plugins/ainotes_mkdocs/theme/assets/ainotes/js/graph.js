/* The map of topics and terms: where one looks, what is chosen, and the panel that says what that is joined to. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const STEP = 1.35;
  const NEAREST = 4; /* pixels to a unit of the drawing, at most */
  const CLICK = 5; /* pixels that a press may move and still be a click */
  const FINGER = 14; /* pixels beside a dot that still mean it */
  const MOST_NEAR = 24;
  const AROUND = 60; /* pixels that a name takes beside its dot */
  const CLOSE = 1.2; /* pixels to a unit at which a neighbourhood is looked at, at most */

  function nodeOf([kind, url, text, total, x, y, radius, said]) {
    return { topic: kind === "topic", url, text, total, x, y, radius, said };
  }

  function neighbours(nodes, edges) {
    const beside = nodes.map(() => []);
    for (const [one, other, weight] of edges) {
      beside[one].push([other, Math.abs(weight)]);
      beside[other].push([one, Math.abs(weight)]);
    }
    for (const list of beside) list.sort((one, other) => other[1] - one[1]);
    return beside;
  }

  function start(graph) {
    const canvas = graph.querySelector("canvas");
    const tools = graph.querySelector(".an-graph__tools");
    const panel = graph.querySelector(".an-graph__panel");
    const hint = panel.firstElementChild;
    const data = JSON.parse(graph.querySelector("[data-an-graph-data]").textContent);
    const nodes = data.nodes.map(nodeOf);
    /* The map is drawn wider than high; where there is more height it lies on its side, so that the whole can be read. */
    if (canvas.clientHeight > canvas.clientWidth) for (const node of nodes) [node.x, node.y] = [node.y, node.x];
    const beside = neighbours(nodes, data.edges);
    const view = ui.createGraphView(canvas, nodes, data.edges);
    const state = { x: 0, y: 0, scale: 1, chosen: null, near: new Set(), onlyTopics: false };
    let frame = 0;

    function draw() {
      if (!frame) {
        frame = requestAnimationFrame(() => {
          frame = 0;
          graph.names = view.draw(state); /* where names are, for those who check that none covers another */
        });
      }
    }

    /* Where one looks */
    const xs = nodes.map((node) => node.x);
    const ys = nodes.map((node) => node.y);
    const edge = 70;
    const whole = {
      x: (Math.min(...xs) + Math.max(...xs)) / 2,
      y: (Math.min(...ys) + Math.max(...ys)) / 2,
      width: Math.max(...xs) - Math.min(...xs) + 2 * edge,
      height: Math.max(...ys) - Math.min(...ys) + 2 * edge,
    };

    function scaleOfWhole() {
      return Math.min(canvas.clientWidth / whole.width, canvas.clientHeight / whole.height, 1.5);
    }

    function look(next) {
      const scale = Math.min(NEAREST, Math.max(scaleOfWhole() * 0.8, next.scale ?? state.scale));
      const within = (value, middle, length) => Math.min(middle + length / 2, Math.max(middle - length / 2, value));
      state.x = within(next.x ?? state.x, whole.x, whole.width);
      state.y = within(next.y ?? state.y, whole.y, whole.height);
      state.scale = scale;
      draw();
    }

    function home() {
      look({ x: whole.x, y: whole.y, scale: scaleOfWhole() });
    }

    function placeOf(clientX, clientY) {
      const box = canvas.getBoundingClientRect();
      return {
        x: state.x + (clientX - box.left - box.width / 2) / state.scale,
        y: state.y + (clientY - box.top - box.height / 2) / state.scale,
      };
    }

    /** Zooms so that the place under the pointer stays there. */
    function zoom(factor, clientX, clientY) {
      const box = canvas.getBoundingClientRect();
      const at = placeOf(clientX ?? box.left + box.width / 2, clientY ?? box.top + box.height / 2);
      const before = state.scale;
      look({ scale: before * factor });
      const kept = before / state.scale;
      look({ x: at.x - (at.x - state.x) * kept, y: at.y - (at.y - state.y) * kept });
    }

    /* What is chosen */
    function isHidden(at) {
      return state.onlyTopics && !nodes[at].topic;
    }

    function nodeAt(clientX, clientY) {
      const at = placeOf(clientX, clientY);
      let best = null;
      let least = Infinity;
      nodes.forEach((node, number) => {
        if (isHidden(number)) return;
        const away = Math.hypot(node.x - at.x, node.y - at.y) - node.radius;
        if (away * state.scale > FINGER || away >= least) return;
        [best, least] = [number, away];
      });
      return best;
    }

    function sentence(at, other, weight) {
      const key = nodes[at].topic === nodes[other].topic ? "script.graph.together" : "script.graph.mentioned";
      return ui.text(key, { count: weight });
    }

    function pick(at) {
      state.chosen = at;
      state.near = new Set(at === null ? [] : beside[at].map(([other]) => other));
      graph.classList.toggle("an-graph--chosen", at !== null);
      panel.replaceChildren(...(at === null ? [hint] : describe(at)));
      panel.scrollTop = 0;
      draw();
    }

    function describe(at) {
      const node = nodes[at];
      const link = ui.element("a", { href: ui.href(node.url) }, node.text);
      const kind = ui.text(node.topic ? "script.graph.topic" : "script.graph.term", { count: node.total });
      const rows = beside[at].slice(0, MOST_NEAR).map(([other, weight]) => {
        const button = ui.button(nodes[other].text, "an-graph__near", () => visit(other));
        if (nodes[other].topic) button.classList.add("an-graph__near--topic");
        return ui.element("li", null, button, ui.element("span", null, sentence(at, other, weight)));
      });
      const left = beside[at].length - rows.length;
      return [
        ui.element("h2", null, link),
        ui.element("p", { class: "an-graph__kind" }, kind),
        node.said ? ui.element("p", null, node.said) : null,
        ui.element("h3", null, ui.text("script.graph.chosen", { count: beside[at].length })),
        ui.element("ul", null, ...rows),
        left > 0 ? ui.element("p", { class: "an-graph__kind" }, ui.text("script.graph.left", { count: left })) : null,
        ui.button(ui.text("script.graph.close"), "an-graph__close", () => {
          pick(null);
          canvas.focus();
        }),
      ].filter(Boolean);
    }

    /** Chooses a node and brings it into the middle, so near that its closest neighbours are in sight. */
    function visit(at) {
      if (isHidden(at)) topicsOnly.click();
      const { x, y } = nodes[at];
      const close = beside[at].slice(0, MOST_NEAR).map(([other]) => nodes[other]);
      const reach = (away, length) => (length / 2 - AROUND) / Math.max(...close.map(away), 1);
      const width = reach((node) => Math.abs(node.x - x), canvas.clientWidth);
      const height = reach((node) => Math.abs(node.y - y), canvas.clientHeight);
      look({ x, y, scale: Math.min(width, height, CLOSE) });
      pick(at);
    }

    /** The node that is called so, else one whose name begins so, else one that has it in its name. */
    function named(wanted) {
      const tests = [(name) => name === wanted, (name) => name.startsWith(wanted), (name) => name.includes(wanted)];
      const called = nodes.map((node) => node.text.toLowerCase());
      return wanted ? (tests.map((test) => called.findIndex(test)).find((at) => at >= 0) ?? null) : null;
    }

    /** The closest node in a direction: a step of the arrow keys. */
    function step(dx, dy) {
      const from = state.chosen === null ? state : nodes[state.chosen];
      let best = null;
      let least = Infinity;
      nodes.forEach((node, at) => {
        if (at === state.chosen || isHidden(at)) return;
        const [x, y] = [node.x - from.x, node.y - from.y];
        const along = x * dx + y * dy;
        const aside = Math.abs(x * dy - y * dx);
        if (along <= 0 || aside > along * 1.5) return;
        const cost = along + aside * 2;
        if (cost < least) [best, least] = [at, cost];
      });
      if (best !== null) visit(best);
    }

    const KEYS = {
      ArrowLeft: () => step(-1, 0),
      ArrowRight: () => step(1, 0),
      ArrowUp: () => step(0, -1),
      ArrowDown: () => step(0, 1),
      "+": () => zoom(STEP),
      "=": () => zoom(STEP),
      "-": () => zoom(1 / STEP),
      0: home,
      Enter: () => state.chosen !== null && location.assign(ui.href(nodes[state.chosen].url)),
      Escape: () => pick(null),
    };
    canvas.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || !Object.hasOwn(KEYS, event.key)) return;
      event.preventDefault();
      KEYS[event.key]();
    });

    /* Fingers and mice. One finger scrolls the page until the map has been touched; two zoom. */
    const down = new Map();
    let moved = false;
    let apart = 0;

    function pressed(event) {
      down.set(event.pointerId, event);
      moved = moved && down.size > 1;
      apart = 0;
      canvas.setPointerCapture(event.pointerId);
    }

    function dragged(event) {
      const last = down.get(event.pointerId);
      if (!last) return;
      const [dx, dy] = [event.clientX - last.clientX, event.clientY - last.clientY];
      if (!moved && Math.hypot(dx, dy) <= CLICK) return;
      moved = true;
      down.set(event.pointerId, event);
      const [one, other] = [...down.values()];
      if (!other) {
        look({ x: state.x - dx / state.scale, y: state.y - dy / state.scale });
        return;
      }
      const now = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      if (apart) zoom(now / apart, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2);
      apart = now;
    }

    function released(event) {
      if (!down.delete(event.pointerId)) return;
      apart = 0;
      if (moved || event.type === "pointercancel") return;
      graph.classList.add("an-graph--active");
      const at = nodeAt(event.clientX, event.clientY);
      pick(at === state.chosen ? null : at);
    }

    canvas.addEventListener("pointerdown", pressed);
    canvas.addEventListener("pointermove", dragged);
    canvas.addEventListener("pointerup", released);
    canvas.addEventListener("pointercancel", released);
    canvas.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && !down.size) canvas.style.cursor = nodeAt(event.clientX, event.clientY) === null ? "grab" : "pointer";
    });
    canvas.addEventListener("dblclick", (event) => {
      const at = nodeAt(event.clientX, event.clientY);
      if (at !== null) location.assign(ui.href(nodes[at].url));
    });
    canvas.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !graph.classList.contains("an-graph--active")) return;
        event.preventDefault();
        zoom(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
      },
      { passive: false },
    );
    graph.addEventListener("pointerleave", () => state.chosen === null && graph.classList.remove("an-graph--active"));

    /* Tools */
    function button(label, words, act) {
      const made = ui.button(label, "", act);
      if (words !== label) made.setAttribute("aria-label", words);
      return made;
    }

    const topicsOnly = button(ui.text("script.graph.topics"), ui.text("script.graph.topics"), () => {
      state.onlyTopics = !state.onlyTopics;
      topicsOnly.setAttribute("aria-pressed", String(state.onlyTopics));
      draw();
    });
    topicsOnly.setAttribute("aria-pressed", "false");
    const find = ui.element("input", { type: "search", autocomplete: "off", placeholder: ui.text("script.graph.find") });
    find.setAttribute("aria-label", ui.text("script.graph.find"));
    find.addEventListener("input", (event) => {
      if (event.isComposing) return;
      const at = named(find.value.trim().toLowerCase());
      if (at === null) pick(null);
      else visit(at);
    });
    tools.append(
      find,
      topicsOnly,
      button("+", ui.text("script.graph.in"), () => zoom(STEP)),
      button("−", ui.text("script.graph.out"), () => zoom(1 / STEP)),
      button(ui.text("script.graph.reset"), ui.text("script.graph.reset"), () => {
        pick(null);
        home();
      }),
    );

    graph.hidden = false;
    new MutationObserver(() => {
      view.repaint();
      draw();
    }).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    let width = 0;
    new ResizeObserver(() => {
      if (width) draw();
      else home();
      width = canvas.clientWidth;
    }).observe(canvas);
  }

  function startAll() {
    for (const graph of document.querySelectorAll("[data-an-graph]")) start(graph);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
