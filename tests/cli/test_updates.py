"""A course that changes while a student works, a folder that is moved, backups that are restored: no work is ever lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.results.records import CheckResult
from dlcourse.graders.engine.student.backups import reset
from dlcourse.graders.engine.student.workspace import Workspace

STUB = "exercises/basics/numbers.py"
MINE = "def double(x):\n    return x + x\n\n\ndef my_helper():\n    return 1\n"


@pytest.fixture
def release(course):
    """Change the course's numbers.py: old and new texts in pairs."""

    def release(*changes: tuple[str, str], file: str = STUB) -> None:
        text = (course / file).read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (course / file).write_text(text)

    return release


@pytest.fixture
def fetch(student, course):
    """Fetch again from the course that changes."""
    return lambda **settings: student("fetch", "basics", course=course, **settings)


def triple(number: str) -> tuple[str, str]:
    """Return a change that adds an exercise."""
    return ("def double(x):", f'def triple{number}(x):\n    """Three times."""\n\n\ndef double(x):')


# ---- a newer version of an edited file


def test_what_is_new_is_told_by_exercise(fetch, workspace, write, release):
    """The newer version of an edited stub is written beside it; three lines say what is new, what is unchanged, and what to do."""
    mine = write(MINE)
    release(
        triple(""),
        ('def total(values):\n    """Return the sum', 'def total(values, start=0):\n    """Return the whole sum'),
        ("Return twice", "Return two times"),
    )
    ended = fetch()
    assert ended.code == 0
    assert mine.read_text() == MINE
    assert "def triple" in (workspace / "basics/numbers.new.py").read_text()
    head, *three = ended.out.splitlines()[:4]
    assert head == "  new version beside yours: basics/numbers.new.py"
    assert three == [
        "    In it: new: triple; changed signature: total; changed contract: double, total.",
        "    Your basics/numbers.py is unchanged.",
        "    Compare the two, copy what you want, then delete numbers.new.py.",
    ]


def test_what_is_gone_is_told(fetch, write, release, course):
    """An exercise that the course has dropped is named; a helper function of the student is not."""
    write(MINE)
    text = (course / STUB).read_text()
    (course / STUB).write_text(text[: text.index("def total")])
    out = fetch().out
    assert "In it: gone: total." in out
    assert "my_helper" not in out


def test_methods_are_told(fetch, write, release):
    """A method has its dotted name; of a new class only the class is named."""
    write("mine", "words")
    release(
        ("    def greet(self):", '    def leave(self):\n        """Go."""\n\n    def greet(self, name):'),
        ("class Greeter:", "class Other:\n    def go(self): ...\n\n\nclass Greeter:"),
        file="exercises/basics/words.py",
    )
    assert "In it: new: Other, Greeter.leave; changed signature: Greeter.greet." in fetch().out


def test_lines_where_no_exercise_has_changed(fetch, write, release):
    """If only the text around the exercises has changed, the lines that differ from the fetched file are counted."""
    write(MINE)
    release(('"""Doubling and adding."""', '"""Doubling and adding.\n\nMore.\n"""'))
    assert "In it: the same exercises, signatures and contracts; lines: 4 added, 1 removed." in fetch().out


@pytest.mark.parametrize("content", ["def broken(:\n", b"\xff\0\1", "", "def double(x):\n    return 1\n"])
def test_without_a_copy_of_what_was_fetched(fetch, workspace, write, release, content):
    """If the copy of the fetched file is missing, the student's file is compared instead, however broken it is."""
    write(content)
    (workspace / ".dlcourse/fetched/basics/numbers.py").unlink()
    release(triple(""))
    ended = fetch()
    assert ended.code == 0
    assert re.search("In it: (lines: |new: (triple|double)|[0-9]+ bytes instead of)", ended.out), ended.out
    assert "gone:" not in ended.out


