/* Keeps the whole site on a device whose reader has asked for it, and else does nothing.
 *
 * The build puts `const VERSION` before this text: a digest over the whole site, so that each deploy is a new worker.
 * Registered as `sw.js` it handles no request at all. Registered as `sw.js?keep=1` it asks the network first, always, so
 * nothing that it shows is older than the server; what it kept is for when there is no network.
 * A cache is named by the version of the site that it holds, and is whole when it has the list of its files.
 */
"use strict";

const SCOPE = new URL("./", self.location.href);
const KEEPS = new URL(self.location.href).searchParams.has("keep");
const FAMILY = "ainotes " + SCOPE.pathname + " ";
const LIST = new URL("offline.json", SCOPE).href;
const AT_ONCE = 6;
const MOST_DEPLOYS = 3;

function address(path) {
  return new URL(path, SCOPE).href;
}

/* One spelling for a path, however much of it a link has escaped; what is not UTF-8 stays as it is. */
function canonical(path) {
  try {
    return path.split("/").map(decodeURIComponent).map(encodeURIComponent).join("/");
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(FAMILY));
}

/** The kept version that is whole: {version, cache, list}, the list as a response; null when there is none. */
async function wholeCache() {
  for (const name of await ourCaches()) {
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (list) return { version: name.slice(FAMILY.length), cache, list };
  }
  return null;
}

async function currentList() {
  const answer = await fetch(LIST, { cache: "no-store" });
  if (!answer.ok) throw new Error("offline.json: HTTP " + answer.status);
  return answer.json();
}

/** Brings one file into `cache`: from an older version when its digest is the same, from the network otherwise. */
async function bring(path, digest, cache, older) {
  const url = address(path);
  if (await cache.match(url)) return;
  const same = older && Object.hasOwn(older.files, path) && older.files[path][0] === digest;
  const kept = same ? await older.cache.match(url) : undefined;
  const answer = kept || (await fetch(url, { cache: "no-cache" }));
  if (!answer.ok) throw new Error(path + ": HTTP " + answer.status);
  await cache.put(url, answer.redirected ? plain(answer) : answer);
}

/* A browser takes no redirected answer for a page; some hosts redirect `a.html` to `a`. */
function plain(answer) {
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}

async function bringAll(list, cache, whole, report) {
  const older = whole && { cache: whole.cache, files: (await whole.list.json()).files };
  const waiting = Object.entries(list.files);
  const total = waiting.length;
  let done = 0;
  async function carry() {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [path, [digest]] = next;
      await bring(path, digest, cache, older);
      done += 1;
      report({ done, total });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, carry));
}

/** Keeps the version that is on the server now. When a deploy comes in between, begins again with what is new. */
async function keep(report) {
  let list = await currentList();
  for (let attempt = 0; attempt < MOST_DEPLOYS; attempt += 1) {
    const whole = await wholeCache();
    if (whole && whole.version === list.version) return;
    const name = FAMILY + list.version;
    const cache = await caches.open(name);
    await bringAll(list, cache, whole, report);
    const now = await currentList();
    if (now.version === list.version) {
      await cache.put(LIST, new Response(JSON.stringify(list), { headers: { "Content-Type": "application/json" } }));
      await drop(name);
      return;
    }
    await caches.delete(name);
    list = now;
  }
  throw new Error("the site keeps changing");
}

/** Removes every kept version but `spared`. */
async function drop(spared) {
  const names = await ourCaches();
  await Promise.all(names.filter((name) => name !== spared).map((name) => caches.delete(name)));
}

let keeping = null;

/* Two pages may ask at the same time; the work is done once and both hear of it. */
const listeners = new Set();
function keepOnce(report) {
  listeners.add(report);
  keeping =
    keeping ||
    keep((progress) => listeners.forEach((tell) => tell(progress))).finally(() => {
      keeping = null;
      listeners.clear();
    });
  return keeping;
}

async function state() {
  const whole = await wholeCache();
  return { whole: whole !== null, current: whole !== null && whole.version === VERSION };
}

const WISHES = {
  keep: (report) => keepOnce(report),
  state: () => state(),
  refresh: async (report) => ((await state()).current ? undefined : keepOnce(report)),
  drop: () => drop(null),
};

self.addEventListener("message", (event) => {
  const port = event.ports[0];
  const wish = WISHES[event.data.wish];
  const work = wish((progress) => port.postMessage(progress)).then(
    (result) => port.postMessage({ finished: true, ...result }),
    (error) => port.postMessage({ error: error.name + ": " + error.message }),
  );
  event.waitUntil(work);
});

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(KEEPS ? self.clients.claim() : drop(null)));

/** What was kept for a request: the file itself, the page of a folder, or the page that says there is none. */
async function kept(request) {
  const whole = await wholeCache();
  if (!whole) return Response.error();
  const path = canonical(new URL(request.url).pathname.slice(SCOPE.pathname.length));
  const files = path === "" || path.endsWith("/") ? [path + "index.html"] : [path, path + ".html"];
  for (const file of files) {
    const found = await whole.cache.match(address(file));
    if (found) return found;
  }
  const missing = request.mode === "navigate" ? await whole.cache.match(address("404.html")) : null;
  return missing ? new Response(missing.body, { status: 404, headers: missing.headers }) : Response.error();
}

function handle(event) {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE.href)) return;
  event.respondWith(fetch(request, { cache: "no-cache" }).catch(() => kept(request)));
}

if (KEEPS) self.addEventListener("fetch", handle);
