"""Files that are broken in every way that students break them: a clear message, and nothing lost that was right.

Every one of them is graded, as one student each of one class; the most common ones are checked as well, since a
student's own check runs in a process that is not forked.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

TINY = Path(__file__).parents[1] / "courses" / "tiny"


def body(double: str, top: str = "") -> str:
    """Return a numbers.py in which `double` has these lines and `total` is right."""
    lines = "\n    ".join(double.splitlines())
    return f"{top}\ndef double(x):\n    {lines}\n\n\ndef total(values):\n    return float(sum(values))\n"


@dataclass(frozen=True)
class Bad:
    """A bad file (or what makes something else in its place), the statuses of the visible checks, and words to say."""

    content: str | bytes | Callable[[Path], object]
    statuses: tuple[str, str, str]
    words: tuple[str, ...]

    def put(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        if callable(self.content):
            self.content(path)
        else:
            path.write_bytes(self.content.encode() if isinstance(self.content, str) else self.content)


def unreadable(content: bytes | Callable[[Path], object], *words: str) -> Bad:
    return Bad(content, ("error", "blocked", "error"), words)


def at_import(content: str, *words: str) -> Bad:
    return Bad(content, ("error", "blocked", "error"), ("before any exercise was called", *words))


def raising(double: str, *words: str) -> Bad:
    return Bad(body(double), ("error", "blocked", "passed"), ("called     double(x)", *words))


def returning(double: str, *words: str) -> Bad:
    return Bad(body(double), ("failed", "blocked", "passed"), ("called     double(x)", *words))


OPEN = "def double(x):\n    return 2 * x\n\n\ndef total(values:\n"
BAD = {
    "empty": unreadable(b"", "numbers.py is empty", "dlcourse reset numbers"),
    "blank": unreadable(b" \n\t\n", "numbers.py is empty"),
    "not UTF-8": unreadable(b"# 1\n# caf\xe9\n", "not UTF-8", "line 2", "0xe9", "Save it in UTF-8"),
    "binary": unreadable(b"\x7fELF\0\0\1", "not a text file"),
    "huge": unreadable(b"#" * 1_100_000, "1100000 bytes", "Keep data out of it"),
    "folder": unreadable(Path.mkdir, "numbers.py is a folder"),
    "pipe": unreadable(os.mkfifo, "no regular file"),
    "syntax": at_import(OPEN, "SyntaxError", "never closed", "5: def total(values:"),
    "tabs": at_import("def double(x):\n    y = 1\n\treturn y\n", "TabError", "3: return y"),
    "crash at import": at_import(body("return 2 * x", "rate = 1 / 0"), "ZeroDivisionError", "1: rate = 1 / 0"),
    "not installed": at_import(body("return x", "import nope"), "No module named 'nope'", "remove this import"),
    "another topic's file": at_import(body("return x", "from words import shout"), "so it cannot import words"),
    "another topic's folder": at_import(body("return x", "import basics.words"), "so it cannot import basics"),
    "a file beside it": at_import(body("return x", "from .words import shout"), "cannot import your other files"),
    "a misspelled import": at_import(body("return x", "import numpi"), "Did you mean numpy?"),
    "exit at import": at_import(
        body("return x", "import sys\nsys.exit()"), "SystemExit", "2: sys.exit()", "remove exit"
    ),
    "os._exit at import": at_import(body("return x", "import os\nos._exit(0)"), "The Python process ended while"),
    "input at import": at_import(body("return x", "n = input()"), "1: n = input()", "nobody can answer"),
    "breakpoint": raising("breakpoint()\nreturn x", "BdbQuit", "nobody can answer breakpoint()"),
    "unmerged": at_import("<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> theirs\n", "git left two versions here"),
    "nested": at_import(body(f"return {'-' * 50_000}x"), "nested too deeply for Python to read"),
    "missing": Bad(
        "def total(values):\n    return float(sum(values))\n",
        ("error", "blocked", "passed"),
        ("your file has no 'double'", "Has its name changed?"),
    ),
    "signature": Bad(
        body("return 1").replace("double(x)", "double()"),
        ("error", "blocked", "passed"),
        ("TypeError", "keep the signature of the stub"),
    ),
    "crash": raising("return 2 * y", "NameError: name 'y' is not defined", "3: return 2 * y"),
    "another topic's function": raising("return shout(x)", "shout is in words.py, and each file is checked alone."),
    "another topic's method": raising("return greet(x)", "because    nothing is called greet here"),
    "recursion": raising("return double(x)", "RecursionError", "calls itself without end"),
    "exit": raising("import sys\nsys.exit(0)", "SystemExit: 0", "sys.exit(0)"),
    "os._exit": raising("import os\nos._exit(0)", "The Python process ended during this call"),
    "killed": raising("import os\nos.kill(os.getpid(), 9)", "The Python process ended during this call"),
    "input": raising("n = input('how many? ')", "EOFError", "nobody can answer input()"),
    "memory": raising("return bytearray(10**15)", "MemoryError", "grows much larger"),
    "Ctrl-C": raising("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "odd error": raising("class E(Exception):\n    def __str__(self): return 1 / 0\nraise E", "E: ", "cannot be shown"),
    "None": returning("2 * x", "returned   None", "None instead of an ndarray"),
    "type": returning("return 'twice'", "returned   'twice'", "a string instead of an ndarray"),
    "object": returning("return object()", "returned   object", "an object instead of an ndarray"),
    "generator": returning("yield x", "a generator instead of an ndarray"),
    "shape": returning("return 2 * x[0]", "shape (3,) instead of (2, 3)"),
    "dtype": returning("return (2 * x).astype('float32')", "dtype float32 instead of float64"),
    "NaN": returning("return x * float('nan')", "differs    [0, 0]: nan instead of"),
    "million": returning("import numpy\nreturn numpy.zeros(1_000_000)", "shape (1000000,) instead of (2, 3)"),
    "long list": returning("return list(range(1_000_000))", "a list instead of an ndarray"),
    "deep list": returning("a = []\nfor _ in range(9999): a = [a]\nreturn a", "a list or tuple instead of an ndarray"),
    "own list": returning("a = []\na.append(a)\nreturn a", "a list or tuple instead of an ndarray"),
    "repr": returning("class R:\n    def __repr__(self): 1 / 0\nreturn R()", "returned   R: "),
    "flood": returning(
        "for _ in range(100_000): print('spam ' * 9)\nreturn x", "printed    spam spam", "… 99990 more lines …"
    ),
}
COMMON = (
    *("empty", "folder", "syntax", "not installed", "os._exit at import", "signature", "crash", "os._exit"),
    *("killed", "input", "None", "NaN", "million", "flood", "another topic's file", "another topic's function"),
)


def judged(document: dict, bad: Bad) -> None:
    """See that a results document says of `bad` what it must."""
    checks = document["topics"][0]["checks"][:3]
    said = "\n".join(f"{line['label']:<9}  {line['text']}" for check in checks for line in check["lines"])
    assert tuple(check["status"] for check in checks) == bad.statuses
    assert all(word in said for word in bad.words), said
    assert ("\ncalled     " in f"\n{said}") == (bad.statuses[2] == "passed")  # not so where the file never ran
    assert "Traceback" not in said
    assert len(said) < 10_000


@pytest.fixture(scope="module")
def graded(run, tmp_path_factory) -> dict[str, dict]:
    """Return the results of a class in which each student hands in one of the bad files, by its name."""
    folder = tmp_path_factory.mktemp("class")
    for name, bad in BAD.items():
        (folder / "submissions" / name).mkdir(parents=True)
        bad.put(folder / "submissions" / name / "numbers.py")
    grade = ("grade", "basics", "submissions", "--out", "results", "--isolation", "process")
    assert run(*grade, cwd=folder).code == 0
    records = map(json.loads, (folder / "results" / "results.jsonl").read_text().splitlines())
    return {record["student"]: record for record in records}


@pytest.mark.parametrize("name", BAD)
def test_grading_a_bad_file(graded, name):
    """The record of a bad file says what is wrong in the student's terms; what is right keeps its points."""
    judged(graded[name], BAD[name])


