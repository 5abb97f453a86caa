"""Distances between a typed word and a word that occurs."""

from __future__ import annotations


def distance_within(typed: str, word: str, most: int) -> int:
    """Edits between two words, a swap of neighbours being one; `most` + 1 when there are more.

    Optimal string alignment distance (Damerau 1964, without editing a swapped pair again).
    """
    if abs(len(typed) - len(word)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(typed, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(word, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def one_edit_apart(typed: str, word: str) -> bool:
    """Whether one changed, missing or added character makes `typed` from `word`."""
    return distance_within(typed, word, 1) == 1
