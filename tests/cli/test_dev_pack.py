"""dlcourse dev pack"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile

import pytest


@pytest.fixture
def pack(dlcourse, course):
    """Pack the course that is to be changed."""
    return lambda *arguments: dlcourse("dev", "pack", *arguments, course=course)


def test_what_is_in_it(pack, course, tmp_path):
    """The zip holds what a student needs, and not one line of a solution, mistake, variant or hidden check."""
    (course / "graders/basics/numbers/notes.txt").write_text("secret")
    (course / "exercises/basics/draft.py").write_text("secret")
    ended = pack()
    assert ended.code == 0, ended
    with zipfile.ZipFile(tmp_path / "tiny.zip") as archive:
        contents = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert set(contents) == {
        "course.toml",
        "datasets/words.txt",
        "exercises/basics/README.md",
        *(f"exercises/basics/{topic}.py" for topic in ("numbers", "words")),
        *(f"graders/basics/{topic}/{file}.py" for topic in ("numbers", "words") for file in ("probes", "test_visible")),
        *(f"keys/basics/{topic}.key" for topic in ("numbers", "words")),
    }
    secret = re.findall(r"def (test_\w+)", (course / "graders/basics/numbers/test_hidden.py").read_text())
    for path in (course / "solutions/basics").rglob("*.py"):
        for region in re.findall("### BEGIN SOLUTION\n(.*?)### END SOLUTION", path.read_text(), re.DOTALL):
            secret += [line.strip() for line in region.splitlines()]
        if path.parent.name != "basics":
            secret += re.findall(r"^def (\w+)", path.read_text(), re.MULTILINE)
    secret = [line for line in secret if len(line) > 10]  # `x + y` may be anybody's
    assert len(secret) > 8
    for line in secret:
        names = [name for name, text in contents.items() if line in text]
        assert not [name for name in names if not name.endswith(".key")], line  # a key names the mistakes that it knows


def test_it_is_always_the_same(pack, tmp_path):
    """The same course gives the same bytes, and the checksum beside them is what sha256sum writes."""
    for name in ("a.zip", "b.zip"):
        ended = pack("--out", tmp_path / "out" / name)
        assert ended.code == 0
        assert f"--from https://…/{name}" in ended.out
    data = (tmp_path / "out/a.zip").read_bytes()
    assert data == (tmp_path / "out/b.zip").read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    assert (tmp_path / "out/a.zip.sha256").read_text() == f"{sha256}  a.zip\n"
    assert sha256 in ended.out


def test_a_stub_that_holds_a_solution(pack, course, tmp_path):
    """If a stub holds a solution, that is reported, and nothing is written."""
    shutil.copy(course / "solutions/basics/words.py", course / "exercises/basics/words.py")
    ended = pack()
    assert (ended.code, "exercises/basics/words.py holds a solution" in ended.err) == (3, True)
    assert f"dlcourse --course {course} dev stubs" in ended.err
    assert not list(tmp_path.glob("tiny.zip*"))


def test_a_file_that_is_missing(pack, course, tmp_path):
    """A course with a missing file is not packed."""
    (course / "graders/basics/words/probes.py").unlink()
    ended = pack()
    assert (ended.code, "has no graders/basics/words/probes.py" in ended.err) == (3, True)
    assert not list(tmp_path.glob("tiny.zip*"))


def test_what_was_packed_can_be_packed_again(pack, dlcourse, tmp_path):
    """A packed course has its keys, so who has no solutions can pack it, to the same bytes."""
    pack()
    data = (tmp_path / "tiny.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "tiny.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    assert dlcourse("dev", "pack", "--out", "again.zip", course=tmp_path / "unpacked").code == 0
    assert (tmp_path / "again.zip").read_bytes() == data
