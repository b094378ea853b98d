"""Gradescope, "Export Submissions": a folder per submission, and submission_metadata.yml, which says whose each is.

submission_12345:
  :submitters:
  - :name: Ada Lovelace
    :sid: '815'
    :email: ada@example.org
  :created_at: 2026-04-26 17:34:00.861687000 Z
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.tree import File, Listing
from dlcourse.graders.engine.intake.work import Assignment, StudentFiles, Work
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Unreadable

METADATA: Final = "submission_metadata.yml"
MAX_METADATA: Final = 64 << 20
MAX_DEPTH: Final = 100


@dataclass(frozen=True)
class Entry:
    """One submission of the metadata. submitters: their ids, in order; when: a higher one is later."""

    folder: str
    submitters: tuple[str, ...]
    when: tuple[str, int, str]


def read(listing: Listing, asked: Assignment, left_out: list[tuple[str, str]]) -> Iterator[Work]:
    """Return the work of each submitter; a group's submission is that of each of its members.

    Raises CourseError for metadata that cannot be read.
    """
    entries = parse(listing.files[METADATA])
    latest: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.when):
        for student in entry.submitters:
            if student in latest:
                left_out.append(
                    (
                        student,
                        f"not read: {one_line(latest[student].folder)}; taken, as the later: {one_line(entry.folder)}",
                    )
                )
            latest[student] = entry
    for student, entry in sorted(latest.items()):
        pile = StudentFiles(asked, student)
        if folder := listing.folders.get(entry.folder):
            pile.add_folder(folder)
        else:
            why = f"graded as not started: its folder {one_line(entry.folder)} is not in the export"
            pile.note(why, explains=True)
        if student == entry.folder:
            pile.note(f"{METADATA} names nobody for it; graded under its own name")
        yield pile.sort()
    known = {entry.folder for entry in entries}
    strangers = [name for name in (*listing.folders, *listing.files) if name != METADATA and name not in known]
    left_out += [(name, f"not read: {METADATA} does not name it") for name in strangers]


def parse(file: File) -> list[Entry]:
    """Return what the metadata says; CourseError where it cannot be read."""
    data = file.read_bytes(MAX_METADATA)
    if isinstance(data, Unreadable):
        raise CourseError(f"Cannot read the Gradescope export: {data.why}")
    try:
        import yaml  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError as error:
        raise CourseError(
            f"Reading a Gradescope export ({METADATA}) needs PyYAML, which comes with nbgrader: pip install pyyaml"
        ) from error
    # safe_load's own rules; in C, where it was built, they take a tenth of the time, but deep nesting ends the process
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
        raise CourseError(f"{METADATA} is not that of a Gradescope export: it names no submissions.")
    return [_entry(str(folder), about) for folder, about in found.items()]


def _entry(folder: str, about: object) -> Entry:
    fields = _plain_keys(about)
    listed = fields.get("submitters")
    people = [_plain_keys(person) for person in listed] if isinstance(listed, list) else []
    students = [
        _text(person.get("email")) or _text(person.get("sid")) or _text(person.get("name")) for person in people
    ]
    number = re.search(r"[0-9]{1,18}\Z", folder)
    when = (str(fields.get("created_at", ""))[:40], int(number[0]) if number else 0, folder)
    return Entry(folder, tuple(dict.fromkeys(filter(None, students))) or (folder,), when)


def _plain_keys(about: object) -> dict[str, object]:
    """Return a mapping with Ruby's `:name` as `name`."""
    return {str(key).lstrip(":"): value for key, value in about.items()} if isinstance(about, Mapping) else {}


def _text(value: object) -> str:
    """Return an id; never the text of something nested, which a few aliases make endless."""
    return str(value).strip()[:1000] if isinstance(value, str | int) else ""
