"""Wrong usage, wrong folders and damaged installations: each gets one clear message and the right exit code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from dlcourse.cli.group import COMMANDS

# ---- names


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chekc"], "There is no command 'chekc'. Did you mean 'check'?"),
        (["dev", "chekc"], "There is no command 'chekc'. Did you mean 'check'?"),
        (["check", "--verbsoe"], "Did you mean '--verbose'?"),
        (["check", "nubmers"], "Did you mean 'numbers'?"),
        (["check", "basics/nubmers"], "Did you mean 'basics/numbers'?"),
        (["check", "nubmers.py"], "nubmers.py is not the file of a topic. Did you mean 'numbers.py'?"),
        (["check", "basisc"], "Did you mean 'basics'?"),
        (["check", "zzz"], "Choose from: basics, numbers, words."),
        (["fetch", "basisc"], "There is no week 'basisc' in this course. Did you mean 'basics'?"),
        (["grade", "basisc", ".", "--out", "o"], "Did you mean 'basics'?"),
        (["grade", "basics", ".", "--out", "o", "--isolation", "proces"], "process"),
        (["hint", "nubmers"], "Did you mean 'numbers'?"),
        (["score", "nubmers"], "Did you mean 'numbers'?"),
        (["reset", "nubmers"], "Did you mean 'numbers'?"),
        (["reset"], "Missing argument 'TOPIC'"),
        (["watch", "nubmers"], "Did you mean 'numbers'?"),
        (["restore", "nubmers"], "Did you mean 'numbers'?"),
        (["submit", "basisc"], "Did you mean 'basics'?"),
        (["dev", "check", "nubmers"], "Did you mean 'numbers'?"),
        (["dev", "new", "basisc/more"], "Did you mean 'basics'?"),
        (["check", 300 * "x"], "Choose a shorter name."),
        (["fetch", "basics", "--into", 300 * "x"], "Choose a shorter name."),
        (["submit", "basics", "--to", 300 * "x"], "Choose a shorter name."),
    ],
)
def test_a_mistyped_name(student, arguments, words):
    """For a mistyped command, option, week, topic or file the nearest name is suggested; exit code 2."""
    ended = student(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert "Traceback" not in ended.err


def test_no_command_shows_the_help(dlcourse):
    """Without a command the help is shown, with the command to start with."""
    ended = dlcourse(course=None)
    assert "dlcourse fetch WEEK" in ended.out + ended.err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(dlcourse, command):
    """Every command has a help page."""
    ended = dlcourse(command, "-h")
    assert ended.code == 0
    assert f"Usage: dlcourse {command}" in ended.out


def test_version(dlcourse):
    """--version gives the version of the installed package."""
    try:
        version = metadata.version("dlcourse")
    except metadata.PackageNotFoundError:
        pytest.skip("dlcourse is not installed here")
    assert dlcourse("--version").out == f"dlcourse {version}\n"


# ---- places


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check"], ["check", "numbers"], ["watch"], ["status"], ["score"], ["hint"]),
        *(["submit", "basics"], ["reset", "words"], ["restore", "words"]),
    ],
)
def test_no_workspace_here(dlcourse, tmp_path, arguments):
    """Outside a workspace, the message says how to get one."""
    ended = dlcourse(*arguments)
    assert ended.code == 2
    assert f"There is no workspace here ({tmp_path})" in ended.err
    assert "dlcourse fetch basics" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no folder that somebody is in")
@pytest.mark.parametrize("command", ["check", "doctor"])
def test_a_folder_that_has_gone(tiny, tmp_path, command):
    """In a folder that was deleted, every command says so, and what to do."""
    here = tmp_path / "here"
    here.mkdir()
    line = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny, command]
    ended = subprocess.run(line, cwd=here, preexec_fn=here.rmdir, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "Error: The current folder was deleted. Go to another one: cd ~\n"


def test_an_error_in_a_terminal_breaks_between_words(student, terminal):
    """A long error is wrapped at the terminal's width, and its words stay whole."""
    shown = terminal("check", "nothing", columns=40)
    assert shown.ended() == 2
    assert shown.screen().split() == student("check", "nothing").err.split()
    assert shown.screen().count("\n") > 1


def test_a_file_that_is_not_there(student):
    """If a file does not exist, the message says how to get it."""
    ended = student("check", "basics/sub/numbers.py")
    assert ended.code == 2
    assert "There is no file basics/sub/numbers.py. `dlcourse fetch basics`" in ended.err


