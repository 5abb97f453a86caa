/* Small things on every page: the term of the day, the print button, the drawer for those who use keys. */
(function () {
  "use strict";
  const DAY = 86_400_000;
  const SYSTEM = "(prefers-color-scheme)"; /* what Material calls the palette that follows the system */

  /** Days since 1970 on the reader's own calendar, so that the term changes at their midnight. */
  function today() {
    const now = new Date();
    return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY);
  }

  function startDaily(daily) {
    const terms = daily.querySelectorAll("li");
    if (!terms.length) return;
    terms[today() % terms.length].classList.add("an-daily--chosen");
    daily.dataset.day = String(today());
  }

  /** Material's menu button is a label, which keys cannot reach; with scripts it can be a button. */
  function startMenu(label) {
    const drawer = document.getElementById(label.htmlFor);
    const menu = document.createElement("button");
    menu.type = "button";
    menu.className = label.className;
    menu.title = label.title;
    menu.setAttribute("aria-label", label.title);
    menu.append(...label.childNodes);
    label.replaceWith(menu);

    const tell = () => menu.setAttribute("aria-expanded", String(drawer.checked));
    menu.addEventListener("click", () => {
      drawer.click();
      if (drawer.checked) document.querySelector(".md-nav--primary .md-nav__list a")?.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      menu.focus();
    });
    drawer.addEventListener("change", tell);
    tell();
  }

  /** What is wider than its place scrolls, so keys must be able to get there. On paper nothing scrolls: a formula is as small as
      its width asks for, which the style sheet is told. */
  function startScrolling() {
    for (const wide of document.querySelectorAll(".an-math, .highlight pre, .an-mermaid")) {
      if (wide.scrollWidth <= wide.clientWidth) continue;
      wide.tabIndex = 0;
      const formula = wide.querySelector("math");
      if (formula) formula.style.setProperty("--an-ems", wide.scrollWidth / parseFloat(getComputedStyle(formula).fontSize));
    }
  }

  /** Material wraps each copy button into a landmark; a page full of code would have dozens of the same name. */
  function startCopyButtons() {
    const article = document.querySelector("article");
    if (!article) return;
    const quieten = () => {
      for (const nav of article.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "presentation");
    };
    new MutationObserver(quieten).observe(article, { childList: true, subtree: true });
    quieten();
  }

  /** The palette begins with what the system has; the next choice must look different, or the first click does nothing. */
  function startPalette(form) {
    const inputs = [...form.querySelectorAll("input[data-md-color-scheme]")];
    const system = inputs.find((input) => input.dataset.mdColorMedia === SYSTEM);
    if (!system || inputs.length < 3) return;
    form.addEventListener(
      "change",
      (event) => {
        const chosen = event.target;
        const now = document.body.dataset; /* as it was: Material hears of the change after us */
        const media = now.mdColorMedia || SYSTEM;
        if (media !== SYSTEM || chosen === system || chosen.dataset.mdColorScheme !== now.mdColorScheme) return;
        requestAnimationFrame(() => inputs.find((input) => input !== system && input !== chosen).click());
      },
      { capture: true },
    );
  }

  /** A long source is in parts; what was linked to in it has a page of its own. */
  function findInParts() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (!wanted || document.getElementById(wanted) || !document.querySelector(".an-page-source .an-parts")) return;
    const page = wanted.startsWith("_term-") ? `terms/${wanted.slice(6)}` : `entries/${wanted}`;
    if (/^[\w/-]+$/.test(page)) location.replace(window.ainotes.ui.href(`${page}.html`));
  }

  /** The words of an address that leads nowhere: the last part of its path, without what it ends in. */
  function wordsOf(address) {
    const last = address.pathname.split("/").filter(Boolean).at(-1) || "";
    try {
      return decodeURIComponent(last).replace(/\.\w+$/, "").replace(/[-_+\s]+/g, " ").trim();
    } catch {
      return ""; /* a path that is no UTF-8 */
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const missing = document.querySelector("[data-an-missing] input");
    if (missing && !missing.value && !/\/404(\.html)?$/.test(location.pathname)) missing.value = wordsOf(location);
    for (const form of document.querySelectorAll("[data-md-component=palette]")) startPalette(form);
    for (const daily of document.querySelectorAll("[data-an-daily]")) startDaily(daily);
    for (const menu of document.querySelectorAll(".an-menu")) startMenu(menu);
    findInParts();
    const { ui } = window.ainotes;
    if (document.querySelector("[data-an-graph]") && !ui.createGraphView) ui.load("assets/ainotes/graph.js").catch(() => {});
    startScrolling();
    startCopyButtons();
    for (const button of document.querySelectorAll("[data-an-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  });
})();
