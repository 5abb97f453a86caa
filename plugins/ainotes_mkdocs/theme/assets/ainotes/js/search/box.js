/* The search box: an input, what the engine answers, and everything between. The dialog and the page show one each. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const QUIET_MS = 700;

  function onTouchScreen() {
    return matchMedia("(hover: none) and (pointer: coarse)").matches;
  }

  function makeInput(id, asOptions) {
    const combobox = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": id + "-list",
      "aria-expanded": "false",
    };
    return ui.element("input", {
      id: id + "-input",
      class: "an-search__input",
      type: "text",
      inputmode: "search",
      enterkeyhint: "search",
      autocomplete: "off",
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
      maxlength: 10000,
      "aria-label": ui.text("search.title"),
      placeholder: ui.text("search.placeholder"),
      ...(asOptions ? combobox : {}),
    });
  }

  function makeList(id, asOptions) {
    const props = { id: id + "-list", class: "an-search__list", "aria-label": ui.text("search.hits") };
    return asOptions ? ui.element("div", { ...props, role: "listbox" }) : ui.element("ol", props);
  }

  function makeParts(id, asOptions) {
    const part = (name, props) => ui.element("div", { class: "an-search__" + name, ...props });
    return {
      input: makeInput(id, asOptions),
      list: makeList(id, asOptions),
      facets: part("facets", { role: "group", "aria-label": ui.text("search.filters") }),
      remarks: part("remarks"),
      blank: part("blank"),
      more: part("more"),
      total: ui.element("span", { class: "an-search__total" }),
      announcer: ui.element("div", { class: "an-visually-hidden", role: "status", "aria-live": "polite" }),
    };
  }

  function totalText(state) {
    const { total } = state.answer;
    if (!total) return "";
    return ui.text("search.total", { total });
  }

  /**
   * A box. `options`: `id` (prefix of ids), `asOptions` (a listbox chosen from the input, or a list of links),
   * `pageSize`, `onQuery(query)` (called when an answer or nothing is shown), `onFilter(query)` (before a filter is set),
   * `onLeave()` (before a result is opened).
   * Returns its parts, for the one who lays them out, and what can be done with it.
   */
  ui.createBox = function (options) {
    const parts = makeParts(options.id, options.asOptions);
    const { input } = parts;
    const choice = options.asOptions ? ui.createChoice(input, parts.list) : null;
    let quiet = 0;

    /* Said when typing rests, so that a screen reader is not interrupted at every key. */
    function announce(text) {
      clearTimeout(quiet);
      quiet = setTimeout(() => (parts.announcer.textContent = text), QUIET_MS);
    }

    function filter(query) {
      input.value = query;
      session.submit(query);
    }

    /* On a touch screen the focus would bring up the keyboard over the results. */
    function change(query) {
      filter(query);
      if (!onTouchScreen()) input.focus();
    }

    const drawFacets = ui.createFacets(parts.facets, (query) => {
      if (options.onFilter) options.onFilter(query);
      filter(query);
    });

    function setBusy(busy) {
      parts.list.setAttribute("aria-busy", String(busy));
    }

    function showList(state) {
      const { answer, added } = state;
      const cards = added ? [] : answer.cards.map((card) => ui.renderCard(card, options.asOptions));
      const hits = answer.hits.map((hit) => ui.renderHit(hit, answer.query, options.asOptions));
      if (added) parts.list.append(...hits);
      else parts.list.replaceChildren(...cards, ...hits);
      if (choice) choice.renew(added > 0);
    }

    function showMore(state) {
      const left = state.answer.total - state.hits.length;
      if (left <= 0) {
        parts.more.replaceChildren();
        return;
      }
      const label = ui.text("search.more", { count: Math.min(left, options.pageSize) });
      parts.more.replaceChildren(ui.button(label, "an-search__more-button", more));
    }

    async function more() {
      const from = session.state.hits.length;
      await session.more();
      if (choice) input.focus();
      else focusLink(from + (session.state.answer.cards || []).length);
    }

    function showAnswer(state) {
      setBusy(false);
      parts.remarks.replaceChildren(...ui.renderRemarks(state, { change, synonyms: (use) => session.setSynonyms(use) }));
      if (state.answer.facets) drawFacets(state.answer.facets, state.answer.query);
      showList(state);
      showMore(state);
      const nothing = !state.answer.total && !state.answer.cards.length;
      /* Where parts of the index are missing, a remark says so, and nobody knows whether there is nothing. */
      const empty = nothing && !state.answer.incomplete;
      parts.blank.replaceChildren(...(empty ? ui.renderEmpty(state, change) : []));
      parts.total.textContent = totalText(state);
      announce(empty ? ui.text("search.empty", { query: state.query }) : totalText(state) || parts.remarks.textContent);
      options.onQuery(state.query);
    }

    function clearResults() {
      setBusy(false);
      for (const part of [parts.remarks, parts.facets, parts.list, parts.more]) part.replaceChildren();
      parts.total.textContent = "";
      if (choice) choice.renew(false);
    }

    function showStart() {
      clearResults();
      parts.blank.replaceChildren(...ui.renderStart(change, showStart));
      announce("");
      options.onQuery("");
    }

    function showFailure(error) {
      clearResults();
      const isOffline = location.protocol !== "file:" && navigator.onLine === false;
      const said = isOffline ? ui.text("search.failed.offline") : ui.text("search.failed", { reason: error.message });
      parts.blank.replaceChildren(ui.element("p", { class: "an-search__failed" }, said));
      announce(said);
    }

    const session = ui.createSession((query, wanted) => ui.withEngine().then(() => ainotes.search(query, wanted)), options.pageSize, {
      busy: () => setBusy(true),
      answer: showAnswer,
      failure: showFailure,
      blank: showStart,
    });

    const composition = ui.watchComposition(input, {
      onStart: () => session.hold(),
      onEnd: () => session.type(input.value),
    });
    input.addEventListener("input", (event) => {
      if (!composition.active() && !event.isComposing) session.type(input.value);
    });

    /* Enter may come before the answer to the last key has; it means the first hit of that answer. */
    async function open(inNewTab) {
      const state = await session.settled();
      if (!state) return;
      ui.recent.add(state.query);
      const target = choice ? choice.option : parts.list.querySelector("a");
      if (!target) return;
      if (inNewTab) {
        window.open(target.href, "_blank", "noopener");
        return;
      }
      options.onLeave();
      location.assign(target.href);
    }

    /* The search key of a keyboard on the screen puts the keyboard away; a result is opened with the finger. */
    function submit(inNewTab) {
      if (!onTouchScreen()) return open(inNewTab);
      input.blur();
      return session.settled();
    }

    function focusLink(index) {
      const links = [...parts.list.querySelectorAll("a")];
      (index < 0 ? input : links[Math.min(index, links.length - 1)] || input).focus();
    }

    function move(step) {
      if (choice) choice.move(step);
      else focusLink([...parts.list.querySelectorAll("a")].indexOf(document.activeElement) + step);
    }

    function onKey(event) {
      if (composition.owns(event)) return;
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        move(steps[event.key]);
      } else if (event.key === "Enter" && event.target === input) {
        event.preventDefault();
        submit(event.ctrlKey || event.metaKey);
      }
    }
    input.addEventListener("keydown", onKey);
    if (!choice) parts.list.addEventListener("keydown", onKey);

    parts.list.addEventListener("click", (event) => {
      if (!event.target.closest("a") || !session.state) return;
      ui.recent.add(session.state.query);
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) options.onLeave();
    });

    return {
      parts,
      change,
      clear() {
        filter("");
        input.focus();
      },
      composing: () => composition.active(),
      showStart,
      get query() {
        return input.value;
      },
    };
  };

  /** Lets the engine load what every search needs, as soon as somebody is about to type. */
  ui.preload = function () {
    /* When the index cannot be read, the first search says so. */
    ui.withEngine().then(() => ainotes.preload()).catch(() => {});
  };
})();
