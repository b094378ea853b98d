"""What every test shares: the real command, run in a process of its own, and the tiny course."""

from __future__ import annotations

import code
import contextlib
import doctest
import functools
import io
import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
REPO = TESTS.parent
TINY = TESTS / "courses" / "tiny"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]
USER = 1500  # of whom this machine knows nothing


def pytest_configure() -> None:
    """Hear Ctrl-C, and let the commands hear it, also where a script started us in the background, with SIGINT ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow tests: what is left at the end should fit between the workers."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of keys that all tests, and all of xdist's workers, share: building one costs more than a check."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"


@pytest.fixture(scope="session")
def run(cache: Path) -> Run:
    """Run `dlcourse ARGUMENTS` in the folder `cwd` as a user would; a variable that is None is taken away.

    through: a command that runs the rest of its arguments as a command, such as `as_user`.
    """

    def run(
        *arguments: str | Path,
        cwd: Path,
        course: Path | None = TINY,
        stdin: str | None = None,
        through: Sequence[str] = (),
        **environment: str | None,
    ) -> Ended:
        command = [*through, sys.executable, "-P", "-m", "dlcourse.cli.main"]
        command += ["--course", str(course)] if course else []
        settings: dict[str, str | None]
        settings = {"DLCOURSE_CACHE": str(cache), "DLCOURSE_SEED": "a secret", "COLUMNS": "120", "NO_COLOR": "1"}
        settings |= {"GITHUB_ACTIONS": None, "FORCE_COLOR": None}  # the tests may run there
        merged = os.environ | settings | environment
        done = subprocess.run(
            [*command, *map(str, arguments)],
            cwd=cwd,
            env={name: value for name, value in merged.items() if value is not None},
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def as_user() -> list[str]:
    """A command that runs the rest of its arguments as an ordinary user, who can read this Python; only root can do that.

    Where folders above Python or this checkout are closed to others, as /root is, it opens a way in a mount namespace.
    """
    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip("only root can become another user")
    trees: dict[Path, list[Path]] = {}
    for tree in dict.fromkeys((Path(sys.base_prefix), Path(sys.prefix), REPO)):
        closed = next((above for above in reversed(tree.parents) if not above.stat().st_mode & stat.S_IXOTH), None)
        if closed is not None and not any(tree.is_relative_to(other) for other in trees.get(closed, ())):
            trees.setdefault(closed, []).append(tree)
    script = ["set -e"]
    for closed, inside in trees.items():
        script += [
            f"hold{i}=$(mktemp -d); mount --bind {shlex.quote(str(tree))} $hold{i}" for i, tree in enumerate(inside)
        ]
        script += [f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(str(closed))}"]
        for i, tree in enumerate(inside):
            script += [
                f"mkdir -p {shlex.quote(str(tree))}; mount --move $hold{i} {shlex.quote(str(tree))}; rmdir $hold{i}"
            ]
    script += [f'exec setpriv --reuid {USER} --regid {USER} --clear-groups -- "$@"']
    command = ["unshare", "--mount", "--propagation", "private", "--", "sh", "-c", "\n".join(script), "sh"]
    try:
        tried = subprocess.run([*command, sys.executable, "-P", "-c", ""], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("the program unshare is missing")
    if tried.returncode:
        pytest.skip(f"no command can be run as another user: {tried.stderr}")
    return command


@pytest.fixture
def dlcourse(run: Run, tmp_path: Path) -> Run:
    """Run `dlcourse ARGUMENTS` in an empty folder of the test's own (or in `cwd`)."""
    return functools.partial(run, cwd=tmp_path)


@pytest.fixture(scope="session")
def fetched(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the tiny course's week was fetched. Never change it; take `workspace` for that."""
    folder = tmp_path_factory.mktemp("fetched")
    assert run("fetch", "basics", cwd=folder).code == 0
    return folder


@pytest.fixture
def workspace(fetched: Path, tmp_path: Path) -> Path:
    """A folder of the test's own into which the tiny course's week was fetched."""
    return shutil.copytree(fetched, tmp_path / "work")


TRAILING = re.compile(r"\S  # (?P<text>.*)$")


@pytest.fixture
def paste() -> Callable[[Iterable[str]], list[str]]:
    """Paste blocks of code, line by line, at a new Python prompt; return each output that its comment does not give.

    An output is in the comment behind its statement, or in the comments directly below. An exception is its last line. Other
    comments are remarks. `...` in a comment is any text. A value that is not printed counts too: the prompt shows it.
    """

    def paste(blocks: Iterable[str]) -> list[str]:
        console = _Prompt({"__name__": "__main__"})
        return [line for block in blocks for line in console.wrong_outputs(block)]

    return paste


class _Prompt(code.InteractiveConsole):
    """Python's prompt, which keeps what it shows."""

    def __init__(self, names: dict[str, object]) -> None:
        super().__init__(names)
        self.shown = io.StringIO()

    def write(self, data: str) -> None:
        """Keep the last line of a traceback."""
        self.shown.write(data.rstrip("\n").rpartition("\n")[2] + "\n")

    def wrong_outputs(self, block: str) -> Iterator[str]:
        """Paste one block, and yield a sentence for each statement whose output is not that of its comments."""
        statement: list[str] = []
        comments: list[str] = []
        unfinished = False
        for line in [*block.splitlines(), ""]:
            if line.startswith("#"):
                comments.append(line[1:].removeprefix(" "))
                continue
            if line and not unfinished:  # the next statement begins
                yield from self._wrong_output(statement, comments)
                statement, comments = [], []
            if line or unfinished:
                statement.append(line)
                with contextlib.redirect_stdout(self.shown):
                    unfinished = self.push(line)
            if not line:
                yield from self._wrong_output(statement, comments)
                statement, comments = [], []

    def _wrong_output(self, statement: list[str], comments: list[str]) -> Iterator[str]:
        got = self.shown.getvalue()
        self.shown = io.StringIO()
        behind = TRAILING.search("\n".join(statement).strip())
        want = "\n".join([*([behind["text"]] if behind else []), *comments]) + "\n"
        flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
        if got and not doctest.OutputChecker().check_output(want, got, flags):
            yield f"{statement} shows {got!r}, its comment says {want!r}"
