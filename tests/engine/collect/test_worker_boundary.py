"""Hostile submissions in real workers: none earns a point, and the next one gets exactly its own."""

from __future__ import annotations

import contextlib
import sys
import textwrap
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from dlcourse.graders import authoring
from dlcourse.graders.engine.collect import collector as collecting
from dlcourse.graders.engine.collect.sandbox import ProcessSandbox
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.stubs import cut
from dlcourse.graders.engine.worker import explaining
from dlcourse.graders.engine.worker.student import Student

linux = pytest.mark.skipif(sys.platform != "linux", reason="a worker forks on Linux only")
WRONG = """
def double(x):
    return x * 0
def total(values):
    return -1.0
"""


def at_import(code: str) -> str:
    """Return a submission that does this first, and whose answers are wrong."""
    return textwrap.dedent(code) + WRONG


def in_a_call(code: str) -> str:
    """Return a submission that does this in each of its functions."""
    body = textwrap.indent(textwrap.dedent(code).strip(), "    ")
    return (
        f"import os, sys, time\ndef double(x):\n{body}\n    return x * 0\ndef total(values):\n{body}\n    return -1.0\n"
    )


def returning(value: str, before: str = "") -> str:
    """Return a submission whose functions return this expression."""
    return textwrap.dedent(before) + f"\ndef double(x):\n    return {value}\ndef total(values):\n    return {value}\n"


def raising(error: str, before: str = "") -> str:
    """Return a submission whose functions raise this expression."""
    return textwrap.dedent(before) + f"\ndef double(x):\n    raise {error}\ndef total(values):\n    raise {error}\n"


