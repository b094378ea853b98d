"""dlcourse submit: which files go in, who hands in, and a zip that is always whole and replaces no file."""

from __future__ import annotations

import csv
import getpass
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from importlib import metadata
from pathlib import Path

import pexpect
import pytest

HONESTY = "This is my own work, and where I had help I say so."
MANIFEST = "dlcourse-submission.json"


@pytest.fixture
def work(write, solutions):
    """Write work in which numbers is done and words is as it was fetched."""
    return write(solutions["numbers"])


@pytest.fixture
def submit(student):
    """Hand in as ada, who agrees."""

    def submit(*arguments, week="basics", **settings):
        return student("submit", week, "--as", "ada", "--yes", *arguments, **settings)

    return submit


@pytest.fixture
def zips(workspace):
    """Return the zips in submissions/, oldest first."""
    return lambda: sorted((workspace / "submissions").glob("*"))


@pytest.fixture
def state(workspace):
    """Return what the workspace remembers."""
    return lambda: json.loads((workspace / ".dlcourse/workspace.json").read_text())


@pytest.fixture
def terminal(workspace, tiny, cache):
    """Start `dlcourse ARGUMENTS` at a terminal."""
    started = []

    def start(*arguments, course=tiny):
        environment = os.environ | {"DLCOURSE_CACHE": str(cache), "NO_COLOR": "1"}
        command = ["-P", "-m", "dlcourse.cli.main", "--course", str(course), *arguments]
        child = pexpect.spawn(sys.executable, command, cwd=workspace, env=environment, encoding="utf-8", timeout=60)
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def ended(child) -> int:
    """Wait for the end of a command at a terminal, and return its exit code; its last output is in `before`."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus


def inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def manifest(path: Path) -> dict:
    return json.loads(inside(path)[MANIFEST])


# ---- what goes in


def test_the_zip(submit, zips, work, workspace):
    """The zip holds the student's work below its week, and a manifest; the last line says which file to hand in."""
    ended = submit()
    assert (ended.code, ended.err) == (0, "")
    (path,) = zips()
    assert re.fullmatch(r"ada\.basics\.\d{8}-\d{6}\.zip", path.name)
    assert f"Hand in this file: {path}\n" in ended.out
    assert list(inside(path)) == [MANIFEST, "basics/numbers.py"]
    assert inside(path)["basics/numbers.py"] == work.read_bytes()


def test_the_manifest(submit, zips, work):
    """The manifest says whose it is, when it was made, of what course and week, with which versions, and what each file is."""
    submit()
    said = manifest(zips()[0])
    data = work.read_bytes()
    assert said["schema"] == "dlcourse/submission/v1"
    assert (said["course"], said["week"], said["student"], said["forced"]) == ("tiny", "basics", "ada", False)
    assert said["files"] == {"basics/numbers.py": {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}}
    assert said["honesty"]["line"] == HONESTY
    assert datetime.fromisoformat(said["time"]).tzinfo is not None
    assert datetime.fromisoformat(said["honesty"]["agreed"]).tzinfo is not None
    assert said["versions"]["torch"] == metadata.version("torch")
    assert said["versions"]["numpy"] == metadata.version("numpy")
    assert said["versions"].keys() == {"python", "dlcourse", "torch", "numpy", "os"}


def test_what_stays_out(submit, zips, work, workspace, write):
    """Topics that are not started and everything else in the week's folder stay out, and are named."""
    for name in ("notes.ipynb", "numbers.new.py", "numbers.20250101.py", ".hidden"):
        (workspace / "basics" / name).write_text("mine")
    (workspace / "basics/pictures/deep").mkdir(parents=True)
    for number in range(12):
        (workspace / f"basics/pictures/deep/{number}.png").write_bytes(b"\x89PNG")
    (workspace / "basics/__pycache__").mkdir()
    ended = submit()
    assert "1 of 2 topics go in" in ended.out
    assert "not started: words" in ended.out
    others = " ".join(ended.out[ended.out.index("other files:") : ended.out.index("the course's:")].split())
    assert others == "other files: .hidden, notes.ipynb, numbers.20250101.py, numbers.new.py, pictures/ (12 files)"
    assert "the course's: README.md" in ended.out
    assert "__pycache__" not in ended.out
    assert list(inside(zips()[0])) == [MANIFEST, "basics/numbers.py"]


