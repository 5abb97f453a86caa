"""What is compiled stands only as long as everything it asked would be answered in the same way."""

from __future__ import annotations

from pathlib import Path

from ainotes_site.link.autolink_terms import matcher
from ainotes_site.markup.result import Context
from ainotes_site.model import Definition, Entry, EntryId, Kind, Span, Term, TermSlug
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.stages.compile import CompiledEntries, compile_entries

ENTRY = Entry(EntryId("a"), "题", Kind.NOTE, "这里讲 LoRA 和微调。", Span("a.md", 1, 3))


def _translated(path: Path, *names: str) -> CompiledEntries:
    span = Span("g.md", 1, 1)
    terms = [Term(name, (), (Definition("义", span),), TermSlug(name.lower())) for name in names]
    terms_of = matcher(terms)
    meanings = {term.slug: (f"terms/{term.slug}.html", "义") for term in terms}
    context = Context(terms=terms_of, definitions=meanings)
    translated = compile_entries([ENTRY], lambda _: context, terms_of.rules(), RecordStore(path), 1)
    translated.save()
    return translated


def test_a_term_matters_to_those_who_have_it(tmp_path: Path) -> None:
    assert _translated(tmp_path / "s", "BERT").fresh == 1
    assert _translated(tmp_path / "s", "BERT", "GPT").fresh == 0
    assert _translated(tmp_path / "s", "BERT", "LoRA").fresh == 1
    assert _translated(tmp_path / "s", "BERT").fresh == 1


def test_a_build_that_was_killed_while_it_saved_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "s"
    _translated(path, "LoRA")
    before = RecordStore(path)
    _translated(path, "BERT")
    after = RecordStore(path)
    torn = {key: after.get(key) for key in after.keys() if not _is_state(before, key)}  # noqa: SIM118
    kept = {key: before.get(key) for key in before.keys()}  # noqa: SIM118
    path.unlink()
    RecordStore(path).save([], {key: blob for key, blob in {**kept, **torn}.items() if blob is not None})
    assert [mention.term for mention in _translated(path, "LoRA").compiled[ENTRY.id].mentions] == ["lora"]


def _is_state(store: RecordStore, key: bytes) -> bool:
    """Whether it is the one record whose key two builds under different rules share, besides the entry's."""
    return key in store and b"summary" not in (store.get(key) or b"")
