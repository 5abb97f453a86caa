/* The query language, explained by example, and the keys. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  /* What one types, and the word that explains it. */
  const SYNTAX = [
    [ui.text("search.example.words"), "words"],
    [ui.text("search.example.phrase"), "phrase"],
    [ui.text("search.example.exclude"), "exclude"],
    [ui.text("search.example.or"), "or"],
    ["zhuyili · zyl", "pinyin"],
    [ui.text("search.example.tag"), "tag"],
    ["topic:agent", "topic"],
    ["kind:video", "kind"],
    ["author:karpathy", "author"],
    ["before:2024-06", "before"],
    ["after:2024", "after"],
    ["-kind:bookmark", "not"],
  ];
  const KEYS = [
    [["/", "Ctrl K"], "open"],
    [["↑", "↓"], "move"],
    [["Enter"], "enter"],
    [["Ctrl Enter"], "tab"],
    [["Esc"], "escape"],
  ];

  function row(term, key) {
    return [ui.element("dt", null, ...term), ui.element("dd", null, ui.text(key))];
  }

  ui.renderHelp = function () {
    const syntax = SYNTAX.flatMap(([example, key]) => row([ui.element("code", null, example)], "search.help." + key));
    const keys = KEYS.flatMap(([names, key]) =>
      row(names.map((name) => ui.element("kbd", null, name)), "search.help.key." + key),
    );
    return [
      ui.element("h2", { class: "an-search__heading" }, ui.text("search.help")),
      ui.element("dl", { class: "an-search__syntax" }, ...syntax),
      ui.element("p", { class: "an-search__note" }, ui.text("search.help.literal")),
      ui.element("h2", { class: "an-search__heading" }, ui.text("search.help.keys")),
      ui.element("dl", { class: "an-search__syntax" }, ...keys),
    ];
  };
})();
