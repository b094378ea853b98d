"""`dlcourse run`: a student's own file with the examples of its docstrings, in the student's terminal, graded by nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

HALF = '''"""Doubling and adding."""


def double(x):
    """Return twice every element.

    >>> double(2)
    4
    """
    return 3 * x


def total(values):
    """Return the sum.

    >>> total([1, 2])
    3.0
    """
    # TODO: your code here
    raise NotImplementedError("total")
'''


def returning(body: str, example: str = "") -> str:
    """Return a file in which both exercises are written: `double` with this body and this example."""
    docstring = f'    """\n    {example}\n    """\n' if example else ""
    return f"def double(x):\n{docstring}    {body}\n\n\ndef total(values):\n    return float(sum(values))\n"


def test_what_each_example_gives(student, write):
    """Each example is shown with what it gives; if its docstring says something else, both; a stub is named with its examples."""
    write(HALF)
    ended = student("run", "numbers")
    assert ended.code == 1
    assert "double\n  >>> double(2)\n  yours gives    6\n  docstring says 4\n" in ended.out
    assert "○ total  not started; its docstring says:\n  >>> total([1, 2])\n  3.0\n" in ended.out
    assert "0 of 1 example gives what the docstring says.\n○ not started: total\n" in ended.out
    assert ended.out.endswith("Nothing was graded. What is right, the checks say: dlcourse check numbers\n")


def test_right_examples(student, write):
    """If each example gives what its docstring says, the exit code is 0; what was printed does not count."""
    write(returning("print('x is', x); return 2.0 * x", ">>> double(2)\n    4.0"))
    ended = student("run", "numbers")
    assert ended.code == 0
    assert "  >>> double(2)\n  x is 2\n  4.0\n" in ended.out
    assert "1 of 1 example gives what the docstring says." in ended.out


def test_the_file_runs_as_a_program(student, write, workspace):
    """What the file prints is shown, also under `if __name__`; data files are found from the folder of the workspace."""
    more = "print('hello')\nif __name__ == '__main__':\n    print(open('data/words.txt').read())\n"
    write(returning("return 2 * x") + more)
    ended = student("run", "numbers")
    words = (workspace / "data/words.txt").read_text()
    assert ended.code == 0
    assert ended.out.startswith(f"hello\n{words}")


@pytest.mark.parametrize("target", ["numbers", "basics/numbers", "numbers.py", "basics/numbers.py"])
def test_targets(student, write, target):
    """A topic can be named as for check, also by its file."""
    write(returning("return 2 * x", ">>> double(21)"))
    ended = student("run", target)
    assert (ended.code, "  >>> double(21)\n  42\n" in ended.out) == (0, True), ended


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Run which topic? You saved words.py last: dlcourse run words"),
        (["basics"], "Run one topic at a time: numbers, words."),
        (["nubmers"], "Did you mean 'numbers'?"),
    ],
)
def test_without_a_topic(student, write, arguments, says):
    """Without one topic, the message says what to type."""
    os.utime(write(HALF), (1, 1))
    write("x = 1\n", "words")
    ended = student("run", *arguments)
    assert (ended.code, says in ended.err) == (2, True), ended


def test_before_anything_is_written(student, write):
    """On an untouched stub run says what to write; a missing or unreadable file is a clear error."""
    assert "Run which topic? For example: dlcourse run numbers" in student("run").err
    ended = student("run", "numbers")
    assert (ended.code, "○ not started: double, total" in ended.out) == (1, True)
    assert "numbers.py:4, then: dlcourse run numbers" in ended.out
    write(b"\xff")
    assert (student("run", "numbers").code, "not UTF-8" in student("run", "numbers").err) == (2, True)
    write(None)
    assert "dlcourse fetch basics" in student("run", "numbers").err


def test_an_exception_in_an_example(student, write):
    """An exception is shown with its cause and the student's own lines, and ends the examples of that docstring only."""
    write(returning("return x + undefned", ">>> double(1)\n    2\n    >>> double(2)\n    4") + "\n\nundefined = 1\n")
    ended = student("run", "numbers")
    assert ended.code == 1
    assert "raised     NameError: name 'undefned' is not defined" in ended.out
    assert "because    " in ended.out
    assert "line       8: return x + undefned" in ended.out
    assert "open       basics/numbers.py:" in ended.out.replace("\\", "/")
    assert ">>> double(2)" not in ended.out
    assert "Traceback" not in ended.out + ended.err
    assert "examples.py" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("def double(x:\n    return x\n", "raised     SyntaxError"),
        ("print(1 / 0)\n", "line       1: print(1 / 0)"),
        ("exit()\n", "raised     SystemExit"),
        (HALF + "\n\nif __name__ == '__main__':\n    total([])\n", "○ not started: total"),
    ],
)
def test_a_file_that_stops(student, write, content, says):
    """If the file itself stops, its error is shown, and that no example ran."""
    write(content)
    ended = student("run", "numbers")
    assert (ended.code, says in ended.out) == (1, True), ended
    assert "no example ran" in ended.out
    assert "Traceback" not in ended.out + ended.err


