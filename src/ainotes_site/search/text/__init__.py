"""Text as search sees it: folded, cut into words, read as pinyin, parted into passages."""
