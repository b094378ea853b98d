"""Hostile archives: nothing is extracted, nothing but a topic's member is read, and a zip's lies cost a message."""

from __future__ import annotations

import io
import random
import stat
import struct
import sys
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from dlcourse.graders.engine.intake import zips
from dlcourse.graders.engine.intake.disk import DiskFile
from dlcourse.graders.engine.untrusted import MAX_SOURCE, Unreadable


@pytest.fixture
def ada(zipped, find_class, texts):
    """Return what is read of ada, and what is listed, when a class of hers and bob's hands in these members as her zip."""

    def hand_in(members=(), method=zipfile.ZIP_DEFLATED, data: bytes | None = None):
        path = zipped(members, "class/ada.zip", method)
        if data is not None:
            path.write_bytes(data)
        zipped({"numbers.py": "bob's"}, "class/bob.zip")
        found = find_class(path.parent)
        read = texts(found)
        assert read["bob"] == {"numbers": "bob's"}
        return read["ada"], [why for name, why in found.notes if name == "ada"]

    return hand_in


def member(name: str, mode: int = 0, **settings: int) -> zipfile.ZipInfo:
    """Return a member's description, with the mode of a Unix file and whatever else is to be claimed."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr, info.compress_type = 3, mode << 16, zipfile.ZIP_DEFLATED
    for key, value in settings.items():
        setattr(info, key, value)
    return info


def made(members: dict[str, str | bytes]) -> bytes:
    """Return a zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def relabelled(data: bytes, offset: int, size: int, value: int) -> bytes:
    """Return a zip whose central directory claims `value`, of `size` bytes, at `offset` of every entry."""
    changed, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + offset : at + offset + size] = value.to_bytes(size, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


# ---- names


@pytest.mark.parametrize(
    "name",
    ["../numbers.py", "a/../../numbers.py", "/numbers.py", "/etc/numbers.py", "C:/numbers.py", "..\\numbers.py", "\\\\host\\x\\numbers.py"],
)  # fmt: skip
def test_a_path_out_of_the_zip(ada, tmp_path, name):
    """A member with an absolute path or one that leads out of the zip is not read, but listed; nothing is written."""
    before = sorted(path for path in tmp_path.rglob("*.py"))
    read, notes = ada({name: "evil", "words.py": "1"})
    assert read == {"words": "1"}
    assert len(notes) == 1
    assert "numbers.py: not read: " in notes[0]
    assert sorted(tmp_path.rglob("*.py")) == before


def test_windows_separators(ada):
    """A zip whose maker wrote backslashes is read as one with folders."""
    assert ada({"work\\basics\\numbers.py": "1"})[0] == {"numbers": "1"}


def test_duplicate_members(ada):
    """Of two members of one name the last one is read, as unzip leaves it, and the other is listed."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        read, notes = ada([("numbers.py", "first"), ("numbers.py", "last")])
    assert read == {"numbers": "last"}
    assert notes == ["numbers.py: several times in the zip; the last one is read"]


def test_names_that_differ_in_case(ada):
    """The exact name counts before the others, on every system; those are listed."""
    read, notes = ada({"NUMBERS.PY": "1", "numbers.py": "2", "Numbers.py": "3"})
    assert read == {"numbers": "2"}
    assert notes == [f"not read: ada.zip/{name}; graded: ada.zip/numbers.py" for name in ("NUMBERS.PY", "Numbers.py")]


def test_a_file_where_a_folder_should_be(ada):
    """A member below a file of the same zip, or with a folder's name, is listed and spoils nothing."""
    read, notes = ada([("a", ""), ("a/numbers.py", "1"), ("b/x", ""), ("b", ""), ("words.py", "2")])
    assert read == {"words": "2"}
    assert [why.split(": ")[0] for why in notes] == ["a/numbers.py", "b"]


def test_odd_characters_in_names(ada):
    """Names with newlines, escapes, right-to-left marks and nothing at all are listed as one harmless line each."""
    read, notes = ada({"evil\n\x1b[2Jnumbers.py": "", "\u202eyp.srebmun.py": "", "/": "", "numbers.py": "1"})
    assert read == {"numbers": "1"}
    assert all("\n" not in why and "\x1b" not in why and "\u202e" not in why for why in notes)
    assert "evil \\x1b[2Jnumbers.py" in "".join(notes)


def test_a_name_that_is_not_what_it_claims(ada):
    """A name that is flagged as UTF-8 and is not makes that student's zip unreadable, and nobody else's."""
    data = made({"numbers.py": "1", "äöü.txt": ""}).replace("äöü".encode(), b"\xff\xfe\xfd\xfc\xfb\xfa")
    read, notes = ada(data=data)
    assert all("it is damaged" in read[topic] for topic in ("numbers", "words"))
    assert len(notes) == 1


def test_thousands_of_odd_members(ada):
    """However much is odd in a zip, the list stays short and says how much more there is."""
    read, notes = ada({f"../{n}.py": "" for n in range(3000)} | {"numbers.py": "1"})
    assert read == {"numbers": "1"}
    assert len(notes) == 11
    assert notes[-1] == "and 2990 more of this kind"


# ---- kinds


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_a_member_that_is_no_file(ada, mode):
    """A link, a pipe or a device in a zip is not read; its topic says so."""
    read, notes = ada([(member("numbers.py", mode | 0o777), "/etc/passwd"), ("words.py", "1")])
    assert read["words"] == "1"
    assert read["numbers"].startswith("numbers.py is ")
    assert notes == [f"ada.zip/numbers.py: {read['numbers']}"]


@pytest.mark.parametrize("name", ["numbers.py/", "numbers.py/x.txt"])
def test_a_folder_with_a_files_name(ada, name):
    """A folder called numbers.py is no exercise, and said so."""
    read, notes = ada({name: "", "words.py": "1"})
    assert read == {"numbers": "numbers.py is a folder; the exercise belongs into a file of that name.", "words": "1"}
    assert len(notes) == 1


@pytest.mark.parametrize("bit", [0x1, 0x41, 0x2041])
def test_encrypted_members(ada, bit):
    """An encrypted member is not read, and both student and instructor learn why."""
    read, notes = ada(data=relabelled(made({"numbers.py": "1", "words.py": "2"}), 8, 2, bit))
    assert read["numbers"] == "numbers.py is encrypted; make the zip without a password."
    assert len(notes) == 2


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression(ada, method):
    """Methods whose decompressor cannot be stopped are not used: a few KB of them become gigabytes at once."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", method) as archive:
        archive.writestr("numbers.py", bytes(5_000_000))
    for data in (relabelled(bomb.getvalue(), 24, 4, 10), bomb.getvalue()):
        read, notes = ada(data=data)
        assert read == {"numbers": "numbers.py is compressed in an unusual way; make an ordinary zip."}
        assert len(notes) == 1


@pytest.mark.parametrize("name", ["more.zip", "more.ZIP", "more.tar.gz", "more.7z", "more.rar"])
def test_an_archive_in_a_zip(ada, name):
    """An archive inside a student's zip is not opened; its topics say so, and so a zip of zips of zips ends at once."""
    read, notes = ada({name: made({"numbers.py": "1"}), "words.py": "2"})
    assert read["words"] == "2"
    assert read["numbers"].startswith(f"ada.zip/{name}: ")
    assert "opened; hand in one" in read["numbers"]
    assert notes == [f"not read: {read['numbers']}"]


def test_another_archive_instead_of_a_zip(folder, find, texts):
    """Of archives only a zip is opened; student and instructor learn it, and what to do."""
    found = find(folder({"ada_1_2_work.tar.gz": "", "bob_3_4_numbers.py": "1"}))
    why = "ada_1_2_work.tar.gz: only a .zip is opened; hand in one, or the files themselves."
    assert texts(found) == {"ada_1": {"numbers": why, "words": why}, "bob_3": {"numbers": "1"}}
    assert found.notes == [("ada_1", f"not read: {why}")]


# ---- sizes


def test_a_bomb(ada):
    """A member of 100 MB in 100 KB is given up after MAX_SOURCE bytes, whatever its header claims."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("numbers.py", "w") as out:
        for _ in range(100):
            out.write(bytes(1 << 20))
    for claimed in (100 << 20, 10, MAX_SOURCE, 0xFFFFFFF0):
        tracemalloc.start()
        try:
            read, _ = ada(data=relabelled(file.getvalue(), 24, 4, claimed))
            assert tracemalloc.get_traced_memory()[1] < 8_000_000
        finally:
            tracemalloc.stop()
        assert "at most 1048576 are read" in read["numbers"] or "cannot be read from ada.zip" in read["numbers"]


def test_a_member_as_long_as_is_allowed(ada):
    """MAX_SOURCE bytes are read, one more is not."""
    assert len(ada({"numbers.py": "#" * MAX_SOURCE})[0]["numbers"]) == MAX_SOURCE
    assert "1048577 bytes; at most 1048576" in ada({"numbers.py": "#" * (MAX_SOURCE + 1)})[0]["numbers"]


def test_a_lie_about_the_compressed_size(ada):
    """A member that claims another number of compressed bytes than it has is read right, or not at all."""
    for claimed in (0, 1, 10_000, 0xFFFFFFF0):
        read, _ = ada(data=relabelled(made({"numbers.py": "x = 1\n" * 100}), 20, 4, claimed))
        right = claimed > 1 and read["numbers"] == "x = 1\n" * 100  # deflate knows where it ends
        assert right or "cannot be read from ada.zip" in read["numbers"] or "at most" in read["numbers"]


def test_members_that_share_their_bytes(ada):
    """Overlapping members, by which a small zip holds petabytes, are read only up to the limit, or not at all."""
    data = made({"numbers.py": "x" * 900_000})
    start, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    entry = data[start:end]
    names = [b"numbers.py", *(b"%010d" % n for n in range(5000))]
    directory = b"".join(entry.replace(b"numbers.py", name) for name in names)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(names), len(names), len(directory), start, 0)
    read, _ = ada(data=data[:start] + directory + tail)
    assert read == {"numbers": "x" * 900_000}


def test_a_million_members(ada, tmp_path):
    """A zip with a million members is refused before its list is parsed: at once, and in little memory."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    directory = entry * 1_000_000
    zip64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**6, 10**6, len(directory), 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(directory), 1)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    data = directory + zip64 + locator + tail
    tracemalloc.start()
    start = time.process_time()
    try:
        read, notes = ada(data=data)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - start < 2
    assert "more than 20000 members" in read["numbers"]
    assert len(notes) == 1


