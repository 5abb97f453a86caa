/* Code whose lines are longer than the page: a switch breaks them, for all code and the next pages too. */
(function () {
  "use strict";
  const KEY = "ainotes.wrap";

  function remembered() {
    try {
      return localStorage.getItem(KEY) === "1";
    } catch {
      return false; /* no storage, as in a private window */
    }
  }

  function remember(on) {
    try {
      localStorage.setItem(KEY, on ? "1" : "0");
    } catch {
      /* it lasts for this page */
    }
  }

  function apply(on) {
    document.documentElement.classList.toggle("an-wrap-code", on);
    for (const button of document.querySelectorAll(".an-code-wrap")) button.setAttribute("aria-pressed", String(on));
  }

  document.addEventListener("DOMContentLoaded", () => {
    const { ui } = window.ainotes;
    const blocks = [...document.querySelectorAll(".highlight")].filter((block) => {
      const code = block.querySelector("pre > code");
      return code && code.scrollWidth > code.clientWidth;
    });
    for (const block of blocks) {
      const button = ui.button(ui.text("script.code.wrap"), "an-code-wrap", () => {
        const on = !document.documentElement.classList.contains("an-wrap-code");
        apply(on);
        remember(on);
      });
      block.append(button);
    }
    if (blocks.length) apply(remembered());
  });
})();
