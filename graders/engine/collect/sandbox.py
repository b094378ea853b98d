"""Workers: the processes in which untrusted code runs, and how they are started and ended.

Everything above `Sandbox` (collector, keys, grading) only opens workers, sends jobs and reads frames. `ProcessSandbox`
protects from accidents on every OS: a separate process, its own folder, a clean environment.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import site
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from typing import IO, Final, Protocol

from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.worker.protocol import DATA, KEEP, STOP, BadFrame, read_frame, write_frame

Frame = tuple[bytes, bytes]
KEPT_ENVIRONMENT: Final = (
    "PATH",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LANG",
    "LC_ALL",
)
WORKER_ENVIRONMENT: Final = {  # of every worker, in every sandbox
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
}

CHECK_SECONDS: Final = 0.5  # how often we check that a silent worker is still there


class WorkerGone(Exception):
    """The worker's process ended, or sent something that no worker sends."""


class Worker:
    """One running worker process. A thread reads its frames, so that waiting with a time limit works on every OS.

    keeps_clean: whether a job leaves nothing behind in this worker.
    """

    def __init__(self, command: Sequence[str], *, keeps_clean: bool) -> None:
        self.keeps_clean = keeps_clean
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="dlcourse-", ignore_cleanup_errors=True)
        except FileNotFoundError as error:  # tempfile's error if no folder can be written
            raise CourseError(
                "No folder for temporary files can be written. Check the free space, or set TMPDIR=FOLDER to another folder."
            ) from error
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed in end()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(self._folder.name),
            cwd=self._folder.name,
            start_new_session=True,  # Ctrl-C is for the supervisor, which then ends the worker
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin: IO[bytes] = self._process.stdin
        self._frames: queue.Queue[Frame | None] = queue.Queue(
            maxsize=2
        )  # each up to MAX_FRAME, so a flood must not fill the memory
        self._ended = False
        self._reader = threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True)
        self._reader.start()

    def _read(self, stream: IO[bytes]) -> None:
        frame: Frame | None = None
        with stream:  # closed here: a process that a job left behind can keep it open after `end`
            while not self._ended:
                try:
                    frame = read_frame(stream)
                except (BadFrame, OSError, ValueError):
                    frame = None
                self._frames.put(frame)
                if frame is None:
                    return

    def send(self, job: bytes) -> None:
        """Send a packed job. Raises WorkerGone if the worker does not read it."""
        self._write(DATA, job)

    def keep(self, questions: bytes) -> None:
        """Send packed questions to a worker that keeps clean, before the jobs that ask them. Raises WorkerGone."""
        self._write(KEEP, questions)

    def _write(self, kind: bytes, payload: bytes) -> None:
        try:
            write_frame(self._stdin, kind, payload)
        except OSError as error:
            raise WorkerGone from error

    def stop_job(self) -> None:
        """Tell a worker that keeps clean to end the job that it runs."""
        with contextlib.suppress(OSError):
            write_frame(self._stdin, STOP)

    def receive(self, seconds: float) -> Frame:
        """Return the next frame. Raises TimeoutError, or WorkerGone if there will be none."""
        until = time.monotonic() + seconds
        ended = False
        while (left := until - time.monotonic()) > 0:  # even if frames wait: a flood must not avoid the time limit
            try:
                frame = self._frames.get(timeout=min(left, CHECK_SECONDS))
            except queue.Empty:
                if ended:  # a process that it started keeps its pipe open
                    raise WorkerGone from None
                ended = self._process.poll() is not None
                continue
            if frame is None:
                self._frames.put(None)
                raise WorkerGone
            return frame
        raise TimeoutError

    def last_words(self) -> str:
        """Return the end of what the worker wrote to stderr while it started. Student code never writes there."""
        self._errors.seek(0)
        return self._errors.read()[-2000:].decode("utf-8", "replace").strip()

    def end(self) -> None:
        """End the worker and every process that it started, as far as this OS shows them. Safe to call twice."""
        if self._ended:
            return
        self._ended = True
        if self._process.poll() is None:  # before its stdin closes: a worker that exits by itself orphans its children
            kill_tree(self._process.pid)
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.killpg(
                    self._process.pid, signal.SIGKILL
                )  # processes that are left of a worker that exited by itself
        with contextlib.suppress(OSError):
            self._stdin.close()
        self._process.wait()
        with contextlib.suppress(queue.Empty):
            while True:
                self._frames.get_nowait()  # else the reader's thread waits for room forever
        self._reader.join(1)
        self._errors.close()
        self._folder.cleanup()


def kill_tree(pid: int) -> None:
    import psutil  # noqa: PLC0415  only to kill something

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        family = [*process.children(recursive=True), process]
        for member in family:
            with contextlib.suppress(psutil.Error):
                member.kill()


class Sandbox(Protocol):
    """Where workers come from."""

    name: str

    def open(self, preload: Sequence[str] = ()) -> Worker:
        """Start a worker that imports `preload` first. Whoever opens it calls its `end`."""


class ProcessSandbox:
    """Plain processes. forks: each job runs in its own child, if the OS allows it (Linux)."""

    name = "process"

    def __init__(self, *, forks: bool) -> None:
        self.forks = forks and sys.platform == "linux"
        self._prepared: tuple[tuple[str, ...], Worker] | None = None

    def open(self, preload: Sequence[str] = ()) -> Worker:
        if self._prepared is not None and self._prepared[0] == tuple(preload):
            worker = self._prepared[1]
            self._prepared = None
            return worker
        command = [sys.executable, "-P", "-m", "dlcourse.graders.engine.worker.worker"]
        command += ["--fork"] if self.forks else []
        command += ["--preload", ",".join(preload)] if preload else []
        return Worker(command, keeps_clean=self.forks)

    @contextlib.contextmanager
    def prepared(self, preload: Sequence[str]) -> Iterator[None]:
        """Start a worker now. The first `open` inside gets it, already warm."""
        self._prepared = (tuple(preload), self.open(preload))
        try:
            yield
        finally:
            if self._prepared is not None:
                self._prepared[1].end()
                self._prepared = None


class SpareSandbox:
    """Plain processes for an OS that cannot fork: when one is taken, the next is already warm. A context manager."""

    name = "process"

    def __init__(self) -> None:
        self._sandbox = ProcessSandbox(forks=False)
        self._spares: dict[tuple[str, ...], Worker] = {}

    def open(self, preload: Sequence[str] = ()) -> Worker:
        wanted = tuple(preload)
        worker = self._spares.pop(wanted, None) or self._sandbox.open(wanted)
        self._spares[wanted] = self._sandbox.open(wanted)
        return worker

    def __enter__(self) -> SpareSandbox:
        return self

    def __exit__(self, *_: object) -> None:
        while self._spares:
            self._spares.popitem()[1].end()


def _environment(folder: str) -> dict[str, str]:
    """Return a worker's environment: where programs are, its own home, and WORKER_ENVIRONMENT."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"), folder)
    return kept | homes | {"PYTHONUSERBASE": site.getuserbase()} | WORKER_ENVIRONMENT