def test_other_files_than_stubs(fetch, workspace, write, course):
    """An edited README and data file get their newer version beside them, too."""
    (workspace / "basics/README.md").write_text("my notes")
    (workspace / "data/words.txt").write_bytes(b"\xff mine")
    with (course / "exercises/basics/README.md").open("a") as file:
        file.write("more\n")
    (course / "datasets/words.txt").write_text("hello\nbye\n")
    out = fetch().out
    assert "new version beside yours: basics/README.new.md\n    In it: lines: 1 added.\n" in out
    assert "new version beside yours: data/words.new.txt\n    In it: 10 bytes instead of 6.\n" in out
    assert (workspace / "basics/README.md").read_text() == "my notes"
    assert (workspace / "data/words.txt").read_bytes() == b"\xff mine"


def test_it_is_said_once(fetch, workspace, write, release):
    """Another fetch with nothing new says nothing about the newer version, even if that was deleted."""
    write(MINE)
    release(triple(""))
    fetch()
    for _ in range(2):
        out = fetch().out
        assert "beside" not in out
        assert "kept (you have edited it): basics/numbers.py" in out
        assert "Nothing is new." in out
        (workspace / "basics/numbers.new.py").unlink(missing_ok=True)
    assert not (workspace / "basics/numbers.new.py").exists()


def test_a_newer_one_replaces_the_new_one(fetch, workspace, write, release):
    """The next release replaces a .new.py that nobody has edited."""
    write(MINE)
    for number in ("1", "2"):
        release(triple(number))
        assert "beside yours: basics/numbers.new.py" in fetch().out
    assert "triple2" in (workspace / "basics/numbers.new.py").read_text()
    assert sorted(path.name for path in (workspace / "basics").glob("*new*")) == ["numbers.new.py"]


@pytest.mark.parametrize("before", [True, False])
def test_a_new_one_that_is_the_students(fetch, workspace, write, release, before):
    """A .new.py that the student has edited or made is kept: the next newer version gets another name, which is used again."""
    mine = write(MINE)
    theirs = workspace / "basics/numbers.new.py"
    if not before:
        release(triple("0"))
        fetch()
    theirs.write_text("half merged")
    for number in ("1", "2"):
        release(triple(number))
        assert "beside yours: basics/numbers.new2.py" in fetch().out
    assert (mine.read_text(), theirs.read_text()) == (MINE, "half merged")
    assert "triple2" in (workspace / "basics/numbers.new2.py").read_text()


def test_a_new_version_that_is_taken_over(fetch, student, workspace, write, release):
    """After the newer version has replaced the student's file, that file is untouched: the next release replaces it."""
    path = write(MINE)
    release(triple("1"))
    fetch()
    (workspace / "basics/numbers.new.py").replace(path)
    assert "Nothing is new." in fetch().out
    release(triple("2"))
    assert "updated: basics/numbers.py" in fetch().out
    assert "triple2" in path.read_text()


def test_a_new_version_is_no_topic(fetch, student, write, release):
    """A .new.py beside a stub changes neither check nor status."""
    write(MINE)
    release(triple(""))
    fetch()
    assert student("check", "basics").code == 1
    assert "new.py" not in student("status").out
    assert "is not the file of a topic. Did you mean 'numbers.py'?" in student("check", "basics/numbers.new.py").err


def test_a_workspace_of_an_earlier_version(fetch, workspace, write, release):
    """A workspace from a version of dlcourse without copies of fetched files still works."""
    mine = write(MINE)
    shutil.rmtree(workspace / ".dlcourse/fetched")
    state = workspace / ".dlcourse/workspace.json"
    old = json.loads(state.read_text())
    state.write_text(json.dumps({"course": old["course"], "files": old["files"]}))
    release(triple(""))
    assert "beside yours: basics/numbers.new.py" in fetch().out
    assert mine.read_text() == MINE


# ---- a file that the course drops


def test_a_file_that_the_course_drops(fetch, workspace, course):
    """A file that is no longer in the course is kept, and that is said once."""
    manifest = course / "course.toml"
    text = manifest.read_text().replace('data = ["words.txt"]', "")
    manifest.write_text(text[: text.rindex("[[week.topic]]")])
    ended = fetch()
    assert "no longer in the course, and yours to keep: basics/words.py, data/words.txt" in ended.out
    assert (workspace / "basics/words.py").exists()
    assert (workspace / "data/words.txt").exists()
    assert "no longer" not in fetch().out