def test_another_courses_workspace(student, course, edit):
    """In a workspace of another course, the message names the course and the option that opens it."""
    edit("course.toml", 'name = "tiny"', 'name = "other"')
    ended = student("check", course=course)
    assert ended.code == 2
    assert "belongs to the course 'tiny', not 'other'" in ended.err
    assert "--course" in ended.err


@pytest.mark.parametrize("content", [b"{", b'{"course": "\xff"}'], ids=["cut short", "not UTF-8"])
def test_a_damaged_workspace_file(student, workspace, content):
    """For a damaged workspace.json, the message names the file and what to do. The student's files stay."""
    state = workspace / ".dlcourse/workspace.json"
    state.write_bytes(content)
    ended = student("status")
    assert ended.code == 2
    assert str(state) in ended.err
    assert "your work stays" in ended.err
    state.unlink()
    assert student("fetch", "basics").code == 0
    assert student("status").code == 0


def test_a_result_that_cannot_be_remembered(student, workspace, write, solutions):
    """A check reports its result even if it cannot store it."""
    write(solutions["numbers"])
    (workspace / ".dlcourse/results").write_text("in the way")
    ended = student("check", "numbers")
    assert (ended.code, "5/5" in ended.out) == (0, True)
    (said,) = ended.err.splitlines()
    assert said.startswith("The results could not be stored for `dlcourse status`. Cannot write ")


def test_the_only_week(student, workspace):
    """Without a target, the only week of a course is used, even if nothing is known about what was fetched."""
    (workspace / ".dlcourse/workspace.json").write_text('{"course": "tiny"}')
    assert "numbers  Doubling and adding" in student("score").out


def test_which_week(student, workspace, course, edit):
    """With several weeks and no target, the message names them. Inside a week's folder, that week is used."""
    extra = '[[week.topic]]\nname = "extra"\ntitle = "Extra"\npoints = 4\n'
    edit("course.toml", "[[week]]", f'[[week]]\nname = "more"\ntitle = "More"\npoints = 4\n{extra}\n[[week]]')
    for place in ("exercises", "solutions"):
        (course / place / "more").mkdir()
        shutil.copy(course / place / "basics/words.py", course / place / "more/extra.py")
    shutil.copytree(course / "graders/basics/words", course / "graders/more/extra")
    assert student("fetch", "more", course=course).code == 0
    ended = student("check", course=course)
    assert ended.code == 2
    assert "Which week? Say one of: more, basics." in ended.err
    assert "extra" in student("score", course=course, cwd=workspace / "more").out


def test_a_topic_of_two_weeks(student, workspace, course, edit):
    """Its name means the week of the folder, or the only one that was fetched; else the message names both."""
    extra = '[[week.topic]]\nname = "words"\ntitle = "Greeting again"\npoints = 4\n'
    edit("course.toml", "[[week]]", f'[[week]]\nname = "more"\ntitle = "More"\npoints = 4\n{extra}\n[[week]]')
    for place in ("exercises", "solutions"):
        (course / place / "more").mkdir()
        shutil.copy(course / place / "basics/words.py", course / place / "more/words.py")
    shutil.copytree(course / "graders/basics/words", course / "graders/more/words")
    assert "Greeting again" not in student("check", "words", course=course).out
    assert student("fetch", "more", course=course).code == 0
    for name in ("words", "words.py"):
        ended = student("check", name, course=course)
        assert (ended.code, "more/words or basics/words" in ended.err) == (2, True)
        assert "Greeting again" in student("check", name, course=course, cwd=workspace / "more").out


# ---- courses


@pytest.mark.parametrize("folder", [".", "nowhere"])
def test_a_folder_that_is_no_course(dlcourse, tmp_path, folder):
    """--course with a folder that is not a course says what is missing."""
    ended = dlcourse("status", course=tmp_path / folder)
    assert ended.code == 2
    assert "is not a course" in ended.err
    assert "course.toml" in ended.err


