"""Packing a course: what students may have of it, as one zip that is the same whenever the course is.

What goes in is named file by file, so that a solution or a hidden check has no way in.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
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
from dlcourse.graders.engine.student.sources.names import beside

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can have


def pack(course: Course, out: Path, say: Callable[[str], None] = lambda _: None) -> str:
    """Write a course's zip and, beside it, its checksum; return that.

    Raises BrokenGrader where a file is missing, or a stub holds a solution; then nothing is written.
    """
    content = dict(_files(course))
    content |= dict(_keys(course, say))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = 3  # not what it is made on
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content[name], zipfile.ZIP_DEFLATED, 9)
    sha256 = hashlib.sha256(data.getvalue()).hexdigest()
    write_atomic(out, data.getvalue())
    write_atomic(Path(beside(str(out))), f"{sha256}  {out.name}\n")
    return sha256


def _files(course: Course) -> Iterator[tuple[str, bytes]]:
    paths = [course.root / "course.toml"]
    for week, topics in course.weeks.items():
        paths += lesson_files(course, week)
        for topic in topics:
            paths += [topic.stub, topic.probes_file, topic.visible_file]
        paths += [course.root / "datasets" / name for name in course.week(week).data]
    datasets = course.root / "datasets"
    paths += [*datasets.glob("*.py"), *datasets.glob("*.md")]  # loaders; where the data comes from, and its licences
    for path in dict.fromkeys(paths):
        name = path.relative_to(course.root).as_posix()
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BrokenGrader(
                f"{course.name} lacks {name} ({error.strerror}). Look with: dlcourse dev check"
            ) from error
        if BEGIN.encode() in data:
            raise BrokenGrader(f"{name} holds a solution. Cut the stubs first: dlcourse dev stubs")
        yield name, data


def _keys(course: Course, say: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    with Collectors(reference_sandbox) as collectors, tempfile.TemporaryDirectory() as folder:
        for topic in course.topics:
            say(topic.id)
            path = Path(folder) / "key"
            save_key(path, find_key(topic, collectors), topic)
            yield topic.shipped_key.relative_to(course.root).as_posix(), path.read_bytes()