def test_too_many_members(ada, monkeypatch):
    """The number of members has a limit of its own."""
    monkeypatch.setattr(zips, "OF_A_STUDENT", zips.Limits(1 << 20, 100))
    assert "more than 100 members" in ada({f"{n}": "" for n in range(101)})[0]["numbers"]
    assert ada({f"{n}": "" for n in range(99)} | {"numbers.py": "1"})[0] == {"numbers": "1"}


def test_a_giant_zip_in_a_classs_zip(zipped, find, texts, monkeypatch):
    """A zip in a zip is held in memory, so it has a limit; the student learns of it."""
    monkeypatch.setattr(zips, "MAX_INNER", 1000)
    members = {"ada_1_2_hw.zip": bytes(100_000), "bob_3_4_hw.zip": made({"numbers.py": "1"})}
    read = texts(find(zipped(members)))
    assert "at most 1000 are read" in read["ada_1"]["numbers"]
    assert read["bob_3"] == {"numbers": "1"}


# ---- damage


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", b"PK\x05\x06" + bytes(18), bytes(100_000)])
def test_what_is_no_zip(ada, data):
    """An empty zip hands in nothing; what is none at all is an error in every topic, not a missing student."""
    read, notes = ada(data=data)
    assert read == {} or (set(read) == {"numbers", "words"} and "is not a zip" in read["numbers"] and notes)


