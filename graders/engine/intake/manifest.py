"""The manifest of a submission: `submit` writes it beside a student's files, `grade` reads it as a hostile file.

It tells which of two zips is newer, and whether a file has changed since. It gives nobody points, and it does not decide
whose a submission is (see `intake.found_manifests`).
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec

from dlcourse.graders.engine.errors import CourseError

MANIFEST: Final = "dlcourse-submission.json"
MAX_MANIFEST: Final = 1 << 18
MAX_NAME: Final = 200
HONESTY: Final = "This is my own work, and where I had help I say so."
SCHEMA: Literal["dlcourse/submission/v1"] = "dlcourse/submission/v1"

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME)]


class Agreement(msgspec.Struct, frozen=True):
    """A sentence that a student agreed to, and when."""

    line: Words
    agreed: Moment


class FileEntry(msgspec.Struct, frozen=True):
    """A file as it was handed in."""

    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, msgspec.Meta(ge=0)]

    @classmethod
    def of(cls, data: bytes) -> FileEntry:
        return cls(hashlib.sha256(data).hexdigest(), len(data))


class SubmissionManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed in. files: by path in the zip. forced: the student was told of problems, and handed in all the same."""

    schema: Literal["dlcourse/submission/v1"]
    course: Words
    week: Words
    student: Words
    time: Moment
    forced: bool
    honesty: Agreement
    versions: Annotated[dict[Words, Words], msgspec.Meta(max_length=20)]
    files: Annotated[dict[Words, FileEntry], msgspec.Meta(max_length=1000)]

    def to_json(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self)) + b"\n"


def student_name(text: str) -> str:
    """Return a student's name or number in one form, however it was typed; CourseError if it is not one."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise CourseError(f"{text[:40]!r} is no name. Give your name or number as the course knows it: --as NAME")
    return name