def test_a_dropped_file_that_is_not_there(fetch, workspace, course):
    """A dropped file that the student has deleted is not mentioned."""
    text = (course / "course.toml").read_text()
    (course / "course.toml").write_text(text[: text.rindex("[[week.topic]]")])
    (workspace / "basics/words.py").unlink()
    assert "Nothing is new." in fetch().out


# ---- what is said


def test_a_long_list_is_short(dlcourse, tmp_path):
    """The files of a whole week are counted by kind, not listed."""
    ended = dlcourse("fetch", "week03", course=None)
    first, *rest = ended.out.splitlines()
    assert re.fullmatch(r"  new: \d+ topics, README\.md, \d+ images, \d+ data files", first)
    assert len(rest) == 2
    for path in (tmp_path / "week03").glob("*.py"):
        path.write_text("mine")
    out = dlcourse("fetch", "week03", course=None, COLUMNS="40").out
    kept = out[: out.index("Nothing is new.")]
    assert kept.startswith("  kept (you have edited them):\n    week03/tensors.py, mse.py,\n")
    assert max(map(len, kept.splitlines())) <= 40


def test_narrow_terminals(fetch, write, release):
    """In 40 columns the summary is folded between words."""
    write(MINE)
    release(triple(""))
    lines = fetch(COLUMNS="40").out.splitlines()
    assert "    Compare the two, copy what you" in lines
    assert max(map(len, lines[:-2])) <= 40


# ---- what interrupts it


