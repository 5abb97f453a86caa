/* What the engine needs of its surroundings, as a browser has it. A program that runs the engine elsewhere sets
   `ainotes.host` before it (embedded.js).

   load(name, version): resolves to {check, payload} of a shard; to null when it is missing or no shard; to {unloaded: true}
     when it may be there, but did not come
   simplified(): the Han characters of GB 2312 as one text */
(function () {
  "use strict";
  const ainotes = window.ainotes;
  const arrived = new Map();

  /** What every shard calls. They are classic scripts, so that they load from disk as well. */
  ainotes.shard = function (name, check, payload) {
    arrived.set(name, { check, payload });
  };

  function address(name, version) {
    const holder = document.getElementById("ainotes-config");
    const root = holder ? JSON.parse(holder.textContent).root : ".";
    return `${root}/search/${name}.js${version ? "?v=" + version : ""}`;
  }

  /* Whether a web server says that it has no such file; it says nothing where no server is reached. */
  async function isMissing(address) {
    try {
      const { status } = await fetch(address, { method: "HEAD", cache: "no-store" });
      return status === 404 || status === 410;
    } catch {
      return false;
    }
  }

  function load(name, version) {
    return new Promise((resolve) => {
      const script = document.createElement("script");
      const done = (otherwise) => {
        script.remove();
        resolve(arrived.get(name) || otherwise);
        arrived.delete(name);
      };
      script.async = true;
      script.onload = () => done(null);
      script.onerror = async () => {
        done(location.protocol === "file:" || (await isMissing(script.src)) ? null : { unloaded: true });
      };
      script.src = address(name, version);
      document.head.append(script);
    });
  }

  /* They are the middle of what browsers call gbk. */
  function simplified() {
    const bytes = [];
    for (let row = 0xb0; row < 0xf8; row += 1) {
      for (let cell = 0xa1; cell < 0xff; cell += 1) bytes.push(row, cell);
    }
    return new TextDecoder("gbk").decode(new Uint8Array(bytes));
  }

  ainotes.engine.host = ainotes.host || { load, simplified };
})();
