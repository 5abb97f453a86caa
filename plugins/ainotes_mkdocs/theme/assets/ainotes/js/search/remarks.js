/* What the engine has to say about an answer: other spellings, synonyms, what it did not understand or could not read. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  function line(...children) {
    return ui.element("p", { class: "an-remark" }, ...children);
  }

  function suggestion(lead, text, change) {
    const accept = ui.button(text, "an-remark__suggestion", () => change(text));
    return line(ui.text(lead), accept);
  }

  function synonyms(names, setSynonyms) {
    const said = ui.text("search.synonyms.used", { names: names.join(ui.text("search.separator")) });
    const off = ui.button(ui.text("search.synonyms.off"), "an-search-button", () => setSynonyms(false));
    return line(said, off);
  }

  function literal(setSynonyms) {
    const on = ui.button(ui.text("search.synonyms.on"), "an-search-button", () => setSynonyms(true));
    return line(ui.text("search.synonyms.are_off"), on);
  }

  /** The remark lines of a state {answer, synonyms}. `on.change(query)` asks again, `on.synonyms(use)` switches them. */
  ui.renderRemarks = function ({ answer, synonyms: used }, on) {
    return [
      answer.didYouMean && suggestion("search.suggest", answer.didYouMean, on.change),
      answer.dated && suggestion("search.dated", answer.dated, on.change),
      answer.usedSynonyms.length > 0 && synonyms(answer.usedSynonyms, on.synonyms),
      !used && literal(on.synonyms),
      ...answer.remarks.map((remark) => line(remark)),
    ].filter(Boolean);
  };
})();