@pytest.mark.skipif(os.name != "posix", reason="the disk is made small with ulimit")
def test_after_a_full_disk_the_next_fetch_brings_the_rest(student, workspace, write, course, cache, release):
    """If the disk is full, every file is whole, the student's is kept, and the next fetch brings the rest."""
    mine = write(MINE)
    (workspace / "basics/words.py").unlink()
    big = "# " + "x" * 20_000 + "\n"
    release(('"""Doubling', f'{big}"""Doubling'))
    release(('"""Greeting', f'{big}"""Greeting'), file="exercises/basics/words.py")
    command = f'ulimit -f 8; exec "{sys.executable}" -P -m dlcourse.cli.main --course "{course}" fetch basics'
    settings = os.environ | {"DLCOURSE_CACHE": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        ["sh", "-c", command], cwd=workspace, env=settings, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "Check the folder's rights and the free space." in ended.stderr
    assert mine.read_text() == MINE
    assert not (workspace / "basics/words.py").exists()
    assert {path.name for path in (workspace / "basics").iterdir()} == {"numbers.py", "README.md"}
    ended = student("fetch", "basics", course=course)
    assert "new: basics/words.py" in ended.out
    assert "beside yours: basics/numbers.new.py" in ended.out
    assert mine.read_text() == MINE


def test_a_course_with_a_missing_file_changes_nothing(fetch, workspace, course, release):
    """A missing file is noticed before anything is written."""
    release(triple(""))
    (course / "datasets/words.txt").unlink()
    before = (workspace / "basics/numbers.py").read_bytes()
    assert fetch().code == 3
    assert (workspace / "basics/numbers.py").read_bytes() == before


def test_a_command_that_has_been_running_meanwhile(student, workspace, course, tiny, release):
    """A workspace that is kept open, as in watch, does not overwrite what a fetch has stored meanwhile."""
    opened = Workspace(workspace, Course(tiny))
    release(triple(""))
    student("fetch", "basics", course=course)
    (topic,) = opened.course.find("numbers")
    words = {"title": "", "exercise": "", "lines": (), "hints": ("a", "b"), "mistake": None}
    numbers = {"points": 0.0, "max_points": 1.0, "source_line": 0, "seconds": 0.0}
    check = CheckResult(name="test_double", status="failed", hidden=False, **words, **numbers)
    assert opened.next_hint(topic, check) == 1
    release(triple("2"))
    assert "updated: basics/numbers.py" in student("fetch", "basics", course=course).out
    assert Workspace(workspace, Course(tiny)).next_hint(topic, check) == 2


# ---- moving


def test_a_workspace_moves(student, dlcourse, course, workspace, write, solutions, tmp_path, release):
    """A workspace that was renamed and moved works as before: nothing in it holds its old path."""
    write(solutions["numbers"])
    assert student("check", "numbers").code == 0
    student("reset", "numbers")
    (tmp_path / "some where").mkdir()
    moved = workspace.rename(tmp_path / "some where" / "elsé")
    for path in moved.rglob("*"):
        assert not path.is_file() or str(tmp_path).encode() not in path.read_bytes(), path

    def there(*arguments: str):
        return dlcourse(*arguments, cwd=moved / "basics", course=course)

    assert "numbers" in there("status").out
    assert "Multiply x by 2." in there("hint", "numbers").out
    assert there("restore", "numbers").code == 0
    assert (moved / "basics/numbers.py").read_text() == solutions["numbers"]
    assert there("check", "numbers").code == 0
    release(triple(""))
    assert "beside yours: basics/numbers.new.py" in there("fetch", "basics").out
    assert there("reset", "numbers").code == 0
    assert len(list((moved / ".dlcourse/backups/basics").iterdir())) == 3
    assert not workspace.exists()


# ---- restore


def test_restore_brings_the_newest_back(student, write):
    """restore brings back the backup that reset has made, and says where the replaced file is now."""
    path = write(MINE)
    student("reset", "numbers")
    ended = student("restore", "numbers")
    assert ended.code == 0
    assert path.read_text() == MINE
    assert "Your file as it was before is in .dlcourse/backups/basics/numbers." in ended.out.replace("\\", "/")


def test_restore_undoes_restore(student, write, workspace):
    """A second restore undoes the first, also if the replaced file was the stub, or other work."""
    path = write("one")
    student("reset", "numbers")
    stub = path.read_text()
    student("restore", "numbers")
    student("restore", "numbers")
    assert path.read_text() == stub
    path.write_text("two")
    student("restore", "numbers")
    assert path.read_text() != "two"
    student("restore", "numbers")
    assert path.read_text() == "two"


def test_restore_takes_the_newest_that_differs(student, write):
    """restore skips backups that are the same as the file: it brings back the newest that differs."""
    path = write("older")
    student("reset", "numbers")
    path.write_text("newer")
    student("reset", "numbers")
    path.write_text("newer")
    student("restore", "numbers")
    assert path.read_text() == "older"


def test_restore_lists_and_takes_a_number(student, write):
    """--list shows each backup with its date, its size and its difference; a number chooses one, and never changes."""
    path = write("def double(x):\n    return 1\n")
    student("reset", "numbers")
    path.write_text("def double(x):\n    return 2\n")
    student("reset", "numbers")
    path.write_text("def double(x):\n    return 2\n\n\ndef total(x):\n    return 3\n")
    ended = student("restore", "numbers", "--list")
    assert ended.code == 0
    newer, older, _ = ended.out.splitlines()
    date = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    assert re.fullmatch(rf"  2  {date}  set aside     28 bytes  differs in total; lines: 4 removed", newer)
    assert re.fullmatch(
        rf"  1  {date}  set aside     28 bytes  differs in double, total; lines: 1 added, 5 removed", older
    )
    assert student("restore", "numbers", "1").code == 0
    assert path.read_text() == "def double(x):\n    return 1\n"
    assert "  1  " in (out := student("restore", "numbers", "--list").out)
    assert "the same as now" in out
    assert "Nothing was changed" in student("restore", "numbers", "1").err


def test_restore_of_a_file_that_is_missing(student, write):
    """A missing file is restored, and nothing is set aside."""
    path = write(MINE)
    student("reset", "numbers")
    path.unlink()
    assert "your file is missing now" in student("restore", "numbers", "--list").out
    ended = student("restore", "numbers")
    assert (ended.code, path.read_text()) == (0, MINE)
    assert "as it was before" not in ended.out


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_restore_in_place_of_a_folder_or_a_link(student, write, workspace, tmp_path, kind):
    """A folder or a link with the file's name is set aside as a whole."""
    path = write(MINE)
    student("reset", "numbers")
    path.unlink()
    if kind == "folder":
        path.mkdir()
        (path / "more.py").write_text("precious")
    else:
        (tmp_path / "target.py").write_text("precious")
        path.symlink_to(tmp_path / "target.py")
    assert student("restore", "numbers").code == 0
    assert path.read_text() == MINE
    kept = [p for p in (workspace / ".dlcourse/backups").rglob("*.py") if p.is_file() and p.read_text() == "precious"]
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["numbers"], "There is no backup of numbers. `dlcourse reset numbers` makes one."),
        (["basics"], "Restore one topic at a time: numbers, words."),
        (["nubmers"], "Did you mean 'numbers'?"),
        (["numbers", "0"], "0 is not in the range"),
        (["numbers", "last"], "not a valid integer"),
    ],
)
def test_restore_of_nothing(student, write, arguments, words):
    """If there is nothing to restore, restore says so, and changes nothing."""
    path = write(MINE)
    ended = student("restore", *arguments)
    assert (ended.code, words in ended.err) == (2, True), ended
    assert path.read_text() == MINE


