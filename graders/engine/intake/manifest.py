"""The manifest of a submission: what `submit` writes beside a student's files, and `grade` reads as hostile as all the rest.

It tells of two zips the newer one, and whether a file is still as it was handed in. It never earns anybody anything, and
whose a submission is it says only where nothing else does (see `batch.intake.seals`).
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


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed in: `files` by path in the zip; `forced` where problems were told and overruled."""

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
    """Return a name or number as it is remembered, however it was typed; CourseError where it is none."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise CourseError(
            f"{text[:40]!r} is no name. Give the one, or the number, that the course knows you by: --as NAME"
        )
    return name