FORGE = """
import os
from dlcourse.graders.engine.evidence.wire import pack

def frame(kind=b"D", **tree):
    packed = pack(tree)
    return kind + len(packed).to_bytes(8, "little") + packed

def answer(probe, **change):
    tree = {"event": "probe", "probe": probe, "status": "ok", "values": {}, "error": None, "seconds": 0.0, "output": ""}
    return frame(**tree | change)

def started(probe):
    return frame(event="started", probe=probe)

def say(*frames):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"".join(frames))
        except OSError:
            pass

IMPORTED, DONE, END = frame(event="imported"), frame(event="done", heavy=[]), b"E" + bytes(8)
PROBES = ("double_values", "total_values", "total_of_nothing")
SHORT = {"type": "", "text": "", "place": "outside", "line": 0, "code": "", "function": "", "column": 0}
SHORT |= {"callers": [], "first": "", "call": "", "calls": 0, "returned": ""}
"""
FORGED = {
    "passed for every probe": "say(IMPORTED, *(answer(p, status='passed') for p in PROBES), DONE)",
    "ok without values": "say(IMPORTED, *(started(p) + answer(p) for p in PROBES), DONE, END)",
    "values of other names": "say(IMPORTED, *(started(p) + answer(p, values={'points': 100}) for p in PROBES), DONE, END)",
    "values of None": "say(IMPORTED, *(started(p) + answer(p, values={'y': None, 'x': None}) for p in PROBES), DONE, END)",
    "answers backwards": "say(IMPORTED, *(started(p) + answer(p) for p in reversed(PROBES)), DONE)",
    "each answer twice": "say(IMPORTED, *(started(p) + answer(p) * 2 for p in PROBES), DONE)",
    "answers to unknown probes": "say(IMPORTED, *(started(p) + answer(p) for p in ('a', '', '__class__')), DONE)",
    "done at once": "say(IMPORTED, DONE, END)",
    "done without an import": "say(DONE, END)",
    "done for the next jobs too": "say(*(IMPORTED, *(started(p) + answer(p) for p in PROBES), DONE, END) * 3)",
    "probes that cannot be loaded": "say(frame(event='refused', error='forged'))",
    "probes that cannot be loaded, next time": "say(IMPORTED, *map(started, PROBES), DONE, END, frame(event='refused', error='x'))",
    "a failed import": "say(frame(event='import', status='passed', error=SHORT, output=''))",
    "a broken grader": "say(frame(event='broken', error='the grader failed'))",
    "blocked": "say(IMPORTED, *(started(p) + answer(p, status='blocked', error=SHORT) for p in PROBES), DONE)",
    "a time before the start": "say(IMPORTED, *(started(p) + answer(p, seconds=-1.0) for p in PROBES), DONE)",
    "a frame that is too long": "say(b'D' + (2**62).to_bytes(8, 'little'))",
    "a frame of another kind": "say(b'X' + bytes(8))",
    "a stop": "say(b'S' + bytes(8))",
    "text": "say(b'{\"status\": \"passed\"}\\n' * 100)",
    "half a frame": "say(DONE[:-1])",
    "a hundred thousand frames": "say(*[started('double_values')] * 100_000)",
}  # fmt: skip
FORGING = {f"forges {name} and leaves": FORGE + at_import(f"{code}\nos._exit(0)") for name, code in FORGED.items()}
INTERFERING: dict[str, str] = {
    **{f"forges {name} and goes on": FORGE + at_import(code) for name, code in FORGED.items()},
    "forges in a call": FORGE + in_a_call("say(answer('double_values'), DONE, END)"),
    "forges for ever": FORGE + in_a_call("while True: say(started('double_values'), answer('double_values'))"),
    # leaving
    "exits": at_import("import sys; sys.exit(0)"),
    "exits in a call": in_a_call("sys.exit(0)"),
    "leaves": at_import("import os; os._exit(0)"),
    "leaves in a call": in_a_call("os._exit(0)"),
    "kills itself": in_a_call("os.kill(os.getpid(), 9)"),
    "crashes": in_a_call("import ctypes; ctypes.string_at(0)"),
    "closes all descriptors": at_import("import os; os.closerange(0, 256)"),
    "closes all descriptors in a call": in_a_call("os.closerange(0, 256)"),
    "skips": at_import("import pytest; pytest.skip('no', allow_module_level=True)"),
    "skips in a call": in_a_call("import pytest; pytest.skip('no')"),
    # staying
    "leaves a thread": at_import(
        """
        import threading, time
        threading.Thread(target=lambda: [time.sleep(0.01) for _ in range(10**6)]).start()
        """
    ),
    "leaves a thread that prints": at_import(
        """
        import threading
        def shout():
            while True: print("passed" * 100)
        threading.Thread(target=shout, daemon=True).start()
        """
    ),
    "leaves a daemon": at_import(
        """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(15)
            os._exit(0)
        """
    ),
    "leaves hooks for the end": at_import(
        """
        import atexit, gc, sys, threading
        atexit.register(print, "passed")
        sys.excepthook = threading.excepthook = sys.unraisablehook = lambda *_: None
        gc.disable()
        """
    ),
    "an alarm that rings later": at_import(
        """
        import signal
        def ring(*_): raise RuntimeError("ring")
        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
        """
    ),
}  # fmt: skip
RAISING: dict[str, str] = {
    "an error whose text raises": raising("Odd()", "class Odd(Exception):\n  def __str__(self): raise ValueError"),
    "an error whose text exits": raising("Odd()", "class Odd(Exception):\n  def __str__(self): raise SystemExit"),
    "an error whose text is none": raising("Odd()", "class Odd(Exception):\n  def __str__(self): return 5"),
    "an error of a huge text": raising("Exception('x' * 10**7)"),
    "an error of escapes": raising("Exception('\\x1b[2J\\ud800\\u202e')"),
    "an error of an odd name": raising("type('a\\x1b' * 1000, (Exception,), {})()"),
    "an error whose type has no name": raising(
        "Odd()",
        """
        class Meta(type):
            __name__ = property(lambda cls: 5)
        class Odd(Exception, metaclass=Meta): pass
        """,
    ),
    "an error that lies about its class": raising(
        "Odd()", "class Odd(Exception):\n  __class__ = property(lambda self: AssertionError)"
    ),
    "a base exception": raising("Odd()", "class Odd(BaseException): pass"),
    "a group": raising("ExceptionGroup('many', [ValueError(), ExceptionGroup('more', [KeyError()])])"),
    "a base group": raising("BaseExceptionGroup('many', [SystemExit(0)])"),
    "a keyboard interrupt": raising("KeyboardInterrupt"),
    "a generator exit": raising("GeneratorExit"),
    "a stop iteration": raising("StopIteration({'y': 1})"),
    "a syntax error with odd parts": raising("Odd('no', ('numbers.py', 2**80, 'x', 5))", "class Odd(SyntaxError): pass"),
    "a syntax error with no text": raising("Odd('no', ('numbers.py', None, None, object()))", "class Odd(SyntaxError): pass"),
    "an error that causes itself": in_a_call("error = KeyError(); error.__cause__ = error; raise error"),
    "recursion": in_a_call("def down(): return down()\ndown()"),
    "deep recursion": in_a_call("def down(n): return n and down(n - 1)\nsys.setrecursionlimit(10**6); down(10**5)"),
    "a skip of pytest": raising("pytest.skip.Exception('no')", "import pytest"),
    "no memory": raising("MemoryError()"),
}  # fmt: skip
RETURNING: dict[str, str] = {
    "what equals everything": returning(
        "Equal()",
        """
        class Equal:
            __eq__ = __ge__ = __le__ = __contains__ = lambda *_: True
            __ne__ = __lt__ = __gt__ = lambda *_: False
            __array__ = __float__ = lambda *_, **__: 1 / 0
            __getattr__ = lambda self, name: self
            __call__ = __getitem__ = lambda self, *_, **__: self
            __hash__ = lambda self: 0
            __iter__ = lambda self: iter([])
        """,
    ),
    "a float that equals everything": returning("F(3)", "class F(float):\n  __eq__ = lambda *_: True\n  hex = lambda _: 'nan'"),
    "an int with odd arithmetic": returning(
        "I(3)", "class I(int):\n  __le__ = __lt__ = __ge__ = lambda *_: True\n  __int__ = lambda _: 2**70"
    ),
    "a text with odd slices": returning("S('a')", "class S(str):\n  __len__ = lambda _: -1\n  __str__ = lambda _: S('b')"),
    "a list that lies about its length": returning("L([1])", "class L(list):\n  __len__ = lambda _: 2**62"),
    "a list of a negative length": returning("L([1])", "class L(list):\n  __len__ = lambda _: -1"),
    "a list that never ends": returning(
        "L([1])", "class L(list):\n  def __iter__(self):\n    while True: yield 1.0\n  __len__ = lambda _: 1"
    ),
    "a dict of other names each time": returning(
        "D(a=1)", "import random\nclass D(dict):\n  items = lambda _: [(random.random(), 1)]\n  __iter__ = lambda _: iter('ab')"
    ),
    "a subclass of ndarray": returning(
        "np.zeros((2, 3)).view(A)",
        """
        import numpy as np
        class A(np.ndarray):
            __array_ufunc__ = __array_function__ = __eq__ = lambda *_, **__: True
            shape = property(lambda _: 'odd')
        """,
    ),
    "a list in itself": returning("L", "L = []\nL.append(L)"),
    "a list of ten million": returning("[0.0] * 10**7"),
    "the same array five thousand times": returning("[A] * 5000", "import numpy as np\nA = np.zeros(300_000)"),
    "a tree that doubles at each level": returning("T", "T = [1.0]\nfor _ in range(60): T = [T, T]"),
    "a thousand levels": returning("T", "T = 1.0\nfor _ in range(1000): T = [T]"),
    "a text of ten million": returning("'1' * 10**7"),
    "a number of a million bits": returning("1 << 10**6"),
    "an array of objects": returning("np.array([print, None])", "import numpy as np"),
    "an array of records": returning("np.zeros(3, [('a', 'i4')])", "import numpy as np"),
    "an array of no strides": returning("np.broadcast_to(np.float64(1), (10**6, 10**6))", "import numpy as np"),
    "a generator": returning("(i for i in range(10))"),
    "a memory view": returning("memoryview(b'123')"),
    "a module": returning("sys", "import sys"),
    "a description that raises": returning("Odd()", "class Odd:\n  def __repr__(self): raise BaseException"),
    "a type without a name": returning("type('', (), {'__module__': None})()"),
}  # fmt: skip
PATCHING: dict[str, str] = {
    "patches the built-ins": at_import(
        """
        import builtins
        builtins.isinstance = builtins.all = builtins.any = lambda *_: True
        builtins.len = builtins.int = builtins.float = lambda *_: 1
        """
    ),
    "patches the import": at_import("import builtins\nbuiltins.__import__ = lambda *_, **__: None"),
    "patches json": at_import("import json\njson.dumps = lambda *_, **__: 'passed'\njson.loads = lambda *_, **__: {}"),
    "patches safetensors": at_import("import safetensors.numpy as s\ns.save = s.load = lambda *_: b'passed'"),
    "patches numpy": at_import(
        """
        import numpy as np
        np.isclose = np.allclose = np.array_equal = lambda *_, **__: np.True_
        np.asarray = np.ascontiguousarray = lambda a: np.ones(3)
        """
    ),
    "patches the wire": at_import(
        """
        from dlcourse.graders.engine.evidence import wire
        wire.pack = lambda tree: b"passed"
        wire.Array.of = lambda *_: None
        wire.Limits.__init__ = lambda *_, **__: None
        """
    ),
    "patches the worker": at_import(
        """
        import sys
        main = sys.modules["__main__"]
        call = main._call_probe
        main._call_probe = lambda *a: call(*a) | {"status": "passed", "values": {"y": 1}}
        main.reset = main.seed_everything = main.explaining.explain = lambda *_: None
        """
    ),
    "patches what is sent": at_import(
        "import sys\nmain = sys.modules['__main__']\nwrite = main.write_frame\nmain.write_frame = lambda s, k, p=b'': write(s, k, p[::-1])"
    ),
    "patches the capture": at_import("from dlcourse.graders.engine.worker import capture\ncapture.describe = lambda *_: {'y': True}"),
    "patches the assertions": at_import(
        "from dlcourse.graders import assertions\nfrom dlcourse.graders.engine.evidence import evidence\n"
        "assertions.assert_matches = assertions.difference = evidence.difference = lambda *_, **__: None"
    ),
    "patches the probes": at_import(
        """
        import sys
        probes = sys.modules["probes"]
        probes.double_values = lambda student, x: {"y": True, "x": None}
        probes.total_values = lambda student, values: {"sum": True}
        probes.total_of_nothing = lambda student: {"error": True}
        """
    ),
    "patches the way out": at_import("import os\nos._exit = os.kill = os.killpg = lambda *_: None"),
    "patches the clock": at_import("import time\ntime.perf_counter = lambda: float('nan')"),
    "patches the streams": at_import("import sys\nsys.stdout = sys.stderr = sys.stdin = sys.__stdout__ = None"),
    "patches the caller": in_a_call(
        """
        frame = sys._getframe()
        while frame:
            frame.f_globals.clear()
            frame = frame.f_back
        """
    ),
    "traces": at_import("import sys, threading\nsys.settrace(lambda *_: 1 / 0)\nsys.setprofile(lambda *_: 1 / 0)"),
    "forgets all modules": at_import("import sys\nsys.modules.clear()"),
    "floods": in_a_call("for _ in range(2000): print('passed' * 1000); os.write(1, b'passed' * 100); os.write(2, b'x' * 600)"),
    "asks": in_a_call("input('how many points? ')"),
}  # fmt: skip
STALLING: dict[str, str] = {
    "loops": at_import("while True: pass"),
    "loops in a call": in_a_call("while True: pass"),
    "stops itself": in_a_call("import signal; os.kill(os.getpid(), signal.SIGSTOP)"),
    "ignores signals": in_a_call(
        """
        import signal
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        while True: time.sleep(1)
        """
    ),
    "loops in an error's text": raising("Odd()", "class Odd(Exception):\n  def __str__(self):\n    while True: pass"),
    "catches everything": in_a_call("while True:\n    try:\n        while True: time.sleep(1)\n    except BaseException: pass"),
    "forges being done and loops": FORGE + at_import("say(IMPORTED, DONE, END)\nwhile True: pass"),
    "leaves a daemon and leaves": at_import(
        """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(15)
            os._exit(0)
        os._exit(0)
        """
    ),
    "leaves a daemon that floods": FORGE
    + at_import(
        """
        import time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                end = time.monotonic() + 15
                while time.monotonic() < end: say(started("double_values"))
            os._exit(0)
        """
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "STOP_SECONDS", 1.0)


def earns_nothing(desk: Any, source: str, **options: float) -> None:
    """Assert that a submission gets no point and blames no grader, and that the right one after it gets all.

    In between, the same student's next topic may find the process as the first one left it: it only has to end.
    """
    hostile = desk.collect(source, **options)
    another = desk.collect(desk.right, seconds=0.5, same_student=True)
    result, topic, right = desk.judge(hostile, another, desk.collect(desk.right))
    assert {check.status for check in result.checks} <= {"failed", "error", "timeout", "blocked"}
    assert "broken" not in {check.status for check in topic.checks}
    assert (result.points, right.points) == (0, right.max_points)


HOSTILE = FORGING | INTERFERING | RAISING | RETURNING | PATCHING
CASES = [(True, name) for name in HOSTILE] + [(False, name) for name in INTERFERING | PATCHING]  # a process takes time


@pytest.mark.parametrize(("desk", "name"), CASES, indirect=["desk"])
def test_a_hostile_submission_earns_nothing(desk: Any, name: str) -> None:
    """It gets no point, the grader does not break, and the next submission gets exactly what it deserves."""
    earns_nothing(desk, HOSTILE[name])


@pytest.mark.parametrize("name", STALLING)
def test_a_stalling_submission_costs_its_time_only(desk: Any, name: str) -> None:
    """What does not end is ended, and the next submission gets exactly what it deserves."""
    earns_nothing(desk, STALLING[name], seconds=0.4)


def note(path: Path) -> str:
    """Return code that writes the process id of whoever runs it."""
    return f"import os; open({str(path)!r}, 'a').write(f'{{os.getpid()}}\\n')"


def all_ended(path: Path) -> bool:
    """Return whether every process that left a note has ended, waiting for it."""
    ids = [int(line) for line in path.read_text().split()]
    for number in ids:
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(number).wait(30)
    return bool(ids)


@linux
def test_a_submission_that_kills_its_worker_ends_with_it(
    tmp_path: Path, numbers: Subject, desk_for: Callable[..., Any]
) -> None:
    """Killing the warm worker costs the submission its own points, and does not set it free."""
    desk = desk_for(numbers)
    code = f"{note(tmp_path / 'ids')}\nos.kill(os.getppid(), 9)\nwhile True: pass"
    earns_nothing(desk, at_import(code))
    earns_nothing(desk, in_a_call(code))
    assert all_ended(tmp_path / "ids")


@linux
def test_a_submission_that_stops_its_worker_costs_only_itself(numbers: Subject, desk_for: Callable[..., Any]) -> None:
    """A warm worker that is stopped by a signal is replaced."""
    earns_nothing(desk_for(numbers), at_import("import os; os.kill(os.getppid(), 19)"), seconds=0.4)


@linux
@pytest.mark.parametrize("forks", [True, False])
@pytest.mark.parametrize("end", ["", "os._exit(0)", "while True: pass"])
def test_what_a_submission_started_ends_with_it(
    tmp_path: Path, end: str, forks: bool, numbers: Subject, desk_for: Callable[..., Any]
) -> None:
    """Processes that it left behind do not outlive the next submission's start."""
    code = f"""
    import subprocess, sys
    child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
    open({str(tmp_path / "ids")!r}, "a").write(f"{{child.pid}}\\n")
    import os
    if os.fork() == 0:
        {note(tmp_path / "ids")}
        while True: pass
    {end}
    """
    earns_nothing(
        desk_for(numbers, ProcessSandbox(forks=forks)), at_import(code), seconds=0.4 if "while" in end else 60
    )
    assert all_ended(tmp_path / "ids")


@linux
@pytest.mark.parametrize(
    "code",
    ["x = []\nwhile True: x.append(bytes(10**6))", "x = bytearray(10**10)", "import numpy\nx = numpy.ones(10**9)"],
)
def test_too_much_memory_is_an_error(desk: Any, code: str) -> None:
    """Beyond the topic's limit there is a MemoryError in the student's own line, and the next submission is fine."""
    evidence = desk.collect(in_a_call(code), memory=300)
    assert {item.failure.type.removeprefix("_Array") for item in evidence.values() if item.failure} == {"MemoryError"}
    earns_nothing(desk, in_a_call(code), memory=300)


def test_not_started_is_for_the_exercise_itself_to_say(numbers: Subject, desk_for: Callable[..., Any]) -> None:
    """A NotImplementedError from a library is an error like any other; one in the student's own lines is a stub."""
    desk = desk_for(numbers)
    unfinished = desk.grade(raising("NotImplementedError('double')"))
    assert {check.status for check in unfinished.checks} == {"not_started"}
    for missing in ("io.RawIOBase().readinto(bytearray(1))", "np.random.BitGenerator()"):
        result = desk.grade(returning(missing, "import io\nimport numpy as np"))
        assert {check.status for check in result.checks} <= {"error", "blocked", "failed"}


TODO = "# TODO: your code here"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([TODO, "raise NotImplementedError('double')"], "not_started"),
        (["raise NotImplementedError('double')"], "not_started"),
        (["given = 2", TODO, "raise NotImplementedError('double')"], "not_started"),
        ([TODO, "if x is not None: raise NotImplementedError('double')", "return x"], "not_started"),
        ([TODO, "y = 2 * x", "raise NotImplementedError('double')"], "error"),
        (["y = 2 * x", "", "raise NotImplementedError('double')"], "error"),
        ([TODO, "for y in x:", "    pass", "# done", "raise NotImplementedError('double')"], "error"),
    ],
)
def test_code_above_the_error_of_a_stub_is_begun(
    numbers: Subject, desk_for: Callable[..., Any], body: list[str], status: str
) -> None:
    """Where a student's code ends in the stub's own error, that is shown; what a course gives above its TODO is no start."""
    lines = "\n    ".join(['"""Return 2 x."""', *body])
    source = f"def double(x):\n    {lines}\n"
    evidence = desk_for(numbers).collect(source)["double_values"]
    assert evidence.outcome == status
    if status == "error":
        assert evidence.failure.code == "raise NotImplementedError('double')"


