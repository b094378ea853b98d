"""A roster: the people who take the course, as a CSV of ids and names or as a platform's gradebook export.

Canvas     Student, ID, SIS User ID, SIS Login ID
Moodle     Identifier, Full name, Email address
Gradescope Name (or First Name, Last Name), SID, Email
any other  ids, e-mail addresses and names, by the header; without a header the first column is the id, the second the name

What a layout says of a student is only looked up in the columns that can hold it: Canvas's number 815 is nobody's student
number. Where two people can be meant, nobody is.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.names import Identifier
from dlcourse.graders.engine.text import listed, one_line
from dlcourse.graders.engine.untrusted import Unreadable, read_bytes

MAX_ROSTER: Final = 64 << 20
NEAREST: Final = 3
_MAX_CELL: Final = 200

_CANVAS: Final = {"student": "name", "id": "canvas", "sis user id": "sis", "sis login id": "login"}
_MOODLE: Final = {"identifier": "moodle", "full name": "name", "email address": "email", "id number": "id"}
_GRADESCOPE: Final = {"name": "name", "first name": "first", "last name": "last", "sid": "sid", "email": "email"}
_TEST_STUDENT: Final = "Student, Test"  # Canvas adds one to every course
_ESCAPED: Final = re.compile(r"\A'(?=[=+\-@])")  # what grades.csv puts before a formula
_NO_LETTER: Final = re.compile(r"[\W_]+")
_IDS: Final = (
    "id", "ids", "student", "student id", "studentid", "student number", "number", "user", "user id", "username", "user name",
    "login", "login id", "netid", "sid", "matriculation number", "matrikelnummer", "kennung",
)  # fmt: skip
_ANY: Final = (
    dict.fromkeys(_IDS, "id")
    | dict.fromkeys(("email", "e-mail", "mail", "email address", "e-mail address"), "email")
    | dict.fromkeys(("name", "names", "full name", "student name", "display name"), "name")
    | dict.fromkeys(("first name", "given name", "firstname", "vorname"), "first")
    | dict.fromkeys(("last name", "family name", "surname", "lastname", "nachname"), "last")
)
_WHERE: Final = {  # the columns in which each kind of identifier is looked up
    "canvas": ("canvas", "id"),
    "moodle": ("moodle", "id"),
    "email": ("email", "login", "id"),
    "sid": ("sid", "sis", "id"),
    "entry": ("id", "login", "email", "sid", "sis", "canvas", "moodle"),
}


@dataclass(frozen=True)
class Person:
    """Somebody on the roster. ids: what the roster says of who it is, the first column's first."""

    name: str
    ids: tuple[Identifier, ...]

    @property
    def key(self) -> str:
        """What tells this person from all others of the roster."""
        kind, value = self.ids[0]
        return f"{kind}:{value}"

    @property
    def is_test(self) -> bool:
        """Whether this is Canvas's own test student, whom nobody misses."""
        return self.name == _TEST_STUDENT and self.ids[0].kind == "canvas"

    def id_like(self, kind: str) -> str:
        """Return the id that the person's submission would have if such identifiers decide, else the roster's first one."""
        value = next((value for of, value in self.ids if of == kind), "")
        if kind == "name":
            return self.name or self.ids[0].value
        if not value:
            return self.ids[0].value
        if kind == "canvas":  # as in the name of a file of its download
            return f"{_NO_LETTER.sub('', self.name).lower()}_{value}"
        return f"{self.name}_{value}" if kind == "moodle" and self.name else value

    def __str__(self) -> str:
        value = self.ids[0].value
        return one_line(f"{self.name} ({value})" if self.name and self.name != value else value, _MAX_CELL)


@dataclass(frozen=True)
class Match:
    """Who a submission is from. kind: what kind of identifier says so. several: those who can be meant, if there are several."""

    person: Person | None = None
    kind: str = ""
    several: Sequence[Person] = ()


@dataclass(frozen=True)
class Roster:
    """The people who take the course."""

    people: Sequence[Person]

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Sequence[Person]]:
        return _index((each, person) for person in self.people for each in person.ids)

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Sequence[Person]]:
        return _index((Identifier("", name), person) for person in self.people for name in _spellings(person.name))

    @cached_property
    def _by_folded(self) -> Mapping[tuple[str, str], Sequence[Person]]:
        everything = ((value, person) for person in self.people for _, value in person.ids)
        names = ((name, person) for person in self.people for name in _spellings(person.name))
        return _index((Identifier("", value.casefold()), person) for value, person in (*everything, *names))

    def find(self, identifiers: Iterable[Identifier]) -> Match:
        """Return who is meant: by an id as it is, then by a name as it is, then by either in any case."""
        said = [Identifier(kind, unicodedata.normalize("NFC", value).strip()) for kind, value in identifiers]
        for kind, value in said:
            cell = _value(kind, value)
            columns = _WHERE.get(kind, ())
            if found := _distinct(person for column in columns for person in self._by_id.get((column, cell), ())):
                return _match(found, kind, column_of=cell)
        for folded in (False, True):
            for kind, value in said:
                if kind in ("entry", "name"):
                    index = self._by_folded if folded else self._by_name
                    if found := _distinct(index.get(("", value.casefold() if folded else value), ())):
                        return _match(found, "name", column_of=value)
        return Match()

    def nearest(self, name: str) -> list[Person]:
        """Return the people whose id or name is most like a name, at most `NEAREST`."""
        close = difflib.get_close_matches(
            name.casefold(), [text for _, text in self._by_folded], NEAREST * 3, cutoff=0.0
        )
        return _distinct(person for text in close for person in self._by_folded["", text])[:NEAREST]


