"""The program inside the sandbox: `python -P -m dlcourse.graders.engine.worker.worker [--fork] [--preload a,b]`.

It reads jobs from standard input and answers with frames on standard output. It holds only inputs: no expected values,
no checks, and no solution (except in the workers that run the course's own reference). Student code runs in this
process, so nothing that it sends is believed.

A job is a tree with "kind":
- "run": load `questions` (`probes_source` and the inputs of its probes), then `source`, and call each of `probes`. If the
  worker was sent the questions before, the job only has their digest;
- "draw": load `probes_source`, and call each input function with its own generator.

Options: --preload names modules to import first. With --fork (Linux) each job runs in a child process, and this process
relays the child's frames: a job leaves nothing behind in the warm process. Without it, jobs share the process, and the
supervisor decides for how long. --sandboxed USER confines each child (see `limits`). With --nested the child also has its
own namespaces. --many prepares for many jobs.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import linecache
import os
import queue
import random
import signal
import sys
import threading
import time
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, NamedTuple, Protocol

from dlcourse.graders import authoring
from dlcourse.graders.engine.evidence.wire import JOB_LIMITS, Malformed, Tree, pack, unpack
from dlcourse.graders.engine.text import MORE_LINES
from dlcourse.graders.engine.worker import bound, capture, explaining
from dlcourse.graders.engine.worker.program import MAX_PRINTED, OwnProgram, Sink
from dlcourse.graders.engine.worker.protocol import (
    DATA,
    END,
    HEAVY,
    MAX_FRAME,
    PROBES_FILE,
    BadFrame,
    read_frame,
    write_frame,
)
from dlcourse.graders.engine.worker.student import Student

MAX_OUTPUT: Final = 4_000
MAX_CAUGHT: Final = 8  # as many as evidence holds
LATE: Final = 0.8  # of a call's time; then it reports its line


class Send(Protocol):
    """Sends one frame. With `more` it may wait for the next one."""

    def __call__(self, tree: Tree, *, more: bool = False) -> None: ...


def main() -> None:
    """Serve jobs until standard input ends."""
    arguments = sys.argv[1:]
    warnings.formatwarning = lambda message, category, *_: f"{category.__name__}: {message}\n"  # without our paths
    requests, replies = _take_over_stdio()
    if "--sandboxed" in arguments:
        from dlcourse.graders.engine.worker import namespaces  # noqa: PLC0415  needs Linux

        namespaces.settle_worker(int(arguments[arguments.index("--sandboxed") + 1]))
    next_frame = None if "--fork" in arguments else _read_ahead(requests)
    if "--preload" in arguments:
        preload(arguments[arguments.index("--preload") + 1].split(","))
    with contextlib.suppress(OSError, BadFrame):
        if next_frame is None:
            _serve_in_children(requests, replies, arguments)
        else:
            _serve_here(next_frame, replies)
    os._exit(0)  # a student's thread or atexit hook must not keep the process alive


def _take_over_stdio() -> tuple[IO[bytes], IO[bytes]]:
    """Move the pipes to other descriptors. Student code gets an empty stdin, and a stdout that goes nowhere."""
    requests = os.fdopen(os.dup(0), "rb", buffering=0)  # unbuffered, so that select() sees everything
    replies = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  stays open
    return requests, replies


def _read_ahead(requests: IO[bytes]) -> Callable[[], tuple[bytes, bytes] | None]:
    """Return a function that waits for the next frame.

    A thread reads the frames. It sees when the supervisor is gone, and then ends this process, even in a student's loop.
    """
    frames: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()

    def read() -> None:
        with contextlib.suppress(OSError, BadFrame):
            while (frame := read_frame(requests)) is not None:
                frames.put(frame)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return frames.get


def preload(modules: list[str]) -> None:
    """Import what jobs will need, before the first one. If a module is missing, the job that needs it says so."""
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if "numpy" in sys.modules:
        import safetensors.numpy  # noqa: F401, PLC0415  else the first array imports it, in each child again


def _serve_in_children(requests: IO[bytes], replies: IO[bytes], arguments: list[str]) -> None:
    """Serve jobs, each in a child process."""
    from dlcourse.graders.engine.worker import forking, hugepages  # noqa: PLC0415  need Linux
    from dlcourse.graders.engine.worker.practice import practise  # noqa: PLC0415  only a worker that forks

    sandboxed = "--sandboxed" in arguments
    if sandboxed:
        practise(lambda payload: _run(unpack(payload, JOB_LIMITS), _discard))

    def prepare() -> None:
        gc.freeze()
        if "--many" in arguments:
            hugepages.collapse()

    nested = "--nested" in arguments
    forking.Server(requests, replies, run_job, keep, prepare, sandboxed, nested).serve()


def _serve_here(next_frame: Callable[[], tuple[bytes, bytes] | None], replies: IO[bytes]) -> None:
    """Serve jobs in this process."""
    while (frame := next_frame()) is not None:
        if frame[0] == DATA:  # a STOP can come too late, when its job has already ended
            run_job(frame[1], replies)
            write_frame(replies, END)


def run_job(payload: bytes, replies: IO[bytes], mapped: int | None = None) -> None:
    """Do one job. Every error in it becomes a frame.

    mapped: if the job has its own process, the bytes of memory that were mapped in it before.
    """
    send = _sender(replies)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 2)  # from now on, output must not fill the supervisor's disk
    os.close(null)
    try:
        job = unpack(payload, JOB_LIMITS)
    except Malformed as error:
        send({"event": "refused", "error": str(error)})
        return
    if job["kind"] == "draw":
        _draw(job, send)
    else:
        if mapped is None:
            _limit_memory(job["memory"])
        else:
            from dlcourse.graders.engine.worker import limits  # noqa: PLC0415  needs Linux

            limits.limit_job(job["memory"], job["seconds"], mapped)
        _run(job, send)


def _sender(replies: IO[bytes]) -> Send:
    """Return the function that sends a job's trees."""
    own_process = os.getpid()

    def send(tree: Tree, *, more: bool = False) -> None:
        if os.getpid() != own_process:
            os._exit(0)  # a copy of this process, made by the student's code: only one of them may answer
        packed = pack(tree)
        if len(packed) > MAX_FRAME:
            packed = pack({**tree, "values": {}, "caught": [], "status": "error", "error": _TOO_MUCH})
        write_frame(replies, DATA, packed, more=more)

    return send


