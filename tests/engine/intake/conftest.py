"""What the tests of intake share: classes on disk and in zips, and a look at what was found in them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.intake.find import find_submissions
from dlcourse.graders.engine.intake.submissions import Intake
from dlcourse.graders.engine.untrusted import Unreadable

TINY = Path(__file__).parents[2] / "courses" / "tiny"

Content = str | bytes
Make = Callable[..., Path]
Find = Callable[[Path], Intake]


@pytest.fixture(scope="session")
def topics():
    """The topics of the tiny course's week: numbers and words."""
    return Course(TINY).weeks["basics"]


@pytest.fixture
def find(topics) -> Find:
    """Find the submissions for the tiny course's week."""
    return lambda path: find_submissions(path, "basics", topics)


@pytest.fixture
def find_class(topics) -> Find:
    """The same for a folder per student, where it could also be one student's folder: the instructor says so."""
    return lambda path: find_submissions(path, "basics", topics, layout="class")


@pytest.fixture
def folder(tmp_path) -> Make:
    """Make a folder of the files {path: content} below `name`."""

    def make(files: Mapping[str, Content], name: str = "class") -> Path:
        for path, content in files.items():
            place = tmp_path / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / name

    return make


@pytest.fixture
def zipped(tmp_path) -> Make:
    """Make a zip of {path: content}, or of pairs of those; a path may be a ZipInfo."""

    def make(
        members: Mapping[str, Content] | Iterable[tuple[str | zipfile.ZipInfo, Content]],
        name: str = "class.zip",
        method: int = zipfile.ZIP_DEFLATED,
    ) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", method) as archive:
            for member, content in members.items() if isinstance(members, Mapping) else members:
                archive.writestr(member, content)
        return path

    return make


@pytest.fixture
def texts() -> Callable[[Intake], dict[str, dict[str, str]]]:
    """Return what is read of each student's topics: the text, or why there is none."""

    def read(found: Intake) -> dict[str, dict[str, str]]:
        sources = {s.student: {topic: file.read() for topic, file in s.files.items()} for s in found.submissions}
        return {
            student: {
                topic: source.why if isinstance(source, Unreadable) else source.decode() for topic, source in of.items()
            }
            for student, of in sources.items()
        }

    return read
