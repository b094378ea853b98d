"""Gradescope, "Export Submissions": a folder per submission, and submission_metadata.yml, which names its students.

submission_12345:
  :submitters:
  - :name: Ada Lovelace
    :sid: '815'
    :email: ada@example.org
  :created_at: 2026-04-26 17:34:00.861687000 Z
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.assignment import Assignment
from dlcourse.graders.engine.intake.names import Identifier
from dlcourse.graders.engine.intake.notes import Note
from dlcourse.graders.engine.intake.student_files import StudentFiles
from dlcourse.graders.engine.intake.tree import File, Listing
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable

METADATA: Final = "submission_metadata.yml"
MAX_METADATA: Final = 64 << 20
MAX_DEPTH: Final = 100


@dataclass(frozen=True)
class Entry:
    """One submission of the metadata. submitters: their identifiers by id, in order. when: of two the greater is later."""

    folder: str
    submitters: Mapping[str, Sequence[Identifier]]
    when: tuple[str, int, str]


def read(listing: Listing, assignment: Assignment, notes: list[Note]) -> Iterator[StudentFiles]:
    """Return what each submitter handed in; a group's submission is that of each of its members.

    Raises CourseError for metadata that cannot be read.
    """
    entries = parse(listing.files[METADATA])
    latest: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.when):
        for name in entry.submitters:
            if name in latest:
                why = f"not read: {one_line(latest[name].folder)}; {one_line(entry.folder)} is later"
                notes.append(Note(name, why))
            latest[name] = entry
    for name, entry in sorted(latest.items()):
        student = StudentFiles(assignment, name, identifiers=entry.submitters[name])
        if folder := listing.folders.get(entry.folder):
            student.add_folder(folder)
        else:
            why = f"graded as not started: its folder {one_line(entry.folder)} is not in the export"
            student.notes.add(why, explains=True)
        if name == entry.folder:
            student.notes.add(f"{METADATA} names no student for it; graded under the folder's name")
        yield student
    known = {METADATA, *(entry.folder for entry in entries)}
    unknown = [name for name in (*listing.folders, *listing.files) if name not in known]
    notes += [Note(name, f"not read: it is not in {METADATA}") for name in unknown]


def parse(file: File) -> list[Entry]:
    """Return what the metadata says; CourseError if it cannot be read."""
    data = file.read_bytes(MAX_METADATA)
    if isinstance(data, Unreadable):
        raise CourseError(f"Cannot read the Gradescope export: {data.why}")
    try:
        import yaml  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError as error:
        raise CourseError(
            f"Reading a Gradescope export ({METADATA}) needs PyYAML, which comes with nbgrader: pip install pyyaml"
        ) from error
    # The C loader has the same rules and takes a tenth of the time, but deep nesting would crash it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text, depth = data.decode("utf-8"), 0
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise ValueError("it is nested too deeply")
        found = yaml.load(text, Loader=loader)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CourseError(f"Cannot read {METADATA} of the Gradescope export: {one_line(str(error))}.") from error
    if not isinstance(found, Mapping) or not found:
        raise CourseError(f"{METADATA} is not that of a Gradescope export: it has no submissions.")
    return [_entry(str(folder), about) for folder, about in found.items()]


def _entry(folder: str, about: object) -> Entry:
    fields = _plain_keys(about)
    submitters = fields.get("submitters")
    people = [_plain_keys(person) for person in submitters] if isinstance(submitters, list) else []
    students: dict[str, Sequence[Identifier]] = {}
    for person in people:
        said = [Identifier(kind, text) for kind in ("email", "sid", "name") if (text := _text(person.get(kind)))]
        if said:
            students.setdefault(said[0].value, said)
    number = re.search(r"[0-9]{1,18}\Z", folder)
    when = (str(fields.get("created_at", ""))[:40], int(number[0]) if number else 0, folder)
    return Entry(folder, students or {folder: [Identifier("entry", folder)]}, when)


def _plain_keys(about: object) -> dict[str, object]:
    """Return a mapping with Ruby's `:name` as `name`."""
    return {str(key).lstrip(":"): value for key, value in about.items()} if isinstance(about, Mapping) else {}


def _text(value: object) -> str:
    """Return an id; empty for anything nested, because a few aliases can make its text endless."""
    return str(value).strip()[:1000] if isinstance(value, str | int) else ""