def test_stubs_have_the_todo_that_tells_where_code_begins() -> None:
    """The words above a stub's error are the ones that the worker looks for."""
    assert TODO == authoring.TODO
    assert f"{TODO}\n    raise" in cut("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n", "f.py")


def test_a_warning_is_shown_to_each_probe_once(desk: Any) -> None:
    """Python shows a warning once for each line and process; the check that fails must not miss it."""
    source = """
    import warnings
    def double(x):
        for _ in range(3):
            warnings.warn("look here")
        return x
    def total(values):
        return double(0)
    """
    evidence = desk.collect(textwrap.dedent(source))
    assert [item.output for item in evidence.values()] == ["UserWarning: look here\n"] * 3


def test_a_method_that_is_only_named_is_warned_of(desk: Any) -> None:
    """A line that is no call does nothing, and Python is silent about it: `optimizer.step`."""
    source = """
    def double(x):
        y = x.copy()
        y.sort  # in place
        y.\\
            sort
        x.T, x.shape
        return y
    """
    evidence = desk.collect(textwrap.dedent(source))
    warning = "SyntaxWarning: line {}: this alone does nothing. Are its ( ) missing?\n"
    assert evidence["double_values"].output == "".join(map(warning.format, ("4, y.sort  # in place", "5, y.\\")))
    assert desk.collect(desk.right)["double_values"].output == ""


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        (
            "p.require_grad = False",
            "a tensor or model has no require_grad, so setting it does nothing. Did you mean requires_grad?",
        ),
        ("p.a[0].grads = None", "a tensor or model has no grads, so setting it does nothing. Did you mean grad?"),
        ("p.requires_grad == True", "== compares, and this alone does nothing. Did you mean = ?"),
        ("p + 1", "this alone changes nothing. Is a name with = missing before it?"),
        ("p += p - 1", ""),
        ("p.requires_grad = True", ""),
        ("p.grad = p._grad = None", ""),
        ("self.require_grad = True", ""),
        ("assert p.grad == None", ""),
    ],
)
def test_a_line_without_effect_is_warned_of(desk: Any, line: str, warning: str) -> None:
    """Python sets a misspelled attribute, and compares where = was meant, without an error."""
    evidence = desk.collect(f"def double(x):\n    return 2 * x\n\ndef unused(self, p):\n    {line}\n")
    said = f"SyntaxWarning: line 5, {line}: {warning}\n" if warning else ""
    assert evidence["double_values"].output == said


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        ("2, 'adam', None, rate=0.5", "double(2, 'adam', None, rate=0.5)"),
        ("np.ones((2, 3)), [1, 2], (np.ones(2),)", "double(ndarray of (2, 3), [1, 2], (ndarray of (2,)))"),
        ("np.array(2.0)", "double(ndarray with a single number)"),
        ("list(range(9)), {1: 2}, print", "double([0, 1, 2, 3, …], dict, builtin_function_or_method)"),
        ("'/tmp/some/where/flats.csv'", "double('…/flats.csv')"),
        ("'a' * 500", f"double('{'a' * 78}…)"),
        ("Odd()", "double((its text cannot be shown: ZeroDivisionError))"),
    ],
)
def test_a_call_is_told_with_what_it_was_given(arguments: str, call: str) -> None:
    """Numbers and texts as they are, of all else what it is; and how many calls there were."""
    module = types.ModuleType("submission")
    exec("def double(*args, **kwargs): 1 / 0", module.__dict__)
    student = Student(module)
    for number in (1, 2):
        with pytest.raises(ZeroDivisionError) as caught:
            eval(f"double({arguments})", {"double": student.double, "np": np, "Odd": Odd})
        told = explaining.explain(caught.value, "topic.py", student)
        assert (told["call"], told["calls"], told["returned"]) == (call, number, "")


