"""Ctrl-C at any moment: exit code 130, no traceback, whole files, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent with os.kill")
PRESS = (  # what code in any process below presses Ctrl-C with
    "[p.send_signal(2) for p in __import__('psutil').Process().parents()"
    " if any('interrupted.py' in word for word in p.cmdline())]"
)
STOPPED = (130, -signal.SIGINT)  # the same to a shell; Python takes the second where an exec'd string was interrupted


@pytest.fixture
def interrupted(workspace, tiny, cache, tmp_path):
    """Run a command, press Ctrl-C at a moment, and see that it ends well; return what it said."""

    def run(moment: str, *arguments: str | Path, course: Path = tiny) -> str:
        pids = tmp_path / "pids"
        program = [sys.executable, "-P", Path(__file__).with_name("interrupted.py"), moment, pids, "--course", course]
        settings = {"DLCOURSE_CACHE": str(cache), "DLCOURSE_SEED": "a secret", "NO_COLOR": "1"}
        ended = subprocess.run(
            [*program, *arguments],
            cwd=workspace,
            env=os.environ | settings,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode in STOPPED, ended
        assert "Stopped" in ended.stderr
        assert "Traceback" not in ended.stderr
        workers = map(int, pids.read_text().split() if pids.exists() else [])
        assert not [pid for pid in workers if alive(pid)]
        return ended.stderr

    return run


def alive(pid: int) -> bool:
    """Return whether a process still runs; a zombie does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def ends(pid: int) -> bool:
    """Return whether a process that was killed ends; the kernel may take a moment."""
    until = time.monotonic() + 30
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.01)
    return not alive(pid)


def test_the_moments_are_real(workspace, tiny, cache, tmp_path):
    """Without Ctrl-C the same program checks as always, and the workers that it starts are recorded."""
    program = [sys.executable, "-P", Path(__file__).with_name("interrupted.py"), "-", tmp_path / "pids"]
    (workspace / "basics/numbers.py").write_text("def double(x):\n    return 2 * x\n")
    environment = os.environ | {"DLCOURSE_CACHE": str(cache)}
    command = [*program, "--course", tiny, "check", "numbers"]
    assert subprocess.run(command, cwd=workspace, env=environment, check=False, capture_output=True).returncode == 1
    assert (tmp_path / "pids").read_text().split()


MODULES = (
    "click",
    "dlcourse.cli.commands.check",
    "msgspec",
    "numpy",
    "pytest",
    "dlcourse.graders.engine.judge.judge",
    "rich.progress",
)


@pytest.mark.parametrize("module", MODULES)
def test_while_the_command_starts(interrupted, write, module):
    """From the first import to the last one, whether a worker is starting already or not, Ctrl-C just stops."""
    write("while True: pass\n")
    assert "Your files were not changed" in interrupted(f"import {module}", "check", "numbers")


@pytest.mark.parametrize("where", ["import", "call"])
def test_while_student_code_runs(interrupted, write, where, tmp_path):
    """Ctrl-C while the student's code loops stops the check and ends the loop."""
    told = tmp_path / "student"
    loop = f"import os\nopen({str(told)!r}, 'w').write(str(os.getpid()))\n{PRESS}\nwhile True: pass\n"
    path = write(loop if where == "import" else "def double(x):\n" + textwrap.indent(loop, "    "))
    mine = path.read_bytes()
    interrupted("-", "check", "numbers")
    assert ends(int(told.read_text()))
    assert path.read_bytes() == mine


@pytest.mark.parametrize("where", ["import", "check"])
def test_while_the_judge_works(interrupted, course, edit, write, solutions, where):
    """Ctrl-C while checks are imported or run is no failure of the grader."""
    press = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
    place = {"import": "from dlcourse.graders.authoring", "check": 'assert_matches(double_values, "y")'}[where]
    indent = "" if where == "import" else "    "
    edit("graders/basics/numbers/test_visible.py", place, f"{press}\n{indent}{place}")
    write(solutions["numbers"])
    assert "grader" not in interrupted("-", "check", "numbers", course=course)


