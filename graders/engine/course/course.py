"""The course's manifest, course.toml: the order, titles, points and limits of weeks and topics, and all their paths."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from dlcourse.graders.engine.course import edits, reading
from dlcourse.graders.engine.errors import BrokenGrader, CourseError, nearest
from dlcourse.graders.engine.files import resolved

PLAIN: Final = re.compile(r"\w([\w .+-]*[\w+-])?")  # the name of a file in a folder, never of one elsewhere
SAME: Final = 1e-9  # points that differ by less are the same
Positive = Annotated[float, msgspec.Meta(gt=0, lt=1e6)]


class TopicEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic in course.toml.

    seconds: the limit of each probe; three times that is the limit of the whole topic. memory: the limit in MB.
    reading: a link to read more, shown with a hint. skip: leave the topic, and its points, out of the course.
    covers: the parts of texts that it teaches, such as "000:13-40", for the syllabus.
    """

    name: str
    title: str
    points: Positive
    seconds: Positive = 10.0
    memory: Annotated[int, msgspec.Meta(gt=0, lt=1 << 30)] = 4096
    reading: str = ""
    skip: bool = False
    covers: tuple[str, ...] = ()


class WeekEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"topics": "topic"}):
    """A week in course.toml. arrays: what probes get; "none": plain numbers and lists. data: plain names of files in datasets/ that
    students fetch.
    """

    name: str
    title: str
    points: Positive
    topics: tuple[TopicEntry, ...] = ()
    arrays: Literal["none", "numpy", "torch"] = "numpy"
    data: tuple[str, ...] = ()

    @property
    def preload(self) -> tuple[str, ...]:
        """Return what a worker imports before the first job of this week."""
        return () if self.arrays == "none" else (self.arrays,)


class CourseManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"weeks": "week"}):
    """The whole of course.toml."""

    name: str
    title: str
    weeks: tuple[WeekEntry, ...]


