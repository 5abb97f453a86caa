"""Search: one index, written by this package when the site is built, and one query engine in `js/`, which browsers run and
`engine` runs in a terminal.

What other rooms use:

- `segment.Segmenter(extra_words).cut(text)`: Chinese words; the only place that knows jieba.
- `index.build_index(documents, cards, equivalents)`: the files of the `search/` folder. It is the same as
  `index.tokenise` for each document (pure, to be cached and run in workers) followed by one `index.assemble`.
- `engine.open_index(folder).search(query, limit=10)`: a `result.Result`.
- `evaluate.evaluate(cases, search)`: MRR@10, recall@10 and the share of empty answers.
- `selftest.self_test(read, documents)`: problems for what is written and not found.
- `js.bundle()`: the query engine as one classic script.

The format is described in docs/search-format.md.
"""
