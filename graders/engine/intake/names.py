"""Ids of students: stable, unique, and safe as the name of a folder on every system; and the names of their zips."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Final

MAX_BYTES: Final = 100
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')  # by Windows, and the separators
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_MADE: Final = re.compile(r".*~[0-9a-f]{8,64}", re.DOTALL)
_ARCHIVE: Final = re.compile(r"\.(zip|rar|7z|tgz|tbz2|txz|tar(\.(gz|bz2|xz|zst))?)\Z", re.IGNORECASE)
_COPY: Final = re.compile(r"(?P<plain>.+?) ?\((?P<number>[0-9]{1,4})\)", re.DOTALL)
_DATED: Final = re.compile(  # what `zip_name` gives, and what a browser or a second `submit` puts behind it
    r"(?P<who>.+)\.(?P<week>\w+)\.[0-9]{8}-[0-9]{6}(?:[- ]?\(?[0-9]{1,4}\)?)?\.zip", re.IGNORECASE | re.DOTALL
)


def student_ids(names: Iterable[str]) -> dict[str, str]:
    """Return an id for each name: the name itself where that is safe, else a safe form with a hash of the name.

    A name alone decides, except where two differ only in case or in their Unicode form, which is one folder on many
    systems: then only one that is all in small letters stays as it is.
    """
    wanted = list(dict.fromkeys(names))
    ids = {name: _safe(name) for name in wanted}
    clashes = Counter(_folded(student) for student in ids.values())
    for name, student in ids.items():
        if clashes[_folded(student)] > 1 and not (name == student == _folded(name)):
            ids[name] = _marked(name, student)
    length = 8
    while len({_folded(student) for student in ids.values()}) < len(ids):  # somebody searched for equal hashes
        length += 8
        ids = {name: _marked(name, s, length) if _MADE.fullmatch(s) else s for name, s in ids.items()}
    return ids


def look_alikes(names: Iterable[str]) -> dict[str, list[str]]:
    """Return for each name the other ones that would be one folder with it on many systems."""
    alike: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        alike.setdefault(_folded(_safe(name)), []).append(name)
    return {name: [other for other in group if other != name] for group in alike.values() for name in group}


def zip_name(student: str, week: str, time: datetime, number: int = 1) -> str:
    """Return what a submission is called, the `number`th of that second. The student's part is their id: nobody else's."""
    return f"{student_ids([student])[student]}.{week}.{time:%Y%m%d-%H%M%S}{f'-{number}' if number > 1 else ''}.zip"


def student_of_zip(name: str, week: str) -> str:
    """Return the student that a zip's name says: the part that `zip_name` gave, or all of it without the `.zip`."""
    match = _DATED.fullmatch(name)
    return match["who"] if match and match["week"] == week else _ARCHIVE.sub("", name)


def week_of_zip(name: str) -> str:
    """Return the week that a zip's name says, as `zip_name` gave it; empty for any other name."""
    match = _DATED.fullmatch(name)
    return match["week"] if match else ""


def is_archive(name: str) -> bool:
    """Return whether a file of this name holds others, in whatever format."""
    return _ARCHIVE.search(name) is not None


def without_copy(name: str) -> tuple[str, int]:
    """Return a name without the ` (2)` of a second download, and that number; 0 where it has none."""
    match = _COPY.fullmatch(name)
    return (match["plain"], int(match["number"])) if match else (name, 0)


def is_called(student: str, name: str) -> bool:
    """Return whether a folder or zip of this name is this student's, as far as names tell."""
    plain = unicodedata.normalize("NFC", name)  # macOS takes letters apart
    return plain in (unicodedata.normalize("NFC", student), student_ids([student])[student])


def _safe(name: str) -> str:
    """Return the name if a folder of that name can be made, read in a list and given to a command; else a form of it."""
    student = unicodedata.normalize("NFC", name)
    safe = "".join("_" if c in _FORBIDDEN or unicodedata.category(c) in _UNSEEN else c for c in student)
    safe = "".join(" " if c.isspace() else c for c in safe)
    if safe[:1] in ("-", ".", "~", " "):
        safe = f"_{safe[1:]}"
    safe = safe.rstrip(". ") if safe.strip("._ ") else "student"
    if _DEVICE.fullmatch(safe):
        safe = f"_{safe}"
    if safe == student and len(safe.encode()) <= MAX_BYTES and not _MADE.fullmatch(safe):
        return safe
    return _marked(name, safe)


def _marked(name: str, safe: str, length: int = 8) -> str:
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    stem = re.sub(r"~[0-9a-f]{8,64}\Z", "", safe)
    return f"{_cut(stem, MAX_BYTES - 1 - length)}~{mark}"


def _cut(text: str, size: int) -> str:
    return text.encode()[: max(size, 8)].decode("utf-8", "ignore")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
