"""The plain layouts: a folder per student, a zip per student, nbgrader's `submitted` folder, one student's zip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dlcourse.graders.batch.intake.names import is_called, student_of_zip
from dlcourse.graders.batch.intake.seals import UNTIMED, Seal, seal_in, seal_of_zip
from dlcourse.graders.batch.intake.tree import File, Folder, Listing
from dlcourse.graders.batch.intake.work import Asked, Pile, Work
from dlcourse.graders.text import one_line

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
        pile = Pile(asked, name, own_name=True)
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
    """Return the work of each student's folder or zip. Of one student's folder and zip the folder is taken; of zips the
    newest, where `submit` wrote down when they were made.
    """
    taken: dict[str, str] = {}
    zips: dict[str, list[tuple[float, str, File]]] = {}
    for name, folder in listing.folders.items():
        taken[name] = f"{name}/"
        pile = Pile(asked, name, own_name=True)
        pile.add_folder(folder)
        yield pile.sort()
    for name, file in listing.files.items():
        if not name.lower().endswith(".zip"):
            left_out.append((name, file.refusal or "not a student's folder or zip"))
            continue
        seal = seal_of_zip(file, asked.week)
        student = owner(name, seal, asked.week)
        if student in taken:
            left_out.append((name, f"not read: it is the same student's as {taken[student]}"))
        else:
            zips.setdefault(student, []).append((seal.when if seal else UNTIMED, name, file))
    for student, several in zips.items():
        (when, name, file), *others = sorted(several, key=lambda one: (-one[0], one[1]))
        for earlier, other, _ in others:
            how = "taken, as the later:" if earlier < when else "it is the same student's as"
            left_out.append((other, f"not read: {how} {one_line(name)}"))
        pile = Pile(asked, student, own_name=True)
        pile.add(file, name)
        yield pile.sort()


def owner(name: str, seal: Seal | None, week: str) -> str:
    """Return the student whose zip this is: the one of its name, as the manifest spells them where it means the same."""
    said = student_of_zip(name, week)
    return seal.manifest.student if seal and is_called(seal.manifest.student, said) else said


def read_whole(folder: Folder, asked: Asked) -> Work:
    """Return the work of the one student whose zip this is."""
    pile = Pile(asked, owner(folder.name, seal_in(folder, asked.week), asked.week), own_name=True)
    pile.add_folder(folder, zipped=True)
    return pile.sort()
