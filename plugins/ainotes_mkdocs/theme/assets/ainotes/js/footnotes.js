/* A footnote beside its mark, for who points at it or comes to it by keys; the mark stays a link to the note below. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});
  const ID = "an-footnote-tip";

  function noteOf(mark) {
    const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (!note) return null;
    const copy = document.createElement("div");
    copy.append(...[...note.cloneNode(true).childNodes]);
    for (const node of copy.querySelectorAll(".footnote-backref, [id]")) {
      if (node.matches(".footnote-backref")) node.remove();
      else node.removeAttribute("id");
    }
    return copy;
  }

  function place(tip, mark) {
    const at = mark.getBoundingClientRect();
    const width = tip.offsetWidth;
    const left = Math.min(Math.max(8, at.left + at.width / 2 - width / 2), document.documentElement.clientWidth - width - 8);
    const above = at.top > tip.offsetHeight + 12;
    tip.style.left = `${left + window.scrollX}px`;
    tip.style.top = `${(above ? at.top - tip.offsetHeight - 8 : at.bottom + 8) + window.scrollY}px`;
  }

  function start(mark) {
    let tip = null;
    const hide = () => {
      if (!tip) return;
      tip.remove();
      tip = null;
      mark.removeAttribute("aria-describedby");
    };
    const show = () => {
      const note = tip ? null : noteOf(mark);
      if (!note) return;
      note.id = ID;
      note.className = "an-footnote-tip md-typeset";
      note.setAttribute("role", "tooltip");
      document.body.append(note);
      tip = note;
      mark.setAttribute("aria-describedby", ID);
      place(tip, mark);
    };
    mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show());
    mark.addEventListener("pointerleave", hide);
    mark.addEventListener("focus", () => mark.matches(":focus-visible") && show());
    mark.addEventListener("blur", hide);
    mark.addEventListener("keydown", (event) => event.key === "Escape" && hide());
    mark.addEventListener("click", hide);
  }

  ui.startFootnotes = function () {
    for (const mark of document.querySelectorAll("a.footnote-ref")) start(mark);
  };

  document.addEventListener("DOMContentLoaded", ui.startFootnotes);
})();