@pytest.mark.parametrize("name", COMMON)
def test_checking_a_bad_file(check_json, workspace, name):
    """A check of a bad file says what is wrong in the student's terms; what is right keeps its points."""
    BAD[name].put(workspace / "basics" / "numbers.py")
    judged(check_json(), BAD[name])


@pytest.mark.parametrize("where", ["import", "call"])
def test_a_loop_that_never_ends(check_json, write, where):
    """An endless loop is ended; in a call it costs that call only."""
    write(body("while True: pass") if where == "call" else body("return 2 * x", "while True: pass"))
    checks = check_json()["topics"][0]["checks"]
    last = "passed" if where == "call" else "timeout"
    assert [check["status"] for check in checks] == ["timeout", "blocked", last]
    assert "had not ended after 2 s" in str(checks[0]["lines"])
    lines = {line["label"]: line["text"] for line in checks[0]["lines"]}
    assert lines["in loop"] == lines["line"] == f"{3 if where == 'call' else 1}: while True: pass"
    assert "which of these should end this one?" in lines["advice"]


LOOPS = """
def step(n):
    return n + 1

def double(x):
    n = 0
    while n < 10:
        for _ in range(3):
            step(n)
    return 2 * x
"""


def test_the_loops_around_the_line_that_ran_are_shown(check_json, write):
    """The line may be in a function that a loop calls. All loops around it are shown, the innermost first."""
    write(LOOPS)
    said = {line["label"]: line["text"] for line in check_json()["topics"][0]["checks"][0]["lines"]}
    assert said["in loop"].split("\n")[-1] == "7: while n < 10:"
    assert said["in loop"] in ("7: while n < 10:", "8: for _ in range(3):\n7: while n < 10:")
    assert "a while loop ends when" in said["advice"]


