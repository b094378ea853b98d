"""The program inside the sandbox: `python -P -m dlcourse.graders.engine.worker.worker [--fork] [--preload a,b]`.

It reads jobs from standard input and answers with frames on standard output. It holds inputs and nothing else: no
expected values, no checks, no solution (but for the course's own reference runs, in a worker of their own). Student
code runs in this process, so nothing that it sends is believed.

A job is a tree with "kind":
- "run": load `source`, then `probes_source`, and call each of `probes` with its inputs;
- "draw": load `probes_source` and call each input function with a generator of its own.

With --fork (Linux) each job runs in a child whose frames are relayed, so that a job leaves nothing behind in the
warm process. Elsewhere jobs share the process, and the supervisor decides for how long. In the hard sandbox the child
is confined (see `limits`); with --nested it also has namespaces of its own; --many says that it pays to prepare for many.
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
from typing import IO, Any, Final, Protocol

from dlcourse.graders import authoring
from dlcourse.graders.engine.evidence.wire import Malformed, Tree, pack, unpack
from dlcourse.graders.engine.worker import capture, explaining
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

MAX_OUTPUT: Final = 4_000
MAX_CAUGHT: Final = 8  # as many as evidence holds
LATE: Final = 0.8  # of its time; a call that runs so long tells where it is


class Send(Protocol):
    """Sends one frame; with `more`, at the latest with the next."""

    def __call__(self, tree: Tree, *, more: bool = False) -> None: ...


def main() -> None:
    """Serve jobs until standard input ends."""
    arguments = sys.argv[1:]
    warnings.formatwarning = lambda message, category, *_: f"{category.__name__}: {message}\n"  # not a path of ours
    requests, replies = _take_over_stdio()
    sandboxed = "--sandboxed" in arguments
    if sandboxed:
        from dlcourse.graders.engine.worker import namespaces  # noqa: PLC0415  needs Linux

        namespaces.drop_to(int(arguments[arguments.index("--sandboxed") + 1]))
    forks = "--fork" in arguments
    next_frame = None if forks else _read_ahead(requests)
    if "--preload" in arguments:
        preload(arguments[arguments.index("--preload") + 1].split(","))
    with contextlib.suppress(OSError, BadFrame):
        if next_frame is None:
            from dlcourse.graders.engine.worker import forking, namespaces  # noqa: PLC0415  needs Linux
            from dlcourse.graders.engine.worker.practice import practise  # noqa: PLC0415  only a worker that forks

            if sandboxed:
                practise(lambda payload: _run(unpack(payload), _discard))
            gc.freeze()
            if "--many" in arguments:
                from dlcourse.graders.engine.worker import hugepages  # noqa: PLC0415  needs Linux

                hugepages.collapse()
            namespaces.hide_memory(sandboxed)
            forking.Server(requests, replies, run_job, sandboxed, nested="--nested" in arguments).serve()
        else:
            while (frame := next_frame()) is not None:
                if frame[0] == DATA:  # a STOP can come too late, when its job has ended by itself
                    _serve_here(frame[1], replies)
    os._exit(0)  # a student's thread or atexit hook must not keep the process


def _take_over_stdio() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes under numbers of our own, and leave student code an empty stdin and a sink for 1 and 2."""
    requests = os.fdopen(os.dup(0), "rb", buffering=0)  # unbuffered, so that select() sees all there is
    replies = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  stays open
    return requests, replies


def _read_ahead(requests: IO[bytes]) -> Callable[[], tuple[bytes, bytes] | None]:
    """Return a function that waits for the next frame. A thread reads them, and so sees the supervisor go:
    that ends this process even where a student's loop would not.
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
    """Import what jobs will need, before the first one; a missing module is the job's own business."""
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _serve_here(payload: bytes, replies: IO[bytes]) -> None:
    run_job(payload, replies)
    write_frame(replies, END)


def run_job(payload: bytes, replies: IO[bytes], mapped: int | None = None) -> None:
    """Do one job; everything that goes wrong in it becomes a frame.

    mapped: in a process of the job's own, the bytes of memory that it had mapped before.
    """

    mine = os.getpid()

    def send(tree: Tree, *, more: bool = False) -> None:
        if os.getpid() != mine:
            os._exit(0)  # a copy of this process that the student's code has made: one of them answers
        packed = pack(tree)
        if len(packed) > MAX_FRAME:
            packed = pack({**tree, "values": {}, "caught": [], "status": "error", "error": _TOO_MUCH})
        write_frame(replies, DATA, packed, more=more)

    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 2)  # from here on nobody's output may fill the supervisor's disk
    os.close(null)
    try:
        job = unpack(payload)
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


def _discard(tree: Tree, *, more: bool = False) -> None:
    """Send nothing, at the same pains."""
    pack(tree)


