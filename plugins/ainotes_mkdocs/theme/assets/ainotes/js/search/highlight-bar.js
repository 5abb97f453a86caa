/* On the page one lands on: marks the words, goes to the first one of the section, and offers to take the marks away. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  function firstOf(root, match) {
    return root.querySelector('mark[data-an-match="' + match + '"]');
  }

  /** The first match behind the heading that the address names; the very first where it names none. */
  function firstMatch(root) {
    const anchor = root.querySelector(":target");
    const marks = [...root.querySelectorAll("mark.an-mark")];
    const follows = (mark) =>
      anchor.contains(mark) || anchor.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING;
    const first = (anchor && marks.find(follows)) || marks[0];
    return Number(first.dataset.anMatch);
  }

  function inView(node) {
    const box = node.getBoundingClientRect();
    return box.height > 0 && box.top > 80 && box.bottom < window.innerHeight - 80;
  }

  function go(root, match) {
    for (const mark of root.querySelectorAll("mark.an-mark")) {
      mark.classList.toggle("an-mark--current", Number(mark.dataset.anMatch) === match);
    }
    const mark = firstOf(root, match);
    for (let details = mark.closest("details:not([open])"); details; details = mark.closest("details:not([open])")) {
      details.open = true;
    }
    if (!inView(mark)) mark.scrollIntoView({ block: "center" });
  }

  function forget() {
    const address = new URL(location.href);
    address.searchParams.delete("h");
    history.replaceState(history.state, "", address);
  }

  function bar(root, words, count) {
    let current = null;
    const next = () => {
      current = current === null ? firstMatch(root) : (current + 1) % count;
      go(root, current);
    };
    const clear = () => {
      ui.clearHighlight(root);
      node.remove();
      forget();
    };
    const there = words.filter((word) => ainotes.engine.occurrences(root.textContent, [word]).length > 0);
    const label = ui.text("search.highlight.count", { count, words: there.join(ui.text("search.separator")) });
    const node = ui.element(
      "div",
      { class: "an-highlight", role: "region", "aria-label": label },
      ui.element("span", { class: "an-highlight__label" }, label),
      count > 1 && ui.button(ui.text("search.highlight.next"), "an-search-button", next),
      ui.button(ui.text("search.highlight.clear"), "an-search-button", clear),
    );
    return { node, next };
  }

  /* Somebody who reloads or comes back finds the page where it was left. */
  function arrived() {
    const [navigation] = performance.getEntriesByType("navigation");
    return !navigation || navigation.type === "navigate";
  }

  /** Marks what the address asks for, if anything. */
  ui.startHighlight = function () {
    const words = ui.landedWords();
    const root = document.querySelector("article") || document.querySelector("main");
    if (!words.length || !root) return;
    ui.withEngine().then(() => mark(root, words)).catch(() => {});
  };

  function mark(root, words) {
    const count = ui.highlight(root, words);
    if (!count) return;
    const { node, next } = bar(root, words, count);
    document.body.append(node);
    if (!arrived()) return;
    /* Only then has the browser gone to the heading that the address names. */
    if (document.readyState === "complete") next();
    else window.addEventListener("load", () => requestAnimationFrame(next), { once: true });
  }
})();