class Topic:
    """One topic: its entry, its files, and what is written in them."""

    def __init__(self, course: Course, week: WeekEntry, entry: TopicEntry) -> None:
        self.course = course
        self.week = week
        self.entry = entry
        self.name = entry.name
        self.id = f"{week.name}/{entry.name}"
        self.file_name = f"{entry.name}.py"
        root = course.root
        self.stub = root / "exercises" / week.name / self.file_name
        self.solution = root / "solutions" / week.name / self.file_name
        self.mistakes_file = root / "solutions" / week.name / "mistakes" / self.file_name
        self.variants_file = root / "solutions" / week.name / "variants" / self.file_name
        self.note = root / "solutions" / week.name / "notes" / f"{entry.name}.md"
        self.lesson = root / "exercises" / week.name / "README.md"
        self.graders = root / "graders" / week.name / entry.name
        self.probes_file = self.graders / "probes.py"
        self.visible_file = self.graders / "test_visible.py"
        self.hidden_file = self.graders / "test_hidden.py"
        self.picture_file = self.graders / "picture.py"
        self.shipped_key = root / "keys" / week.name / f"{entry.name}.key"
        self.shipped_note = self.shipped_key.with_suffix(".note")

    @property
    def heading(self) -> str:
        """Return the line that begins the topic's section of the lesson."""
        return f"## {self.entry.title} · `{self.file_name}`"

    @property
    def files(self) -> tuple[Path, ...]:
        """Return all files that are the topic's alone; some may be missing."""
        authored = (self.solution, self.mistakes_file, self.variants_file, self.note)
        return (*authored, self.stub, self.probes_file, self.visible_file, self.hidden_file, self.picture_file)

    @property
    def has_note(self) -> bool:
        """Return whether there is a note that a right solution opens, in clear or encrypted."""
        return self.note.is_file() or self.shipped_note.is_file()

    @property
    def has_picture(self) -> bool:
        """Return whether the author draws what a student's code returns."""
        return self.picture_file.is_file()

    @cached_property
    def picture_probes(self) -> tuple[str, ...]:
        """Return the probes that the picture names. Raises BrokenGrader if no visible check asks for one of them."""
        names = reading.read_picture(self.picture_file)
        asked = [probe.name for probe in self.probes_of(self.checks(hidden=False))]
        for name in names:
            if name not in asked:
                says = f"picture asks for {name!r}, which is no probe of a visible check. {nearest(name, asked)}"
                raise BrokenGrader(says, file=self.picture_file, line=reading.line_of(self.picture_file, "picture"))
        return names

    @cached_property
    def probes(self) -> dict[str, reading.Probe]:
        return reading.read_probes(self.probes_file)

    @cached_property
    def visible_checks(self) -> dict[str, reading.Check]:
        return reading.read_checks(self.visible_file, hidden=False)

    @cached_property
    def hidden_checks(self) -> dict[str, reading.Check]:
        return reading.read_checks(self.hidden_file, hidden=True)

    @cached_property
    def mistakes(self) -> dict[str, reading.Example]:
        """Return the mistakes by name, with their exercise and all their edits (see `edits.resolved`)."""
        return edits.resolved(reading.read_examples(self.mistakes_file, "mistake"), self.exercises, self.solution)

    @cached_property
    def survivors(self) -> dict[str, tuple[str, int]]:
        """Return the mutants that may survive, as `reading.read_survivors` does."""
        return reading.read_survivors(self.mistakes_file)

    @cached_property
    def variants(self) -> dict[str, reading.Example]:
        return reading.read_examples(self.variants_file, "variant")

    @cached_property
    def exercises(self) -> list[str]:
        """Return the names of the public functions and classes of the solution, or of the stub if there is none."""
        file = self.solution if self.solution.exists() else self.stub
        return [name for name in reading.definitions(reading.parse(file).body) if not name.startswith("_")]

    def checks(self, *, hidden: bool) -> dict[str, reading.Check]:
        """Return the visible checks, and the hidden ones too if `hidden`.

        Raises BrokenGrader if there are none, or if one asks for an unknown probe.
        """
        checks = self.visible_checks | self.hidden_checks if hidden else self.visible_checks
        if not checks:
            raise BrokenGrader(f"{self.id} has no checks: write some in {self.visible_file}.")
        for check in checks.values():
            for name in check.probes:
                if name not in self.probes:
                    file = self.check_file(check)
                    line = reading.line_of(file, check.name)
                    says = f"{check.name} asks for the probe {name!r}. {nearest(name, self.probes)}"
                    raise BrokenGrader(says, file=file, line=line)
        return checks

    def check_file(self, check: reading.Check) -> Path:
        """Return the file that a check is in."""
        return self.hidden_file if check.hidden else self.visible_file

    def probes_of(self, checks: dict[str, reading.Check]) -> list[reading.Probe]:
        """Return the probes that these checks ask for, in the order of probes.py."""
        asked = {name for check in checks.values() for name in check.probes}
        return [probe for name, probe in self.probes.items() if name in asked]