def test_of_many_files_only_some_are_named(submit, work, workspace):
    """If there are many other files in the folder, the list is short and says how many more there are."""
    for number in range(30):
        (workspace / f"basics/try{number:02}.py").write_text("x")
    out = " ".join(submit().out.split())
    assert "try07.py and 22 more" in out
    assert "try08.py" not in out


def test_odd_names_are_harmless(submit, work, workspace):
    """A file's name cannot write to the terminal."""
    (workspace / "basics/a\x1b[2Jb\nc.py").write_text("x")
    out = submit().out
    assert "\x1b" not in out
    assert "a\\x1b[2Jb c.py" in out


def test_a_missing_file(submit, zips, work, write):
    """A topic whose file is missing differs from one that is not started."""
    write(None, "words")
    ended = submit()
    assert ended.code == 0
    assert "missing: words" in ended.out
    assert "not started" not in ended.out


def test_a_stub_of_an_earlier_version_is_not_started(submit, work, workspace, course, edit):
    """A file that is still as it was fetched is not started, though the course has a newer stub by now."""
    edit("exercises/basics/words.py", '"""', '"""Newer. ')
    ended = submit(course=course)
    assert "not started: words" in ended.out


@pytest.mark.parametrize("gone", [False, True])
def test_nothing_to_hand_in(submit, workspace, zips, write, gone, state):
    """Without any work there is no zip; the message says why, and no name is remembered."""
    if gone:
        write(None)
        write(None, "words")
    before = state()
    ended = submit()
    assert (ended.code, ended.out) == (2, "")
    assert "There is nothing to hand in yet" in ended.err
    assert ("missing (dlcourse fetch basics)" if gone else "as it was fetched") in ended.err
    assert zips() == []
    assert state() == before


def test_what_the_last_check_knew(submit, student, work, write, solutions):
    """The points of the last check are shown with what has changed since; nothing is run."""
    assert "Not checked yet: dlcourse check basics" in submit().out
    student("check", "basics")
    write(solutions["words"], "words")
    out = submit().out
    assert "Last check: 5 of 9 visible points; words changed since." in out
    assert re.search(r"numbers\.py +5/5\n", out)
    assert re.search(r"words\.py +0/4, changed since\n", out)


def test_a_leftover_raise_is_named(submit, student, write, solutions):
    """Code above the stub's raise is handed in as it is, and the line to delete is named, unless the checks pass."""
    says = "You have written code, but line {} still raises NotImplementedError: delete that line."
    leftover = '    raise NotImplementedError("double")\n'
    write(solutions["numbers"].replace("    return 2 * x\n", f"    y = 2 * x\n{leftover}"))
    out = submit().out
    assert says.format(8) in out
    write(solutions["numbers"].replace("    return 2 * x\n", f"    if len(x):\n        return 2 * x\n{leftover}"))
    assert says.format(9) in submit().out
    assert student("check", "numbers").code == 0
    assert "NotImplementedError" not in submit().out
    write(solutions["numbers"].replace("    return 2 * x\n", f"    return 2 * x\n{leftover}"))
    assert "NotImplementedError" not in submit().out


def test_no_student_code_is_run(submit, write, tmp_path):
    """submit reads a file and does not run it."""
    write(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    assert submit().code == 0
    assert not (tmp_path / "ran").exists()


def test_it_is_light(workspace, tiny, work):
    """Handing in needs neither torch nor pytest nor nbgrader."""
    command = [sys.executable, "-P", "-X", "importtime", "-m", "dlcourse.cli.main", "--course", str(tiny)]
    command += ["submit", "basics", "--as", "ada", "--yes"]
    said = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=True).stderr
    names = {name.partition(".")[0] for name in re.findall(r"^import time:.*\| +(\S+)$", said, re.MULTILINE)}
    assert "zipfile" in names
    assert not names & {"torch", "pytest", "_pytest", "nbgrader", "nbformat", "pandas", "torchmetrics"}