def test_truncated_anywhere(find_class, tmp_path):
    """A zip that ends too early, wherever, is never an error of the grader."""
    data = made({"basics/numbers.py": "x = 1\n" * 50, "basics/words.py": "y"})
    path = tmp_path / "class" / "ada.zip"
    path.parent.mkdir()
    for end in range(0, len(data), 5):
        path.write_bytes(data[:end])
        (submission,) = find_class(path.parent).submissions
        assert all(isinstance(file.read(), Unreadable) for file in submission.files.values())


def test_any_damage(find_class, tmp_path):
    """Whatever bytes of a zip are changed, each topic is text or a reason, and nothing is raised."""
    chance = random.Random(3)
    data = made({"basics/numbers.py": "x = 1\n" * 50, "basics/words.py": "y", "../x": "z"})
    path = tmp_path / "class" / "ada.zip"
    path.parent.mkdir()
    for _ in range(300):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8))):
            changed[chance.randrange(len(data))] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
        path.write_bytes(changed)
        (submission,) = find_class(path.parent).submissions
        assert submission.student == "ada"
        for file in submission.files.values():
            assert isinstance(file.read(), bytes | Unreadable)


def test_a_zip_that_changes_meanwhile(zipped, find_class):
    """A zip that is replaced or deleted between finding and reading gives a reason, not another file's text."""
    path = zipped({"basics/numbers.py": "right"}, "class/ada.zip")
    (submission,) = find_class(path.parent).submissions
    zipped({"basics/another.py": "wrong" * 10, "basics/numbers.py": "wrong"}, "class/ada.zip")
    assert isinstance(submission.files["numbers"].read(), Unreadable)
    path.unlink()
    source = submission.files["numbers"].read()
    assert isinstance(source, Unreadable)
    assert "ada.zip is missing" in source.why


