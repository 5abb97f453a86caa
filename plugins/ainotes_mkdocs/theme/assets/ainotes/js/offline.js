/* Keeping the whole site on this device, when its reader asks. The work is done by the service worker, `sw.js`. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const KEEPER = "sw.js?keep=1";
  const IDLE = "sw.js";

  /** True where a service worker may run: on a web server that the browser trusts, never from disk. */
  ui.canKeep = function () {
    return ui.onServer && window.isSecureContext && "serviceWorker" in navigator;
  };

  function keeps(registration) {
    const worker = registration && (registration.active || registration.waiting || registration.installing);
    return Boolean(worker) && new URL(worker.scriptURL).searchParams.has("keep");
  }

  function registration() {
    return navigator.serviceWorker.getRegistration(ui.href(""));
  }

  async function active(script) {
    const registered = await navigator.serviceWorker.register(ui.href(script));
    const worker = registered.installing || registered.waiting;
    if (worker) {
      await new Promise((resolve, reject) => {
        worker.addEventListener("statechange", () => {
          if (worker.state === "activated") resolve();
          if (worker.state === "redundant") reject(new Error("service worker"));
        });
      });
    }
    return registered.active;
  }

  /** Sends `message` to a worker; `progress(report)` hears what it reports. Resolves with the last report. */
  function tell(worker, message, progress) {
    return new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.error) reject(new Error(data.error));
        else if (data.finished) resolve(data);
        else progress(data);
      };
      worker.postMessage(message, [port2]);
    });
  }

  ui.offline = {
    /** True when the whole site is on this device. */
    async kept() {
      const registered = await registration();
      if (!keeps(registered) || !registered.active) return false;
      return (await tell(registered.active, { wish: "state" }, () => {})).whole;
    },
    /** The number of files of the site and their size in bytes. */
    async measure() {
      const answer = await fetch(ui.href("offline.json"), { cache: "no-cache" });
      if (!answer.ok) throw new Error("offline.json: HTTP " + answer.status);
      const { files } = await answer.json();
      const sizes = Object.values(files).map(([, size]) => size);
      return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    },
    /** Keeps every file; what is kept already is not fetched again. */
    async keep(progress) {
      /* A browser that asks its user about it is not waited for. */
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(warn);
      return tell(await active(KEEPER), { wish: "keep" }, progress);
    },
    async drop() {
      const registered = await registration();
      if (registered && registered.active) await tell(registered.active, { wish: "drop" }, () => {});
      await active(IDLE);
    },
  };

  /* A kept site follows each new deploy: the browser finds the new worker, which fetches what has changed. */
  async function follow() {
    const registered = await registration();
    if (!keeps(registered)) {
      await navigator.serviceWorker.register(ui.href(IDLE));
      return;
    }
    const refresh = () => tell(navigator.serviceWorker.controller, { wish: "refresh" }, () => {}).catch(warn);
    navigator.serviceWorker.addEventListener("controllerchange", refresh);
    if (navigator.serviceWorker.controller) await refresh();
  }

  /* Reading goes on without it: a private window, for example, allows no worker. */
  function warn(error) {
    console.info("ainotes: " + error.message);
  }

  /** Tells the browser that the site can be installed. Not from disk, where browsers refuse it with an error. */
  ui.startOffline = function () {
    if (!ui.onServer) return;
    if (!document.querySelector('link[rel="manifest"]')) {
      document.head.append(ui.element("link", { rel: "manifest", href: ui.href("site.webmanifest") }));
    }
    if (!ui.canKeep()) return;
    if (document.readyState === "complete") follow().catch(warn);
    else window.addEventListener("load", () => follow().catch(warn), { once: true });
  };
})();