def test_no_call_is_told_of_what_came_after_it() -> None:
    """What is raised by a class, or by what a call has made, is not that call's."""
    module = types.ModuleType("submission")
    exec(
        compile("def make(n): return lambda: 1 / n\nclass Net:\n    def __init__(self): 1 / 0", "topic.py", "exec"),
        module.__dict__,
    )
    student = Student(module)
    made = student.make(0)
    for later in (made, lambda: student.Net()):
        with pytest.raises(ZeroDivisionError) as caught:
            later()
        told = explaining.explain(caught.value, "topic.py", student)
        assert (told["place"], told["call"]) == ("student", "")


class Odd:
    @property
    def shape(self) -> None:
        raise ZeroDivisionError


@pytest.mark.skipif(sys.platform == "win32", reason="nothing interrupts a call there")
@pytest.mark.parametrize(
    ("source", "place", "line", "code"),
    [
        ("def wait():\n    while True: pass\ndef double(x):\n    wait()", "outside", 2, "while True: pass"),
        ("import time\ndef double(x):\n    time.sleep(10**6)", "outside", 3, "time.sleep(10**6)"),
        ("n = 0\nwhile n < 1:\n    n -= 1", "import", 0, ""),
        ("import signal\ndef double(x):\n    signal.signal(14, signal.SIG_IGN)\n    while True: pass", "outside", 0, ""),
    ],
    ids=["a loop", "a library", "an import", "no signal"],
)  # fmt: skip
def test_what_takes_too_long_tells_where_it_is(desk: Any, source: str, place: str, line: int, code: str) -> None:
    """The line of the student's own code that runs when the time is nearly up is told with the timeout."""
    evidence = desk.collect(source, seconds=1.0)["double_values"]
    assert (evidence.outcome, evidence.failure.place) == ("timeout", place)
    if place == "import":
        assert evidence.failure.line in (2, 3)
    else:
        assert (evidence.failure.line, evidence.failure.code) == (line, code)