class Course:
    """A folder with a course.toml: exercises/, graders/, datasets/, and solutions/ or keys/."""

    def __init__(self, root: Path) -> None:
        self.root = resolved(root)
        path = self.root / "course.toml"
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            manifest = msgspec.convert(data, CourseManifest)
        except OSError as error:
            raise CourseError(f"{root} is not a course: it has no readable course.toml ({error.strerror}).") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
            raise BrokenGrader(_in_toml_words(error), file=path) from error
        self.skipped = [Topic(self, week, entry) for week in manifest.weeks for entry in week.topics if entry.skip]
        self.manifest = msgspec.structs.replace(manifest, weeks=tuple(map(_without_skipped, manifest.weeks)))
        self.name = self.manifest.name
        self.weeks = {week.name: [Topic(self, week, entry) for entry in week.topics] for week in self.manifest.weeks}
        self._reject_odd_names(path)

    def _reject_odd_names(self, path: Path) -> None:
        """Raise BrokenGrader for a name that is there twice, or that could lead out of the folder that it names a file of."""
        if not PLAIN.fullmatch(self.name):
            raise BrokenGrader(
                f"{self.name!r}: the course's name is made of letters, digits, spaces and _ - .", file=path
            )
        for week in self.manifest.weeks:
            for data in week.data:
                if not PLAIN.fullmatch(data):
                    raise BrokenGrader(
                        f"{week.name}: {data!r} in `data` is not the plain name of a file: write names of files that are directly in "
                        "datasets/, made of letters, digits, spaces and _ - . +",
                        file=path,
                    )
        ids: set[str] = set()
        named: list[WeekEntry | Topic] = [*self.manifest.weeks, *self.topics]
        for one in named:
            name = one.id if isinstance(one, Topic) else one.name
            if name in ids:
                raise BrokenGrader(f"{name!r} is there twice.", file=path)
            ids.add(name)
            if not one.name.isidentifier():
                raise BrokenGrader(f"{name!r}: a name is made of letters, digits and _.", file=path)

    @property
    def topics(self) -> list[Topic]:
        return [topic for topics in self.weeks.values() for topic in topics]

    @property
    def has_solutions(self) -> bool:
        return (self.root / "solutions").is_dir()

    def week(self, name: str) -> WeekEntry:
        """Return a week by name; CourseError with the nearest name if there is none."""
        for week in self.manifest.weeks:
            if week.name == name:
                return week
        raise CourseError(f"There is no week {name!r} in this course. {nearest(name, self.weeks)}")

    def find(self, name: str) -> list[Topic]:
        """Return the topics that `week`, `week/topic` or `topic` names; CourseError with the nearest name if none.

        A topic's file name means the topic: `topic.py`, `week/topic.py`.
        """
        if name in self.weeks:
            return self.weeks[name]
        found = [topic for topic in self.topics if name.removesuffix(".py") in (topic.id, topic.name)]
        if len(found) == 1:
            return found
        if found:
            raise CourseError(f"{name!r} is in several weeks: say {' or '.join(topic.id for topic in found)}.")
        known = [*self.weeks, *(topic.id if "/" in name else topic.name for topic in self.topics)]
        raise CourseError(f"There is no week or topic {name!r} in this course. {nearest(name, known)}")


def _without_skipped(week: WeekEntry) -> WeekEntry:
    """Return a week without the topics that are left out, and without their points."""
    topics = tuple(entry for entry in week.topics if not entry.skip)
    points = week.points - sum(entry.points for entry in week.topics if entry.skip)
    return msgspec.structs.replace(week, topics=topics, points=points)


def visible_points(topics: Iterable[Topic]) -> float:
    """Return the points that the visible checks of these topics give in all."""
    return sum(check.points for topic in topics for check in topic.visible_checks.values())


def wrong_sums(of: Topic | WeekEntry) -> Iterator[str]:
    """Yield a sentence if a topic's checks, or a week's topics, do not add up to the points in course.toml."""
    if isinstance(of, Topic):
        name, parts, points = of.id, "checks", of.entry.points
        total = sum(check.points for check in of.checks(hidden=True).values())
    else:
        name, parts, points = of.name, "topics", of.points
        total = sum(topic.points for topic in of.topics)
    if abs(total - points) > SAME:
        yield f"{name}: its {parts} add up to {total:.6g} points, course.toml says {points:g}: change one of the two."


def lesson_files(course: Course, week: str) -> list[Path]:
    """Return the files of a week's lesson: README.md and its images; none if there is no lesson."""
    folder = course.root / "exercises" / week
    found = [folder / "README.md", *sorted((folder / "images").glob("*.*"))]
    return [path for path in found if path.is_file()]


def file_of_course(path: Path) -> bytes:
    """Return the content of one of a course's own files; BrokenGrader if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrokenGrader(
            f"The course has no {path} ({error.strerror}). Install it again, or move its folder back to where it was."
        ) from error


def installed_course() -> Path:
    """Return the root of the course that came with this package: the checkout, or a folder in site-packages."""
    return Path(__file__).resolve().parents[3]


def _in_toml_words(error: Exception) -> str:
    return str(error).replace("`$.", "`").replace("`$`", "the file") + "."
