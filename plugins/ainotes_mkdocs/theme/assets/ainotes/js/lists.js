/* Narrowing long lists where they stand: the glossary by what one types, a topic's entries by kind. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  /** `text` as the glossary's keys are written: lower case, full-width forms narrow. */
  function folded(text) {
    return text.normalize("NFKC").toLowerCase().trim();
  }

  function startGlossary(glossary) {
    const form = glossary.querySelector("form");
    const input = form.querySelector("input");
    const status = form.querySelector("[role=status]");
    const lines = [...glossary.querySelectorAll("[data-keys]")];

    function narrow() {
      const wanted = folded(input.value);
      let found = 0;
      for (const line of lines) {
        const fits = line.dataset.keys.includes(wanted);
        line.hidden = !fits;
        if (fits) found += 1;
      }
      const key = found ? "script.glossary.found" : "script.glossary.none";
      status.textContent = wanted ? ui.text(key, { count: found }) : "";
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("input", (event) => event.isComposing || narrow());
    input.addEventListener("compositionend", narrow);
    form.hidden = false;
    if (input.value) narrow();
  }

  /** Marks the letter that one is reading in the row of letters. */
  function startLetters(letters) {
    const links = new Map([...letters.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
    const sections = [...document.querySelectorAll(".an-letter")];
    let current = null;
    let waiting = false;

    function mark() {
      waiting = false;
      const line = letters.getBoundingClientRect().bottom + 8;
      const above = sections.filter((section) => section.offsetHeight && section.getBoundingClientRect().top <= line);
      const section = above.at(-1);
      const link = section && links.get(section.getAttribute("aria-labelledby"));
      if (link === current) return;
      if (current) current.removeAttribute("aria-current");
      if (link) link.setAttribute("aria-current", "true");
      current = link;
    }

    document.addEventListener(
      "scroll",
      () => {
        if (!waiting) requestAnimationFrame(mark);
        waiting = true;
      },
      { passive: true },
    );
    mark();
  }

  function startFilter(section) {
    const group = section.querySelector(".an-filter");
    if (!group) return;
    const status = section.querySelector("[role=status]");
    const cards = [...section.querySelectorAll(".an-card")];
    const buttons = [...group.querySelectorAll("button")];
    group.addEventListener("click", (event) => {
      const chosen = event.target.closest("button");
      if (!chosen) return;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
      const kind = chosen.dataset.kind;
      for (const card of cards) card.hidden = kind !== "" && card.dataset.kind !== kind;
      const count = cards.filter((card) => !card.hidden).length;
      status.textContent = ui.text("script.filter.shown", { count });
    });
  }

  /** The timeline by topic and by person; what becomes empty is hidden by the style sheet. */
  function startNarrowing(group) {
    const lines = [...document.querySelectorAll("[data-in]")];
    const narrow = () => {
      const wanted = [...group.querySelectorAll("select")].map((select) => select.value).filter(Boolean);
      for (const line of lines) {
        const within = line.dataset.in.split(" ");
        line.hidden = !wanted.every((url) => within.includes(url));
      }
      const count = lines.filter((line) => !line.hidden).length;
      group.closest(".md-content").classList.toggle("an-narrowed", wanted.length > 0);
      group.querySelector("[role=status]").textContent = wanted.length ? ui.text("script.filter.shown", { count }) : "";
    };
    group.addEventListener("change", narrow);
    narrow(); /* a browser that comes back has kept what was chosen */
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-an-narrow]")) startNarrowing(group);
    for (const glossary of document.querySelectorAll("[data-an-glossary]")) startGlossary(glossary);
    for (const letters of document.querySelectorAll(".an-letters")) startLetters(letters);
    for (const section of document.querySelectorAll("[data-an-filter]")) startFilter(section);
  });
})();