def test_a_loop_that_grows_is_no_while(check_json, write):
    """A for loop has no condition: the advice is about what it goes through."""
    write(body("items = [x]\nfor item in items:\n    items.append(item)"))
    said = {line["label"]: line["text"] for line in check_json()["topics"][0]["checks"][0]["lines"]}
    assert said["in loop"] == "4: for item in items:"
    assert said["advice"].startswith("is something added in the loop")


SHOUT = "def shout(text):\n    return text.upper() + '!'\n\n\n"


@pytest.mark.parametrize(
    ("methods", "words"),
    [
        ("def __init__(name): pass", "Is self missing in its def"),
        ("def __init__(self, name): pass\n    def greet(): pass", "the def of greet has no self"),
        (
            "def __init__(self, name): name = name\n    def greet(self): return name",
            "name is known only inside __init__",
        ),
        ("def __init__(self, name): self.name = name\n    def greet(self): return name", "write self.name"),
        ("def __init__(self, name): count = 0\n    def greet(self): return ''", "is self.count = … missing"),
        (
            "def __init__(self, name): self.counts = 0\n    def greet(self): return ''",
            "the next step uses .count, and a Greeter has .counts",
        ),
    ],
)
def test_a_method_without_self(check_json, write, methods, words):
    """A class without self, in a def or before a name, is told so, whoever calls the method."""
    write(f"{SHOUT}class Greeter:\n    {methods}\n", "words")
    checks = check_json("words")["topics"][0]["checks"]
    assert words in "\n".join(line["text"] for check in checks for line in check["lines"])


MORE_PROBES = """

@probe(inputs=numbers)
def double_{0}(student, x):
    return {{"y": student.double(x + {0})}}
"""
MORE_CHECKS = """

@check(points=1, hints=["Multiply x by 2."])
def test_double_{0}(double_{0}):
    \"\"\"double returns twice every element again.\"\"\"
    assert_matches(double_{0})
"""


def test_a_loop_costs_one_limit(run, student, tmp_path):
    """The exercise's other probes get less time and say so, and the time of the topic is left for another exercise."""
    course = shutil.copytree(TINY, tmp_path / "course")
    manifest = course / "course.toml"
    manifest.write_text(manifest.read_text().replace("seconds = 2", "seconds = 4"))
    for file, text in (("probes.py", MORE_PROBES), ("test_visible.py", MORE_CHECKS)):
        with (course / "graders/basics/numbers" / file).open("a") as open_file:
            open_file.write("".join(text.format(number) for number in (1, 2, 3)))
    (tmp_path / "numbers.py").write_text(body("while True: pass"))
    ended = run("check", "numbers.py", "--json", cwd=tmp_path, course=course)
    checks = {check["name"]: check for check in json.loads(ended.out)["topics"][0]["checks"]}
    assert checks["test_total"]["status"] == "passed"
    said = [next(line["text"] for line in checks[name]["lines"] if line["label"] == "happened") for name in LOOPING]
    less = "This call had not ended after 1 s. It got no more time because an earlier call of double had not ended after 4 s."
    assert said == ["This call had not ended after 4 s.", less, less, less]


LOOPING = ("test_double", "test_double_1", "test_double_2", "test_double_3")


COMPARES = """
import numpy as np


@probe(inputs=numbers)
def stays(student, x):
    before = x.copy()
    student.double(x)
    return {"same": bool(np.array_equal(x, before)), "near": _near(x, before)}


def _near(x, before):
    return bool(np.linalg.norm(x - before) < 0.1)


@probe()
def refuses(student):
    try:
        student.total([])
    except Exception as error:
        return {"refused": True}
"""
COMPARED = """

@check(points=1, hints=["Make a new array."])
def test_stays(stays):
    assert_matches(stays)


@check(points=1, hints=["Raise ValueError."])
def test_refuses(refuses):
    assert_matches(refuses)
"""