def test_a_file_that_ends_python(student, write):
    """If the code ends Python itself, run says so."""
    write("import os\nos._exit(7)\n")
    ended = student("run", "numbers")
    assert (ended.code, "ended Python itself (exit code 7)" in ended.err) == (1, True)


@pytest.mark.parametrize(
    ("example", "code"),
    [
        (">>> 0.1 + 0.2\n    0.3", 0),
        (">>> 1 / 3\n    0.333...", 0),
        (">>> 1 / 3\n    0.3333", 0),
        (">>> 1 / 3\n    0.34", 1),
        (">>> 3\n    4", 1),
        (">>> 3\n    3.0", 1),
        (">>> [1,\n    ...  2]\n    [1,    2]", 0),
        (
            ">>> int('a')\n    Traceback (most recent call last):\n    ValueError: invalid literal for int() with base 10: 'a'",
            0,
        ),
        (">>> int('1')\n    Traceback (most recent call last):\n    ValueError: invalid literal", 1),
        (">>> __import__('numpy').float64(0.5)\n    0.5", 0),
        (">>> double(1)", 0),
        (">>>double(1)\n    2", 1),
    ],
)
def test_comparing(student, write, example, code):
    """Rounded floats, whitespace, `...` and exceptions are compared as a reader would; without a result nothing is."""
    write(returning("return 2 * x", example))
    ended = student("run", "numbers")
    assert ended.code == code, ended
    assert "Traceback" not in ended.err


def test_the_stubs_examples(course, edit, dlcourse, tmp_path):
    """If the student's docstring is gone, the examples of the stub's run; a missing exercise is named."""
    edit("exercises/basics/numbers.py", "as a new array.", "as a new array.\n\n    >>> double(2)\n    4\n    ")
    dlcourse("fetch", "basics", "--into", "mine", course=course)
    (tmp_path / "mine/basics/numbers.py").write_text(
        "def double(x):\n    return 2 * x\n\n\ndef totl(x):\n    return x\n"
    )
    ended = dlcourse("run", "numbers", cwd=tmp_path / "mine", course=course)
    assert ended.code == 1
    assert "  >>> double(2)\n  4\n" in ended.out
    assert "your file has no 'total'. Has its name changed?" in ended.out


def test_no_example(student, write):
    """An exercise without an example is named, with how to call it."""
    write(returning("return 2 * x"))
    ended = student("run", "numbers")
    assert ended.code == 0
    assert "No example in the docstring: double, total." in ended.out
    assert "  >>> double(x)\n" in ended.out


