"""Ids of students: stable, unique, and safe as a folder's name on every system. Names of their zips."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

MAX_BYTES: Final = 100
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')  # on Windows; some of them everywhere
_INVISIBLE: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_WITH_HASH: Final = re.compile(r".*~[0-9a-f]{8,64}", re.DOTALL)
_ARCHIVE: Final = re.compile(r"\.(zip|rar|7z|tgz|tbz2|txz|tar(\.(gz|bz2|xz|zst))?)\Z", re.IGNORECASE)
_COPY: Final = re.compile(r"(?P<plain>.+?) ?\((?P<number>[0-9]{1,4})\)", re.DOTALL)
_DATED: Final = re.compile(  # what `zip_name` returns, with the number that a browser may add
    r"(?P<who>.+)\.(?P<week>\w+)\.[0-9]{8}-[0-9]{6}(?:[- ]?\(?[0-9]{1,4}\)?)?\.zip", re.IGNORECASE | re.DOTALL
)


class Identifier(NamedTuple):
    """Something that a layout says of who a student is. kind: "canvas", "moodle", "email", "sid", "name" or "entry".

    An "entry" is the name of the student's own folder or zip, or all of what a platform calls the student.
    """

    kind: str
    value: str


def student_ids(names: Iterable[str]) -> dict[str, str]:
    """Return an id for each name: the name itself if it is safe, else a safe form with a hash of the name.

    Each id depends on its name only, except for names that differ only in case or in their Unicode form. They would be one
    folder on many systems, so of these only a name in small letters stays as it is.
    """
    wanted = list(dict.fromkeys(names))
    ids = {name: _safe(name) for name in wanted}
    clashes = Counter(_folded(student) for student in ids.values())
    for name, student in ids.items():
        if clashes[_folded(student)] > 1 and not (name == student == _folded(name)):
            ids[name] = _with_hash(name, student)
    length = 8
    while len({_folded(student) for student in ids.values()}) < len(
        ids
    ):  # somebody has searched for names with equal hashes
        length += 8
        ids = {name: _with_hash(name, s, length) if _WITH_HASH.fullmatch(s) else s for name, s in ids.items()}
    return ids


def look_alikes(names: Iterable[str]) -> dict[str, list[str]]:
    """Return for each name the other names that would be the same folder on many systems."""
    alike: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        alike.setdefault(_folded(_safe(name)), []).append(name)
    return {name: [other for other in group if other != name] for group in alike.values() for name in group}


def zip_name(student: str, week: str, time: datetime, number: int = 1) -> str:
    """Return a submission's name, with a number if it is not the first of that second. It begins with the student's id."""
    return f"{student_ids([student])[student]}.{week}.{time:%Y%m%d-%H%M%S}{f'-{number}' if number > 1 else ''}.zip"


def student_of_zip(name: str, week: str) -> str:
    """Return the student that a zip's name says: the part that `zip_name` put there, or all of it without the `.zip`."""
    match = _DATED.fullmatch(name)
    return match["who"] if match and match["week"] == week else without_archive(name)


def week_of_zip(name: str) -> str:
    """Return the week that `zip_name` put into a zip's name; empty for any other name."""
    match = _DATED.fullmatch(name)
    return match["week"] if match else ""


def is_archive(name: str) -> bool:
    """Return whether a file of this name is an archive, of whatever format."""
    return _ARCHIVE.search(name) is not None


def without_archive(name: str) -> str:
    """Return a name without the ending of an archive."""
    return _ARCHIVE.sub("", name)


def without_copy(name: str) -> tuple[str, int]:
    """Return a name without the ` (2)` of a second download, and that number; 0 if it has none."""
    match = _COPY.fullmatch(name)
    return (match["plain"], int(match["number"])) if match else (name, 0)


def is_called(student: str, name: str) -> bool:
    """Return whether a folder or zip of this name is this student's: it is their name, or their id."""
    plain = unicodedata.normalize("NFC", name)  # macOS splits accents from letters
    return plain in (unicodedata.normalize("NFC", student), student_ids([student])[student])


def _safe(name: str) -> str:
    """Return the name if it is safe as a folder's name, in a list and as an argument of a command; else a safe form."""
    student = unicodedata.normalize("NFC", name)
    safe = "".join("_" if c in _FORBIDDEN or unicodedata.category(c) in _INVISIBLE else c for c in student)
    safe = "".join(" " if c.isspace() else c for c in safe)
    if safe[:1] in ("-", ".", "~", " "):
        safe = f"_{safe[1:]}"
    safe = safe.rstrip(". ") if safe.strip("._ ") else "student"
    if _DEVICE.fullmatch(safe):
        safe = f"_{safe}"
    if safe == student and len(safe.encode()) <= MAX_BYTES and not _WITH_HASH.fullmatch(safe):
        return safe
    return _with_hash(name, safe)


def _with_hash(name: str, safe: str, length: int = 8) -> str:
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    stem = re.sub(r"~[0-9a-f]{8,64}\Z", "", safe)
    return f"{_cut(stem, MAX_BYTES - 1 - length)}~{mark}"


def _cut(text: str, size: int) -> str:
    return text.encode()[: max(size, 8)].decode("utf-8", "ignore")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
