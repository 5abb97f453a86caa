/* Choosing a result without leaving the box: the focus stays in the input, `aria-activedescendant` names the choice. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  /** The choice among the options of `list`, for the combobox `input`. */
  ui.createChoice = function (input, list) {
    let options = [];
    let chosen = -1;

    function choose(index, scroll) {
      if (options[chosen]) options[chosen].setAttribute("aria-selected", "false");
      chosen = index;
      const option = options[chosen];
      if (!option) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      if (scroll) option.scrollIntoView({ block: "nearest" });
    }

    list.addEventListener("pointermove", (event) => {
      const index = options.indexOf(event.target.closest("[role=option]"));
      if (index >= 0 && index !== chosen) choose(index, false);
    });

    return {
      /** The options are new: the first is chosen, or the one that was, when more of the same came. */
      renew(keep) {
        options = [...list.querySelectorAll("[role=option]")];
        options.forEach((option, index) => {
          option.id = list.id + "-" + index;
        });
        input.setAttribute("aria-expanded", String(options.length > 0));
        choose(keep && chosen >= 0 ? chosen : options.length ? 0 : -1, false);
      },
      move(step) {
        if (options.length) choose((chosen + step + options.length) % options.length, true);
      },
      get option() {
        return options[chosen] || null;
      },
    };
  };
})();
