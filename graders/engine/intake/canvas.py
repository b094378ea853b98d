"""Canvas, "Download Submissions": all students' files in one folder, each with its owner in its name.

`{name}[_LATE]_{user id}_{attachment id}_{file}`, or `[LATE_]anon_{id}_{attachment id}_{file}` where grading is
anonymous; `{name}[_LATE]_{user id}_text.html` (or `_link.html`) for what is no file. A file that the student uploaded before
under the same name gets `-1`, `-2` before its extension. Attachment ids only grow, so the highest is the latest.
(canvas-lms: lib/content_zipper.rb and Attachment.make_unique_filename.)

The ids are taken from the right: whatever students call themselves or their files, nobody's begins like another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.intake.tree import Listing
from dlcourse.graders.engine.intake.work import Assignment, StudentFiles, Work
from dlcourse.graders.engine.text import one_line

_ID: Final = "[0-9]{1,19}"
_ANONYMOUS: Final = re.compile(rf"(?:LATE_)?(?P<who>anon_[A-Za-z0-9]+)_(?P<attachment>{_ID})_(?P<file>.+)", re.DOTALL)
_NAMED: Final = re.compile(rf"(?P<who>.*_{_ID})_(?P<attachment>{_ID})_(?P<file>.+)", re.DOTALL)
_NO_FILE: Final = re.compile(rf"(?P<who>.*_{_ID}|(?:LATE_)?anon_[A-Za-z0-9]+)_(?:text|link)\.html", re.DOTALL)
_AGAIN: Final = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]{1,4})(?P<suffix>\.[A-Za-z0-9]+)", re.DOTALL)
_TWO_WAYS: Final = re.compile(rf".*_{_ID}_{_ID}_", re.DOTALL)


@dataclass(frozen=True)
class Name:
    """A file's name in the archive, taken apart; no `file` for a text or a link."""

    student: str
    attachment: int = 0
    file: str = ""


def parse(name: str) -> Name | None:
    """Take a name apart; None where it is none of Canvas's."""
    if match := _ANONYMOUS.fullmatch(name) or _NAMED.fullmatch(name):
        return Name(_without_late(match["who"]), int(match["attachment"]), match["file"])
    if match := _NO_FILE.fullmatch(name):
        return Name(_without_late(match["who"]))
    return None


def read(listing: Listing, asked: Assignment, left_out: list[tuple[str, str]]) -> Iterator[Work]:
    """Return each student's work."""
    piles: dict[str, StudentFiles] = {}
    for entry, file in listing.files.items():
        name = parse(entry)
        if name is None:
            left_out.append((entry, file.refusal or "not read: it has no name that Canvas gives"))
            continue
        pile = piles.setdefault(name.student, StudentFiles(asked, name.student))
        if not name.file:
            pile.note("not read: a text or a link, not a file", entry, explains=True)
            continue
        if _TWO_WAYS.match(f"{name.student}_"):
            pile.note(f"its name can be read in two ways; graded as {one_line(name.student)}'s", entry)
        plain, number = _without_number(name.file, asked)
        pile.add(file, entry, name=plain, attempt=(name.attachment, number))
    left_out += [(folder, "not read: there are no folders in a Canvas download") for folder in listing.folders]
    for student in sorted(piles):
        yield piles[student].sort()


def _without_number(file: str, asked: Assignment) -> tuple[str, int]:
    """Return what the student called a file, and its number among those of that name."""
    match = _AGAIN.fullmatch(file)
    if match is None or file in asked.files:
        return file, 0
    return match["stem"] + match["suffix"], int(match["number"])


def _without_late(who: str) -> str:
    if who.startswith("LATE_anon_"):
        return who.removeprefix("LATE_")
    name, _, user = who.rpartition("_")
    return f"{name.removesuffix('_LATE')}_{user}"
