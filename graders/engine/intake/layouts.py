"""The layouts of a class, and which of them can be meant by what is there.

Names alone do not say where the students are: `x/y/mse.py` may be the work of a student x, or of a student y in the class x.
So a layout is only recognised if no other one can be meant. Otherwise there are several readings, and the instructor decides:

- Two entries side by side that hold the same topic are two students' (a *crowd*). One entry alone may be a student's, or a
  folder of a student whose name is the folder's above.
- A crowd in a student's place may be a section, or several versions of one student's work. Of `MANY` entries nobody has as
  many versions: they are students.
- What is called like a week is never a student.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake import canvas, gradescope, moodle, plain
from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.candidates import OpenedZip
from dlcourse.graders.engine.intake.names import is_archive, student_of_zip, without_copy
from dlcourse.graders.engine.intake.notes import Note
from dlcourse.graders.engine.intake.student_files import NEVER_SEARCHED, StudentFiles
from dlcourse.graders.engine.intake.tree import Folder, Listing, is_link_to_folder
from dlcourse.graders.engine.intake.zips import ZipFolder, open_zip

LAYOUTS: Final = {
    "one": "SUBMISSIONS is one student's folder or zip, and has the student's name",
    "class": "a folder or a zip per student",
    "sections": "a folder per section, and in it a folder or a zip per student",
    "nbgrader": "nbgrader's course folder, or its submitted/",
    "canvas": "a Canvas download",
    "moodle": "a Moodle download",
    "gradescope": "a Gradescope export",
}
MANY: Final = 5  # entries with the same topic: nobody hands in so many versions
MAX_WRAPPERS: Final = 3
_MAX_LOOKED_AT: Final = 1000  # entries of one folder, when guessing at its layout
_BESIDE: Final = "not read: it is beside the class"

Reader = Callable[[Listing, Assignment, list[Note]], Iterator[StudentFiles]]


@dataclass
class Reading:
    """A class as it can be read. option: the name of its layout, empty if no name gives this reading. layout: in words."""

    option: str
    layout: str
    students: Sequence[StudentFiles]
    notes: list[Note] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return sorted(student.student for student in self.students)


def read_as(option: str, root: Folder, assignment: Assignment) -> Reading:
    """Return the reading that a layout's name gives. Raises CourseError if a platform's download is asked for and not there."""
    if option == "one":
        return _one(root, assignment)
    if option == "class":
        return _class(root, assignment)
    if option == "sections":
        return _sections(root, assignment)
    found = _platform(root, assignment, wanted=option)
    if found is None:
        raise CourseError(f"There is no {LAYOUTS[option].removeprefix('a ')} here, as --layout {option} says.")
    return found


def readings(root: Folder, assignment: Assignment) -> list[Reading]:
    """Return all readings that can be meant, each with other students; there is at least one."""
    if (found := _platform(root, assignment)) is not None:
        return [found]
    folder, notes = _inside_wrappers(root, assignment)
    level = _Level(folder, assignment)
    options = _options(level)
    if folder is not root and len(options) > 1:
        return [_inside(each, notes) for each in _read_all(options, folder, assignment)]
    found_here = _read_all(options, folder, assignment)
    for reading in found_here:
        reading.notes[:0] = notes
    return found_here


def _read_all(options: Sequence[str], folder: Folder, assignment: Assignment) -> list[Reading]:
    """Return the readings with students, without those that give the same ones as an earlier reading."""
    found: list[Reading] = []
    for option in options:
        if option == "one" and len(options) > 1 and _is_no_name(folder, assignment):
            continue
        reading = read_as(option, folder, assignment)
        if reading.students and reading.names not in [other.names for other in found]:
            found.append(reading)
    return found or [_class(folder, assignment)]


def _inside(reading: Reading, notes: Sequence[Note]) -> Reading:
    """Return a reading of a folder in the class's folder: no layout's name gives it there."""
    return Reading("", reading.layout, reading.students, [*notes, *reading.notes])


def _is_no_name(folder: Folder, assignment: Assignment) -> bool:
    """Return whether a folder or zip is called like a week, so that its name cannot be a student's."""
    return not folder.name or assignment.is_week(folder.name) or assignment.is_other_week(folder.name)


# ---- plain layouts


def _one(folder: Folder, assignment: Assignment) -> Reading:
    if _is_no_name(folder, assignment):
        raise CourseError(
            f"{folder.name} is called like a week, not like a student. Rename it to the student's name, or give the folder "
            "above it, if that is called like the student."
        )
    if isinstance(folder, ZipFolder):
        return Reading("one", "one student's zip", [plain.read_one_zip(folder, assignment)])
    return Reading("one", "one student's folder", [plain.read_one_folder(folder, assignment)])


def _class(folder: Folder, assignment: Assignment) -> Reading:
    listing, notes = _listed(folder)
    students = list(plain.read_class(listing, assignment, notes))
    return Reading("class", f"{_kind(listing)} per student", students, notes)


