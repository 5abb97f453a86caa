/* Cards with the start of what a link leads to, on hover and on focus by key; a tap just opens the link. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const OPEN_MS = 300;
  const CLOSE_MS = 180; /* long enough to move the pointer into the card */
  const GAP = 8;
  /* Places that say themselves what a preview would say. */
  const PLAIN = ".md-nav, .an-nav, .an-card__title, .an-index dt, .an-full > h2, .an-topic-card__name, .an-daily, .an-search";

  let card = null;
  let current = null;
  let timer = 0;

  function build() {
    card = ui.element("div", { class: "an-preview", role: "tooltip", id: "an-preview", hidden: true });
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", () => later(close, CLOSE_MS));
    document.body.append(card);
  }

  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  function place(link) {
    const boxes = link.getClientRects();
    const at = boxes[0];
    const end = boxes[boxes.length - 1];
    if (!at) return;
    const { offsetWidth: width, offsetHeight: height } = card;
    const below = end.bottom + GAP + height <= innerHeight || at.top - GAP - height < 0;
    card.style.left = `${Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - width - GAP))}px`;
    card.style.top = `${below ? end.bottom + GAP : at.top - GAP - height}px`;
  }

  async function open(link, url) {
    const preview = await ui.preview(url);
    if (current !== link || !preview) return;
    const [title, facts, text] = preview;
    card.replaceChildren(
      ui.element("p", { class: "an-preview__title" }, title),
      facts ? ui.element("p", { class: "an-preview__facts" }, facts) : "",
      text ? ui.element("p", { class: "an-preview__text" }, text) : "",
    );
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link);
  }

  function close() {
    clearTimeout(timer);
    if (current) current.removeAttribute("aria-describedby");
    current = null;
    if (card) card.hidden = true;
  }

  function begin(link, wait) {
    const url = ui.previewed(link);
    if (!url || link.closest(PLAIN)) return;
    if (link === current) {
      clearTimeout(timer);
      return;
    }
    close();
    if (!card) build();
    current = link;
    link.removeAttribute("title"); /* the card says the same, and one of them is enough */
    later(() => open(link, url), wait);
  }

  function leave(link) {
    if (link === current) later(close, CLOSE_MS);
  }

  function linkOf(event) {
    return event.target instanceof Element ? event.target.closest("a[href]") : null;
  }

  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" && linkOf(event);
    if (link) begin(link, OPEN_MS);
  });
  document.addEventListener("pointerout", (event) => {
    const link = event.pointerType === "mouse" && linkOf(event);
    if (link && !link.contains(event.relatedTarget)) leave(link);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link && link.matches(":focus-visible")) begin(link, OPEN_MS);
  });
  document.addEventListener("focusout", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current) close();
  });
  addEventListener("scroll", () => current && !card.hidden && place(current), { passive: true });
})();
