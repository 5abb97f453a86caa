/* Posting lists: rows of places with the weight of each. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { decode } = engine.codec;
  const { INSIDE, MIXED } = engine.constants;

  const NONE = new Int32Array(0);

  function running(places) {
    for (let index = 1; index < places.length; index += 1) places[index] += places[index - 1];
    return places;
  }

  /** Postings {mode, values} from the value of a row of Latin keys. */
  function latin(value) {
    return { mode: value.charCodeAt(0) - 1, values: decode(value, 1) };
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

  engine.postings = { latin, read, aligned, running, NONE };
})();