@pytest.fixture
def comparing(course):
    """A course whose probes compare, and whose probe `refuses` is content with any exception."""
    for file, text in (("probes.py", COMPARES), ("test_visible.py", COMPARED)):
        with (course / "graders/basics/numbers" / file).open("a") as open_file:
            open_file.write(text)
    return course


@pytest.mark.parametrize(
    ("replacing", "name", "status"),
    [
        ("", "test_stays", "failed"),
        ("np.array_equal = lambda *_: True; np.linalg.norm = lambda *_: 0.0", "test_stays", "failed"),
        (
            "sys.modules['probes']._near = sys.modules['probes'].np.array_equal = lambda *_: True",
            "test_stays",
            "failed",
        ),
        ("sys.modules['probes'].refuses = lambda *_: {'refused': True}", "test_refuses", "error"),
        ("del total", "test_refuses", "error"),
    ],
)
def test_what_a_probe_uses_cannot_simply_be_replaced(run, comparing, tmp_path, replacing, name, status):
    """Not its comparisons and not the probe itself; and without the exercise, the probe is not called at all."""
    text = f"{body('x *= 2; return x', 'import sys; import numpy as np')}\n\n{replacing}\n"
    if name == "test_refuses" and "del" not in replacing:
        text = text.replace("def total", "def sum_up")
    (tmp_path / "numbers.py").write_text(text)
    ended = run("check", "numbers.py", "--json", cwd=tmp_path, course=comparing)
    checks = {check["name"]: check for check in json.loads(ended.out)["topics"][0]["checks"]}
    assert checks[name]["status"] == status, checks[name]
    if status == "error":
        assert "your file has no 'total'" in str(checks[name]["lines"])


def test_a_missing_file(student, check_json, write):
    """A missing file is not started, and every command says how to get it back."""
    write(None)
    checks = check_json()["topics"][0]["checks"]
    assert {check["status"] for check in checks} == {"not_started"}
    assert "numbers.py is missing. `dlcourse fetch basics` brings it back." in str(checks[0]["lines"])
    for command in (["check"], ["status"], ["hint"]):
        assert "numbers.py is missing. `dlcourse fetch basics` brings it back." in student(*command).out


@pytest.mark.parametrize(
    ("kind", "words"), [("pipe", "no regular file"), ("link to itself", "Too many levels of symbolic links")]
)
def test_what_is_no_file(student, workspace, write, kind, words):
    """What would be read without end is not opened, neither to run it nor to say where to look."""
    path = write(None) or workspace / "basics/numbers.py"
    path.symlink_to(path.name) if kind == "link to itself" else os.mkfifo(path)
    ended = student("check", "basics/numbers.py")
    assert (ended.code, ended.err) == (1, "")
    assert words in ended.out
    assert "open       basics/numbers.py:1" in ended.out


def test_a_copy_of_the_process(student, write, solutions, tmp_path):
    """Of a process that student code doubles, one answers, and the other is gone after the check."""
    psutil = pytest.importorskip("psutil")
    told = tmp_path / "pid"
    write(f"import os\nchild = os.fork()\nchild and open({str(told)!r}, 'w').write(str(child))\n{solutions['numbers']}")
    assert "5/5" in student("check", "numbers").out
    child = int(told.read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_a_hint_is_not_given_where_it_does_not_help(student, write):
    """With a file that does not run, the hint of an exercise is held back, by check and by hint."""
    write("def double(x:\n")
    assert "Multiply x by 2" not in student("check", "numbers").out
    ended = student("hint", "numbers")
    assert ended.code == 0
    assert "make your code run first" in ended.out
    assert "1: def double(x:" in ended.out


def test_a_right_file_in_an_unusual_form(student, write, solutions):
    """Windows line ends and a byte-order mark are no mistake."""
    write(b"\xef\xbb\xbf" + solutions["numbers"].replace("\n", "\r\n").encode())
    assert student("check", "numbers").code == 0


def test_a_program_that_is_left_behind(student, write, solutions, tmp_path):
    """A program that student code starts ends with the check."""
    psutil = pytest.importorskip("psutil")
    told = tmp_path / "pid"
    start = "import subprocess\nchild = subprocess.Popen(['sleep', '600'])\n"
    write(f"{start}open({str(told)!r}, 'w').write(str(child.pid))\n{solutions['numbers']}")
    assert student("check", "numbers").code == 0
    child = int(told.read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
