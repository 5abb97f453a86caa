/* Keys: those that open the search anywhere, and the one that only confirms a candidate of an input method. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const COMPOSING_KEY = 229;
  const CONFIRM_MS = 100;
  const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

  function typing(node) {
    return node instanceof Element && node.closest(FIELDS);
  }

  function plain(event) {
    return !event.ctrlKey && !event.metaKey && !event.altKey;
  }

  /* With a Chinese layout the slash key gives another sign. */
  function opens(event) {
    const slash = plain(event) && ["/", "／", "、"].includes(event.key);
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    return slash || (command && event.key.toLowerCase() === "k");
  }

  /** Calls `open` on `/`, Ctrl-K and Cmd-K, unless somebody is typing into a field. */
  ui.onOpenKey = function (open) {
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.isComposing || typing(event.target) || !opens(event)) return;
      event.preventDefault();
      open();
    });
  };

  /**
   * Follows the input method of `input`. `active()` is true while text is half-composed. `owns(event)` is true for a key
   * that belongs to the input method: Chromium and Firefox say so on the event; Safari sends the Enter that confirms
   * a candidate after the composition has ended, marked only by its key code or by coming at once.
   */
  ui.watchComposition = function (input, { onStart, onEnd }) {
    let composing = false;
    let endedAt = -Infinity;
    let keyStillDown = false;
    input.addEventListener("compositionstart", () => {
      composing = true;
      onStart();
    });
    input.addEventListener("compositionend", (event) => {
      composing = false;
      endedAt = event.timeStamp;
      keyStillDown = true;
      onEnd();
    });
    input.addEventListener("keyup", () => {
      keyStillDown = false;
    });
    return {
      active: () => composing,
      owns(event) {
        const confirms = event.key === "Enter" && keyStillDown && event.timeStamp - endedAt < CONFIRM_MS;
        return composing || event.isComposing || event.keyCode === COMPOSING_KEY || confirms;
      },
    };
  };
})();