@pytest.mark.parametrize("command", ["reset", "restore"])
def test_a_file_in_place_of_the_backups(student, write, workspace, command):
    """If backups cannot be made, nothing is changed, and the message says why."""
    path = write(MINE)
    (workspace / ".dlcourse/backups").write_text("in the way")
    ended = student(command, "numbers")
    assert (ended.code, "move the file that has its name" in ended.err) == (2, True), ended
    assert path.read_text() == MINE


def test_restore_of_a_number_that_is_too_high(student, write):
    """For a number without a backup, the message names --list."""
    write(MINE)
    student("reset", "numbers")
    ended = student("restore", "numbers", "2")
    assert (ended.code, "dlcourse restore numbers --list" in ended.err) == (2, True)


def test_restore_brings_the_last_green_version_back(student, write, solutions):
    """A check that is green keeps a copy; --green brings the last one back, and keeps the file that it replaces."""
    path = write("def double(x):\n    return 1\n")
    student("check", "numbers")
    assert "There is no green version of numbers yet" in student("restore", "numbers", "--green").err
    for comment in ("# first", "# second"):
        path.write_text(f"{solutions['numbers']}{comment}\n")
        assert student("check", "numbers").code == 0
    assert "Your file is the last green version" in student("restore", "numbers", "--green").err
    path.write_text(MINE)
    student("check", "numbers")
    ended = student("restore", "numbers", "--green")
    assert ended.code == 0, ended
    assert path.read_text() == f"{solutions['numbers']}# second\n"
    assert "(the last green version)" in ended.out
    student("restore", "numbers")
    assert path.read_text() == MINE


def test_restore_lists_the_green_version(student, write, solutions, workspace):
    """--list shows the green version with its time, and which backups are the same; one copy of each topic is kept."""
    path = write(solutions["numbers"])
    student("check")
    student("check")
    (kept,) = (workspace / ".dlcourse/green/basics").iterdir()
    student("reset", "numbers")
    ended = student("restore", "numbers", "--list")
    date = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    backup, green, ways = ended.out.splitlines()
    assert re.match(rf"      1  {date}  green      ", backup)
    assert re.match(rf"--green  {date}  green      ", green)
    assert ways == "To bring one back: dlcourse restore numbers NUMBER, or dlcourse restore numbers --green"
    path.write_text(f"{solutions['numbers']}# more\n")
    student("check")
    (newer,) = (workspace / ".dlcourse/green/basics").iterdir()
    assert newer.read_text() != solutions["numbers"]
    assert not kept.exists()
    assert (student("restore", "numbers", "1", "--green").code) == 2


