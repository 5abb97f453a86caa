/* Which names of the map can be read at a scale: none covers another, and the most important ones have the first choice. */
(function () {
  "use strict";
  const ainotes = (window.ainotes = window.ainotes || {});
  const ui = (ainotes.ui = ainotes.ui || {});

  const CELL = 64;
  const AIR = 4;

  /** A set of boxes on the screen. `place(left, top, right, bottom)` takes a box that is free, and says whether it was. */
  ui.createBoxes = function () {
    const grid = new Map();

    function cells(left, top, right, bottom) {
      const found = [];
      for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1) {
        for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1) found.push(column * 65_536 + row);
      }
      return found;
    }

    return function place(left, top, right, bottom) {
      const box = [left - AIR, top, right + AIR, bottom];
      const keys = cells(...box);
      const covers = (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
      if (keys.some((key) => (grid.get(key) || []).some(covers))) return false;
      for (const key of keys) {
        const taken = grid.get(key);
        if (taken) taken.push(box);
        else grid.set(key, [box]);
      }
      return true;
    };
  };
})();