def _sections(folder: Folder, assignment: Assignment) -> Reading:
    """Read each folder as a section. If students are beside the sections, only what holds a crowd is a section."""
    listing, notes = _listed(folder)
    students, sections, unclear = dict[str, Folder](), dict[str, Listing](), dict[str, Folder]()
    files = dict(listing.files)
    for name, entry in _all_entries(listing):
        level = _Level(entry.folder, assignment)
        if assignment.is_other_week(name):
            notes.append(Note(name, f"not read: it is called like another week than {assignment.week}"))
            files.pop(name, None)
        elif not level.is_students and level.crowd:
            sections[name] = level.listing
            files.pop(name, None)
        elif not entry.file:
            (students if level.is_students else unclear)[name] = entry.folder
    if students:
        students |= unclear
    else:
        sections |= {name: folder.list() for name, folder in unclear.items()}
    beside = [name for name, file in files.items() if not (is_archive(name) or is_link_to_folder(file))]
    notes += [Note(name, files.pop(name).refusal or _BESIDE) for name in beside]
    sections = {name: sections[name] for name in sorted(sections)}
    found = list(plain.read_sections(Listing(students, files), sections, assignment, notes))
    if len(sections) == 1 and not students and not files:
        (inner,) = sections.values()
        return Reading("sections", f"{_kind(inner)} per student", found, notes)
    return Reading("sections", "sections, with a folder or a zip per student", found, notes)


def _listed(folder: Folder) -> tuple[Listing, list[Note]]:
    """Return what is in a folder, and notes on what cannot be used. Raises CourseError if it cannot be read."""
    listing = folder.list()
    if listing.unreadable:
        raise CourseError(f"Cannot read the submissions in {listing.unreadable}")
    return listing, [Note(entry, why) for entry, why in listing.refused]


def _kind(listing: Listing) -> str:
    zips = any(name.lower().endswith(".zip") for name in listing.files)
    return "a folder or a zip" if zips and listing.folders else "a zip" if zips else "a folder"


# ---- platforms


def _platform(root: Folder, assignment: Assignment, wanted: str = "") -> Reading | None:
    """Return the reading of a platform's download or of nbgrader's folder; None if it is neither.

    It is in the root, or in a folder or zip alone in it. wanted: read it as this one, if that is possible at all.
    """
    folder, notes = root, list[Note]()
    for _ in range(MAX_WRAPPERS + 1):
        listing, refused = _listed(folder)
        notes += refused
        if found := _download(listing, wanted) or _nbgrader(folder, listing, assignment, notes, wanted):
            option, layout, read, inside = found
            return Reading(option, layout, list(read(inside, assignment, notes)), notes)
        inner = _only_entry(listing)
        if inner is None or any(assignment.match(name) for name in listing.files):
            return None
        notes += [Note(name, file.refusal or _BESIDE) for name, file in listing.files.items() if name != inner.name]
        folder = inner
    return None


class _Found(NamedTuple):
    option: str
    layout: str
    read: Reader
    listing: Listing


def _download(listing: Listing, wanted: str) -> _Found | None:
    """Return the platform that this is a download of, and its reader; None if it is not a download.

    A name or two are not enough: students choose the names of their files.
    """
    entries = [*listing.folders, *listing.files]
    counts = {
        "gradescope": len(entries) if gradescope.METADATA in listing.files else 0,
        "moodle": sum(moodle.NAME.fullmatch(entry) is not None for entry in entries),
        "canvas": sum(canvas.parse(entry) is not None for entry in listing.files),
    }
    option = wanted if wanted in counts else max(counts, key=lambda name: counts[name])
    enough = 1 if wanted else max(len(entries), 1) / 2
    if wanted == "nbgrader" or counts[option] < enough:
        return None
    reader: dict[str, Reader] = {"gradescope": gradescope.read, "moodle": moodle.read, "canvas": canvas.read}
    return _Found(option, LAYOUTS[option], reader[option], listing)


def _nbgrader(
    folder: Folder, listing: Listing, assignment: Assignment, notes: list[Note], wanted: str
) -> _Found | None:
    if wanted not in ("", "nbgrader"):
        return None
    layout = "nbgrader's submitted/"
    if submitted := plain.submitted(listing, assignment):
        notes += plain.beside_submitted(listing)
        return _Found("nbgrader", layout, plain.read_submitted, submitted.list())
    here = wanted == "nbgrader" or folder.name == plain.SUBMITTED
    if here and any(plain.has_week(student, assignment) for student in listing.folders.values()):
        return _Found("nbgrader", layout, plain.read_submitted, listing)
    return None


def _only_entry(listing: Listing) -> Folder | None:
    """Return the only folder, or the only zip if there is no folder; None if there are several."""
    zips = [file for name, file in listing.files.items() if name.lower().endswith(".zip")]
    if len(listing.folders) + len(zips) != 1:
        return None
    if listing.folders:
        return next(iter(listing.folders.values()))
    inside = open_zip(zips[0], whole_class=True)
    return inside if isinstance(inside, ZipFolder) else None


# ---- what can be meant


class _Entry(NamedTuple):
    """A folder, or what is in a zip. file: the zip's name; empty for a folder."""

    folder: Folder
    file: str = ""