def test_only_a_green_version(student, write, solutions):
    """If no backup was made but a version was green, the message says how to get that one."""
    path = write(solutions["numbers"])
    student("check", "numbers")
    path.unlink()
    ended = student("restore", "numbers")
    assert (ended.code, "dlcourse restore numbers --green" in ended.err) == (2, True)
    assert student("restore", "numbers", "--list").out.endswith("back: dlcourse restore numbers --green\n")
    assert student("restore", "numbers", "--green").code == 0
    assert path.read_text() == solutions["numbers"]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent with os.kill")
@pytest.mark.parametrize("nth", [1, 2])
def test_ctrl_c_in_restore(student, workspace, write, tiny, cache, nth):
    """Ctrl-C in the middle of restore loses neither the file nor the backup."""
    path = write("older")
    student("reset", "numbers")
    path.write_text("newer")
    program = Path(__file__).with_name("interrupted.py")
    command = [
        sys.executable,
        "-P",
        program,
        f"write {nth}",
        workspace / "pids",
        "--course",
        tiny,
        "restore",
        "numbers",
    ]
    settings = os.environ | {"DLCOURSE_CACHE": str(cache)}
    ended = subprocess.run(command, cwd=workspace, env=settings, capture_output=True, check=False)
    assert ended.returncode == 130
    assert path.read_text() == "newer"
    kept = [file.read_text() for file in (workspace / ".dlcourse/backups").rglob("*.py")]
    assert sorted(kept) == (["older"] if nth == 1 else ["newer", "older"])
    assert student("restore", "numbers").code == 0
    assert path.read_text() == "older"


def test_a_clock_that_was_set_back(student, workspace, write):
    """Backups keep their order if the clock was set back between two of them."""
    folder = workspace / ".dlcourse/backups/basics"
    folder.mkdir(parents=True)
    (folder / "numbers.29990101-000000.py").write_text("from the future")
    (folder / "numbers.29990101-000000-9.py").write_text("from the same second")
    path = write("one")
    student("restore", "numbers")
    assert path.read_text() == "from the same second"
    assert (folder / "numbers.29990101-000000-10.py").read_text() == "one"
    student("restore", "numbers")
    assert path.read_text() == "one"


def test_two_resets_at_once(workspace, tiny, write, monkeypatch):
    """A reset never replaces a backup that another reset has made at the same time."""
    folder = workspace / ".dlcourse/backups/basics"
    folder.mkdir(parents=True)
    (folder / "numbers.29990101-000000.py").write_text("so that both look for one name, whatever the clock says")
    path = write("one")
    opened, other = (Workspace(workspace, Course(tiny)) for _ in range(2))
    (topic,) = opened.course.find("numbers")
    mkstemp = tempfile.mkstemp

    def meanwhile(*arguments, **settings):
        monkeypatch.undo()
        path.write_text("two")
        assert reset(other, topic) == folder / "numbers.29990101-000000-2.py"
        return mkstemp(*arguments, **settings)

    monkeypatch.setattr(tempfile, "mkstemp", meanwhile)
    assert reset(opened, topic) == folder / "numbers.29990101-000000-3.py"
    assert (folder / "numbers.29990101-000000-2.py").read_text() == "two"
    assert (folder / "numbers.29990101-000000-3.py").read_text() == "one"
    assert "NotImplementedError" in path.read_text()


def test_reset_of_an_untouched_stub(student, workspace, write, release, course):
    """For an untouched stub reset makes no backup, and says so, also if the course has a newer stub."""
    ended = student("reset", "numbers")
    assert (ended.code, "so there is no backup" in ended.out) == (0, True)
    release(triple(""))
    ended = student("reset", "numbers", course=course)
    assert "so there is no backup" in ended.out
    assert "triple" in (workspace / "basics/numbers.py").read_text()
    assert not (workspace / ".dlcourse/backups").exists()
    assert "Nothing is new." in student("fetch", "basics", course=course).out
