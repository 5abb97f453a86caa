/* The panel that asks whether to keep the whole site: how much it is, how far it is, and how to undo it. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const MEGABYTE = 1e6;

  function size(bytes) {
    return bytes < MEGABYTE ? Math.ceil(bytes / 1000) + " KB" : (bytes / MEGABYTE).toFixed(1) + " MB";
  }

  function reason(error) {
    return /quota/i.test(error.message) ? ui.text("search.offline.full") : error.message;
  }

  /** Draws the panel into `place`. */
  ui.renderOffline = async function (place) {
    const said = ui.element("p", { class: "an-offline__state", role: "status" }, ui.text("search.offline.asking"));
    const action = ui.element("div", { class: "an-offline__action" });
    place.replaceChildren(
      ui.element("h2", { class: "an-search__heading" }, ui.text("search.offline.open")),
      ui.element("p", { class: "an-search__note" }, ui.text("search.offline.why")),
      said,
      action,
    );

    function offer(label, act) {
      action.replaceChildren(ui.button(label, "an-search-button an-search-button--main", act));
    }

    function showFailure(error) {
      said.textContent = ui.text("search.offline.failed", { reason: reason(error) });
    }

    function showKept() {
      said.textContent = ui.text("search.offline.kept");
      offer(ui.text("search.offline.drop"), async () => {
        await ui.offline.drop();
        await showMeasure();
        said.textContent = ui.text("search.offline.dropped");
      });
    }

    async function keep() {
      const label = ui.text("search.offline.open");
      const bar = ui.element("progress", { class: "an-offline__bar", max: 1, value: 0, "aria-label": label });
      const before = [...action.childNodes];
      action.replaceChildren(bar);
      try {
        await ui.offline.keep(({ done, total }) => {
          bar.max = total;
          bar.value = done;
          said.textContent = ui.text("search.offline.keeping", { done, total });
        });
        showKept();
      } catch (error) {
        showFailure(error);
        action.replaceChildren(...before);
      }
    }

    async function showMeasure() {
      const { files, bytes } = await ui.offline.measure();
      said.textContent = "";
      offer(ui.text("search.offline.keep", { files, size: size(bytes) }), keep);
    }

    try {
      if (await ui.offline.kept()) showKept();
      else await showMeasure();
    } catch (error) {
      showFailure(error);
    }
  };
})();