# ---- what cannot be graded


BAD = {
    "syntax": (b"x = 1\ndef double(x:\n    return x\n", "numbers.py, line 2: "),
    "indent": (b"def double(x):\nreturn x\n", "numbers.py, line 2: expected an indented block"),
    "return": (b"return 1\n", "numbers.py, line 1: 'return' outside function"),
    "not utf-8": ("x = 1\n# ä\n".encode("latin-1"), "numbers.py is not UTF-8: line 2 has the byte 0xe4"),
    "utf-16": ("x = 1\n".encode("utf-16"), "numbers.py is not a text file"),
    "empty": (b"  \n", "numbers.py is empty. `dlcourse reset numbers` brings the exercise back."),
    "deep": (b"x = " + b"(" * 500 + b")" * 500 + b"\n", "numbers.py, line 1: too many nested parentheses"),
}
UNREADABLE = {
    "large": (b"#" * (1 << 20) + b"\n", "numbers.py has 1048577 bytes; at most 1048576 are read"),
    "folder": (None, "numbers.py is a folder"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_graded(submit, zips, write, kind, state):
    """A file that cannot be run is refused with its name, line and problem, and nothing is written or remembered;
    with --anyway it goes in as it is, and the manifest says that it was forced.
    """
    content, words = BAD[kind]
    path = write(content)
    before = state()
    ended = submit()
    assert ended.code == 2
    assert f"1 file cannot be run:\n  {words}" in ended.err
    assert "dlcourse submit basics --anyway" in ended.err
    assert (zips(), state()) == ([], before)
    ended = submit("--anyway")
    assert ended.code == 0
    assert f"You hand it in anyway:\n  {words}" in ended.out
    assert inside(zips()[0])["basics/numbers.py"] == path.read_bytes()
    assert manifest(zips()[0])["forced"] is True


def test_every_problem_is_named(submit, write):
    """Each of several files gets a sentence."""
    write(b"x = (\n")
    write(b"\xff", "words")
    ended = submit()
    assert "2 files cannot be run:" in ended.err
    assert "  numbers.py, line 1: '(' was never closed.\n  words.py is not UTF-8: line 1" in ended.err


@pytest.mark.parametrize("kind", ["syntax", "return", "not utf-8"])
def test_it_is_what_grading_would_say(check_json, write, kind):
    """A file that is refused would not run in a check either."""
    write(BAD[kind][0])
    (topic,) = check_json()["topics"]
    assert {check["status"] for check in topic["checks"]} <= {"error", "blocked"}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_stays_out(submit, zips, write, kind, solutions):
    """A file that grading cannot read stays out, with --anyway too, and is named; if it is the only one there is no zip."""
    content, words = UNREADABLE[kind]
    path = write(content)
    if content is None:
        path.mkdir()
    for option in ((), ("--anyway",)):
        ended = submit(*option)
        assert ended.code == 2
        assert words in ended.err
        assert "--anyway" not in ended.err
    write(solutions["words"], "words")
    assert "dlcourse submit basics --anyway (a file that cannot even be read stays out)" in submit().err
    ended = submit("--anyway")
    assert ended.code == 0
    assert words in ended.out
    assert list(inside(zips()[0])) == [MANIFEST, "basics/words.py"]


def test_anyway_without_a_problem_is_not_forced(submit, zips, work):
    """With --anyway, a submission without problems is not marked as forced."""
    submit("--anyway")
    assert manifest(zips()[0])["forced"] is False


# ---- who hands in, and what they agree to


def test_at_a_terminal(terminal, work, zips, state):
    """At a terminal, submit asks for the name and the agreement once; the second time it asks nothing."""
    child = terminal("submit", "basics")
    child.expect("Your name or number")
    child.sendline("  4711 ")
    child.expect_exact(HONESTY)
    child.expect("Type yes to agree")
    child.sendline("YES")
    assert ended(child) == 0
    (first,) = zips()
    assert manifest(first)["student"] == "4711"
    assert state()["agreed"]["basics"]["line"] == HONESTY
    child = terminal("submit", "basics")
    assert ended(child) == 0
    assert "Type yes" not in child.before
    assert manifest(zips()[-1])["honesty"] == manifest(first)["honesty"]


@pytest.mark.parametrize("empty", ["", "   "])
def test_an_empty_name_is_asked_again(terminal, work, zips, empty):
    """Enter alone is no name, and never becomes the login name: submit asks again."""
    child = terminal("submit", "basics")
    child.expect("Your name or number")
    assert f"[{getpass.getuser()}]" not in child.before + child.after
    child.sendline(empty)
    child.expect("the name is empty")
    child.expect("Your name or number")
    child.sendline("ada")
    child.expect("Type yes")
    child.sendline("yes")
    assert ended(child) == 0
    assert manifest(zips()[0])["student"] == "ada"


def test_no_question_about_the_name_with_yes(terminal, work, zips):
    """--yes asks nothing, also at a terminal: without a name the message says which option gives it."""
    child = terminal("submit", "basics", "--yes")
    assert ended(child) == 2
    assert "--as NAME" in child.before
    assert zips() == []


@pytest.mark.parametrize("answer", ["no", "", "yes!", "nay"])
def test_who_does_not_agree(terminal, work, zips, state, answer):
    """Any other answer than yes hands in nothing, and nothing is remembered."""
    before = state()
    child = terminal("submit", "basics", "--as", "ada")
    child.expect("Type yes")
    child.sendline(answer)
    assert ended(child) == 2
    assert "nothing was handed in" in child.before
    assert zips() == []
    assert state() == before


def test_ctrl_c_at_the_question(terminal, work, zips, state):
    """Ctrl-C instead of an answer stops, and nothing is remembered."""
    before = state()
    child = terminal("submit", "basics", "--as", "ada")
    child.expect("Type yes")
    child.sendintr()
    assert ended(child) == 130
    assert "Your files were not changed" in child.before
    assert zips() == []
    assert state() == before


def test_without_a_terminal(student, work, zips, state):
    """Without a terminal the message names the missing option; what was given once is remembered."""
    before = state()
    ended = student("submit", "basics", stdin="")
    assert ended.code == 2
    assert "--as NAME" in ended.err
    ended = student("submit", "basics", "--as", "ada", stdin="yes\n")
    assert ended.code == 2
    assert "--yes" in ended.err
    assert HONESTY in ended.err
    assert (zips(), state()) == ([], before)
    assert student("submit", "basics", "--as", "ada", "--yes", stdin="").code == 0
    assert student("submit", "basics", stdin="").code == 0
    assert [manifest(path)["student"] for path in zips()] == ["ada", "ada"]


def test_an_agreement_is_for_one_week_and_one_person(student, submit, work, zips, state, course, edit, workspace):
    """Another week needs another agreement, and so does another name."""
    edit("course.toml", "[[week]]", '[[week]]\nname = "later"\ntitle = "Later"\npoints = 1\n\n[[week.topic]]\n'
         'name = "numbers"\ntitle = "Numbers"\npoints = 1\n\n[[week]]')  # fmt: skip
    shutil.copytree(course / "exercises/basics", course / "exercises/later")
    shutil.copytree(course / "graders/basics", course / "graders/later")
    shutil.copytree(workspace / "basics", workspace / "later")
    assert submit(course=course).code == 0
    ended = student("submit", "later", course=course, stdin="")
    assert (ended.code, "--yes" in ended.err) == (2, True)
    ended = student("submit", "basics", "--as", "bob", course=course, stdin="")
    assert (ended.code, "--yes" in ended.err) == (2, True)
    assert state()["student"] == "ada"
    assert student("submit", "later", "--yes", course=course, stdin="").code == 0
    assert student("submit", "basics", "--as", "bob", "--yes", course=course, stdin="").code == 0
    assert (state()["student"], list(state()["agreed"])) == ("bob", ["basics"])


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[2J", "a\u202eb", "x" * 300])
def test_no_name(submit, work, zips, name):
    """A text that cannot be a name is refused."""
    ended = submit("--as", name)
    assert ended.code == 2
    assert "is no name" in ended.err
    assert "\x1b" not in ended.err
    assert zips() == []


@pytest.mark.parametrize(
    "name", ["Zoë O'Neil", "李小龙", "../../etc", "a/b\\c", "-rf", "CON", "a:b", "..", "a.b", "=1+1"]
)
def test_any_name_is_safe_in_a_files_name(submit, work, zips, workspace, name):
    """Whatever the name is, the zip is in its folder, and the manifest has the name as it was given."""
    assert submit("--as", name).code == 0
    (path,) = zips()
    assert path.name[0] not in "-.~"
    assert not set(path.name) & set('<>:"/\\|?*')
    assert manifest(path)["student"] == name


def test_two_names_never_become_one(submit, work, zips):
    """Names whose safe forms would be equal have different files."""
    for name in ("a/b", "a:b", "a_b"):
        submit("--as", name)
    assert len({path.name.split(".")[0] for path in zips()}) == 3


# ---- where it goes


def test_twice_keeps_both(submit, zips, work, write, solutions):
    """Another submission, even in the same second, changes no earlier zip."""
    contents = []
    for number in range(3):
        write(f"{solutions['numbers']}\n# {number}\n")
        assert submit().code == 0
        contents.append(work.read_bytes())
    assert sorted(inside(path)["basics/numbers.py"] for path in zips()) == sorted(contents)
    assert len(zips()) == 3


def test_into_a_folder(submit, work, tmp_path, zips):
    """If --to names a folder, it is made."""
    ended = submit("--to", tmp_path / "a/b")
    (path,) = (tmp_path / "a/b").iterdir()
    assert f"Hand in this file: {path}" in ended.out
    assert zips() == []


def test_as_a_zip_of_that_name(submit, work, tmp_path):
    """--to X.zip writes exactly that file; if it exists, it is not changed, and the new zip gets a date in its name."""
    assert submit("--to", tmp_path / "hw/mine.zip").code == 0
    assert [path.name for path in (tmp_path / "hw").iterdir()] == ["mine.zip"]
    before = (tmp_path / "hw/mine.zip").read_bytes()
    ended = submit("--to", tmp_path / "hw/mine.zip")
    assert ended.code == 0
    assert "mine.zip exists already, and was not changed." in ended.out
    assert (tmp_path / "hw/mine.zip").read_bytes() == before
    (new,) = set((tmp_path / "hw").iterdir()) - {tmp_path / "hw/mine.zip"}
    assert re.fullmatch(r"mine\.basics\.\d{8}-\d{6}\.zip", new.name)
    assert f"Hand in this file: {new}" in ended.out


def test_a_file_or_a_link_in_the_way_is_kept(submit, work, tmp_path):
    """A dangling link with the zip's name is not replaced."""
    (tmp_path / "mine.zip").symlink_to(tmp_path / "nowhere")
    assert submit("--to", tmp_path / "mine.zip").code == 0
    assert (tmp_path / "mine.zip").is_symlink()
    assert not (tmp_path / "nowhere").exists()
    assert len(list(tmp_path.glob("mine.basics.*.zip"))) == 1


@pytest.mark.parametrize("below", ["", "/below", "/below.zip"])
def test_no_folder(submit, work, tmp_path, below):
    """If a file has the name of the folder, it is kept, and the message says what to do."""
    (tmp_path / "file.txt").write_text("mine")
    ended = submit("--to", f"{tmp_path / 'file.txt'}{below}")
    assert ended.code == 2
    assert "--to" in ended.err
    assert (tmp_path / "file.txt").read_text() == "mine"


@pytest.mark.parametrize("week", ["basics/", "./basics", ".", None])
def test_the_week_may_be_its_folder(student, work, workspace, zips, week):
    """The week may be named as a shell completes it, or by the current folder."""
    where = workspace / "basics" if week == "." else workspace
    ended = student("submit", *([week] if week else []), "--as", "ada", "--yes", cwd=where)
    assert ended.code == 0, ended
    assert len(zips()) == 1


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ("basisc", "Did you mean 'basics'?"),
        ("numbers", "numbers is one topic. A week is handed in whole: dlcourse submit basics"),
        ("numbers.py", "A week is handed in whole: dlcourse submit basics"),
    ],
)
def test_no_week(submit, work, week, words):
    """A mistyped week, and a topic instead of one, are answered with the right command."""
    ended = submit(week=week)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


def test_no_workspace(dlcourse):
    """Outside of a workspace the message says how to get one."""
    ended = dlcourse("submit", "basics")
    assert ended.code == 2
    assert "There is no workspace here" in ended.err


def test_forty_columns(submit, work, workspace):
    """In a narrow terminal every line fits, except the one with the file's path."""
    for number in range(5):
        (workspace / f"basics/experiment{number}.py").write_text("x")
    lines = submit(COLUMNS="40").out.splitlines()
    assert [line for line in lines if len(line) > 40 and not line.startswith("Hand in this file: ")] == []


# ---- never half


@pytest.fixture
def on_a_small_disk(workspace, tiny):
    """Hand in where no file can have more than about 20 KB."""

    def submit():
        command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", str(tiny)]
        command += ["submit", "basics", "--as", "ada", "--yes"]
        limited = ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", *command]
        return subprocess.run(limited, cwd=workspace, capture_output=True, text=True, check=False)

    return submit


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit")
def test_a_full_disk(on_a_small_disk, write, zips, state):
    """If the zip does not fit on the disk, no part of it is left, and the message says so."""
    write(f"x = '{os.urandom(90_000).hex()}'\n")
    before = state()
    ended = on_a_small_disk()
    assert ended.returncode == 2
    assert "Nothing was handed in" in ended.stderr
    assert (zips(), state()) == ([], before)


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit")
def test_a_name_that_cannot_be_remembered(on_a_small_disk, work, workspace, zips, state):
    """If only the workspace cannot be written, the zip is still made, and the message says so."""
    padded = state() | {"hints": {f"{number:0100}": 1 for number in range(1000)}}
    (workspace / ".dlcourse/workspace.json").write_text(json.dumps(padded))
    ended = on_a_small_disk()
    assert ended.returncode == 0
    assert "could not be remembered" in ended.stderr
    assert inside(zips()[0])["basics/numbers.py"] == work.read_bytes()
    assert state() == padded


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent with os.kill")
@pytest.mark.parametrize(("moment", "whole"), [("write 1", 0), ("write 2", 1), ("import zipfile", 0)])
def test_ctrl_c_while_it_is_written(workspace, tiny, work, zips, tmp_path, moment, whole):
    """Ctrl-C leaves a whole zip or none; the next time it works."""
    main = ["--course", str(tiny), "submit", "basics", "--as", "ada", "--yes"]
    program = [
        sys.executable,
        "-P",
        str(Path(__file__).with_name("interrupted.py")),
        moment,
        str(tmp_path / "pids"),
        *main,
    ]
    ended = subprocess.run(program, cwd=workspace, capture_output=True, text=True, check=False)
    assert ended.returncode == 130, ended
    assert "Traceback" not in ended.stderr
    assert len(zips()) == whole
    for path in zips():
        assert inside(path)["basics/numbers.py"] == work.read_bytes()
    again = subprocess.run([sys.executable, "-P", "-m", "dlcourse.cli.main", *main], cwd=workspace, check=False)
    assert again.returncode == 0


def test_the_students_files_are_as_they_were(submit, work, workspace):
    """submit changes nothing but submissions/ and the workspace's state."""

    def files():
        found = {
            path.relative_to(workspace).as_posix(): path.read_bytes() for path in workspace.rglob("*") if path.is_file()
        }
        return {
            name: data for name, data in found.items() if not name.startswith((".dlcourse/workspace", "submissions/"))
        }

    before = files()
    submit()
    assert files() == before


# ---- nbgrader's exchange


@pytest.fixture
def exchange(tmp_path) -> Path:
    """An exchange as `nbgrader release_assignment` leaves it."""
    (tmp_path / "exchange/tiny/inbound").mkdir(parents=True)
    return tmp_path / "exchange"


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange there")
def test_nbgrader_collects_it(submit, dlcourse, exchange, work, write, solutions, tmp_path):
    """`nbgrader collect` finds the newest submission in the exchange, and `grade` grades it."""
    write("x = (\n")
    assert submit("--exchange", exchange, "--anyway").code == 0
    write(solutions["numbers"])
    ended = submit("--exchange", exchange)
    assert (ended.code, ended.err) == (0, "")
    assert f"Handed in to nbgrader as ada: {exchange / 'tiny/inbound/ada+basics+'}" in ended.out
    assert "it comes from the account" in ended.out
    assert "Hand in this file" not in ended.out
    assert len(list((exchange / "tiny/inbound").iterdir())) == 2
    course = tmp_path / "nbgrader"
    course.mkdir()
    command = [sys.executable, "-P", "-m", "nbgrader", "collect", "basics", "--course", "tiny"]
    command += [f"--Exchange.root={exchange}", f"--CourseDirectory.root={course}"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader runs alembic
    done = subprocess.run(
        command, cwd=course, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    collected = course / "submitted/ada/basics"
    assert (collected / "numbers.py").read_bytes() == work.read_bytes()
    assert sorted(path.name for path in collected.iterdir()) == [
        MANIFEST,
        "numbers.py",
        "submission_secret.txt",
        "timestamp.txt",
    ]
    ended = dlcourse("grade", "basics", course, "--out", tmp_path / "results", "--isolation", "process")
    assert ended.code == 0
    assert "Read as nbgrader's submitted/: 1 student." in ended.err
    assert "Note:" not in ended.out
    (row,) = csv.DictReader((tmp_path / "results/grades.csv").read_text().splitlines())
    assert (row["student"], float(row["numbers"])) == ("ada", 6)


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange there")
def test_the_exchange_and_a_zip(submit, exchange, work, tmp_path):
    """With --to there is also a zip; --exchange may name the course's own folder in the exchange."""
    ended = submit("--exchange", exchange / "tiny", "--to", tmp_path / "mine.zip")
    assert ended.code == 0
    assert (tmp_path / "mine.zip").exists()
    (handed,) = (exchange / "tiny/inbound").iterdir()
    assert handed.name in ended.out
    assert (handed / "numbers.py").read_bytes() == work.read_bytes()
    stamp = (handed / "timestamp.txt").read_text()
    assert handed.name.split("+")[:3] == ["ada", "basics", stamp]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} UTC", stamp)


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange there")
@pytest.mark.parametrize("name", ["a+b", "a*", "a/b", ".."])
def test_a_name_that_nbgrader_does_not_allow(submit, exchange, work, name):
    """A name that nbgrader could not parse is refused, and nothing is handed in."""
    ended = submit("--exchange", exchange, "--as", name)
    assert ended.code == 2
    assert "is not a name that nbgrader allows" in ended.err
    assert list((exchange / "tiny/inbound").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange there")
def test_no_exchange(submit, work, tmp_path, zips):
    """If the exchange has no such course, the message says who makes it, and nothing is written."""
    ended = submit("--exchange", tmp_path / "nowhere")
    assert (ended.code, ended.out) == (2, "")
    assert "nbgrader release_assignment basics --course tiny" in ended.err
    assert zips() == []
