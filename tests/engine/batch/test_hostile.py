"""Every file of tests/hostile in one class with honest submissions, graded by the real command.

Each of them says in its docstring what it tries; `Record:` is the state, and words of the message, that an instructor
finds in its record ("failed" where nothing is said); `Single:` is the same for `--isolation bwrap-single`, if that differs;
`Needs: bwrap` keeps it from the weaker isolation.
"""

from __future__ import annotations

import ast
import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from filelock import FileLock

from dlcourse.graders.engine.collect.bwrap import BwrapSandbox
from dlcourse.graders.engine.errors import CourseError

HOSTILE = Path(__file__).parents[2] / "hostile"
TINY = Path(__file__).parents[2] / "courses" / "tiny"
REPO = Path(__file__).parents[3]
CANARY = "canary-7f3a"  # stands in every secret; no record and no evidence may hold it
PR_SET_CHILD_SUBREAPER = 36
USER = 1500  # of `as_user`
ROOMS = ("/", "/tmp", "/var/tmp", "/dev", "/dev/shm", "/etc", "/run", "/home", "/root", "/usr", "/usr/lib")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the attacks and the sandbox are for Linux"),
]

BWRAP = [pytest.param(mode, marks=pytest.mark.bwrap) for mode in ("hard", "hard_as_user", "single", "single_as_user")]


@dataclass(frozen=True)
class Attack:
    """One hostile file, and what the record must say of it."""

    path: Path
    record: str = "failed"
    single: str = "failed"
    needs_bwrap: bool = False

    @classmethod
    def read(cls, path: Path) -> Attack:
        said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        fields = dict(
            line.split(": ", 1) for line in said.splitlines() if line.startswith(("Record", "Single", "Needs"))
        )
        record = fields.get("Record", "failed")
        return cls(path, record, fields.get("Single", record), fields.get("Needs") == "bwrap")


def attacks(folder: str) -> dict[str, Attack]:
    return {path.stem: Attack.read(path) for path in sorted((HOSTILE / folder).glob("*.py"))}


BASICS, TORCH = attacks("basics"), attacks("week03")
MILD = {name: attack for name, attack in BASICS.items() if not attack.needs_bwrap}
WALLS = {name: attack for name, attack in BASICS.items() if attack.needs_bwrap}

NUMBERS = (TINY / "solutions/basics/numbers.py").read_text() + f"# {CANARY}: copy me\n"
WORDS = (TINY / "solutions/basics/words.py").read_text() + f"# {CANARY}: copy me\n"
BUSY = """
import multiprocessing, os, subprocess, tempfile, threading
with tempfile.NamedTemporaryFile() as file:
    file.write(bytes(1 << 20))
thread = threading.Thread(target=print, args=("from a thread",))
thread.start()
thread.join()
assert subprocess.run(["echo", "hello"], capture_output=True, text=True).stdout == "hello\\n"
def work(queue): queue.put(os.getpid())
queue = multiprocessing.get_context("fork").SimpleQueue()
child = multiprocessing.get_context("fork").Process(target=work, args=(queue,))
child.start()
assert queue.get() == child.pid
child.join()
"""
HONEST: dict[str, tuple[dict[str, str], float]] = {  # spread over the alphabet, so that each has bad neighbours
    "a_right": ({"numbers": NUMBERS, "words": WORDS}, 10),
    "d_numbers_only": ({"numbers": NUMBERS}, 6),
    "f_squares": ({"numbers": NUMBERS.replace("2 * x", "x * x"), "words": WORDS}, 7),
    "l_busy": ({"numbers": NUMBERS + BUSY, "words": WORDS}, 10),
    "m_words_only": ({"words": WORDS}, 4),
    "p_prints": ({"numbers": NUMBERS.replace("return 2", "print(x); return 2"), "words": WORDS}, 10),
    "r_right": ({"numbers": NUMBERS, "words": WORDS}, 10),
    "t_no_mark": ({"numbers": NUMBERS, "words": WORDS.replace(' + "!"', "")}, 9),
    "z_right": ({"numbers": NUMBERS, "words": WORDS}, 10),
}


@dataclass
class Outcome:
    """What a batch left, in words that the other of xdist's workers can read."""

    code: int
    out: str
    err: str
    seconds: float
    records: dict[str, Any]
    leaked: list[str]
    changed: list[str]
    running: list[str]
    called: int


