"""dlcourse watch: a student edits and saves in one window, and looks at another."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys

import psutil
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
LOOP = "    while True:\n        pass\n"


@pytest.fixture
def watching(terminal):
    """Run `dlcourse watch ARGUMENTS`, and wait for the end of its first check."""

    def start(*arguments, **settings):
        started = terminal("watch", *arguments, **settings)
        started.until("checked in", "q quit")
        return started

    return start


@pytest.fixture
def patient(course, edit):
    """The tiny course with a time limit that no test waits for."""
    edit("course.toml", "seconds = 2", "seconds = 600")
    return course


def family(terminal):
    """Return the processes that the command has started."""
    return psutil.Process(terminal.process.pid).children(recursive=True)


def gone(processes):
    """Return whether processes that were told to end have ended; the kernel may take a moment."""
    return not psutil.wait_procs(processes, timeout=30)[1]


def test_a_student_fixes_an_exercise(watching, write, solutions):
    """The first problem is shown. A save is checked at once. A right answer is praised, and the topic stays."""
    t = watching()
    screen = t.until("numbers  Doubling and adding  0/5  not started", "basics/numbers.py:4")
    assert "○ double returns twice every element  0/2  not started" in screen
    assert "0 of 2 topics, 0 points" in screen
    write(solutions["numbers"].replace("2 * x", "x * x"))
    screen = t.until("✘ double returns twice", "You square x: multiply it by 2.", "2 points")
    assert "returned                     expected" in screen
    assert "^^^" in screen
    write(solutions["numbers"])
    screen = t.until("✔ numbers  Doubling and adding  5/5", "Doubling and adding is done. Well done!")
    assert "Press n to go on with words: Greeting." in screen
    assert "1 of 2 topics, 5 points" in screen
    assert "✘" not in screen
    t.press("n")
    t.until("○ words  Greeting", "basics/words.py:4")
    write(solutions["words"], "words")
    t.until("Now everything that you can see of basics passes!", "2 of 2 topics, 9 points")
    t.press("n")
    t.until("There is no next")
    t.press("q")
    assert t.ended() == 0
    assert "basics: 2 of 2 topics done, 9 of 9 visible points" in t.screen()


def test_however_an_editor_saves(watching, write, solutions, workspace):
    """A rename over the file, a file that is deleted and comes back, and half a line: each is shown as what it is."""
    folder = (workspace / "basics").rename(workspace / "one")
    (workspace / "basics").symlink_to(folder)
    t = watching()
    path = workspace / "basics/numbers.py"
    beside = path.with_name(".numbers.py.swp")
    beside.write_text(solutions["numbers"].replace("2 * x", "3 * x"))
    beside.replace(path)
    t.until("✘ double returns twice", "6 of 6 values")
    write(solutions["numbers"].replace("return 2 * x", "return 2 *"))
    t.until("SyntaxError", gone="│ hint")
    t.press("h")
    t.until("Make your code run first")
    write(None)
    t.until("numbers.py is missing. `dlcourse fetch basics` brings it back.", gone="SyntaxError")
    write(solutions["numbers"])
    t.until("Well done!", gone="is missing")
    path.unlink()
    os.mkfifo(path)
    t.until("numbers.py is no regular file.", "basics/numbers.py:1", gone="Well done!")
    other = shutil.copytree(folder, workspace / "other", ignore=shutil.ignore_patterns("numbers.py"))
    (other / "numbers.py").write_text(solutions["numbers"])
    (workspace / "link").symlink_to(other)
    (workspace / "link").replace(workspace / "basics")
    t.until("Well done!", gone="no regular file")
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    t.until("✘ double returns twice", gone="Well done!")
    shutil.rmtree(workspace)
    assert t.ended() == 2
    assert "is gone. If you moved it, go there and run `dlcourse watch` again." in t.screen()
    assert "Traceback" not in t.screen()


def test_a_loop_is_given_up_when_it_is_fixed(terminal, write, solutions, patient, tmp_path):
    """A loop that would run for ten minutes ends at the save that fixes it, with all processes that it started."""
    told = tmp_path / "student"
    tell = f"    import os\n    open({str(told)!r}, 'w').write(str(os.getpid()))\n"
    t = terminal("watch", course=patient)
    t.until("checked in")
    write(f"def double(x):\n{tell}{LOOP}")
    t.until("running numbers")
    t.until_seen(lambda: told.exists() and told.read_text())
    looping = psutil.Process(int(told.read_text()))
    write(solutions["numbers"])
    t.until("Well done!", "checked in", gone="running")
    assert gone([looping])
    write(f"def double(x):\n{LOOP}")
    t.until("running numbers")
    workers = family(t)
    assert workers
    t.press("q")
    assert t.ended() == 0
    assert gone(workers)


def test_keys(watching, write, solutions, course, edit, student):
    """n goes to the next topic that is not done, l to any topic, h shows one more hint, c checks what is begun."""
    edit("graders/basics/words/test_visible.py", '["Capitals, then a mark."]', '["A question?", "The idea.", "upper"]')
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    write("def shout(text):\n    return text\n", "words")
    assert "1. A question?" in student("hint", "words", course=course).out
    t = watching(course=course)
    t.until("✘ numbers")
    t.press("n")
    t.until("✘ words", "A question?", gone="The idea.")
    t.press("h")
    t.until("hint 2     The idea.", gone="upper")
    assert "3. upper" in student("hint", "words", course=course).out  # both go on from where the other was
    t.press("h", "h")
    t.until("hint 3     upper", "That was the last hint.")
    t.press("l", "up")
    t.until("> ✘ numbers", "  ✘ words", gone="> ✘ words")
    t.press("escape")
    t.until("hint 3     upper")
    t.press("l", "up", "enter")
    t.until("Multiply x by 2.")
    t.press("c")
    t.until("✘ numbers", "checked in", gone="running")
    t.press("n", "n")
    t.until("✘ numbers")
    t.press("q")
    assert t.ended() == 0
    assert "Go on with basics/numbers.py: dlcourse watch numbers" in t.screen()


def test_f_goes_to_the_next_failure(watching, write, solutions):
    """f goes through the failures of the topic, then those of the next topics, and back to the first."""
    t = watching()
    t.press("f")
    t.until("No check fails. Press n to go on.")
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    t.until("✘ double returns twice", "Multiply x by 2.", gone="No check fails")
    t.press("f")
    t.until("No other check fails.")
    both = solutions["numbers"].replace("2 * x", "3 * x").replace("float(sum(values))", "sum(values) + 1.0")
    write(both)
    t.until("✘ total adds up", "Add the values up", gone="No other check")  # this function was edited
    write(solutions["words"].replace("!", "?", 1), "words")
    t.until("✘ shout returns capitals")
    t.press("f")
    t.until("Add the values up", gone="shout")
    t.press("f")
    t.until("Multiply x by 2.", gone="Add the values up")
    t.press("f")
    t.until("✘ shout returns capitals")
    t.press("f", "f")
    t.until("Multiply x by 2.")
    write(both + "# no edit\n")
    t.until("checked in", "Multiply x by 2.")
    write(both.replace("+ 1.0", "+ 2.0"))
    t.until("Add the values up", gone="Multiply x by 2.")


def test_all_files_saved_at_once(watching, write, solutions):
    """The topic that is shown stays if it is one of them; else the one that was saved last is shown. The others are named."""
    t = watching("words")
    write(solutions["words"].replace("!", "?", 1), "words")
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    t.until("✘ shout returns capitals", "Also saved: numbers. Press l to see all.", "5 points")
    t.press("l")
    t.until("✘ numbers", gone="Also saved")


def test_code_above_a_leftover_raise(watching, write, fetched):
    """The line to delete is named as soon as there is code in the function."""
    stub = (fetched / "basics/numbers.py").read_text()
    t = watching()
    t.until("○ double returns twice")
    write(stub.replace("    # TODO", "    y = 2 * x\n    # TODO", 1))
    t.until("You have written code, but line 8 still", "delete that line.", "basics/numbers.py:8")
    write(stub)
    t.until("○ double returns twice", gone="You have written")


def test_reset_asks(watching, write, workspace, fetched):
    """r changes nothing unless y follows; that keeps a backup and says where."""
    mine = write("def double(x):\n    return 3 * x\n")
    t = watching()
    t.press("r")
    t.until("Start numbers.py again? Your file is kept as a backup. y yes, n no")
    t.press("n")
    t.until("Nothing was changed.")
    assert mine.read_text() == "def double(x):\n    return 3 * x\n"
    t.press("r", "y")
    t.until("numbers.py is as it was fetched.", "not started", gone="✘")
    (backup,) = (workspace / ".dlcourse/backups/basics").iterdir()
    assert backup.name in t.screen()
    assert backup.read_text() == "def double(x):\n    return 3 * x\n"
    assert mine.read_bytes() == (fetched / "basics/numbers.py").read_bytes()


def test_where_the_student_is(watching, write, solutions):
    """Saving another topic's file makes that topic the current one. Saving two at once does not."""
    t = watching("numbers")
    write(solutions["words"], "words")
    t.until("✔ words", "Greeting is done. Well done!", "Press n to go on with numbers")
    write(solutions["words"] + "\n# a comment\n", "words")
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    screen = t.until("1 of 2 topics, 6 points", "✔ words", gone="running")
    assert "Greeting is done" in screen
    t.press("l")
    t.until("✘ numbers  Doubling and adding  2/5", "> ✔ words")


