"""Running a topic's checks on evidence: one pytest session, its checks collected once, judged for every submission."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, Literal, Protocol, TypeVar

import pytest
from _pytest.runner import runtestprotocol

from dlcourse.graders.assertions import Mismatch, Run
from dlcourse.graders.course import Topic
from dlcourse.graders.diagnosis import ALL, recognise
from dlcourse.graders.errors import BrokenGrader
from dlcourse.graders.evidence import Evidence, TopicEvidence, Trouble
from dlcourse.graders.judge import wording
from dlcourse.graders.keys import Key, KnownMistake, Place
from dlcourse.graders.reading import Check
from dlcourse.graders.records import CheckResult, Status, TopicResult

Tag = TypeVar("Tag")
CONFIG: Final = Path(__file__).with_name("judge.ini")
OPTIONS: Final = (
    *("--import-mode=importlib", "--noconftest", f"--config-file={CONFIG}"),
    *(
        f"-pno:{name}"
        for name in ("cacheprovider", "terminal", "logging", "capture", "warnings", "faulthandler", "doctest")
    ),
    *(
        f"-pno:{name}"
        for name in ("unraisableexception", "threadexception", "junitxml", "pastebin", "debugging", "stepwise")
    ),
)


class Chosen(Protocol):
    """A topic, and which of its checks to run."""

    @property
    def topic(self) -> Topic: ...
    @property
    def checks(self) -> dict[str, Check]: ...


@dataclass(frozen=True)
class Checks:
    """A topic's checks, for a session that has yet to ask for its key."""

    topic: Topic
    checks: dict[str, Check]


@dataclass(frozen=True)
class Subject:
    """A topic to judge: its key and which of its checks to run. BrokenGrader where the key lacks what they ask for."""

    topic: Topic
    key: Key
    checks: dict[str, Check]

    def __post_init__(self) -> None:
        if lacking := [p.name for p in self.topic.probes_of(self.checks) if p.name not in self.key.expected]:
            raise BrokenGrader(
                f"The key of {self.topic.id} was made for another version of its checks: it lacks {', '.join(lacking)}. "
                "Students: install the course again. Instructors: run `dlcourse grade` again."
            )


def judge(
    subjects: Sequence[Chosen],
    submissions: Iterable[tuple[Tag, Subject, TopicEvidence]],
    report: Callable[[Tag, TopicResult], None],
) -> None:
    """Judge a stream of (tag, subject, evidence) and `report` each result, in order, as it comes.

    A subject of the stream is one of `subjects`, or the same topic with a key, another key, or fewer checks.
    The stream is taken lazily, inside the pytest session, after the checks have been imported. What the stream or
    `report` raises passes through. Raises BrokenGrader where the checks cannot be collected.
    """
    plugin = _Judge(subjects, submissions, report)
    files = [str(path) for subject in subjects for path in _files(subject)]
    if not files:
        return
    root = f"--rootdir={subjects[0].topic.course.root}"
    with _own_environment(files):
        code = pytest.main([*OPTIONS, root, *files], plugins=[plugin, plugin.fixtures])
    if isinstance(plugin.interruption, pytest.exit.Exception):
        raise BrokenGrader("A check called pytest.exit(): let it assert, with a message.")
    if plugin.interruption is not None:
        raise plugin.interruption
    if not plugin.ran:
        why = "\n".join(plugin.complaints) or f"pytest ended with {code!s}"
        raise BrokenGrader(f"The checks cannot be collected:\n{why}")


def _files(subject: Chosen) -> list[Path]:
    files = [subject.topic.visible_file]
    if any(check.hidden for check in subject.checks.values()):
        files.append(subject.topic.hidden_file)
    return files


@contextlib.contextmanager
def _own_environment(files: Sequence[str]) -> Iterator[None]:
    """Keep the user's pytest settings and plugins out of the judge, and these files out of the next session.

    pytest names a check's module by its path below the root, and would take it for the same file of another course.
    """
    ours = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        for name in [name for name, module in sys.modules.items() if getattr(module, "__file__", None) in files]:
            del sys.modules[name]