def _discard(tree: Tree, *, more: bool = False) -> None:
    """Do the work of sending, and send nothing."""
    pack(tree)


def _limit_memory(megabytes: int) -> None:
    """Limit the memory of a job, if the OS can: an endless list is then a MemoryError, and the machine goes on."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes << 20 if megabytes else most
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def _draw(job: dict[str, Any], send: Send) -> None:
    import numpy as np  # noqa: PLC0415  only drawing needs it

    try:
        probes = execute(job["probes_source"], PROBES_FILE, "probes")
        for name, seed in job["draws"].items():
            generator = np.random.default_rng(seed)
            seed_everything(int(generator.integers(2**31)))
            tree = capture.describe(dict(getattr(probes, name)(generator)), MAX_FRAME // 2)
            send({"event": "inputs", "draw": name, "inputs": capture.converted(tree, job["arrays"])})
    except BaseException as error:
        send(_refusal(error))


def _refusal(error: BaseException) -> Tree:
    """Return the frame that says what the course's own code raised, and in which line of probes.py (0 if in none)."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == PROBES_FILE]
    if isinstance(error, SyntaxError) and error.filename == PROBES_FILE:
        lines.append(error.lineno or 0)
    raised = traceback.format_exception_only(error)[-1].strip()
    text = "".join(traceback.format_exception(error, limit=-3))
    return {"event": "refused", "raised": raised, "line": lines[-1] if lines else 0, "error": text}