BROKEN = {
    "not TOML": ('name = "tiny', "name = ", "course.toml"),
    "unknown name": ("seconds = 2", "second = 2", "second"),
    "wrong type": ("points = 6", 'points = "six"', "points"),
    "lacks a name": ('title = "Greeting"\n', "", "title"),
    "twice": ('name = "words"', 'name = "numbers"', "'basics/numbers' is there twice"),
    "odd name": ('name = "words"', 'name = "../words"', "letters, digits and _"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_manifest(dlcourse, course, edit, name):
    """A mistake in course.toml is the course's fault, not the user's: exit code 3, the file, and what is wrong in it."""
    old, new, words = BROKEN[name]
    path = edit("course.toml", old, new)
    ended = dlcourse("check", "numbers", course=course)
    assert (ended.code, ended.out) == (3, "")
    assert str(path) in ended.err
    assert words in ended.err
    assert "Traceback" not in ended.err


def test_the_course_can_come_from_the_environment(dlcourse, tiny):
    """DLCOURSE_COURSE names the course as --course does."""
    assert dlcourse("fetch", "basics", course=None, DLCOURSE_COURSE=str(tiny)).code == 0


# ---- a student's installation: keys and no solutions


@pytest.fixture
def shipped(run, course):
    """Turn the copy of the course into a student's package."""
    assert run("dev", "keys", cwd=course, course=course).code == 0
    shutil.rmtree(course / "solutions")
    (course / "graders/basics/numbers/test_hidden.py").unlink()
    return course


def test_checks_work_with_keys_alone(student, shipped, write, solutions):
    """With keys and no solutions, right work passes and a known mistake is recognised."""
    write(solutions["numbers"])
    assert student("check", "numbers", course=shipped).code == 0
    write(solutions["numbers"].replace("2 * x", "x * x"))
    ended = student("check", "numbers", course=shipped)
    assert ended.code == 1
    assert "You square x" in ended.out


def test_grading_needs_solutions(dlcourse, shipped, tmp_path):
    """A student's package cannot grade, and says which one can."""
    (tmp_path / "class/ada").mkdir(parents=True)
    ended = dlcourse(
        "grade", "basics", "class", "--layout", "class", "--out", "out", "--isolation", "process", course=shipped
    )
    assert ended.code == 3
    assert "dlcourse-instructor" in ended.err


@pytest.mark.parametrize("harm", ["missing", "other version", "cut short", "nonsense"])
def test_a_key_that_does_not_fit(student, shipped, write, solutions, harm):
    """A key that is missing, damaged or of another version is the installation's fault: exit code 3, and what to do."""
    key = shipped / "keys/basics/numbers.key"
    write(solutions["numbers"])
    match harm:
        case "missing":
            key.unlink()
        case "other version":
            probes = shipped / "graders/basics/numbers/probes.py"
            probes.write_text(probes.read_text() + "\n# another version\n")
        case "cut short":
            key.write_bytes(key.read_bytes()[:-20])
        case "nonsense":
            key.write_bytes(os.urandom(1000))
    ended = student("check", "numbers", course=shipped)
    assert ended.code == 3
    assert "nstall" in ended.err
    assert "again" in ended.err
    assert "Traceback" not in ended.err


# ---- output that nobody reads


@pytest.mark.parametrize("arguments", [["--help"], ["status"], ["check"], ["check", "--json"]])
def test_a_reader_that_has_gone(workspace, tiny, cache, arguments):
    """If the reader of a pipe stops (`dlcourse check | head`), the command ends without a message."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny, *arguments]
    environment = os.environ | {"DLCOURSE_CACHE": str(cache)}
    ended = subprocess.run(command, cwd=workspace, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_was_closed(student, workspace, tiny, cache, closed):
    """If stdin, stdout or stderr is closed from the start, the command still works."""
    line = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny]
    settings = os.environ | {"DLCOURSE_CACHE": str(cache)}
    ended = subprocess.run([*line, "check"], cwd=workspace, env=settings, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert (ended.stdout == "") == (" >&-" in f" {closed}")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(workspace, tiny, cache):
    """A full disk is not reported as a bug of dlcourse."""
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny, "status"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, cwd=workspace, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert "No space left" in ended.stderr
    assert "bug" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit")
def test_no_room_at_all(workspace, tiny, write, solutions):
    """If not even a temporary file can be written, a check says so, and what to do."""
    write(solutions["numbers"])
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny, "check", "numbers"]
    full = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *command]
    ended = subprocess.run(full, cwd=workspace, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "set TMPDIR=FOLDER" in ended.stderr
    assert "bug" not in ended.stderr