class _Judge(Generic[Tag]):
    """The pytest plugin: gives checks their `Run`s, runs the items once per submission, turns outcomes into records."""

    def __init__(
        self,
        subjects: Sequence[Chosen],
        submissions: Iterable[tuple[Tag, Subject, TopicEvidence]],
        report: Callable[[Tag, TopicResult], None],
    ) -> None:
        self.subjects = {subject.topic.id: subject for subject in subjects}
        self.submissions = submissions
        self.report = report
        self.ran = False
        self.complaints: list[str] = []
        self.interruption: BaseException | None = None
        self._runs: dict[str, Run] = {}
        self._raised: BaseException | None = None
        self._file: object = None
        self.fixtures = types.ModuleType("probes")  # pytest looks for a plugin's fixtures on its class or module
        for name in sorted({name for s in subjects for check in s.checks.values() for name in check.probes}):
            setattr(self.fixtures, name, self._fixture(name))

    def _fixture(self, name: str) -> Any:
        @pytest.fixture(name=name)
        def run() -> Run:
            return self._runs[name]

        return run

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.complaints.append(str(report.longrepr))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        if isinstance(excinfo.value, KeyboardInterrupt):  # while collecting; pytest would swallow it
            self.interruption = excinfo.value

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep what was raised. pytest's own report would spend ten times as long on a traceback that nobody reads."""
        if call.excinfo is not None and self._raised is None:
            self._raised = call.excinfo.value
        assert call.when != "collect"
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed or self.complaints:
            return True
        items: dict[str, dict[str, pytest.Function]] = {name: {} for name in self.subjects}
        owner = {path: s.topic.id for s in self.subjects.values() for path in _files(s)}
        for item in session.items:
            if isinstance(item, pytest.Function):
                items[owner[item.path]][item.name] = item
        for subject in self.subjects.values():
            if missing := subject.checks.keys() - items[subject.topic.id].keys():
                self.complaints.append(f"{subject.topic.id}: pytest does not find {', '.join(sorted(missing))}")
                return True
        self.ran = True
        try:
            for tag, subject, evidence in self.submissions:
                self.report(tag, self._judge(subject, items[subject.topic.id], evidence))
        except BaseException as error:  # pytest would swallow it; judge() raises it again
            self.interruption = error
        return True

    def _judge(self, subject: Subject, items: dict[str, pytest.Function], evidence: TopicEvidence) -> TopicResult:
        runs = self._prepare(subject, evidence)
        known = recognise(subject.key, evidence)
        results: dict[str, CheckResult] = {}
        for check in subject.checks.values():
            status, said, places = self._decide(check, items[check.name], runs, results)
            asked = [runs[name] for name in check.probes]
            mistake = next(filter(None, (_known_at(known, *place) for place in places)), None)
            if mistake is not None:
                said = [*wording.without_causes(said), *wording.recognised(mistake)]
            if status not in ("passed", "not_started", "blocked", "broken"):
                said += wording.printed(asked)
            results[check.name] = CheckResult(
                name=check.name,
                title=check.title,
                status=status,
                points=check.points if status == "passed" else 0.0,
                max_points=check.points,
                hidden=check.hidden,
                exercise=next((name for run in asked for name in run.probe.exercises), ""),
                lines=wording.as_lines(said),
                source_line=next((r.evidence.trouble.line for r in asked if r.evidence.trouble), 0),
                hints=check.hints if wording.hints_help(asked, recognised=mistake is not None) else (),
                mistake=mistake.name if mistake else None,
                seconds=round(sum(run.evidence.seconds for run in asked), 6),
            )
        return TopicResult.of(subject.topic.name, results.values())

    @staticmethod
    def _prepare(subject: Subject, evidence: TopicEvidence) -> dict[str, Run]:
        """Pair every probe with its expected evidence; a probe without evidence, or with other names, is malformed."""
        runs = {}
        for name in dict.fromkeys(name for check in subject.checks.values() for name in check.probes):
            reference = subject.key.expected[name]
            got = evidence.get(name) or Evidence(name, "malformed", trouble=Trouble(text="Nothing came back."))
            if got.outcome == "ok" and got.values.keys() != reference.values.keys():
                got = Evidence(
                    name, "malformed", trouble=Trouble(text="What came back has other names than were asked for.")
                )
            runs[name] = Run(subject.topic.probes[name], got, reference, subject.key.inputs[name])
        return runs

    def _decide(
        self, check: Check, item: pytest.Function, runs: dict[str, Run], earlier: dict[str, CheckResult]
    ) -> tuple[Status, wording.Lines, list[Place]]:
        """Return how a check ends, what tells of it, and the places in the evidence that this is about."""
        unmet = [name for name in check.needs if name not in earlier or earlier[name].status != "passed"]
        if unmet:
            states = {earlier[name].status for name in unmet if name in earlier}
            if states == {"not_started"}:
                return "not_started", [], []
            return "blocked", wording.blocked([earlier[name].title if name in earlier else name for name in unmet]), []
        for name in check.probes:
            status, said = wording.without_values(runs[name])
            if status is not None:  # a probe left nothing to judge
                return status, said, [] if status == "not_started" else [(name, ALL)]
        raised = self._run(item, runs)
        if raised is None:
            return "passed", [], []
        right = {name: Run(run.probe, run.reference, run.reference, run.drawn) for name, run in runs.items()}
        if (wrong := self._run(item, right)) is not None:  # not even the reference passes
            return "broken", wording.broken(_in_words(wrong, item.path)), []
        asked = [runs[name] for name in check.probes]
        places = [(name, ALL) for name in check.probes]
        if isinstance(raised, Mismatch) and raised.run is not None:
            places = [(raised.run.probe.name, raised.name)]
        if isinstance(raised, AssertionError):
            return "failed", wording.mismatch(raised, asked), places
        return "failed", wording.unusable(asked), places

    def _run(self, item: pytest.Function, runs: dict[str, Run]) -> BaseException | None:
        """Run one check on these runs and return what it raised. An item can run again once its request is new."""
        self._runs = runs
        self._raised = None
        item._initrequest()
        with contextlib.redirect_stdout(io.StringIO()):  # a document may be going there; a check has its message
            if item.parent is not self._file:  # within a file, its module stays set up: less work for each check
                item.session._setupstate.teardown_exact(None)
                self._file = item.parent
            runtestprotocol(item, log=False, nextitem=item.parent)  # type: ignore[arg-type]  # only its place counts
        return self._raised


def _known_at(known: Mapping[Place, KnownMistake], probe: str, name: str) -> KnownMistake | None:
    """Return the mistake that explains a place; of a whole probe also the one that explains pieces of it, if it is one."""
    whole = known.get((probe, ALL))
    if whole or name != ALL:
        return whole or known.get((probe, name))
    pieces = {mistake.name: mistake for (where, _), mistake in known.items() if where == probe}
    return next(iter(pieces.values())) if len(pieces) == 1 else None


def _in_words(error: BaseException, file: Path) -> str:
    """Return what a check raised; where that is no assertion, with the line of its file."""
    said = f"{type(error).__name__}: {error}"
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == str(file)]
    return said if isinstance(error, AssertionError) or not lines else f"{said}, in line {lines[-1]} of {file.name}"