class Room:
    """A class, its course, a home with secrets, and listeners that nobody should reach."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root = root
        self.cache = cache
        self.port = 0
        self.called = 0
        for name in ("submissions", "home/.ssh", "home/.config/dlcourse"):
            (root / name).mkdir(parents=True)
        for secret in ("home/.ssh/id_ed25519", "home/.config/dlcourse/seed", "home/.netrc"):
            (root / secret).write_text(CANARY)

    def hand_in(self, student: str, file: str, text: str) -> None:
        words = {"@ROOT@": self.root, "@CACHE@": self.cache, "@PORT@": self.port}
        words |= {"@SOCKET@": self.root / "socket", "@ABSTRACT@": self.root}
        for word, meaning in words.items():
            text = text.replace(word, str(meaning))
        path = self.root / "submissions" / student / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen where a submission might call."""
        with contextlib.ExitStack() as stack:
            for family, address in (
                (socket.AF_INET, ("127.0.0.1", 0)),
                (socket.AF_UNIX, str(self.root / "socket")),
                (socket.AF_UNIX, f"\0{self.root}"),
            ):
                line = stack.enter_context(socket.socket(family))
                line.bind(address)
                line.listen()
                stack.callback(line.shutdown, socket.SHUT_RDWR)  # wakes the thread that accepts
                self.port = line.getsockname()[1] if family is socket.AF_INET else self.port
                threading.Thread(target=self._count, args=(line,), daemon=True).start()
            yield

    def _count(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                line.accept()[0].close()
                self.called += 1

    def state(self) -> dict[str, str]:
        """Return a digest of every file that a batch must leave as it is, and of what attacks would leave elsewhere."""
        found = {}
        for folder in ("course", "submissions", "home"):
            for path in sorted((self.root / folder).rglob("*")):
                if "__pycache__" not in path.parts:
                    content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
                    found[str(path)] = f"{path.lstat().st_mode} {path.lstat().st_mtime_ns} {content}"
        for place in (*ROOMS, self.root, self.root / "results", self.cache):
            found |= {str(path): "" for path in Path(place).glob("hostile*")}
        for tree in (Path(sys.prefix), Path(sys.base_prefix)):
            found |= {str(path): "" for path in tree.glob("lib/python*/**/hostile.pth")}
            found |= {str(path): "" for path in tree.glob("lib/python*/**/sitecustomize.py")}
        return found


def grade(room: Room, run: Any, course: Path, week: str, *options: str, through: Sequence[str] = ()) -> Outcome:
    """Run the command, and look at everything around it before and after."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # whatever outlives its parents becomes our child
    family = {child.pid for child in psutil.Process().children(recursive=True)}
    before = room.state()
    start = time.monotonic()
    ended = run(
        *("grade", week, room.root / "submissions", "--out", room.root / "results", "--jobs", "2", *options),
        cwd=room.root,
        course=course,
        through=through,
        DLCOURSE_CACHE=str(room.cache),
        HOME=str(room.root / "home"),
        DLCOURSE_SEED=f"{CANARY} seed",
        SECRET_TOKEN=CANARY,
    )
    seconds = time.monotonic() - start
    time.sleep(1.2)  # a daemon that got away would act now
    running = [
        f"{child.pid} {child.name()}"
        for child in psutil.Process().children(recursive=True)
        if child.pid not in family and child.status() != psutil.STATUS_ZOMBIE
    ]
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0)
    after = room.state()
    results = room.root / "results/results.jsonl"
    assert results.exists(), (ended.code, ended.out, ended.err)
    lines = results.read_text("utf-8").splitlines() if ended.code in (0, 3) else []
    files = [path for path in (room.root / "results").rglob("*") if path.is_file() and path.suffix != ".key"]
    return Outcome(
        ended.code,
        ended.out,
        ended.err,
        seconds,
        {record["student"]: record for record in map(json.loads, lines)},
        [str(path) for path in files if CANARY.encode() in path.read_bytes()],
        sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)),
        running,
        room.called,
    )


def tiny_course(root: Path) -> Path:
    """Copy the tiny course, with little memory, and a canary in all that must stay secret."""
    course = shutil.copytree(TINY, root / "course", ignore=shutil.ignore_patterns("__pycache__"))
    manifest = course / "course.toml"
    manifest.write_text(manifest.read_text().replace("seconds = 2", "seconds = 2\nmemory = 400"))
    for secret in ("solutions/basics/numbers.py", "graders/basics/numbers/test_hidden.py"):
        with (course / secret).open("a") as file:
            file.write(f"\n# {CANARY}\n")
    return course


def torch_course(root: Path) -> Path:
    """Make a course of the one week03 topic that the attacks on torch hand in: its keys are quick to make."""
    course = root / "course"
    for folder in ("graders/week03/relu_family", "solutions/week03", "exercises/week03"):
        shutil.copytree(REPO / folder, course / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for extra in (course / "solutions").rglob("*.py"):
        if extra.name != "relu_family.py":
            extra.unlink()
    (course / "course.toml").write_text(
        'name = "torch"\ntitle = "One topic"\n[[week]]\nname = "week03"\ntitle = "One topic"\npoints = 4\n'
        'arrays = "torch"\n[[week.topic]]\nname = "relu_family"\ntitle = "ReLU"\npoints = 4\nseconds = 5\n'
    )
    return course


def once(folder: Path, name: str, make: Any) -> Outcome:
    """Return what `make` returns for a new folder; of xdist's workers, one makes it and all read it."""
    with FileLock(folder / f"{name}.lock"):
        kept = folder / f"{name}.json"
        if not kept.exists():
            (folder / name).mkdir()
            kept.write_text(json.dumps(asdict(make(folder / name))))
        return Outcome(**json.loads(kept.read_text()))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def bwrap() -> None:
    try:
        _ = BwrapSandbox().report
    except CourseError as error:
        pytest.skip(str(error))


def the_class(
    root: Path, run: Any, cache: Path, isolation: str, files: dict[str, Attack], through: Sequence[str] = ()
) -> Outcome:
    course = tiny_course(root)
    room = Room(root, cache)
    with room.listening():
        for name, attack in files.items():
            room.hand_in(name, "numbers.py", attack.path.read_text("utf-8"))
        for name, (texts, _) in HONEST.items():
            for topic, text in texts.items():
                room.hand_in(name, f"{topic}.py", text)
        if through:
            for path in (root, *root.rglob("*")):
                os.chown(path, USER, USER)
        return grade(room, run, course, "basics", "--isolation", isolation, through=through)


@pytest.fixture(scope="session")
def hard(shared: Path, run: Any, cache: Path, bwrap: None) -> Outcome:
    """The whole class behind bubblewrap."""
    return once(shared, "class-bwrap", lambda root: the_class(root, run, cache, "bwrap", BASICS))


@pytest.fixture(scope="session")
def single(shared: Path, run: Any, cache: Path, bwrap: None) -> Outcome:
    """The whole class, each submission in a sandbox of its own without nested namespaces."""
    return once(shared, "class-single", lambda root: the_class(root, run, cache, "bwrap-single", BASICS))


@pytest.fixture(scope="session")
def hard_as_user(shared: Path, run: Any, as_user: list[str], bwrap: None) -> Outcome:
    """The attacks on the walls, graded by an ordinary user: their sandboxes have a user namespace."""
    return once(shared, "class-bwrap-as-user", lambda _: as_ordinary_user(run, as_user, "bwrap"))


@pytest.fixture(scope="session")
def single_as_user(shared: Path, run: Any, as_user: list[str], bwrap: None) -> Outcome:
    """The same without nested namespaces: the workers and their jobs are the same user, outside of the sandbox too."""
    return once(shared, "class-single-as-user", lambda _: as_ordinary_user(run, as_user, "bwrap-single"))


def as_ordinary_user(run: Any, as_user: list[str], isolation: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to others
        root = Path(folder)
        root.chmod(0o755)
        return the_class(root, run, root / "cache", isolation, WALLS, as_user)


@pytest.fixture(scope="session")
def soft(shared: Path, run: Any, cache: Path) -> Outcome:
    """The class without the attacks that would harm this machine, in plain processes."""
    return once(shared, "class-process", lambda root: the_class(root, run, cache, "process", MILD))


@pytest.fixture(scope="session")
def torch(shared: Path, run: Any, cache: Path, bwrap: None) -> Outcome:
    """The attacks on torch, with a right solution between them, behind bubblewrap."""

    def make(root: Path) -> Outcome:
        course = torch_course(root)
        room = Room(root, cache)
        right = (REPO / "solutions/week03/relu_family.py").read_text("utf-8")
        for name, attack in TORCH.items():
            room.hand_in(name, "relu_family.py", attack.path.read_text("utf-8"))
        for name in ("a_right", "z_right"):
            room.hand_in(name, "relu_family.py", right)
        return grade(room, run, course, "week03", "--isolation", "bwrap")

    return once(shared, "class-torch", make)


def told(check: dict) -> str:
    """Return a check's message as a student reads it."""
    return "\n".join(f"{line['label']:<9}  {line['text']}" for line in check["lines"])


def earns_nothing(outcome: Outcome, name: str, announced: str) -> None:
    """Assert that it got no point, and that its record says why in words of the student's doing."""
    status, _, words = announced.partition(": ")
    record = outcome.records[name]
    checks = [check for topic in record["topics"] for check in topic["checks"]]
    said = [(check["status"], told(check)) for check in checks if check["status"] != "not_started"]
    assert record["points"] == 0, said
    assert {status for status, _ in said} <= {"failed", "error", "timeout", "blocked"}
    assert any(status == got and words in message for got, message in said), said


def harms_nothing(outcome: Outcome) -> None:
    """Assert that a batch ended well, and that the world around it is as it was."""
    assert outcome.code == 0, outcome.err
    assert outcome.leaked == []
    assert outcome.changed == []
    assert outcome.running == []
    assert outcome.called == 0
    for printed in (outcome.out, outcome.err):
        assert not set(printed) & set("\x1b\x07\x08\x00\x9b\u202e\u2066\u200f")


@pytest.mark.bwrap
@pytest.mark.parametrize("name", BASICS)
def test_behind_bubblewrap_an_attack_earns_nothing(hard: Outcome, name: str) -> None:
    """Not one point, and the record says what happened."""
    earns_nothing(hard, name, BASICS[name].record)


@pytest.mark.bwrap
@pytest.mark.parametrize("name", WALLS)
def test_an_ordinary_user_is_behind_the_same_walls(hard_as_user: Outcome, name: str) -> None:
    """bubblewrap then works in a user namespace."""
    earns_nothing(hard_as_user, name, WALLS[name].record)


@pytest.mark.bwrap
@pytest.mark.parametrize("name", BASICS)
def test_without_nested_namespaces_an_attack_earns_nothing(single: Outcome, name: str) -> None:
    """Where the kernel refuses nested namespaces, the walls are the same."""
    earns_nothing(single, name, BASICS[name].single)


@pytest.mark.bwrap
@pytest.mark.parametrize("name", WALLS)
def test_without_nested_namespaces_an_ordinary_user_is_behind_the_same_walls(
    single_as_user: Outcome, name: str
) -> None:
    """Then the jobs are the user who grades, and only the sandbox keeps them away."""
    earns_nothing(single_as_user, name, WALLS[name].single)


@pytest.mark.parametrize("name", MILD)
def test_in_a_process_an_attack_earns_nothing(soft: Outcome, name: str) -> None:
    """What attacks the verdict earns nothing without a hard sandbox either."""
    earns_nothing(soft, name, MILD[name].record)


@pytest.mark.bwrap
@pytest.mark.parametrize("name", TORCH)
def test_an_attack_on_torch_earns_nothing(torch: Outcome, name: str) -> None:
    """Whatever torch says, the judge compares numbers."""
    earns_nothing(torch, name, TORCH[name].record)


@pytest.mark.parametrize("mode", [*BWRAP, "soft"])
@pytest.mark.parametrize("name", HONEST)
def test_an_honest_neighbour_gets_exactly_its_points(request: pytest.FixtureRequest, mode: str, name: str) -> None:
    """Right, half right and busy submissions, graded between the attacks."""
    outcome: Outcome = request.getfixturevalue(mode)
    assert outcome.records[name]["points"] == HONEST[name][1], outcome.records[name]


@pytest.mark.bwrap
def test_a_right_solution_between_attacks_on_torch_gets_all(torch: Outcome) -> None:
    """The warm worker's torch is as it was."""
    for name in ("a_right", "z_right"):
        topics = {topic["topic"]: topic for topic in torch.records[name]["topics"]}
        assert topics["relu_family"]["points"] == topics["relu_family"]["max_points"]


@pytest.mark.parametrize("mode", [*BWRAP, "soft", pytest.param("torch", marks=pytest.mark.bwrap)])
def test_a_hostile_class_changes_nothing_around_it(request: pytest.FixtureRequest, mode: str) -> None:
    """No file, no process, no connection, no secret in any record; nothing that a terminal would act on."""
    harms_nothing(request.getfixturevalue(mode))


@pytest.mark.bwrap
def test_a_hostile_class_ends_in_time(hard: Outcome) -> None:
    """Each submission costs at most the time of its topics."""
    assert hard.records.keys() == BASICS.keys() | HONEST.keys()
    assert hard.seconds < 3 * 2 * len(BASICS)


def test_there_are_many_attacks_and_each_says_what_it_tries() -> None:
    """At least sixty, each with a docstring that begins with a sentence."""
    assert len(BASICS) + len(TORCH) >= 60
    for attack in (*BASICS.values(), *TORCH.values()):
        assert (ast.get_docstring(ast.parse(attack.path.read_text("utf-8"))) or "").splitlines()[0][0].isalnum()


def test_the_threat_model_names_every_attack() -> None:
    """docs/threat-model.md has a line for each."""
    lines = (REPO / "docs/threat-model.md").read_text("utf-8").splitlines()
    listed = [line.split("`")[1] for line in lines if line.startswith("| `")]
    assert sorted(listed) == sorted([*BASICS, *TORCH])
