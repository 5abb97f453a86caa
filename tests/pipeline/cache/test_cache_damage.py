"""Whatever becomes of the cache, or comes with it, the site is what a clean build gives, and nothing of it is run."""

from __future__ import annotations

import marshal
import os
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.long import seeds
from tests.pipeline.base import Base
from tests.pipeline.test_build import clean_tree, differing

from ainotes_site.pipeline.cache import secret_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack


def _files(base: Base) -> list[Path]:
    return sorted(path for path in base.cache.rglob("*") if path.is_file() and path.name != "lock")


def _flip(path: Path, chance: random.Random) -> None:
    """Up to four random bits, in a copy: some files of the cache are links to the published ones."""
    raw = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 4)) if raw else ():
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path.unlink()
    path.write_bytes(raw)


@pytest.mark.parametrize("seed", seeds(1, 10))
def test_random_bits_that_flip_between_builds_cost_time_only(base: Base, seed: int) -> None:
    chance = random.Random(seed)
    note = base.notes / "journal" / "attention.md"
    text = note.read_text(encoding="utf-8")
    clean: dict[int, dict[str, bytes]] = {}
    for step in range(20):
        large = [path for path in _files(base) if path.parent == base.cache]
        for path in chance.sample(large, 2) + chance.sample(_files(base), 4):
            _flip(path, chance)
        edit = chance.randrange(3)
        note.write_text(text + edit * "\n又一句，讲 LoRA。\n", encoding="utf-8")
        if chance.random() < 0.2:
            shutil.rmtree(base.site)
        base.build(workers=1 + step % 2)
        if edit not in clean:
            clean[edit] = clean_tree(base)
        assert differing(base.tree(), clean[edit]) == []


class _Bomb:
    """Would make a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self._path),)


def _poisoned(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every record of every store says something else, and is vouched for by the key of a stranger."""
    with monkeypatch.context() as stranger:
        for path in _files(base):
            if path.parent == base.cache and path.read_bytes().startswith(b"\xafainotes-cache"):
                store = RecordStore(path)
                told = {key: (store.get(key) or b"").replace(b"attention", b"attacker!") for key in store.keys()}  # noqa: SIM118
                stranger.setattr(secret_key, "_secret", lambda: bytes(32))
                path.unlink()
                RecordStore(path).save([], told)
                stranger.undo()
        stranger.setattr(secret_key, "_secret", lambda: bytes(32))
        told_file = next((base.cache / "theme" / "tree" / "assets" / "javascripts").glob("bundle*.js"))
        told_file.write_bytes(b"alert(1)")
        from ainotes_site.pipeline.theme.theme_render import read_theme_render, seal_theme_render

        render = read_theme_render(base.cache / "theme")
        seal_theme_render(base.cache / "theme", render.key if render else "")


def test_a_cache_that_a_stranger_made_changes_no_byte_of_the_site(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = base.tree()
    shutil.rmtree(base.site)
    _poisoned(base, monkeypatch)
    base.build()
    assert differing(base.tree(), expected) == []


def _huge(_: Base) -> bytes:
    return (
        b"\xafainotes-cache-1" + b"\x93\xc4\x10" + b"k" * 16 + b"\xc4\x10" + b"m" * 16 + b"\xc6\xff\xff\xff\xff" + b"x"
    )


def _wrong(_: Base) -> bytes:
    return b"\xafainotes-cache-1" + msgspec.msgpack.encode([[{}] * 1000, None, -1, "text"])


@pytest.mark.parametrize(
    "content",
    [
        lambda base: pickle.dumps(_Bomb(base.root / "ran")),
        lambda base: marshal.dumps(compile(f"import os; os.mkdir({str(base.root / 'ran')!r})", "x", "exec")),
        lambda _: b"SQLite format 3\0" + bytes(4096),
        _huge,
        _wrong,
    ],
    ids=["pickle", "marshal", "database", "huge length", "wrong types"],
)
def test_what_a_stranger_planted_is_not_run(base: Base, content: Callable[[Base], bytes]) -> None:
    expected = base.tree()
    planted = content(base)
    shutil.rmtree(base.site)
    for path in _files(base):
        if "attic" not in path.parts:
            path.write_bytes(planted)
    (base.cache / "templates.store").write_bytes(planted)
    base.build()
    assert differing(base.tree(), expected) == []
    assert not (base.root / "ran").exists()


def test_values_that_are_vouched_for_and_of_another_type_are_absent(base: Base) -> None:
    """So it would be if the form of a record ever changed and its key did not."""
    expected = base.tree()
    shutil.rmtree(base.site)
    for path in _files(base):
        if path.parent == base.cache and path.read_bytes().startswith(b"\xafainotes-cache"):
            keys = list(RecordStore(path).keys())
            path.unlink()
            RecordStore(path).save([], {key: pack(["other", 1, None]) for key in keys})
    base.build()
    assert differing(base.tree(), expected) == []


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no links here")
def test_links_that_a_stranger_planted_lead_nowhere(base: Base) -> None:
    expected = base.tree()
    victim = base.root / "victim"
    victim.mkdir()
    (victim / "letter").write_text("dear")
    shutil.rmtree(base.site)
    for path in _files(base):
        if path.parent == base.cache:
            path.unlink()
            path.symlink_to(victim / ("letter" if path.suffix == ".store" else f"made by {path.name}"))
    (base.cache / "lock").unlink()
    (base.cache / "lock").symlink_to(victim / "made by lock")
    base.build()
    assert differing(base.tree(), expected) == []
    assert [(path.name, path.read_text()) for path in victim.iterdir()] == [("letter", "dear")]


def test_without_a_place_for_the_key_every_build_is_a_cold_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(secret_key.VARIABLE)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("no folder")
    secret_key._secret.cache_clear()
    try:
        RecordStore(tmp_path / "s").save([], {bytes(16): b"one"})
        assert RecordStore(tmp_path / "s").get(bytes(16)) == b"one"
        secret_key._secret.cache_clear()
        assert RecordStore(tmp_path / "s").get(bytes(16)) is None
    finally:
        monkeypatch.undo()
        secret_key._secret.cache_clear()


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state" / "cache-key"
    made = secret_key._secret_in(path)
    assert secret_key._secret_in(path) == made and len(made) == secret_key.SIZE
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
        path.chmod(0o644)
        assert secret_key._secret_in(path) != made  # others could have read it
    path.write_bytes(b"short")
    path.chmod(0o600)
    assert len(secret_key._secret_in(path)) == secret_key.SIZE
    assert [item.name for item in path.parent.iterdir()] == ["cache-key"]