def _run(job: dict[str, Any], send: Send) -> None:
    loaded = {name for name in HEAVY if name in sys.modules}
    if job["threads"] > 1 and "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(job["threads"])
    try:
        questions = _questions(job["questions"])
        questions.ask()
    except BaseException as error:
        send(_refusal(error))
        return
    send({"event": "ready"})
    reset()
    with _printed() as printed:
        try:
            with _reporting_when_late(job["import_seconds"], job["file"], send):
                submission = load(job)
        except BaseException as error:
            status, failure = explaining.status(error, job["file"]), explaining.explain(error, job["file"])
            send({"event": "import", "status": status, "error": failure, "output": printed()})
            return
    send({"event": "imported"}, more=True)
    warned = explaining.without_effect(job["file"])
    for request in job["probes"]:
        send({"event": "started", "probe": request["name"]})
        with _reporting_when_late(request["seconds"], job["file"], send):
            answer = _call_probe(questions, submission, request, job["file"])
        send(answer | {"output": warned + answer["output"]}, more=True)
    send({"event": "done", "heavy": [name for name in HEAVY if name in sys.modules and name not in loaded]})


class Submission(NamedTuple):
    """A submission that was imported: its module, and its file as a program."""

    module: types.ModuleType
    program: OwnProgram


class Questions:
    """The functions of a topic's probes, and their inputs by probe. Raises what probes.py raises.

    A worker that forks keeps those that it is sent, so that each job finds them ready.
    """

    def __init__(self, tree: dict[str, Any]) -> None:
        probes = execute(tree["probes_source"], PROBES_FILE, "probes")
        self._lines = linecache.cache[PROBES_FILE]
        self.functions = bound.functions(probes, tree["inputs"])
        self._shown = sys.modules["probes"]
        self.inputs = {name: capture.revive(inputs) for name, inputs in tree["inputs"].items()}

    def ask(self) -> None:
        """Make these probes those of the job that begins."""
        sys.modules["probes"] = self._shown
        linecache.cache[PROBES_FILE] = self._lines


_kept: dict[str, Questions | dict[str, Any]] = {}  # by digest


def keep(payload: bytes) -> None:
    """Load questions for jobs to come. If they cannot be loaded, the job that asks them tries again and says why."""
    tree = unpack(payload, JOB_LIMITS)
    try:
        _kept[tree["digest"]] = Questions(tree["questions"])
    except BaseException:
        _kept[tree["digest"]] = tree["questions"]


def _questions(asked: str | dict[str, Any]) -> Questions:
    """Return the questions of a job. asked: their digest if they are kept, else what `Questions` takes."""
    found = _kept[asked] if isinstance(asked, str) else asked
    return found if isinstance(found, Questions) else Questions(found)


def load(job: dict[str, Any]) -> Submission:
    """Execute the submission. For the course's own mistakes and variants, then replace one exercise of the solution."""
    source, file = job["source"], job["file"]
    replace = job.get("replace")
    sys.argv = [file]  # not the worker's arguments
    out = Sink(MAX_PRINTED, sys.stdout)
    with contextlib.redirect_stdout(out):
        module = execute(source, file, "solution" if replace else "submission")
    program = OwnProgram(source, file)
    if replace:
        examples = execute(replace["source"], replace["file"], "examples")
        program = OwnProgram(source, file, replace["of"], getattr(examples, replace["name"]))
        program.replace_in(module)
    program.printed = out.kept
    return Submission(module, program)


def execute(source: bytes, file: str, name: str) -> types.ModuleType:
    """Run source as the module `name`. Tracebacks and inspect can show its lines."""
    text = source.decode("utf-8", "replace")
    lines = io.StringIO(text, newline=None).readlines()  # split as Python splits lines
    linecache.cache[file] = (len(text), None, lines, file)
    try:
        code = compile(source, file, "exec", dont_inherit=True)
    except (MemoryError, RecursionError):  # Python's version decides which
        raise SyntaxError(_TOO_DEEP, (file, None, None, None)) from None
    module = types.ModuleType(name)
    module.__file__ = file
    sys.modules[name] = module
    exec(code, module.__dict__)
    return module