def _match(found: Sequence[Person], kind: str, column_of: str) -> Match:
    if len(found) > 1:
        return Match(several=found)
    (person,) = found
    columns = [of for of, value in person.ids if value == column_of]
    return Match(person, columns[0] if columns and kind == "entry" else kind)


def _index(pairs: Iterable[tuple[Identifier, Person]]) -> Mapping[tuple[str, str], Sequence[Person]]:
    found: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for (kind, value), person in pairs:
        found[kind, value].append(person)
    return found


def _distinct(people: Iterable[Person]) -> list[Person]:
    return list({id(person): person for person in people}.values())


def _spellings(name: str) -> list[str]:
    """Return a name as it is, and `Lovelace, Ada` also as `Ada Lovelace`."""
    last, comma, first = name.partition(", ")
    return [each for each in (name, f"{first} {last}" if comma else "") if each]


# ---- reading


def read_roster(path: Path) -> Roster:
    """Read a roster. Raises CourseError, with what to change, if it cannot be read or an id is in it twice."""
    data = read_bytes(path, follow=True, limit=MAX_ROSTER)
    if isinstance(data, Unreadable):
        raise CourseError(f"Cannot read the roster {path}: {data.why}")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        first = next((line for line in text.splitlines() if line.strip()), "")
        delimiter = max(",;\t", key=first.count)
        rows = [[_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CourseError(f"The roster {path} is not a CSV in UTF-8 ({error}). Save it as “CSV UTF-8”.") from error
    rows = [row for row in rows if any(row)]
    columns = _columns(rows[0]) if rows else None
    if columns is not None:
        rows = rows[1:]
    people = [person for row in rows if (person := _person(row, columns or ["id", "name"])) is not None]
    if not people:
        raise CourseError(f"The roster {path} names nobody. Give a CSV with ids and names, or a gradebook's export.")
    _reject_twice(path, people)
    return Roster(people)


def _cell(text: str) -> str:
    return unicodedata.normalize("NFC", _ESCAPED.sub("", text)).strip()[:_MAX_CELL]


def _columns(header: Sequence[str]) -> list[str] | None:
    """Return the kind of each column by the header, empty for a column that is not needed; None if this is no header."""
    names = [cell.casefold().replace("_", " ") for cell in header]
    for of_platform, needed in (
        (_CANVAS, {"student", "id"}),
        (_MOODLE, {"identifier"}),
        (_GRADESCOPE, {"sid", "email"}),
    ):
        if needed <= set(names) and (
            of_platform is not _CANVAS or {"sis user id", "sis login id", "section"} & set(names)
        ):
            return [of_platform.get(name, "role" if name == "role" else "") for name in names]
    kinds = [_ANY.get(name, "") for name in names]
    if not any(kinds):
        return None
    if not any(kind in ("id", "email") for kind in kinds) and not kinds[0]:
        kinds[0] = "id"
    return kinds


def _person(row: Sequence[str], columns: Sequence[str]) -> Person | None:
    """Return the person in a row; None if there is none, as in Canvas's row of maximal points."""
    cells = [(kind, cell) for kind, cell in zip(columns, row, strict=False) if kind and cell]
    of = dict(reversed(cells))
    name = of.get("name") or " ".join(of[part] for part in ("first", "last") if part in of)
    if of.get("role", "student").casefold() != "student":
        return None
    ids = [
        Identifier(kind, _value(kind, cell)) for kind, cell in cells if kind not in ("name", "first", "last", "role")
    ]
    if "canvas" in columns and not any(kind == "canvas" for kind, _ in ids):
        return None
    ids = [each for each in ids if each.value] or ([Identifier("id", name)] if name else [])
    return Person(name, tuple(ids)) if ids else None


def _value(kind: str, cell: str) -> str:
    if kind == "moodle":  # `Participant 815`, in the language of the site
        number = re.search(r"[0-9]+\Z", cell)
        return number[0] if number else ""
    return cell.casefold() if kind == "email" else cell


def _reject_twice(path: Path, people: Sequence[Person]) -> None:
    counts = Counter(person.key for person in people)
    if twice := [str(person) for person in people if counts[person.key] > 1]:
        raise CourseError(f"The roster {path} has the same id twice: {listed(twice, 4)}. Correct it.")