def told(desk: Any, source: str) -> Any:
    """Return what is told of the exception that the first probe ended with."""
    return desk.collect(textwrap.dedent(source))["double_values"].failure


def test_an_exception_shows_the_students_own_lines(desk: Any) -> None:
    """The line that raised it comes first, then who called it; the frames of libraries in between are left out."""
    failure = told(
        desk,
        """
        import functools
        class Table:
            def value(self, x):
                return x[7]
        def first(x): return functools.reduce(lambda a, b: a + b, [Table().value(x)
            for _ in range(3)])
        def double(x):
            return first(x)
        """,
    )
    assert (failure.type, failure.line, failure.code, failure.function) == (
        "IndexError",
        5,
        "return x[7]",
        "Table.value",
    )
    called = [(frame.function, frame.line) for frame in failure.callers]
    assert called[-2:] == [("first", 6), ("double", 9)]


@pytest.mark.parametrize(
    ("source", "callers"),
    [
        ("def double(x, n=900):\n    return double(x, n - 1) if n else x[9]", [(2, 900)]),
        (
            "def up(n): return down(n)\ndef down(n):\n    return up(n - 1) if n else 1 / 0\ndef double(x): return down(300)",
            [(1, 1), (3, 1), (0, 597), (3, 1), (4, 1)],
        ),
    ],
    ids=["one function", "two functions"],
)
def test_recursion_is_folded(desk: Any, source: str, callers: list[tuple[int, int]]) -> None:
    """A line that calls itself is there once, with its number; of a long way the middle is counted and left out."""
    failure = told(desk, source)
    assert [(frame.line, frame.times) for frame in failure.callers][-len(callers) :] == callers
    assert len(failure.callers) <= 5


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("def double(x):\n    try: {}['a']\n    except KeyError as e: raise ValueError from e", "KeyError: 'a', in line 2: try: {}['a']"),
        ("def double(x):\n    try: 1 / 0\n    except Exception: 'a'[7]", "ZeroDivisionError: division by zero, in line 2: try: 1 / 0"),
        ("def double(x):\n    try: 1 / 0\n    except Exception: raise ValueError from None", ""),
        ("def double(x):\n    error = KeyError(); error.__cause__ = error; raise error", ""),
        ("def double(x): raise ValueError", ""),
    ],
    ids=["from", "while", "none", "itself", "alone"],
)  # fmt: skip
def test_an_exception_names_the_first_that_led_to_it(desk: Any, source: str, first: str) -> None:
    """What was caught before is told in one line, with the student's own line."""
    assert told(desk, source).first == first


