/* The numbers of the engine. Those of the format are Python's, and stand in `engine.constants` before (geometry.py). */
(function () {
  "use strict";
  Object.assign(window.ainotes.engine.constants, {
    /* The query. */
    LONGEST: 600, // characters of a query that are read
    FIELDS: {
      tag: "tag", 标签: "tag", topic: "topic", 主题: "topic", kind: "kind", 类型: "kind",
      author: "author", 作者: "author", before: "before", 之前: "before", after: "after", 之后: "after",
      標籤: "tag", 主題: "topic", 類型: "kind", 之後: "after",
    }, // what may stand before a colon, and the filter it means
    MOST_UNITS: 200, // units of a branch that are looked at
    MOST_TERMS: 24, // terms that one branch may have: with the spans below, what a bit mask of 31 bits holds
    MOST_BITS: 30, // terms and spans together
    MOST_SPANS: 6, // parts of a branch that may be said otherwise
    SHORT_PAIRS: 4, // up to so many pairs of Han characters, all are loaded
    LONGER_PAIRS: 8, // up to so many pairs, all but those of stop words; of more, only what is within words, and what covers the rest
    ACROSS_LOG: 6 * 256, // assumed logarithm of the document frequency of a pair that is in no word
    MOST_SHARDS: 400, // shards that are held in memory
    SINGLE_SHARDS: 40, // shards of keys that a Han character alone may load
    SHORT_NUMBER: 2, // digits up to which a number belongs to the word beside it in spite of a space: Llama 3, not BERT 2018

    /* Other ways to say it. */
    PLURALS: ["s", "es"],
    MOST_SYNONYMS: 6, // equivalent names that a branch may add; as many again for what was meant by pinyin or typing errors
    MEANT: ["pinyin", "glue", "typo"], // reasons of rewritings that say what was meant: a card of that is shown as well
    MOST_PARTINGS: 8, // ways to part what was typed into syllables that are looked up
    LONGEST_SYLLABLE: 6, // letters
    MOST_READINGS: 5, // words that one run of pinyin may stand for
    SHORTEST_BEGUN: 5, // letters of pinyin whose last syllable may be typed in part: bug is no beginning of 不过
    SHORTEST_CUT: 4, // letters of a Latin word that may be two
    MOST_CUTS: 4, // places where a Latin word that does not occur is tried as two
    SHORTEST_MENDED: 4, // letters of a Latin word that may be mistyped; so short a one lacks a letter or has two swapped
    LONGEST_ALIKE: 6, // characters of a word that is looked for by its sound
    MOST_INITIALS: 8, // rows of first letters under which words of such a sound are looked for
    MOST_ABSENT: 3, // missing words that are named; a question of which more is missing was not put to these notes

    /* What counts for how much. Shares are of 256. */
    SYNONYM_SHARE: 205, // what another name counts for, of 256
    PINYIN_SHARE: 240, // what a word read by pinyin counts for
    MENDED_SHARE: 205, // what a mended word counts for
    FULL: 4, // an occurrence that agrees with the query, in quarters
    BEGUN: 1, // a word that only begins as the typed one, in quarters, where the typed one occurs as well
    LEAST_IDF: 32, // the least inverse document frequency of a term, in 1/256
    ONE: 1024,
    LONG_WORD: 3, // how much a word of more than two characters counts as one word and not as its pairs, in quarters: one of four as 1.9 of two, not 3
    SATURATION: 12, // BM25's k1, in tenths
    LENGTH_SHARE: 6, // BM25's b, in tenths
    TITLE_SHARE: 8, // what a match in the title counts for against one in the best passage, in quarters
    LABEL_SHARE: 2, // what a match in tags, authors and terms counts for, in quarters
    UNCOVERED: 256, // what is left of the score of a document that covers nothing, of ONE
    LEAST_COVERAGE: 25, // per cent of the best coverage that a document needs to be a hit
    WHOLE: 1024, // what every term counts for, of ONE, where the whole query stands as it is

    /* Words that say nearly the same (rewrite/related_words.js). Figures: MRR/recall of 125 and 89 queries of strangers over two
       sets of notes; without any .75/.83 and .58/.76. */
    TRANSLATED_SHARE: 200, // what a word that says nearly the same counts for where the notes do not have the typed one: .803 and .606 MRR, .798 and .594 with 100
    RELATED_SHARE: 100, // what such a word counts for where the notes have the typed one: .804/.885 and .656/.831, with 0 .799/.885 and .629/.787
    MOST_RELATED: 16, // words that say nearly the same that are looked for, those of typed words that the notes do not have first: .646 with 8, .656 with 30
    RELATED_DOCUMENTS: 3000, // of more, only words that the notes do not have are said otherwise, in few ways: each is a shard to load
    FEW_RELATED: 4, // ways in which they are then
    LONGEST_RELATED: 4, // characters of a typed word that the notes do not have

    /* What was meant (rewrite/concepts.js). Figures: MRR@10/recall@10 of 30 paraphrases, MRR of 107 other queries; without it
       all .37/.47, .918. */
    WORDING_PAIR: 4, // a pair or a Latin word in a wording tells so many times what a Han character alone does
    WORDING_GROUP: 3, // another word of the same group (everyday_words.txt) in a wording tells so many times what a Han character does: on 102 further paraphrases .44/.76, with 1 .40/.69, without .38/.68
    COMMON: 3, // a word that more than one in so many documents has tells no thing from another: of what is offered for 692 queries 389 right and 207 wrong, without 393 and 223
    PUT_SHARE: 0.6, // share of a query that a thing explains as it is put: `让…给…打分`
    LEAST_EXPLAINED: 0.12, // share of a query that a thing must explain: .45/.78 of the 102, .44/.76 with .15; of the 30 .52/.64 with .2
    NEAR_EXPLAINED: 0.5, // share of what the best thing explains that others must explain: .53/.58 with .8, .52/.64 with .6
    MOST_MEANT: 3, // things that a query may mean: .52/.69 with 2, the same with 4
    DEFINED_SHARE: 0.3, // what a definition counts for, against wordings: .54/.76; without it .53/.74, with 1 .52/.65 and .926
    LEAST_MISSING: 0.15, // share of a query that every document lacks, from which on related words and what it may mean are looked for: .49/.61 with .3
    MEANT_WEIGHT: 2.5, // what is meant counts for against the best literal hit: paraphrases .696/.870 and readers' queries .962 with 3, .671/.853 and .966 with 2.5, .639/.839 and .969 with 2
    ONE_WORD: 0.5, // share of a query from which on one word that speaks for a thing is enough: it may have another sense
    ONE_WORD_SHARE: 0.5, // what a thing counts for for which less than that speaks: typed .839, readers .928/.973; with 1 .826, .923/.959
    BLENDED_ONE: 2 ** 40,

    /* Dates in words (query_dates.js): the unit, and how many of them before that of the newest note. */
    RELATIVE_DATES: {
      上周: ["week", 1], 上个周: ["week", 1], 上星期: ["week", 1], 上个星期: ["week", 1], 上礼拜: ["week", 1], 上个礼拜: ["week", 1],
      上週: ["week", 1], 上個星期: ["week", 1], 上個禮拜: ["week", 1], 上禮拜: ["week", 1],
      本周: ["week", 0], 这周: ["week", 0], 这个星期: ["week", 0], 这星期: ["week", 0], 本週: ["week", 0], 這週: ["week", 0],
      上月: ["month", 1], 上个月: ["month", 1], 上個月: ["month", 1],
      本月: ["month", 0], 这个月: ["month", 0], 這個月: ["month", 0],
      "last week": ["week", 1], "this week": ["week", 0], "last month": ["month", 1], "this month": ["month", 0],
    },
    LEAST_DATED: 0.25, // of the best score of any time, what a note of a date needs to lead: it has the words, not one of them

    /* What is shown. */
    SIDE_WORD: 640, // a name with less idf than that, in 1/256, gets no card
    SIDE_NOTES: 20, // where so many documents or more have it
    SIDE_UNITS: 4, // and so many units or more are beside it in the query
    LEAST_PROOF: 0.5, // of a thing offered as what was meant, see rewrite/concepts.js: set on 1,170 queries
    WINDOW: 120, // characters of a snippet
    LEAD: 24, // characters before the first mark, if there are as many
    MOST_CARDS: 3, // glossary terms above the hits
  });
})();
