"""Packing a course: the files that students may have, as one zip. `unpack` and `own` read it.

The files are listed one by one, so no solution and no hidden check can get in. The same course gives the same bytes.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.key import save_key
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.course.course import Course, lesson_files
from dlcourse.graders.engine.course.stubs import BEGIN
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.notes.making import find_note
from dlcourse.graders.engine.student.sources.names import checksum_file
from dlcourse.graders.engine.student.zipping import zipped


def pack(course: Course, out: Path, say: Callable[[str], None] = lambda _: None) -> str:
    """Write a course's zip, and its checksum beside it; return the checksum (SHA-256, hex).

    Raises BrokenGrader if a file is missing, or if a stub holds a solution; then nothing is written.
    """
    files = sorted([*_files(course), *_keys(course, say)])
    data = zipped(dict(files))
    sha256 = hashlib.sha256(data).hexdigest()
    write_atomic(out, data)
    write_atomic(Path(checksum_file(str(out))), f"{sha256}  {out.name}\n")
    return sha256


def _files(course: Course) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the course's root, content)."""
    paths = [course.root / "course.toml"]
    for week, topics in course.weeks.items():
        paths += lesson_files(course, week)
        for topic in topics:
            paths += [topic.stub, topic.probes_file, topic.visible_file, *[topic.picture_file] * topic.has_picture]
        paths += [course.root / "datasets" / name for name in course.week(week).data]
    datasets = course.root / "datasets"
    paths += [*datasets.glob("*.py"), *datasets.glob("*.md")]  # loaders; sources and licences of the data
    for path in dict.fromkeys(paths):
        name = path.relative_to(course.root).as_posix()
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BrokenGrader(
                f"{course.name} has no {name} ({error.strerror}). More about it: dlcourse dev check"
            ) from error
        if BEGIN.encode() in data:
            raise BrokenGrader(f"{name} holds a solution. Cut the stubs first: dlcourse dev stubs")
        yield name, data


def _keys(course: Course, say: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the course's root, content) of each topic's key and locked note, which are made if they must be."""
    with Collectors(reference_sandbox) as collectors, tempfile.TemporaryDirectory() as folder:
        for topic in course.topics:
            say(topic.id)
            path = Path(folder) / "key"
            save_key(path, find_key(topic, collectors), topic)
            yield topic.shipped_key.relative_to(course.root).as_posix(), path.read_bytes()
            if (note := find_note(topic, collectors)) is not None:
                yield topic.shipped_note.relative_to(course.root).as_posix(), note.to_bytes()
