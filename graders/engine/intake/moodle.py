"""Moodle, "Download all submissions": `{Full Name}_{participant id}_assignsubmission_file/…`, a folder per student.

Older versions end it with another `_`; without "in folders" it is `…_assignsubmission_file_{file}`. Moodle turns a `_` in a
name into a space, so the first id is the participant's. (moodle: mod/assign/locallib.php, download_submissions.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dlcourse.graders.engine.intake.tree import Listing
from dlcourse.graders.engine.intake.work import Assignment, StudentFiles, Work

NAME: Final = re.compile(r"(?P<who>.*?_[0-9]{1,19})_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL)


def read(listing: Listing, asked: Assignment, left_out: list[tuple[str, str]]) -> Iterator[Work]:
    """Return each student's work."""
    piles: dict[str, StudentFiles] = {}
    for entry, folder in listing.folders.items():
        if (match := NAME.fullmatch(entry)) is None:
            left_out.append((entry, "not read: it has no name that Moodle gives"))
            continue
        pile = piles.setdefault(match["who"], StudentFiles(asked, match["who"]))
        if match["kind"] == "file":
            pile.add_folder(folder)
        else:
            pile.note("not read: a text, not a file", entry, explains=True)
    for entry, file in listing.files.items():
        if (match := NAME.fullmatch(entry)) is None or not match["file"]:
            left_out.append((entry, file.refusal or "not read: it has no name that Moodle gives"))
            continue
        pile = piles.setdefault(match["who"], StudentFiles(asked, match["who"]))
        if match["kind"] == "file":
            pile.add(file, entry, name=match["file"])
        else:
            pile.note("not read: a text, not a file", entry, explains=True)
    for student in sorted(piles):
        yield piles[student].sort()
