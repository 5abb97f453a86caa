/* A date that was typed as plain words: its filters can be offered, and notes of a full date, or of last week, lead. */
(function () {
  "use strict";
  const engine = window.ainotes.engine;
  const { LEAST_DATED, RELATIVE_DATES } = engine.constants;
  const BLANK = engine.BLANK;
  const MONTH = "1[0-2]|0?[1-9]";
  const DAY = "3[01]|[12][0-9]|0?[1-9]";
  const WRITTEN = new RegExp(
    `(?<![^${BLANK}])(?:` +
      `([0-9]{4}) ?年(?: ?(${MONTH}) ?月份?(?: ?(${DAY}) ?[日号])?|(?=[${BLANK}的]|$))的?` +
      `|([0-9]{4})[-/.](${MONTH})(?:[-/.](${DAY}))?(?![^${BLANK}]))`, "u");
  /* A day without its year: 4月16号, 四月十六日. */
  const NUMERAL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}";
  const YEARLESS = new RegExp(`(?<![^${BLANK}])(${NUMERAL}) ?月 ?(${NUMERAL}) ?[日号號]的?`, "u");
  /* Where a date may be part of a phrase, or is in one alternative only, or there are dates already. */
  const OTHERWISE = new RegExp(`["“”「」|]|(?<![^${BLANK}])OR(?![^${BLANK}])|(?:after|before):`, "u");
  /* 上周 at the beginning of a word or behind one who speaks; an English one between blanks. */
  const RELATIVE = new RegExp(
    `(?<![^${BLANK}我在])(${Object.keys(RELATIVE_DATES).filter((word) => !/[a-z]/.test(word)).join("|")})的?` +
      `|(?<![^${BLANK}])(${Object.keys(RELATIVE_DATES).filter((word) => /[a-z]/.test(word)).join("|")})(?![^${BLANK}?!.,])`, "iu");
  const DAY_LENGTH = 86400000; // milliseconds

  const dateOf = (parts) => parts.map((part, index) => String(part).padStart(index ? 2 : 4, "0")).join("-");

  /* The year, month or day after one; dates are compared as texts, so that the 30th of February will do. */
  function following(parts) {
    const head = parts.slice(0, -1);
    const last = parts[head.length];
    return !head.length || last < [9998, 12, 31][head.length] ? [...head, last + 1] : following(head);
  }

  /* The first day of the month, or the Monday of the week, that is `back` before that of a day (yyyy-mm-dd), as one. */
  function beginning(day, unit, back) {
    const [year, month, date] = day.split("-").map(Number);
    if (unit === "month") return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10);
    const weekday = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7;
    return new Date(Date.UTC(year, month - 1, date - weekday - 7 * back)).toISOString().slice(0, 10);
  }

  /* Days, first and the one after the last, that relative words mean; they are seen from the newest note, as the clock
     would answer the same question in another way every day. */
  function relative(facets, words) {
    const newest = facets.dates.filter((date) => /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(date)).pop();
    if (!newest) return null;
    const [unit, back] = RELATIVE_DATES[words.toLowerCase()];
    const first = beginning(newest.slice(0, 10), unit, back);
    return { first, end: beginning(newest.slice(0, 10), unit, back - 1), leads: true };
  }

  /* 16 and 十六 as 16; 0 where it is no number below 100. */
  function numberOf(text) {
    if (/^[0-9]/.test(text)) return Number(text);
    const [, tens, ten, ones] = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(text) || ["", "", "", ""];
    const digit = (one) => "一二三四五六七八九".indexOf(one) + 1;
    if (!ten) return tens && ones ? 0 : digit(tens || ones);
    return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
  }

  /* The day of the newest year of which there is a note. */
  function yearless(facets, month, day) {
    const end = `-${[month, day].map((one) => String(numberOf(one)).padStart(2, "0")).join("-")}`;
    const first = facets.dates.map((date) => date.slice(0, 10)).filter((date) => date.slice(4) === end).pop();
    return first ? { first, end: dateOf(following(first.split("-").map(Number))), leads: true } : null;
  }

  function absolute(match) {
    const parts = match.slice(1).filter(Boolean).map(Number);
    return { first: dateOf(parts), end: dateOf(following(parts)), leads: parts.length === 3 };
  }

  /** The date in a query that has its filters spelled out: {text, rest, first, end, leads, query}: what was typed for it, the
      query without it, the first day and the one after the last, whether notes of then lead, and the query with
      filters in its place. Null where there is none, or no note of then. */
  engine.dateIn = async function (store, query) {
    if (OTHERWISE.test(query)) return null;
    const whole = WRITTEN.exec(query);
    const day = whole ? null : YEARLESS.exec(query);
    const match = whole || day || RELATIVE.exec(query);
    if (!match) return null;
    const facets = await engine.conditions.loadFacets(store);
    const other = () => (day ? yearless(facets, day[1], day[2]) : relative(facets, match[1] || match[2]));
    const meant = whole ? absolute(whole) : other();
    if (!meant) return null;
    const documents = [meant.first, meant.end].map((date) => engine.conditions.firstFrom(facets, date));
    if (documents[0] === documents[1]) return null;
    const sides = [query.slice(0, match.index).trim(), query.slice(match.index + match[0].length).trim()];
    const rest = sides.filter(Boolean).join(" ");
    return { ...meant, text: match[0], rest, documents, query: `${rest} after:${meant.first} before:${meant.end}`.trimStart() };
  };


  /** A ranking in which notes of the date lead that answer the rest of the query; null where none of them answers it nearly as
      well as the best of any time. `rest` ranks the rest of the query, `whole` all of it. */
  engine.leadByDate = function ({ documents: [first, end], rest: text }, rest, whole) {
    const most = rest.documents.reduce((best, document) => Math.max(best, rest.order[document]), 0);
    const ahead = engine.top(rest.order, rest.documents.length, rest.documents)
      .filter((document) => first <= document && document < end && rest.order[document] >= most * LEAST_DATED);
    if (!ahead.length) return null;
    const leading = new Set(ahead);
    const found = new Set(ahead);
    for (const ranking of text ? [whole, rest] : [whole]) {
      for (const one of engine.top(ranking.order, ranking.documents.length, ranking.documents)) found.add(one);
    }
    const order = new Float64Array(whole.order.length);
    const best = whole.best.slice();
    [...found].forEach((document, place) => (order[document] = found.size - place));
    for (const document of found) if (best[document] < 0 || leading.has(document)) best[document] = rest.best[document];
    return { documents: [...found].sort((one, other) => one - other), order, best };
  };
})();
