"""Writing what an import makes: beside what is there, never over it, and nothing outside the folder.

What was written is remembered in a hidden file of the folder, so that the next import adds only what is new: a line for each
item and file with a digest of its key, one of its content and its path, parted by tabs. A line is added once its file is
there; lines that cannot be read count for nothing.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ainotes_site.bounded_read import read_bounded
from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.importers.export_files import Export
from ainotes_site.importers.plan_import import EarlierImport, ImportFolder, NewFile, Plan
from ainotes_site.portable_names import folded

RECORD = ".imported.tsv"
_MOST_RECORD_BYTES = 256_000_000


def there(folder: Path) -> ImportFolder:
    """What is in the folder of an import. Raises OSError where it cannot be read."""
    paths = [
        Path(place, name).relative_to(folder).as_posix()
        for place, folders, names in os.walk(folder)
        for name in (*folders, *names)
    ]
    return ImportFolder(frozenset(map(folded, paths)), _earlier_imports(folder / RECORD))


def _earlier_imports(record: Path) -> Mapping[str, EarlierImport]:
    if not record.is_file():
        return {}
    lines = read_bounded(record, _MOST_RECORD_BYTES).decode("utf-8", "replace").split("\n")
    parted = [line.split("\t") for line in lines]
    return {fields[0]: EarlierImport(fields[1], fields[2]) for fields in parted if len(fields) == 3}


def write(plan: Plan, export: Export, notes: Path, folder: Path) -> None:
    """Write the files of a plan into a folder within the notes. Raises BuildError where a link leads out of them or where
    something came in the way meanwhile, and OSError where a file cannot be written; what was written until then stays."""
    if not plan.files:
        return
    _make_folder(folder, notes)
    record = folder / RECORD
    with open(record, "a", encoding="utf-8", newline="\n") as remembered:
        if remembered.tell() and not record.read_bytes().endswith(b"\n"):
            remembered.write("\n")  # an import was ended in the middle of a line
        for file in plan.files:
            target = folder / file.path
            _make_folder(target.parent, notes)
            _write_new(target, export.chunks(file.member) if file.member else (file.content,))
            remembered.writelines(_lines(file))
            remembered.flush()


def _lines(file: NewFile) -> Iterable[str]:
    return (f"{key}\t{known.digest}\t{known.path}\n" for key, known in file.records)


def _make_folder(folder: Path, notes: Path) -> None:
    """The folder, which is in the notes also where links are followed."""
    real = os.path.realpath(folder)
    if os.path.commonpath([real, os.path.realpath(notes)]) != os.path.realpath(notes):
        raise error_of(BuildError, str(folder), "import.outside")
    folder.mkdir(parents=True, exist_ok=True)


def _write_new(target: Path, pieces: Iterable[bytes]) -> None:
    """The whole file at once, and only where there is none."""
    draft = target.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with open(draft, "xb") as file:
            file.writelines(pieces)
        try:
            os.link(draft, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(target):
                raise FileExistsError(17, os.strerror(17), str(target)) from None
            os.rename(draft, target)
    except FileExistsError as error:
        raise error_of(BuildError, str(target), "import.exists") from error
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