def _call_probe(questions: Questions, submission: Submission, request: dict[str, Any], file: str) -> Tree:
    """Call one probe and return its frame. If the submission lacks one of its exercises, the probe is not called."""
    student = Student(*submission)
    caught: list[Tree] = []
    answer: dict[str, Tree] = {
        "event": "probe",
        "probe": request["name"],
        "values": {},
        "error": None,
        "caught": caught,
    }

    def keep(error: Exception) -> None:
        if len(caught) < MAX_CAUGHT:
            caught.append(explaining.explain(error, file, student))

    reset()
    authoring.on_error = keep
    with _printed() as printed:
        start = time.perf_counter()
        try:
            for name in request["exercises"]:
                getattr(student, name)
            values = questions.functions[request["name"]](student, **questions.inputs[request["name"]])
            answer["values"] = capture.describe(dict(values))
            answer["status"] = "ok"
        except BaseException as error:
            answer["status"] = explaining.status(error, file)
            answer["error"] = explaining.explain(error, file, student)
        answer["seconds"] = time.perf_counter() - start
    answer["output"] = printed()
    return answer


@contextlib.contextmanager
def _reporting_when_late(seconds: float, file: str, send: Send) -> Iterator[None]:
    """Send the student's line that is running when these seconds are nearly over, if the OS has the signal for it.

    Only the supervisor ends a call that takes too long. If student code removes the signal's handler, no line is shown.
    """
    late = LATE * seconds
    if sys.platform != "win32" and late:

        def report(_: int, frame: types.FrameType | None) -> None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            send({"event": "late", "error": explaining.running(frame, file)})

        signal.signal(signal.SIGALRM, report)
        signal.setitimer(signal.ITIMER_REAL, late)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        yield


def reset() -> None:
    """Give every probe the same random state and PyTorch's defaults, whatever ran before it."""
    seed_everything(0)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)
        torch.set_grad_enabled(True)
        torch.set_warn_always(
            True
        )  # else PyTorch gives many warnings only once in a process, perhaps not to the probe that fails


def seed_everything(seed: int) -> None:
    random.seed(seed)
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if numpy is not None:
        numpy.random.seed(seed)
    if torch is not None:
        # torch.manual_seed keeps a stack trace in case a GPU is used later, which takes 1 ms each time
        seed_torch = torch.manual_seed if torch.cuda.is_initialized() else torch.default_generator.manual_seed
        seed_torch(seed)


_TOO_DEEP: Final = "an expression is nested too deeply for Python to read: split it into several lines"
_TOO_LARGE: Final = f"what came back is larger than {MAX_FRAME >> 20} MB. Is it of the right shape?"
_TOO_MUCH: Final = explaining.failure("OverflowError", _TOO_LARGE, "probe")


class _HeadAndTail(io.TextIOBase):
    """Keeps the first and the last lines that are written to it, and says how many it leaves out between them."""

    def __init__(self) -> None:
        self._first = self._last = ""
        self._line_ends = 0
        self._cut = False

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        room = max(MAX_OUTPUT // 2 - len(self._first), 0)
        self._first += text[:room]
        self._last += text[room:]
        self._line_ends += text.count("\n")
        if len(self._last) > MAX_OUTPUT:  # seldom, so that many short texts cost little
            self._last, self._cut = self._last[-MAX_OUTPUT // 3 :], True
        return len(text)

    @property
    def kept(self) -> str:
        """What was written, shortened to about MAX_OUTPUT characters."""
        if not self._cut and len(self._first) + len(self._last) <= MAX_OUTPUT:
            return self._first + self._last
        first = self._first[: self._first.rfind("\n") + 1] or f"{self._first}\n"
        last = self._last[-MAX_OUTPUT // 3 :]
        last = last[last.find("\n") + 1 :]
        left_out = self._line_ends - first.count("\n") - last.count("\n")
        return f"{first}{MORE_LINES.format(max(left_out, 1))}\n{last}"


@contextlib.contextmanager
def _printed() -> Iterator[Callable[[], str]]:
    """Catch what is printed inside, and each warning once, also one that was given before."""
    sink = _HeadAndTail()
    with (
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
        warnings.catch_warnings(),  # at its start Python forgets which warnings it has shown
    ):
        yield lambda: sink.kept


if __name__ == "__main__":
    main()