@pytest.mark.parametrize(
    "way", ["q", "ctrl-c", "a closed stdin", "failure", "the course has gone", "SIGHUP", "SIGQUIT", "SIGTERM"]
)
def test_the_terminal_is_as_before(terminal, write, course, edit, way):
    """However it ends, the terminal has its settings, its screen and its cursor back, and no process is left."""
    import termios

    if way == "failure":
        edit("graders/basics/words/test_visible.py", "def test_shout(", "def test_shout(nonsense, ")
    t = terminal("watch", course=course)
    before = termios.tcgetattr(t.process.child_fd)
    code = 3 if way in ("failure", "the course has gone") else 0
    workers = []
    if way != "failure":
        t.until("checked in")
        assert termios.tcgetattr(t.process.child_fd)[3] != before[3]
        workers = family(t)
    if way == "the course has gone":
        course.rename(course.with_name("elsewhere"))
        write("x = 1\n")
        t.until("The course has no", "exercises/basics/numbers.py", "move its folder back")
    elif way.startswith("SIG"):
        t.process.kill(getattr(signal, way))
    elif way != "failure":
        t.process.kill(signal.SIGTSTP)  # stopping would leave the screen to the shell, so it is ignored
        t.press("\x1a", "\x1c", {"a closed stdin": "\x04"}.get(way, way))
    assert t.ended() == code
    after = termios.tcgetattr(t.process.child_fd)
    assert after[:6] == before[:6]
    assert t.raw.count(b"\x1b[?1049h") == t.raw.count(b"\x1b[?1049l") <= 1
    assert t.raw.rindex(b"\x1b[?25h") > t.raw.rindex(b"\x1b[?25l")
    assert b"Traceback" not in t.raw
    assert gone(workers)


