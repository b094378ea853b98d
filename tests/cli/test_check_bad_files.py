"""Files that are broken in every way that students break them: a clear message, and nothing lost that was right."""

from __future__ import annotations

import json
import os

import pytest

F, E, N, B, OK = "failed", "error", "not_started", "blocked", "passed"


def body(double: str, total: str = "return float(sum(values))", top: str = "") -> str:
    """Return a numbers.py with these bodies; every line of `double` is indented."""
    lines = "\n    ".join(double.splitlines())
    return f"{top}\ndef double(x):\n    {lines}\n\n\ndef total(values):\n    {total}\n"


def verdict(document):
    """Return the statuses of the topic's checks, and all that is said to the student."""
    checks = document["topics"][0]["checks"]
    return [check["status"] for check in checks], "\n".join(check["message"] for check in checks)


FILES = {
    "empty": (b"", ["numbers.py is empty", "dlcourse reset numbers"]),
    "blank": (b" \n\t\n", ["numbers.py is empty"]),
    "not UTF-8": (b"# 1\n# caf\xe9\n", ["not UTF-8", "line 2", "0xe9", "Save it in UTF-8"]),
    "binary": (b"\x7fELF\0\0\1", ["not a text file"]),
    "huge": (b"#" * 1_100_000, ["1100000 bytes", "Keep data out of it"]),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read(check_json, write, name):
    """An unreadable file is named with the reason and the way out; nothing claims that an exercise was called."""
    content, words = FILES[name]
    write(content)
    statuses, said = verdict(check_json())
    assert statuses == [E, B, E]
    assert all(word in said for word in words), said
    assert "called" not in said


def test_a_missing_file(student, check_json, write):
    """A missing file is not started, and fetch brings it back."""
    write(None)
    statuses, said = verdict(check_json())
    assert statuses == [N, N, N]
    assert "numbers.py is missing. `dlcourse fetch basics` brings it back." in said
    assert "numbers.py is missing" in student("check", "basics").out
    assert "numbers.py is missing" in student("status").out
    assert "numbers.py is missing" in student("hint", "numbers").out


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_something_else_instead_of_a_file(check_json, write, kind):
    """A folder or a pipe in the file's place is named as what it is, and never waited for."""
    path = write(None)
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    statuses, said = verdict(check_json())
    assert statuses == [E, B, E]
    assert ("numbers.py is a folder" if kind == "folder" else "no regular file") in said


AT_IMPORT = {
    "syntax": ("def double(x):\n    return 2 * x\n\n\ndef total(values:\n", ["SyntaxError", "never closed", "5: def total(values:"]),
    "tabs": ("def double(x):\n    y = 1\n\treturn y\n", ["TabError", "3: return y"]),
    "raises": (body("return 2 * x", top="rate = 1 / 0"), ["ZeroDivisionError", "1: rate = 1 / 0"]),
    "not installed": (body("return 2 * x", top="import nosuchpackage"), ["No module named 'nosuchpackage'", "remove this import"]),
    "exit": (body("return 2 * x", top="import sys\nsys.exit()"), ["SystemExit", "2: sys.exit()", "leave out"]),
    "os._exit": (body("return 2 * x", top="import os\nos._exit(0)"), ["The Python process ended while the file was imported"]),
    "input": (body("return 2 * x", top="n = input()"), ["EOFError", "1: n = input()", "nobody is there to answer input()"]),
}  # fmt: skip


@pytest.mark.parametrize("name", AT_IMPORT)
def test_a_file_that_stops_while_it_is_imported(check_json, write, name):
    """What stops the import is shown with the student's own line, and every exercise shares it."""
    content, words = AT_IMPORT[name]
    write(content)
    statuses, said = verdict(check_json())
    assert statuses == [E, B, E]
    assert "before any exercise was called" in said
    assert all(word in said for word in words), said


IN_A_CALL = {
    "missing": ("def total(values):\n    return float(sum(values))\n", E, ["your file has no 'double'"]),
    "signature": (body("return 2 * x").replace("double(x)", "double()"), E, ["TypeError", "keep the signature"]),
    "raises": (body("return 2 * y"), E, ["NameError: name 'y' is not defined", "3: return 2 * y"]),
    "recursion": (body("return double(x)"), E, ["RecursionError", "calls itself without end"]),
    "exit": (body("import sys\nsys.exit(0)"), E, ["SystemExit: 0", "sys.exit(0)"]),
    "os._exit": (body("import os\nos._exit(0)"), E, ["The Python process ended during this call"]),
    "killed": (body("import os\nos.kill(os.getpid(), 9)"), E, ["The Python process ended during this call"]),
    "input": (body("n = input('how many? ')"), E, ["EOFError", "nobody is there to answer input()"]),
    "memory": (body("return bytearray(10**15)"), E, ["MemoryError", "grows much larger"]),
    "ctrl-c": (body("raise KeyboardInterrupt"), E, ["KeyboardInterrupt"]),
    "odd error": (body("class E(Exception):\n    def __str__(self): return 1 / 0\nraise E"), E, ["E: ", "cannot be shown"]),
    "None": (body("2 * x"), F, ["returned   None", "None instead of an ndarray"]),
    "type": (body("return 'twice'"), F, ["returned   'twice'", "a string instead of an ndarray"]),
    "object": (body("return object()"), F, ["returned   object", "an object instead of an ndarray"]),
    "generator": (body("yield x"), F, ["a generator instead of an ndarray"]),
    "shape": (body("return 2 * x[0]"), F, ["shape (3,) instead of (2, 3)"]),
    "dtype": (body("return (2 * x).astype('float32')"), F, ["dtype float32 instead of float64"]),
    "NaN": (body("return x * float('nan')"), F, ["y[0, 0]: nan instead of"]),
    "million": (body("import numpy\nreturn numpy.zeros(1_000_000)"), F, ["shape (1000000,) instead of (2, 3)"]),
    "long list": (body("return list(range(1_000_000))"), F, ["a list instead of an ndarray"]),
    "deep list": (body("a = []\nfor _ in range(10_000): a = [a]\nreturn a"), F, ["a list instead of an ndarray"]),
    "own list": (body("a = []\na.append(a)\nreturn a"), F, ["a list instead of an ndarray"]),
    "repr": (body("class Odd:\n    def __repr__(self): raise SystemError\nreturn Odd()"), F, ["an Odd instead of an ndarray"]),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_A_CALL)
def test_a_call_that_goes_wrong(check_json, write, name):
    """A call that fails says how, in the student's terms; the other exercise keeps its points."""
    content, status, words = IN_A_CALL[name]
    write(content)
    statuses, said = verdict(check_json())
    assert statuses == [status, B, OK]
    assert all(word in said for word in words), said
    assert "Traceback" not in said
    assert len(said) < 10_000


@pytest.mark.parametrize("where", ["import", "call"])
def test_a_loop_that_never_ends(check_json, write, where):
    """An endless loop is ended; in a call it costs that call only."""
    write(body("while True: pass") if where == "call" else body("return 2 * x", top="while True: pass"))
    statuses, said = verdict(check_json())
    assert statuses == (["timeout", B, OK] if where == "call" else ["timeout", B, "timeout"])
    assert "had not ended after 2 s" in said
    assert "a loop that never ends" in said


def test_a_flood_of_output(student, write):
    """Megabytes of output, by whatever way, are cut to some lines and cost nothing."""
    flood = "for _ in range(200_000): print('spam ' * 20)\nimport os\nos.write(1, b'spam' * 9999)\nreturn 3 * x"
    write(body(flood))
    ended = student("check", "numbers", "--json")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.count("spam spam") < 20 * 20
    statuses, said = verdict(json.loads(ended.out))
    assert statuses == [F, B, OK]
    assert "… and more" in said


def test_a_hint_is_not_given_where_it_does_not_help(student, write):
    """With a file that does not run, the hint of an exercise is held back, by check and by hint."""
    write("def double(x:\n")
    assert "Multiply x by 2" not in student("check", "numbers").out
    ended = student("hint", "numbers")
    assert ended.code == 0
    assert "make the file run first" in ended.out
    assert "1: def double(x:" in ended.out


def test_a_right_file_in_an_unusual_form(student, write, solutions):
    """Windows line ends and a byte-order mark are no mistake."""
    write(b"\xef\xbb\xbf" + solutions["numbers"].replace("\n", "\r\n").encode())
    assert student("check", "numbers").code == 0


def test_a_process_that_is_left_behind(student, write, solutions, tmp_path):
    """A program that student code starts ends with the check."""
    psutil = pytest.importorskip("psutil")
    told = tmp_path / "pid"
    start = f"import subprocess\nchild = subprocess.Popen(['sleep', '600'])\nopen({str(told)!r}, 'w').write(str(child.pid))\n"
    write(start + solutions["numbers"])
    assert student("check", "numbers").code == 0
    child = int(told.read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE
