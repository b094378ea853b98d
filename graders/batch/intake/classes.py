"""The plain layouts: a folder per student, a zip per student, nbgrader's `submitted` folder, one student's zip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dlcourse.graders.batch.intake.tree import Folder, Listing
from dlcourse.graders.batch.intake.work import Asked, Pile, Work

SUBMITTED: Final = "submitted"
_BESIDE_SUBMITTED: Final = frozenset(
    {"source", "release", "autograded", "feedback", "gradebook.db", "nbgrader_config.py", "header.ipynb"}
)


def is_class(listing: Listing, asked: Asked) -> bool:
    """Return whether there are zips, or folders that look like a student's."""
    return any(name.lower().endswith(".zip") for name in listing.files) or any(
        asked.at_home(folder) for folder in listing.folders.values()
    )


def submitted(listing: Listing, asked: Asked) -> Folder | None:
    """Return the `submitted` folder of nbgrader's course folder; None where this is no such folder."""
    folder = listing.folders.get(SUBMITTED)
    return folder if folder and not asked.at_home(folder) and folder.list().folders else None


def beside_submitted(listing: Listing) -> Iterator[tuple[str, str]]:
    """Return what nbgrader itself did not put into its course folder."""
    for name in (*listing.folders, *listing.files):
        if name != SUBMITTED and name not in _BESIDE_SUBMITTED:
            yield name, f"not read: it is beside {SUBMITTED}/, not in it"


def read_submitted(listing: Listing, asked: Asked, left_out: list[tuple[str, str]]) -> Iterator[Work]:
    """Return the work in submitted/<student>/<week>/; other assignments' folders are left alone."""
    for name, folder in listing.folders.items():
        pile = Pile(asked, name)
        inside = folder.list()
        if home := inside.folders.get(asked.week):
            pile.add_folder(home, f"{asked.week}/")
        elif asked.week in inside.files:
            pile.note(f"graded as not started: {inside.files[asked.week].refusal or f'{asked.week} is not a folder'}")
        else:
            pile.note(inside.unreadable or f"graded as not started: there is no folder {asked.week}/")
        yield pile.sort()
    left_out += [(name, file.refusal or "not a student's folder") for name, file in listing.files.items()]


def read_class(listing: Listing, asked: Asked, left_out: list[tuple[str, str]]) -> Iterator[Work]:
    """Return the work of each student's folder or zip. Of a folder and a zip of one name, the folder is taken."""
    taken: dict[str, str] = {}
    for name, folder in listing.folders.items():
        taken[name] = f"{name}/"
        pile = Pile(asked, name)
        pile.add_folder(folder)
        yield pile.sort()
    for name, file in listing.files.items():
        student = name[:-4]
        if not name.lower().endswith(".zip"):
            left_out.append((name, file.refusal or "not a student's folder or zip"))
        elif student in taken:
            left_out.append((name, f"not read: it is the same student's as {taken[student]}"))
        else:
            taken[student] = name
            pile = Pile(asked, student)
            pile.add(file, name)
            yield pile.sort()


def read_whole(student: str, folder: Folder, asked: Asked) -> Work:
    """Return the work of the one student whose folder this is."""
    pile = Pile(asked, student)
    pile.add_folder(folder, zipped=True)
    return pile.sort()