def test_a_small_window(watching, write, solutions):
    """40 columns and 10 rows are usable: the panel scrolls, and the keys stay visible. A larger window is filled."""
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    t = watching(columns=40, rows=10)
    screen = t.until("✘ numbers", "more lines: ↓", "q quit", "0/2")
    assert len(screen.splitlines()) == 10
    t.press("page down", "page down", "page down", "page down")
    t.until("… the end: ↑", "q quit", "basics/numbers.py:4")
    t.press("up")
    t.until("1 more line: ↓")
    t.resize(100, 40)
    screen = t.until("returned                     expected", "basics/numbers.py:4", "q quit", "0 of 2 topics")
    assert "more line" not in screen
    assert len(screen.splitlines()) == 40
    t.resize(40, 12)
    t.until("✘ numbers", "more lines: ↓", "q quit")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (80, 12), (60, 14)])
def test_what_is_seen_without_scrolling(watching, write, solutions, columns, rows):
    """In an editor's panel, the cause, what came back and what was expected are seen at once; the call is shortened."""
    write(solutions["numbers"].replace("2 * x", "x * x"))
    t = watching(columns=columns, rows=rows)
    screen = t.until(
        "✘ double returns twice", "You square x: multiply it by 2.", "returned", "expected", "^^^", "f failure"
    )
    assert screen.index("this is") < screen.index("returned") < screen.index("expected")
    assert "differs" in screen
    assert len(screen.splitlines()) == rows
    t.press("page down", "page down")
    t.until("basics/numbers.py:4", "q quit")


def test_plain_lines_at_a_terminal(terminal, write, solutions):
    """--plain prints each thing once, in lines without boxes, signs and animation, and answers to keys."""
    t = terminal("watch", "--plain", rows=100)
    t.until("not started: numbers", "basics 0 of 2 topics, 0 points", "n next  f failure  h hint")
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    t.until("failed: double returns twice every element  0/2", "read", "2 points")
    t.press("r")
    t.until("Start numbers.py again?")
    t.press("n")
    t.until("Nothing was changed.")
    write(solutions["numbers"].replace("2 * x", "3 * x"))
    t.until("No change.")
    t.press("l", "down")
    t.until("> not started: words")
    t.press("q")
    assert t.ended() == 0
    screen = t.screen()
    assert screen.count("differs") == 1
    assert screen.count("Doubling and adding  2/5") == 2  # the result, and the list
    assert b"\x1b[?1049h" not in t.raw
    assert b"\x1b[H" not in t.raw
    assert not set("╭│╰━─✔✘○⠋▁") & set(screen)


def test_into_a_pipe(workspace, tiny, cache, write, solutions):
    """Without a terminal each new result is printed once, and Ctrl-C ends it without a traceback."""
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny, "watch"]
    settings = {"DLCOURSE_CACHE": str(cache), "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        command,
        cwd=workspace,
        env=os.environ | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # as in a shell's foreground
    )
    with process, contextlib.ExitStack() as opened:
        opened.callback(process.kill)
        assert process.stdout
        said = []

        def until(text):
            while line := process.stdout.readline():
                said.append(line)
                if text in line:
                    return
            raise AssertionError(said)

        until("checked in")
        write(solutions["numbers"].replace("2 * x", "3 * x"))
        until("checked in")
        write(solutions["numbers"])
        until("Well done")
        workers = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    out = "".join(said) + rest
    assert (process.returncode, errors) == (0, "")
    assert out.count("6 of 6 values differ") == 1
    assert out.count("Well done!") == 1
    assert "\x1b" not in out
    assert "n next" not in out
    assert "Go on with basics/words.py" in rest
    assert gone(workers)


def test_outside_of_a_workspace(dlcourse, tmp_path, solutions):
    """If there is nothing to watch, it says what to do."""
    (tmp_path / "numbers.py").write_text(solutions["numbers"])
    ended = dlcourse("watch", "numbers.py")
    assert ended.code == 2
    assert "outside of a workspace" in ended.err
    ended = dlcourse("watch")
    assert ended.code == 2
    assert "dlcourse fetch basics" in ended.err
