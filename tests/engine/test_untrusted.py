"""Reading one file that a student handed in: text, or a sentence on why not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.graders.engine.untrusted import MAX_SOURCE, Unreadable, as_source, read_source

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.mark.parametrize(
    "text",
    ["x = 1\n", "x = 'é 日本 🙂'", "\ufeffx = 1", "# -*- coding: latin-1 -*-\n", "x = 1\r\n", "not Python at all ("],
)
@pytest.mark.parametrize("follow", [True, False])
def test_text_is_read_as_it_is(tmp_path: Path, text: str, follow: bool) -> None:
    """Any UTF-8 text comes back byte by byte; whether it is Python is not asked here."""
    path = tmp_path / "topic.py"
    path.write_bytes(text.encode())
    assert read_source(path, follow=follow) == text.encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "topic.py is empty. `dlcourse reset topic`"),
        (b" \r\n\t\n", "topic.py is empty"),
        (b"x = 1\0", "topic.py is not a text file"),
        ("x = 1".encode("utf-16"), "topic.py is not a text file"),
        (b"\x7fELF\x02\x01\x01\0", "topic.py is not a text file"),
        ("x = 'é'".encode("latin-1"), "topic.py is not UTF-8: line 1 has the byte 0xe9"),
        (b"x = 1\ny = 2\nz = '\xff'", "topic.py is not UTF-8: line 3 has the byte 0xff"),
        (b"x = '\xed\xa0\x80'", "topic.py is not UTF-8: line 1 has the byte 0xed"),
        (b"#" * (MAX_SOURCE + 1), f"topic.py has {MAX_SOURCE + 1} bytes; at most {MAX_SOURCE} are read"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes, says: str) -> None:
    """The sentence says what is wrong and where; the exercise counts as started."""
    path = tmp_path / "topic.py"
    path.write_bytes(data)
    got = read_source(path, follow=True)
    assert isinstance(got, Unreadable)
    assert says in got.why
    assert got.started


def test_a_missing_file_is_not_started(tmp_path: Path) -> None:
    """No file is no attempt."""
    assert read_source(tmp_path / "topic.py", follow=True) == Unreadable("topic.py is missing.", started=False)


def test_a_folder_is_told(tmp_path: Path) -> None:
    """A folder in the place of a file is one of the things that happen."""
    (tmp_path / "topic.py").mkdir()
    got = read_source(tmp_path / "topic.py", follow=True)
    assert isinstance(got, Unreadable)
    assert "is a folder" in got.why


@posix
def test_a_link_stands_for_a_file_only_at_home(tmp_path: Path) -> None:
    """A student's own symbolic link is followed; in a class's folder it is not."""
    secret = tmp_path / "secret.txt"
    secret.write_text("x = 1")
    (tmp_path / "soft.py").symlink_to(secret)
    assert read_source(tmp_path / "soft.py", follow=True) == b"x = 1"
    got = read_source(tmp_path / "soft.py", follow=False)
    assert isinstance(got, Unreadable)
    assert "link" in got.why


@posix
def test_a_hard_link_is_a_file(tmp_path: Path) -> None:
    """Both names of a file are read: whoever makes a link to another's file costs that one nothing."""
    (tmp_path / "mine.py").write_text("x = 1")
    os.link(tmp_path / "mine.py", tmp_path / "theirs.py")
    for name in ("mine.py", "theirs.py"):
        assert read_source(tmp_path / name, follow=False) == b"x = 1"


@posix
def test_links_to_nowhere_and_in_circles_are_told(tmp_path: Path) -> None:
    """A link that leads to no file is no crash."""
    (tmp_path / "loop.py").symlink_to(tmp_path / "loop.py")
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere")
    for name in ("loop.py", "gone.py"):
        for follow in (True, False):
            assert isinstance(read_source(tmp_path / name, follow=follow), Unreadable)


@posix
@pytest.mark.parametrize("follow", [True, False])
def test_pipes_and_devices_are_not_opened(tmp_path: Path, follow: bool) -> None:
    """Reading a pipe would wait for ever, and a device never ends."""
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "zero.py").symlink_to("/dev/zero")
    for name in ("pipe.py", "zero.py"):
        got = read_source(tmp_path / name, follow=follow)
        assert isinstance(got, Unreadable)
        assert "no regular file" in got.why or "link" in got.why


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_told(tmp_path: Path) -> None:
    """The system's own words are passed on."""
    path = tmp_path / "topic.py"
    path.write_text("x = 1")
    path.chmod(0)
    got = read_source(path, follow=True)
    assert isinstance(got, Unreadable)
    assert "cannot be read" in got.why


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_told(data: bytes) -> None:
    """Nothing that a file can hold raises; what is accepted is the file, unchanged."""
    got = as_source("topic.py", data)
    if isinstance(got, Unreadable):
        assert got.why.startswith("topic.py ")
    else:
        assert got == data == data.decode("utf-8").encode("utf-8")
