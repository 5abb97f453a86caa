/* Panels that take the place of the results for a while: help, and keeping the site offline. One at a time. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  function makePanel(id, panel, show) {
    const node = ui.element("div", { class: "an-search__panel", id: id + "-" + panel.name, hidden: true });
    const label = ui.element("span", null, ui.text(panel.label));
    const button = ui.button(label, "an-search-button", show, ui.icon(panel.icon));
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", node.id);
    return { ...panel, node, button };
  }

  /**
   * `panels`: {name, label (a key), icon, render(node)}; each is drawn when it is opened. `behind` are the nodes that an
   * open panel hides. Returns the buttons that open and close them, the panels' nodes, and `hide()`.
   */
  ui.createPanels = function (id, panels, behind) {
    const flip = (panel) => show(panel.node.hidden ? panel : null);
    const made = panels.map((panel, index) => makePanel(id, panel, () => flip(made[index])));

    function show(wanted) {
      for (const panel of made) {
        panel.node.hidden = panel !== wanted;
        panel.button.setAttribute("aria-expanded", String(panel === wanted));
      }
      for (const node of behind) node.hidden = wanted !== null;
      if (wanted) wanted.render(wanted.node);
    }

    return {
      buttons: made.map((panel) => panel.button),
      nodes: made.map((panel) => panel.node),
      hide: () => show(null),
    };
  };

  /** The panels that every search box has; keeping the site offline makes sense on a web server only. */
  ui.searchPanels = function () {
    const showHelp = (node) => node.replaceChildren(...ui.renderHelp());
    const help = { name: "help", label: "search.help", icon: "help", render: showHelp };
    const offline = { name: "offline", label: "search.offline.open", icon: "offline", render: ui.renderOffline };
    return ui.canKeep && ui.canKeep() ? [help, offline] : [help];
  };
})();
