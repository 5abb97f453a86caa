/* Marks the words that led here, on the page itself. Only text nodes are split, so links and code stay what they are. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const BLOCK =
    "p,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,pre,blockquote,figcaption,summary,div,section,article,header,footer,aside";
  /* Chips lay out their parts with a gap between them: a mark within one would cut its word in two (自 注意力). */
  const LEFT_ALONE =
    "script,style,noscript,textarea,select,button,svg,math,canvas,.headerlink,.mermaid,.an-highlight,.an-chips,.an-tag,.an-tag-link";

  /** Runs of text nodes that a reader sees as one text: those of one block. */
  function runs(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
      node.data && !node.parentElement.closest(LEFT_ALONE) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
    );
    const found = [];
    let block = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const around = node.parentElement.closest(BLOCK);
      if (around !== block || !found.length) found.push([]);
      found[found.length - 1].push(node);
      block = around;
    }
    return found;
  }

  function wrap(node, start, end, match) {
    const middle = node.splitText(start);
    middle.splitText(end - start);
    const mark = ui.element("mark", { class: "an-mark", "data-an-match": match });
    middle.replaceWith(mark);
    mark.append(middle);
  }

  /** Marks one run; a match may begin in one node and end in another. From the end, so that offsets stay right. */
  function markRun(nodes, words, firstMatch) {
    const ranges = ainotes.engine.occurrences(nodes.map((node) => node.data).join(""), words);
    let nodeEnd = nodes.reduce((length, node) => length + node.data.length, 0);
    for (const node of [...nodes].reverse()) {
      const nodeStart = nodeEnd - node.data.length;
      for (let index = ranges.length - 1; index >= 0; index -= 1) {
        const start = Math.max(ranges[index][0], nodeStart);
        const end = Math.min(ranges[index][1], nodeEnd);
        if (start < end) wrap(node, start - nodeStart, end - nodeStart, firstMatch + index);
      }
      nodeEnd = nodeStart;
    }
    return ranges.length;
  }

  /** Marks `words` in `root`. Returns the number of matches. */
  ui.highlight = function (root, words) {
    return runs(root).reduce((count, nodes) => count + markRun(nodes, words, count), 0);
  };

  /** Takes all marks away; the text nodes are whole again. */
  ui.clearHighlight = function (root) {
    for (const mark of root.querySelectorAll("mark.an-mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  };
})();