def test_decorated_functions_and_methods(student, write):
    """A function behind a decorator and a method have examples too."""
    write(
        "import functools\n\n\ndef twice(f):\n    @functools.wraps(f)\n    def inner(*a):\n        return f(*a)\n"
        "    return inner\n\n\n@twice\ndef shout(text):\n    '''\n    >>> shout('a')\n    'A!'\n    '''\n    return text.upper()\n\n\n"
        "class Greeter:\n    def __init__(self, name):\n        self.name = name\n\n    def greet(self):\n"
        "        '''\n        >>> Greeter('bo').greet()\n        'hello bo'\n        '''\n        return f'hello {self.name}'\n",
        "words",
    )
    ended = student("run", "words")
    assert "shout\n  >>> shout('a')\n  yours gives    'A'\n  docstring says 'A!'\n" in ended.out
    assert "Greeter.greet\n  >>> Greeter('bo').greet()\n  'hello bo'\n" in ended.out


def test_input_and_breakpoint(terminal, write):
    """The terminal is the student's: input() asks there, and breakpoint() stops in the debugger, also in an example."""
    write(
        "name = input('Who? ')\n"
        + returning("breakpoint()\n    print('x')\n    return x * float(input('times? '))", ">>> double(2)\n    4.0")
    )
    screen = terminal("run", "numbers")
    screen.until("Who?")
    screen.press("ada", "enter")
    screen.until("(Pdb)")
    screen.press("p x + 40", "enter")
    screen.until("42")
    screen.press("s", "enter")  # not into what shows the output
    screen.until("-> return x")
    assert "examples.py" not in screen.screen()
    screen.press("c", "enter")
    screen.until("times?")
    screen.press("2", "enter")
    screen.until("1 of 1 example gives what the docstring says.")
    assert screen.ended() == 0


def test_leaving_the_debugger(terminal, write):
    """q in the debugger ends the run without a traceback."""
    write(returning("breakpoint(); return x", ">>> double(2)"))
    screen = terminal("run", "numbers")
    screen.until("(Pdb)")
    screen.press("q", "enter")
    screen.until("Stopped in the debugger.")
    assert screen.ended() == 1


def test_ctrl_c(terminal, write):
    """Ctrl-C stops an endless loop, and says in which line it was."""
    write(returning("print('looping')\n    while True: x = 1", ">>> double(2)"))
    screen = terminal("run", "numbers")
    screen.until("looping")
    screen.press("ctrl-c")
    screen.until("Stopped in line 6: while True")
    assert "Traceback" not in screen.screen()
    assert screen.ended() == 130


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent with os.kill")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left(write, workspace, tiny, tmp_path, how):
    """The student's process ends with the command, however that is stopped."""
    if how == signal.SIGKILL and sys.platform != "linux":
        pytest.skip("only Linux ends a process with its parent")
    pid = tmp_path / "pid"
    write(f"import os, time\nopen({str(pid)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n")
    command = [sys.executable, "-P", "-m", "dlcourse.cli.main", "--course", tiny, "run", "numbers"]
    with subprocess.Popen(command, cwd=workspace, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while not (pid.exists() and pid.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(how)
        assert process.wait(60) == (130 if how == signal.SIGINT else -how)
    until = time.monotonic() + 30
    while time.monotonic() < until and _alive(int(pid.read_text())):
        time.sleep(0.05)
    assert not _alive(int(pid.read_text()))


def _alive(pid: int) -> bool:
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_plain_and_narrow(student, write):
    """--plain has words for signs; in a narrow terminal nothing is lost."""
    write(HALF)
    out = student("run", "numbers", "--plain", COLUMNS="40").out
    assert "yours gives    6" in out
    assert "not started: total" in out
    assert "✘" not in out


def test_a_file_outside_of_a_workspace(dlcourse, tmp_path):
    """A topic's file anywhere can be run; it runs in its own folder."""
    (tmp_path / "numbers.py").write_text(returning("return 2 * x", ">>> import os; print(os.getcwd())"))
    ended = dlcourse("run", "numbers.py")
    assert (ended.code, str(tmp_path) in ended.out) == (0, True), ended


def test_nothing_is_stored(student, write, workspace):
    """run grades nothing and stores nothing."""
    write(HALF)
    before = sorted(workspace.rglob("*"))
    student("run", "numbers")
    assert sorted(workspace.rglob("*")) == before
