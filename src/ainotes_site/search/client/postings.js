/* Posting lists: rows of places with the weight of each. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { decode } = engine.codec;

  const INSIDE = 1;
  const MIXED = 2;
  const NONE = new Int32Array(0);

  function running(places) {
    for (let index = 1; index < places.length; index += 1) places[index] += places[index - 1];
    return places;
  }

  /** Postings {mode, values} from the value of a row of Latin keys. */
  function latin(value) {
    return { mode: value.charCodeAt(0) - 1, values: decode(value, 1) };
  }

  /** Keys and postings of a shard of Han units; `first` is its first key. */
  function readPairs(payload, first) {
    const numbers = decode(payload);
    const found = new Map();
    const start = Array.from(first);
    let one = start[0].codePointAt(0);
    let other = start.length > 1 ? start[1].codePointAt(0) : 0;
    let place = 0;
    while (place < numbers.length) {
      const fresh = numbers[place] === 0;
      if (found.size) {
        one += fresh ? numbers[place + 1] : 0;
        other = fresh ? numbers[place + 2] : other + numbers[place];
      }
      place += fresh ? 3 : 1;
      const end = place + 2 + Math.floor(numbers[place] / 3);
      const key = String.fromCodePoint(one) + (other ? String.fromCodePoint(other) : "");
      found.set(key, { mode: numbers[place] % 3, values: numbers.subarray(place + 1, end) });
      place = end;
    }
    return found;
  }

  /** Places of a posting list, and 1 for each that is within a word. */
  function read({ mode, values }) {
    const inside = new Uint8Array(values.length);
    if (mode !== MIXED) return { places: running(values.slice()), inside: inside.fill(mode === INSIDE ? 1 : 0) };
    const gaps = new Int32Array(values.length);
    for (let index = 0; index < values.length; index += 1) {
      inside[index] = values[index] & 1;
      gaps[index] = values[index] >> 1;
    }
    return { places: running(gaps), inside };
  }

  /** The index of `place` in sorted `places` at or after `from`, or where it would be. */
  function seek(places, place, from) {
    let low = from;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle] < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Starts at which every part [offset, places] stands at its offset. */
  function aligned(parts) {
    if (!parts.length) return NONE;
    const ordered = parts.slice().sort((one, other) => one[1].length - other[1].length);
    let starts = ordered[0][1].map((place) => place - ordered[0][0]);
    for (const [offset, places] of ordered.slice(1)) {
      let spot = 0;
      starts = starts.filter((start) => {
        spot = seek(places, start + offset, spot);
        return places[spot] === start + offset;
      });
    }
    return starts;
  }

  engine.postings = { latin, readPairs, read, aligned, running, NONE };
})();
