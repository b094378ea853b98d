"""Handing in to nbgrader's exchange, where `nbgrader collect` finds the submission. nbgrader itself is not needed.

<exchange>/<course>/inbound/<student>+<week>+<time>+<random>/    the topics' files, the manifest, and
    timestamp.txt             the same time, in UTC: nbgrader compares it to find the newest submission and late ones
    submission_secret.txt     part of the name of the student's feedback
(nbgrader: exchange/default/submit.py and collect.py.)
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.names import student_ids


def find_inbound(exchange: Path, course: str, week: str) -> Path:
    """Return a course's inbound folder; CourseError, with the next step, if nbgrader has not made it.

    exchange: the exchange, or a course's own folder in it, which may have another name than the course.
    """
    if os.name != "posix":
        raise CourseError(
            "nbgrader has no exchange on this system. Use dlcourse submit without --exchange, and hand in the zip."
        )
    for folder in (exchange / "inbound", exchange / course / "inbound"):
        if folder.is_dir():
            if not os.access(folder, os.W_OK | os.X_OK):
                raise CourseError(f"You may not write into {folder}. Ask your instructor.")
            return folder
    raise CourseError(
        f"There is no {exchange / course / 'inbound'}. Your instructor makes it: nbgrader release_assignment {week} --course "
        f"{course}. If the course has another name there: --exchange THE_EXCHANGE/THAT_NAME"
    )


def reject_for_nbgrader(student: str) -> None:
    """Raise CourseError for a name that cannot be one of a student in nbgrader's exchange."""
    if student_ids([student])[student] != student or "+" in student or "*" in student or len(student.encode()) > 100:
        raise CourseError(f"{student!r} is not a name that nbgrader allows. Give your user name there: --as NAME")


def write_inbound(inbound: Path, student: str, week: str, time: datetime, members: Mapping[str, bytes]) -> Path:
    """Write a submission's folder and return it. It gets its name, so that nbgrader sees it, after it was read back.

    members: content by path; only the last part of a path is used, because nbgrader has no folder for the week.
    """
    stamp = f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    files = {PurePosixPath(name).name: data for name, data in members.items()}
    files |= {"timestamp.txt": stamp.encode(), "submission_secret.txt": secrets.token_hex(64).encode()}
    folder = inbound / f"{student}+{week}+{stamp}+{secrets.token_urlsafe(9)}"
    temporary = None
    try:
        temporary = Path(tempfile.mkdtemp(dir=inbound, prefix=".dlcourse-"))
        for name, data in files.items():
            (temporary / name).write_bytes(data)
            (temporary / name).chmod(0o644)
            if (temporary / name).read_bytes() != data:
                raise CourseError(f"{name} in {inbound} was read back, and is damaged. Nothing was handed in.")
        temporary.chmod(0o777)  # as nbgrader does: the instructor, who is another user, may delete it
        temporary.rename(folder)
    except OSError as error:
        raise CourseError(
            f"Cannot write into {inbound}: {error.strerror or error}. Nothing was handed in. Ask your instructor."
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
    return folder
