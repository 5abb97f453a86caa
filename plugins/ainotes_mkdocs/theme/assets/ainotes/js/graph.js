/* The map of topics and terms: draws the lines, moves and scales it, lights up what a chosen node is joined to. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const SVG = "http://www.w3.org/2000/svg";
  const STEP = 1.35;
  const NARROW = 600; /* pixels: below, the map begins with its middle, as the whole could not be read */
  const CLICK = 5; /* pixels that a press may move and still be a click */

  function path(pairs, places) {
    return pairs.map(([one, other]) => `M${places[one]}L${places[other]}`).join("");
  }

  function start(graph) {
    const map = graph.querySelector("svg");
    const tools = graph.querySelector(".an-graph__tools");
    const status = graph.querySelector(".an-graph__status");
    const nodes = [...map.querySelectorAll(".an-node")];
    const edges = JSON.parse(graph.querySelector("[data-an-edges]").textContent);
    const places = nodes.map((node) => {
      const circle = node.firstElementChild;
      return `${circle.getAttribute("cx")} ${circle.getAttribute("cy")}`;
    });
    const topics = nodes.map((node) => node.classList.contains("an-node--topic"));
    const names = ui.createNames(nodes);
    const number = new Map(nodes.map((node, at) => [node, at]));
    const beside = nodes.map(() => []);
    for (const [one, other] of edges) {
      beside[one].push(other);
      beside[other].push(one);
    }

    const lines = document.createElementNS(SVG, "path");
    const lit = document.createElementNS(SVG, "path");
    map.querySelector(".an-graph__edges").append(lines, lit);
    let onlyTopics = false;
    let picked = null;
    let chosen = null; /* the picked node and those beside it */

    function drawLines() {
      /* A term's tie to its own topic is plain from its place; without these lines the map can be read. */
      const shown = edges.filter(([one, other]) => topics[one] && topics[other]);
      lines.setAttribute("d", path(shown, places));
    }

    /* Where one looks */
    const whole = map.viewBox.baseVal;
    const home = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
    let view = { ...home };
    let frame = 0;
    let unit = 0;

    function show(next) {
      const width = Math.min(home.width * 1.5, Math.max(home.width / 40, next.width));
      const height = (width * home.height) / home.width;
      view = {
        x: Math.min(home.x + home.width - width * 0.3, Math.max(home.x - width * 0.7, next.x)),
        y: Math.min(home.y + home.height - height * 0.3, Math.max(home.y - height * 0.7, next.y)),
        width,
        height,
      };
      map.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
      const now = 1 / scale();
      if (now === unit) return; /* moved, not scaled: every name that fitted still does */
      unit = now;
      graph.style.setProperty("--unit", String(unit));
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => names.show(unit, chosen));
    }

    function scale() {
      const box = map.getBoundingClientRect();
      return Math.min(box.width / view.width, box.height / view.height);
    }

    function zoom(factor, clientX, clientY) {
      const box = map.getBoundingClientRect();
      const middleX = box.left + box.width / 2;
      const middleY = box.top + box.height / 2;
      const atX = view.x + view.width / 2 + ((clientX ?? middleX) - middleX) / scale();
      const atY = view.y + view.height / 2 + ((clientY ?? middleY) - middleY) / scale();
      show({ x: atX - (atX - view.x) / factor, y: atY - (atY - view.y) / factor, width: view.width / factor });
    }

    /* What is chosen */
    function pick(node) {
      for (const old of map.querySelectorAll(".an-node--lit, .an-node--picked")) {
        old.classList.remove("an-node--lit", "an-node--picked");
      }
      picked = node;
      graph.classList.toggle("an-graph--chosen", node !== null);
      status.replaceChildren();
      lit.setAttribute("d", "");
      const at = number.get(node);
      chosen = node && new Set([at, ...beside[at]].map((one) => nodes[one]));
      names.show(unit, chosen);
      if (node === null) return;
      node.classList.add("an-node--picked");
      for (const one of [at, ...beside[at]]) nodes[one].classList.add("an-node--lit");
      lit.setAttribute("d", path(beside[at].map((other) => [at, other]), places));
      const name = node.querySelector("text").textContent;
      const link = ui.element("a", { href: ui.href(node.dataset.url) }, ui.text("script.graph.open"));
      const said = ui.text("script.graph.chosen", { name, count: beside[at].length });
      status.append(ui.element("span", null, said), link);
      const near = beside[at].slice().sort((one, other) => topics[other] - topics[one]);
      for (const other of near) status.append(ui.button(names.of(nodes[other]), "an-graph__near", () => visit(nodes[other])));
    }

    /** Chooses a node and brings it into the middle. */
    function visit(node) {
      const circle = node.firstElementChild;
      if (topicsHidden(node)) topicsOnly.click();
      show({
        ...view,
        x: Number(circle.getAttribute("cx")) - view.width / 2,
        y: Number(circle.getAttribute("cy")) - view.height / 2,
      });
      pick(node);
    }

    function topicsHidden(node) {
      return onlyTopics && !topics[number.get(node)];
    }

    /** The node that is called so, else one whose name begins so, else one that has it in its name. */
    function named(wanted) {
      const called = nodes.map((node) => names.of(node).toLowerCase());
      const tests = [(name) => name === wanted, (name) => name.startsWith(wanted), (name) => name.includes(wanted)];
      return wanted && tests.map((test) => nodes[called.findIndex(test)]).find(Boolean);
    }

    function pressed(event) {
      const from = { x: event.clientX, y: event.clientY, view: { ...view }, moved: false };
      if (event.pointerType === "touch" && !graph.classList.contains("an-graph--active")) {
        map.addEventListener("pointerup", (up) => choose(up, from), { once: true });
        return;
      }
      map.setPointerCapture(event.pointerId);
      const move = (next) => {
        const dx = next.clientX - from.x;
        const dy = next.clientY - from.y;
        from.moved = from.moved || Math.hypot(dx, dy) > CLICK;
        if (from.moved) show({ ...view, x: from.view.x - dx / scale(), y: from.view.y - dy / scale() });
      };
      const done = (up) => {
        map.removeEventListener("pointermove", move);
        if (!from.moved) choose(up, from);
      };
      map.addEventListener("pointermove", move);
      map.addEventListener("pointerup", done, { once: true });
      map.addEventListener("pointercancel", () => map.removeEventListener("pointermove", move), { once: true });
    }

    function choose(event, from) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > CLICK) return;
      graph.classList.add("an-graph--active");
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const node = under && under.closest(".an-node");
      pick(node === picked ? null : node);
    }

    function button(label, words, act) {
      const made = ui.button(label, "", act);
      if (words !== label) made.setAttribute("aria-label", words);
      return made;
    }

    const topicsOnly = button(ui.text("script.graph.topics"), ui.text("script.graph.topics"), () => {
      onlyTopics = !onlyTopics;
      topicsOnly.setAttribute("aria-pressed", String(onlyTopics));
      graph.classList.toggle("an-graph--topics", onlyTopics);
    });
    topicsOnly.setAttribute("aria-pressed", "false");
    const find = ui.element("input", { type: "search", autocomplete: "off", placeholder: ui.text("script.graph.find") });
    find.setAttribute("aria-label", ui.text("script.graph.find"));
    find.addEventListener("input", (event) => {
      if (event.isComposing) return;
      const node = named(find.value.trim().toLowerCase());
      if (node) visit(node);
      else pick(null);
    });
    tools.append(
      find,
      topicsOnly,
      button("+", ui.text("script.graph.in"), () => zoom(STEP)),
      button("−", ui.text("script.graph.out"), () => zoom(1 / STEP)),
      button(ui.text("script.graph.reset"), ui.text("script.graph.reset"), () => {
        pick(null);
        show(home);
      }),
    );
    tools.hidden = false;
    map.addEventListener("pointerdown", pressed);
    map.addEventListener("dblclick", (event) => {
      const node = event.target.closest(".an-node");
      if (node) location.assign(ui.href(node.dataset.url));
    });
    map.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !graph.classList.contains("an-graph--active")) return;
        event.preventDefault();
        zoom(event.deltaY < 0 ? 1.12 : 1 / 1.12, event.clientX, event.clientY);
      },
      { passive: false },
    );
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      pick(null);
      graph.classList.remove("an-graph--active");
    });
    graph.addEventListener("pointerleave", () => picked || graph.classList.remove("an-graph--active"));
    drawLines();
    new ResizeObserver(() => show(view)).observe(map);
    if (map.clientWidth < NARROW) zoom(home.width / home.height);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const graph of document.querySelectorAll("[data-an-graph]")) start(graph);
  });
})();