def test_a_zip_with_something_before_it(ada):
    """A zip behind other bytes, as self-extracting ones are, is read."""
    assert ada(data=b"#!/bin/sh\nexit\n" * 100 + made({"numbers.py": "1"}))[0] == {"numbers": "1"}


def test_a_zip_is_closed_again(zipped, find, tmp_path):
    """No descriptor stays open for a student's zip, however often it is read."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("no /proc here")
    for n in range(30):
        zipped({"numbers.py": "1"}, f"class/s{n}.zip")
    before = len(list(Path("/proc/self/fd").iterdir()))
    found = find(tmp_path / "class")
    assert all(s.files["numbers"].read() == b"1" for s in found.submissions)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_class_is_read_after_a_fork(zipped, find):
    """Processes that were forked from one another read a class's zip at the same time without disturbing each other."""
    import multiprocessing

    found = find(zipped({f"s{n}_{n}_{n}_numbers.py": f"{n}\n" * 3000 for n in range(40)}))

    def right() -> bool:
        sources = ((s.student, s.files["numbers"].read()) for s in found.submissions)
        return all(source == f"{name.split('_')[1]}\n".encode() * 3000 for name, source in sources)

    context = multiprocessing.get_context("fork")
    replies = context.SimpleQueue()
    workers = [context.Process(target=lambda: replies.put(all(right() for _ in range(5)))) for _ in range(3)]
    for worker in workers:
        worker.start()
    assert right()
    assert [replies.get() for _ in workers] == [True] * 3
    for worker in workers:
        worker.join()


def test_only_topics_are_read(tmp_path, zipped, find_class, monkeypatch):
    """Of a zip only the members with a topic's name are ever opened."""
    path = zipped([(name, "1") for name in ("numbers.py", "x.py", "data.bin")], "class/ada.zip")
    opened = []
    really = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile, "open", lambda self, info, *more: opened.append(info.filename) or really(self, info, *more)
    )
    assert isinstance(DiskFile(path).read(), Unreadable)
    assert find_class(path.parent).submissions[0].files["numbers"].read() == b"1"
    assert opened == ["numbers.py"]