def _limit_memory(megabytes: int) -> None:
    """Let a job have this much, where the OS can say so: a list that never ends is a MemoryError, not a dead machine."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes << 20 if megabytes else most
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def _draw(job: dict[str, Any], send: Send) -> None:
    import numpy as np  # noqa: PLC0415  only the course's own draws need it

    try:
        probes = _execute(job["probes_source"].values.tobytes(), PROBES_FILE, "probes")
        for name, seed in job["draws"].items():
            generator = np.random.default_rng(seed)
            seed_everything(int(generator.integers(2**31)))
            tree = capture.describe(dict(getattr(probes, name)(generator)), MAX_FRAME // 2)
            send({"event": "inputs", "draw": name, "inputs": capture.as_tensors(tree) if job["tensors"] else tree})
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
        probes = _execute(job["probes_source"].values.tobytes(), PROBES_FILE, "probes")
    except BaseException as error:
        send(_refusal(error))
        return
    send({"event": "ready"})
    reset()
    with _printed() as printed:
        try:
            with _telling_where(job, send):
                module = _load(job)
        except BaseException as error:
            told = explaining.explain(error, job["file"])
            send(
                {"event": "import", "status": explaining.status(error, job["file"]), "error": told, "output": printed()}
            )
            return
    send({"event": "imported"}, more=True)
    slips = explaining.uncalled(job["file"])
    for request in job["probes"]:
        send({"event": "started", "probe": request["name"]})
        with _telling_where(job, send):
            answer = _ask(getattr(probes, request["name"]), module, request, job["file"])
        send(answer | {"output": slips + answer["output"]}, more=True)
    send({"event": "done", "heavy": [name for name in HEAVY if name in sys.modules and name not in loaded]})


def _load(job: dict[str, Any]) -> types.ModuleType:
    """Execute the submission; for the course's own mistakes, replace one exercise of the solution afterwards."""
    source = job["source"].values.tobytes()
    replace = job.get("replace")
    module = _execute(source, job["file"], "solution" if replace else "submission")
    if replace:
        examples = _execute(replace["source"].values.tobytes(), replace["file"], "examples")
        *owners, name = replace["of"].split(".")
        owner: Any = module
        for part in owners:
            owner = getattr(owner, part)
        setattr(owner, name, getattr(examples, replace["name"]))
    return module


def _execute(source: bytes, file: str, name: str) -> types.ModuleType:
    """Run source as the module `name`; tracebacks and inspect can show its lines."""
    text = source.decode("utf-8", "replace")
    lines = io.StringIO(text, newline=None).readlines()  # at the places where Python sees a line's end
    linecache.cache[file] = (len(text), None, lines, file)
    try:
        code = compile(source, file, "exec", dont_inherit=True)
    except (MemoryError, RecursionError):  # which of them depends on the version of Python
        raise SyntaxError(_TOO_DEEP, (file, None, None, None)) from None
    module = types.ModuleType(name)
    module.__file__ = file
    sys.modules[name] = module
    exec(code, module.__dict__)
    return module


def _ask(function: Callable[..., Any], module: types.ModuleType, request: dict[str, Any], file: str) -> Tree:
    """Call one probe and return its frame."""
    student = explaining.Student(module)
    caught: list[Tree] = []
    answer: dict[str, Tree] = {
        "event": "probe",
        "probe": request["name"],
        "values": {},
        "error": None,
        "caught": caught,
    }

    def tell(error: Exception) -> None:
        if len(caught) < MAX_CAUGHT:
            caught.append(explaining.explain(error, file, student))

    inputs = capture.revive(request["inputs"])
    reset()
    authoring.on_error = tell
    with _printed() as printed:
        start = time.perf_counter()
        try:
            values = function(student, **inputs)
            answer["values"] = capture.describe(dict(values))
            answer["status"] = "ok"
        except BaseException as error:
            answer["status"] = explaining.status(error, file)
            answer["error"] = explaining.explain(error, file, student)
        answer["seconds"] = time.perf_counter() - start
    answer["output"] = printed()
    return answer


@contextlib.contextmanager
def _telling_where(job: dict[str, Any], send: Send) -> Iterator[None]:
    """Send the student's line that runs when the time inside is nearly up, where the OS can interrupt for it.

    Only the supervisor ends a call that takes too long. Student code that takes the signal away is shown no line.
    """
    late = LATE * job.get("each", 0.0)
    if sys.platform != "win32" and late:

        def tell(_: int, frame: types.FrameType | None) -> None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            send({"event": "late", "error": explaining.running(frame, job["file"])})

        signal.signal(signal.SIGALRM, tell)
        signal.setitimer(signal.ITIMER_REAL, late)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        yield


def reset() -> None:
    """Give every probe the same random state and PyTorch's own defaults, whatever ran before it."""
    seed_everything(0)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)
        torch.set_grad_enabled(True)
        torch.set_warn_always(True)  # else PyTorch says many a thing once in a process, and not to the probe that fails


def seed_everything(seed: int) -> None:
    random.seed(seed)
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if numpy is not None:
        numpy.random.seed(seed)
    if torch is not None:
        # torch.manual_seed would keep the stack for a GPU that may come later: 1 ms, each time
        seed_torch = torch.manual_seed if torch.cuda.is_initialized() else torch.default_generator.manual_seed
        seed_torch(seed)


_TOO_DEEP: Final = "an expression is nested too deeply for Python to read: take it apart, into several lines"
_TOO_MUCH: Final = explaining.failure("OverflowError", "more came back than the grader accepts", "probe")


class _Sink(io.TextIOBase):
    """Keeps the first MAX_OUTPUT characters that are written to it."""

    def __init__(self) -> None:
        self.kept = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if len(self.kept) < MAX_OUTPUT:
            self.kept += text[: MAX_OUTPUT - len(self.kept)]
        return len(text)


@contextlib.contextmanager
def _printed() -> Iterator[Callable[[], str]]:
    """Catch what is printed inside, and each warning once, whatever was warned of before."""
    sink = _Sink()
    with (
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
        warnings.catch_warnings(),  # Python forgets at its start what it has shown: "once" begins anew
    ):
        yield lambda: sink.kept


if __name__ == "__main__":
    main()