@pytest.mark.parametrize(
    ("source", "line", "code", "column"),
    [
        ("def double(x:\n    return x", 1, "def double(x:", 11),
        ("def double(x):\n\tif x = 1:\n\t\tpass", 2, "if x = 1:", 4),
        ("x = 1\nreturn x", 2, "return x", 1),
        ("def double(x):\n    return x +\n", 2, "return x +", 11),
    ],
)
def test_what_python_cannot_read_has_its_place(desk: Any, source: str, line: int, code: str, column: int) -> None:
    """A syntax error has the line without its indentation, and the column in what is left."""
    failure = told(desk, source)
    assert (failure.type, failure.line, failure.code, failure.column) == ("SyntaxError", line, code, column)


def test_texts_for_pytorchs_developers_are_left_out(desk: Any) -> None:
    """Of a C++ error the student reads the sentence, and not where in PyTorch's own source it was thrown."""
    text = "the sizes differ\\nException raised from check at /pytorch/aten/x.cpp:12 (most recent call first):\\nframe #0: f()"
    assert told(desk, f"def double(x): raise RuntimeError('{text}')").text == "the sizes differ"


def test_what_error_of_met_is_told_and_not_compared(desk: Any) -> None:
    """Where another exception came than was asked for, the message has its text and line; a right one costs nothing."""
    wrong = "def double(x):\n    return 2 * x\ndef total(values):\n    return float(sum(values)) if values else values.sum()\n"
    check = next(c for c in desk.grade(wrong).checks if "raised" in c.message and "ValueError" in c.message)
    assert "AttributeError: 'list' object has no attribute 'sum'" in check.message
    assert "4: return float(sum(values)) if values else values.sum()" in check.message
    right = desk.collect(desk.right)["total_of_nothing"]
    assert [failure.type for failure in right.caught] == ["ValueError"]
    assert desk.judge(desk.collect(desk.right))[0].points == 6