def test_while_a_key_is_made(interrupted, course, edit, write, solutions, dlcourse, workspace):
    """Ctrl-C while a key is computed leaves no half of one: the next check works."""
    edit("graders/basics/numbers/probes.py", "def numbers(rng):", "def numbers(rng):  # not in the cache yet")
    write(solutions["numbers"])
    interrupted("write 1", "check", "numbers", course=course)
    assert dlcourse("check", "numbers", course=course, cwd=workspace).code == 0


@pytest.mark.parametrize("nth", [1, 3, 4])
def test_while_files_are_fetched(interrupted, workspace, write, course, edit, dlcourse, nth):
    """Ctrl-C in the middle of fetch leaves only whole files and the student's own; another fetch brings the rest."""
    mine = write("my work", "words")
    for path in (workspace / "basics/numbers.py", workspace / "basics/README.md", workspace / "data/words.txt"):
        path.unlink()
    whole = {path.name: path.read_bytes() for path in (course / "exercises/basics").iterdir()}
    interrupted(f"write {nth}", "fetch", "basics")
    assert mine.read_text() == "my work"
    for path in (workspace / "basics").iterdir():
        assert path == mine or path.read_bytes() == whole[path.name]
    assert dlcourse("fetch", "basics", cwd=workspace).code == 0
    assert (workspace / "basics/numbers.py").read_bytes() == whole["numbers.py"]
    assert (workspace / "data/words.txt").exists()
    assert mine.read_text() == "my work"


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_while_a_topic_is_reset(interrupted, workspace, write, nth):
    """Ctrl-C in the middle of reset never loses the student's work, and leaves a file in its place."""
    path = write("my work")
    interrupted(f"write {nth}", "reset", "numbers")
    kept = [file.read_text() for file in (workspace / ".dlcourse").rglob("numbers.*.py")]
    assert "my work" in [*kept, path.read_text()]
    assert path.read_text() == "my work" or "NotImplementedError" in path.read_text()


def test_while_a_class_is_graded(interrupted, workspace, solutions, tmp_path):
    """Ctrl-C while grading says that no grades were written, keeps earlier ones, and ends the submission's loop."""
    out, told = tmp_path / "results", tmp_path / "student"
    for name in ("ada", "bob"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "numbers.py").write_text(solutions["numbers"])
    out.mkdir()
    (out / "grades.csv").write_text("earlier")
    (tmp_path / "class/bob/numbers.py").write_text(
        f"import os\nopen({str(told)!r}, 'w').write(str(os.getpid()))\n{PRESS}\nwhile True: pass\n"
    )
    said = interrupted("-", "grade", "basics", tmp_path / "class", "--out", out, "--isolation", "process")
    assert "No grades were written" in said
    assert (out / "grades.csv").read_text() == "earlier"
    assert not (out / "results.jsonl").exists()
    assert ends(int(told.read_text()))


def test_a_command_that_is_killed_takes_its_worker_along(workspace, tiny, cache, write, tmp_path):
    """Where the command itself is killed (a closed window, an IDE's stop button), the student's loop ends as well."""
    told = tmp_path / "student"
    reading = tmp_path / "pipe"
    os.mkfifo(reading)
    tell = f"import os\nopen({str(told)!r}, 'w').write(str(os.getpid()))\nopen({str(reading)!r}, 'w').close()\n"
    write(f"{tell}while True: pass\n")
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny, "check", "numbers"]
    environment = os.environ | {"DLCOURSE_CACHE": str(cache)}
    with subprocess.Popen(command, cwd=workspace, env=environment, stdout=subprocess.DEVNULL) as process:
        reading.read_bytes()  # returns when the student's code runs
        process.kill()
    assert ends(int(told.read_text()))
