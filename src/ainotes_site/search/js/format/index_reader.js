/* The index, read shard by shard as `engine.host` loads them. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { FORMAT, ROOM, SLOT, WIDTHS, MOST_SHARDS } = engine.constants;
  const { decode, rows, restored, compare, bisectRight, symbolValue } = engine.codec;
  const { isHan, variants } = engine.fold;
  const TITLE = 0;
  const HEADING = 2;
  const PASSAGE = 3;
  const DIGIT_0 = 48;
  const NO_PAIRS = [0, 0, ""];
  const NO_VARIANTS = [0, ""];
  const STEP = engine.codec.FRACTION / 4;

  function pieces(text) {
    return text ? text.split("\t") : [];
  }

  /** The room of a document whose blocks take so many slots: see geometry.py. */
  function room(slots) {
    const step = Math.max(ROOM, 1 << Math.max(30 - Math.clz32(slots), 0));
    return Math.ceil(slots / step) * step;
  }

  function layOut(store, manifest) {
    const count = manifest.kinds.length;
    const slots = manifest.widths.map((row) => decode(row).map((width) => WIDTHS[width]));
    const used = [0, 0, 0, 0];
    let cell = 0;
    const cells = decode(manifest.cells).map((gap) => (cell += gap));
    const taken = slots.reduce((sum, row) => row.reduce((more, width) => more + width, sum), 0);
    store.kinds = new Uint8Array(count);
    store.lengths = new Int32Array(count);
    store.blockOfSlot = new Int32Array(2 * taken + (manifest.docs + cell) * ROOM);
    store.documentOfBlock = new Int32Array(count);
    store.headingOfBlock = new Int32Array(count).fill(-1);
    store.titleBlocks = new Int32Array(manifest.docs);
    const { kinds, lengths, blockOfSlot, documentOfBlock, headingOfBlock, titleBlocks } = store;
    let slot = 0;
    let first = 0;
    let document = -1;
    let heading = -1;
    for (let block = 0; block < count; block += 1) {
      const kind = manifest.kinds.charCodeAt(block) - DIGIT_0;
      kinds[block] = kind;
      if (kind === TITLE) {
        document += 1;
        first = document < cells.length ? cells[document] * ROOM : first + room(slot - first);
        slot = first;
        heading = -1;
        titleBlocks[document] = block;
      }
      if (kind === HEADING) heading = block;
      if (kind === PASSAGE) headingOfBlock[block] = heading;
      documentOfBlock[block] = document;
      const width = slots[kind][used[kind]];
      used[kind] += 1;
      lengths[block] = width * SLOT;
      for (const end = slot + width; slot < end; slot += 1) blockOfSlot[slot] = block;
    }
    store.meanLengths = slots.map((row) => {
      return row.length ? Math.floor((row.reduce((sum, width) => sum + width, 0) * SLOT) / row.length) : 1;
    });
  }

  function shardRange(starts, first, last) {
    const from = Math.max(bisectRight(starts, first, compare) - 1, 0);
    const to = bisectRight(starts, last, compare);
    return Array.from({ length: Math.max(to - from, 0) }, (_, index) => from + index);
  }

  /** A store for an index whose manifest has been read. */
  function createStore(manifest) {
    const loading = new Map();
    const parsed = new Map();
    const keyStarts = pieces(manifest.keys);
    const pairStarts = pieces(manifest.pairs);
    const textStarts = [];
    decode(manifest.texts).forEach((gap) => textStarts.push(gap + (textStarts[textStarts.length - 1] || 0)));
    const problems = new Map();
    let failures = 0;
    const store = { documents: manifest.docs, terms: manifest.terms, memory: {} };
    layOut(store, manifest);
    store.stopWords = new Set(pieces(manifest.stop));
    store.folder = engine.fold.createFolder(manifest.fold);
    store.logs = new Map();
    for (const word of store.stopWords) if (isHan(word) && Array.from(word).length > 1) store.logs.set(word, 0);
    for (const [word, value] of rows(manifest.lexicon)) store.logs.set(word, symbolValue(value[1]) * STEP);
    store.lexicon = engine.createLexicon(store.logs, manifest.docs);

    /** The directory of the pinyin shards, and the syllables that occur. */
    store.readings = () => store.load("readings", { syllables: "", starts: [], checks: "" });

    async function checkOf(name) {
      const [folder, number] = name.split("/");
      const checks = folder === "pinyin" ? (await store.readings()).checks : manifest.checks[folder];
      return number === undefined ? checks : checks.slice(2 * number, 2 * number + 2);
    }

    function fail(name, code) {
      failures += 1;
      problems.set(name, { code, number: failures });
    }

    /** A moment, for `problemsSince`. */
    store.moment = () => failures;

    /** Names of the shards that could not be read after a moment: {damaged, unloaded, outdated}, the last where the site has
        been built anew since this index was opened. What failed before is tried again when it is needed again. */
    store.problemsSince = function (moment) {
      const since = [...problems].filter(([, { number }]) => number > moment);
      const named = (wanted) => since.filter(([, { code }]) => code === wanted).map(([name]) => name).sort();
      return { damaged: named("damaged"), unloaded: named("unloaded"), outdated: named("outdated") };
    };

    let asking = null;

    /* Whether another manifest stands there now than the one that was opened. */
    async function isOutdated() {
      asking = asking || engine.host.load("manifest", `not-${manifest.version}`);
      const now = await asking;
      asking = null;
      const version = now && now.payload && now.payload.version;
      return Boolean(version) && version !== manifest.version;
    }

    async function read(name, empty) {
      const shard = await engine.host.load(name, manifest.version);
      if (shard && shard.check === (await checkOf(name))) {
        problems.delete(name);
        return shard.payload;
      }
      loading.delete(name);
      const isUnloaded = shard && shard.unloaded;
      fail(name, isUnloaded ? "unloaded" : (await isOutdated()) ? "outdated" : "damaged");
      return empty;
    }

    /* Lets go what was not used for longest: with all shards a page would hold several times the index. */
    function forget() {
      for (const name of loading.keys()) {
        if (loading.size <= MOST_SHARDS) return;
        if (!name.includes("/")) continue;
        loading.delete(name);
        parsed.delete(name);
      }
    }

    /** The payload of a shard; `empty` when it is missing or damaged, which `problemsSince` tells. */
    store.load = function (name, empty) {
      const found = loading.get(name) || read(name, empty);
      loading.delete(name);
      loading.set(name, found);
      if (loading.size > MOST_SHARDS) forget();
      return found;
    };

    /** The rows of a front-coded shard, as a Map in the order of its keys. */
    store.rows = async function (name) {
      const payload = await store.load(name, "");
      if (!payload) return new Map();
      if (!parsed.has(name)) parsed.set(name, new Map(rows(payload)));
      return parsed.get(name);
    };

    store.keyShards = (first, last) => shardRange(keyStarts, first, last);
    store.pinyinShards = async (first, last) => shardRange((await store.readings()).starts, first, last);

    /* What `make` makes of a shard, or of `empty` where the shard is missing or `make` throws. */
    async function made(name, make, empty) {
      const payload = await store.load(name, empty);
      if (payload === empty) return make(empty);
      try {
        if (!parsed.has(name)) parsed.set(name, make(payload));
        return parsed.get(name);
      } catch (error) {
        fail(name, "damaged");
        return make(empty);
      }
    }

    const pairs = (number) => made(`pairs/${number}`, engine.readPairs, NO_PAIRS);

    /** The postings of a key; null when it does not occur. */
    store.postings = async function (key) {
      if (isHan(key)) {
        const [number] = shardRange(pairStarts, key, key);
        return number === undefined ? null : (await pairs(number)).get(key);
      }
      const [number] = store.keyShards(key, key);
      const value = number === undefined ? "" : (await store.rows(`keys/${number}`)).get(key);
      return value ? engine.postings.latin(value) : null;
    };

    /** [key, postings] of the keys that begin with `prefix`, a Han character or Latin letters, from at most `limit` shards. */
    store.postingsFrom = async function (prefix, limit) {
      const last = prefix + "\u{10ffff}";
      if (isHan(prefix)) {
        const shards = await Promise.all(shardRange(pairStarts, prefix, last).slice(0, limit).map(pairs));
        return shards.flatMap((shard) => shard.beginning(prefix));
      }
      const numbers = store.keyShards(prefix, last).slice(0, limit);
      const maps = await Promise.all(numbers.map((number) => store.rows(`keys/${number}`)));
      const found = maps.flatMap((map) => [...map]).filter(([key]) => key.startsWith(prefix));
      return found.map(([key, value]) => [key, engine.postings.latin(value)]);
    };

    async function written(block) {
      const number = bisectRight(textStarts, block, (one, other) => one - other) - 1;
      const records = await store.load(`texts/${number}`, []);
      return records[block - textStarts[number]] || null;
    }

    /** What is shown of a block; null when its shard is damaged. */
    store.record = async (block) => restored(await written(block));

    /** The id of a document; null when its shard is damaged. */
    store.id = async function (document) {
      const record = await written(store.titleBlocks[document]);
      return record && restored(record[0]);
    };

    /** The first passage of a document as a block; -1 when it is only a title. */
    store.firstPassage = function (document) {
      for (let block = store.titleBlocks[document] + 1; block < store.kinds.length; block += 1) {
        if (store.kinds[block] === PASSAGE) return block;
        if (store.kinds[block] === TITLE) break;
      }
      return -1;
    };

    let folding = null;

    /** Makes folding know every traditional character. */
    store.foldAll = function () {
      if (!folding) {
        folding = made("fold", variants, NO_VARIANTS).then((found) => {
          if (found.length) store.folder.learn(found);
          else folding = null;
        });
      }
      return folding;
    };

    return store;
  }

  let opening = null;

  async function open() {
    const shard = await engine.host.load("manifest", "");
    if (!shard) throw new Error("没有搜索索引 (the search index is missing)");
    if (shard.unloaded) throw new Error("搜索索引没有加载到 (the search index could not be loaded)");
    if (shard.check !== String(FORMAT)) {
      throw new Error(`搜索索引是另一版本 (search index format ${shard.check}, this page reads ${FORMAT})`);
    }
    try {
      return createStore(shard.payload);
    } catch (error) {
      throw new Error(`搜索索引已损坏 (damaged search index: ${error.message})`);
    }
  }

  /** The store, opened once; a failure is tried again at the next call. */
  engine.open = function () {
    if (!opening) {
      opening = open();
      opening.catch(() => {
        opening = null;
      });
    }
    return opening;
  };
  engine.frequencyLog = (symbol) => symbolValue(symbol) * STEP;
})();
