"""The plain layouts: a folder per student, a zip per student, nbgrader's `submitted` folder, one student's zip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dlcourse.graders.engine.intake.candidates import Zip
from dlcourse.graders.engine.intake.names import is_archive
from dlcourse.graders.engine.intake.packed import StudentZip, by_student, owner, packed, why_not
from dlcourse.graders.engine.intake.seals import seal_in
from dlcourse.graders.engine.intake.tree import File, Folder, Listing, is_link_to_folder
from dlcourse.graders.engine.intake.work import Assignment, StudentFiles, Work
from dlcourse.graders.engine.text import one_line

SUBMITTED: Final = "submitted"
_BESIDE_SUBMITTED: Final = frozenset(
    {"source", "release", "autograded", "feedback", "gradebook.db", "nbgrader_config.py", "header.ipynb"}
)


def is_class(listing: Listing, asked: Assignment) -> bool:
    """Return whether there are zips, or folders that look like a student's."""
    return any(name.lower().endswith(".zip") for name in listing.files) or any(
        asked.at_home(folder) for folder in listing.folders.values()
    )


def submitted(listing: Listing, asked: Assignment) -> Folder | None:
    """Return the `submitted` folder of nbgrader's course folder; None where this is no such folder."""
    folder = listing.folders.get(SUBMITTED)
    return folder if folder and not asked.at_home(folder) and folder.list().folders else None


def beside_submitted(listing: Listing) -> Iterator[tuple[str, str]]:
    """Return what nbgrader itself did not put into its course folder."""
    for name in (*listing.folders, *listing.files):
        if name != SUBMITTED and name not in _BESIDE_SUBMITTED:
            yield name, f"not read: it is beside {SUBMITTED}/, not in it"


def read_submitted(listing: Listing, asked: Assignment, left_out: list[tuple[str, str]]) -> Iterator[Work]:
    """Return the work in submitted/<student>/<week>/; other assignments' folders are left alone."""
    for name, folder in listing.folders.items():
        pile = StudentFiles(asked, name, own_name=True)
        inside = folder.list()
        if home := inside.folders.get(asked.week):
            pile.add_folder(home, f"{asked.week}/")
        elif asked.week in inside.files:
            pile.refuse(inside.files[asked.week].refusal or f"{asked.week} is not a folder.")
        elif inside.unreadable:
            pile.refuse(inside.unreadable)
        else:
            pile.note(f"graded as not started: there is no folder {asked.week}/", explains=True)
        yield pile.sort()
    for name, file in listing.files.items():
        if is_link_to_folder(file):
            yield _refused(name, file, asked)
        else:
            left_out.append((name, file.refusal or "not a student's folder"))


def read_class(listing: Listing, asked: Assignment, left_out: list[tuple[str, str]]) -> Iterator[Work]:
    """Return the work of each student's folder or zip. Of one student's folder and zip the folder is taken; of zips the
    newest. A folder that is a link, or an archive that is no zip, alone, is a student whose work cannot be read.
    """
    archives: list[StudentZip] = []
    links: dict[str, File] = {}
    for name, folder in listing.folders.items():
        pile = StudentFiles(asked, name, own_name=True)
        pile.add_folder(folder)
        yield pile.sort()
    for name, file in listing.files.items():
        if is_archive(name):
            archive = packed(name, file, asked)
            if archive.week:
                left_out.append((name, f"not read: it is of {one_line(archive.week, 40)}, not of {asked.week}"))
            else:
                archives.append(archive)
        elif is_link_to_folder(file):
            links[name] = file
        else:
            left_out.append((name, file.refusal or "not a student's folder or zip"))
    several = by_student(archives, {*listing.folders, *links})
    for name, file in links.items():
        if name in several:
            left_out.append((name, f"not read: {file.refusal}"))
        else:
            yield _refused(name, file, asked)
    for student, (best, *others) in several.items():
        if student in listing.folders:
            why = f"not read: it is the same student's as {one_line(student)}/"
            left_out += [(each.name, why) for each in (best, *others)]
            continue
        left_out += [(other.name, why_not(other, best)) for other in others]
        pile = StudentFiles(asked, student, own_name=True)
        pile.add(best.file, best.name)
        yield pile.sort()


def _refused(student: str, file: File, asked: Assignment) -> Work:
    """Return the work of a student whose folder is a link."""
    pile = StudentFiles(asked, student, own_name=True)
    pile.refuse(file.refusal)
    return pile.sort()


def read_whole(folder: Folder, asked: Assignment) -> Work:
    """Return the work of the one student whose zip this is."""
    seal = seal_in(folder)
    student = owner(folder.name, seal if seal and seal.manifest.week == asked.week else None, asked.week)
    pile = StudentFiles(asked, student, own_name=True)
    pile.add_folder(folder, within=Zip(folder.name))
    return pile.sort()
