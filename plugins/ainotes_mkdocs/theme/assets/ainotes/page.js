/* Small things on every page: the term of the day, the print button, the drawer for those who use keys. */
(function () {
  "use strict";
  const DAY = 86_400_000;

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

  /** Material's menu button is a label, which keys cannot reach. */
  function startMenu(menu) {
    const drawer = document.getElementById(menu.htmlFor);
    const tell = () => menu.setAttribute("aria-expanded", String(drawer.checked));
    menu.setAttribute("role", "button");
    menu.setAttribute("tabindex", "0");
    menu.setAttribute("aria-label", menu.title);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
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

  document.addEventListener("DOMContentLoaded", () => {
    for (const daily of document.querySelectorAll("[data-an-daily]")) startDaily(daily);
    for (const menu of document.querySelectorAll(".an-menu")) startMenu(menu);
    for (const button of document.querySelectorAll("[data-an-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  });
})();