def _all_entries(listing: Listing) -> Iterator[tuple[str, _Entry]]:
    """Yield the folders and the zips that can be opened, by their names."""
    for name, folder in listing.folders.items():
        yield name, _Entry(folder)
    for name, file in listing.files.items():
        if name.lower().endswith(".zip") and isinstance(inside := open_zip(file), ZipFolder):
            yield name, _Entry(inside, name)


class _Level:
    """What is in a folder: a student's own work, and entries that may be students'.

    own: whether a topic's file is in it, as in a student's folder. weeks: what is called like the week, and is not such a
    student's folder itself. entries: all other folders and zips, by the name that a student would have.
    """

    def __init__(self, folder: Folder, assignment: Assignment) -> None:
        self.listing = folder.list()
        self._assignment = assignment
        self._topics: dict[str, frozenset[str]] = {}
        self.own = any(assignment.match(name) for name in self.listing.files)
        self.entries: dict[str, _Entry] = {}
        self.weeks: dict[str, _Entry] = {}
        for name, entry in islice(_all_entries(self.listing), _MAX_LOOKED_AT):
            if name in NEVER_SEARCHED or assignment.holds_other_week(name):
                continue
            if assignment.is_week(name):
                self.weeks[name] = entry
                self.own = self.own or _is_submission(entry.folder, assignment)
                continue
            student = without_copy(student_of_zip(name, assignment.week))[0] if entry.file else name
            self.entries.setdefault(student, entry)
            if name in assignment.topic_of.values() and self.topics(name) == {name}:
                self.own = True  # a folder for each topic

    @property
    def everything(self) -> dict[str, _Entry]:
        return self.entries | self.weeks

    def topics(self, name: str) -> frozenset[str]:
        """Return the topics that an entry holds."""
        if name not in self._topics:
            entry = self.everything[name]
            files = StudentFiles(self._assignment, "")
            files.add_folder(entry.folder, in_zip=OpenedZip(entry.file) if entry.file else None)
            files.open_zips()
            self._topics[name] = frozenset(files.candidates)
        return self._topics[name]

    @property
    def is_students(self) -> bool:
        """Whether it is a student's folder: one of this week's work, in whatever folders."""
        return self.own or any(self.topics(name) for name in self.weeks)

    def groups(self) -> list[_Level]:
        """Return what is in each entry that is not a student's folder itself."""
        inside = [_Level(entry.folder, self._assignment) for entry in self.everything.values()]
        return [level for level in inside if not level.is_students]

    @cached_property
    def crowd(self) -> bool:
        """Whether two entries hold the same topic."""
        seen: set[str] = set()
        for name in self.entries:
            if seen & self.topics(name):
                return True
            seen |= self.topics(name)
        return False

    @cached_property
    def with_work(self) -> list[str]:
        """The entries that hold a topic, at most `MANY`."""
        return list(islice(filter(self.topics, self.everything), MANY))

    @property
    def many(self) -> bool:
        """Whether the entries can only be students'."""
        return self.crowd and len(self.with_work) >= MANY


def _is_submission(folder: Folder, assignment: Assignment) -> bool:
    """Return whether a topic's file is in a folder, or in the week's folder in it."""
    inside = folder.list()
    listings = [inside, *(child.list() for name, child in inside.folders.items() if assignment.is_week(name))]
    return any(assignment.match(name) for listing in listings for name in listing.files)


def _options(level: _Level) -> list[str]:
    """Return the plain layouts that can be meant."""
    if level.own:
        return ["one", "class"] if level.crowd else ["one"]
    groups = level.groups()
    if _are_sections(level, groups):
        return ["sections"]
    if not level.with_work:
        archives = [name for name, file in level.listing.files.items() if is_archive(name) or is_link_to_folder(file)]
        options = ["one", "class"] if len(level.listing.folders) + len(archives) == 1 else ["class"]
        return [*options, "sections"] if any(group.crowd for group in groups) else options
    if level.crowd:
        return ["class", "sections"] if any(group.crowd for group in groups) else ["class"]
    return ["one", "class", "sections"] if any(group.with_work for group in groups) else ["one", "class"]


def _are_sections(level: _Level, groups: Sequence[_Level]) -> bool:
    """Return whether every entry that holds work can only be a section."""
    big = sum(group.many for group in groups)
    return big > 0 and big == sum(bool(level.topics(name)) for name in level.everything)


def _inside_wrappers(root: Folder, assignment: Assignment) -> tuple[Folder, list[Note]]:
    """Return the folder that can only be the class's, if it is in folders or zips alone in each other; else the root.

    Also return notes on what is beside it.
    """
    folder, notes = root, list[Note]()
    for _ in range(MAX_WRAPPERS + 1):
        level = _Level(folder, assignment)
        if level.own or len(level.with_work) != 1:
            sure = not level.own and (level.many or _are_sections(level, level.groups()))
            return (folder, notes) if sure else (root, [])
        (name,) = level.with_work
        inner = level.everything[name]
        listing, refused = _listed(folder)
        notes += refused
        notes += [Note(other, file.refusal or _BESIDE) for other, file in listing.files.items() if other != inner.file]
        folder = inner.folder
    return root, []
