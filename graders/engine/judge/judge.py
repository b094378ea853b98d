"""Running a topic's checks on evidence: pytest collects them once, and each submission's evidence is judged by the same items."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import sys
import traceback
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from _pytest.config import _prepareconfig
from _pytest.runner import runtestprotocol

from dlcourse.graders.assertions import Mismatch, Run, measuring
from dlcourse.graders.engine.collect.key import Place
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.course.reading import Check
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Evidence, Failure, TopicEvidence
from dlcourse.graders.engine.judge import wording
from dlcourse.graders.engine.judge.diagnosis import ALL, Diagnosis, recognise
from dlcourse.graders.engine.judge.other_files import with_files_of_names
from dlcourse.graders.engine.results.records import CheckResult, Status, TopicResult

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


@contextlib.contextmanager
def open_checks(topics: Sequence[Topic], *, hidden: bool) -> Iterator[Checks]:
    """Collect the visible checks of these topics, and the hidden ones too if `hidden`. Use `judge` inside.

        with open_checks(topics, hidden=True) as checks:
            result = checks.judge(subject, evidence)

    Raises BrokenGrader where the checks cannot be collected.
    """
    files = {path: topic for topic in topics for path in _files(topic, hidden=hidden)}
    plugin = _Plugin(
        name for topic in topics for check in topic.checks(hidden=hidden).values() for name in check.probes
    )
    with _own_environment(map(str, files)):
        folder = topics[0].course.root
        # without confcutdir, pytest lists every folder above the files, such as all of the user's home
        root = (f"--rootdir={folder}", f"--confcutdir={folder}")
        config = _prepareconfig([*OPTIONS, *root, *map(str, files)], [plugin, plugin.fixtures])
        try:
            config._do_configure()
            session = pytest.Session.from_config(config)
            config.hook.pytest_sessionstart(session=session)
            with _no_exit():
                session.perform_collect()
            if plugin.uncollected:
                raise plugin.uncollected[0]
            items: dict[str, dict[str, pytest.Function]] = {topic.id: {} for topic in topics}
            for item in session.items:
                if isinstance(item, pytest.Function):
                    items[files[item.path].id][item.name] = item
            for topic in topics:
                for check in topic.checks(hidden=hidden).values():
                    if check.name not in items[topic.id]:
                        raise BrokenGrader(f"pytest does not find {check.name}.", file=topic.check_file(check))
            yield Checks(items, plugin)
            session._setupstate.teardown_exact(None)
            config.hook.pytest_sessionfinish(session=session, exitstatus=pytest.ExitCode.OK)
        finally:
            config._ensure_unconfigure()


def _files(topic: Topic, *, hidden: bool) -> list[Path]:
    return [topic.visible_file, *([topic.hidden_file] if hidden and topic.hidden_checks else [])]


@contextlib.contextmanager
def _no_exit() -> Iterator[None]:
    """Refuse pytest.exit(): it would end the grading of all."""
    try:
        yield
    except pytest.exit.Exception as error:
        raise BrokenGrader("A check called pytest.exit(): let it assert, with a message.") from error


@contextlib.contextmanager
def _own_environment(files: Iterator[str]) -> Iterator[None]:
    """Keep the user's pytest settings and plugins out of the judge, and these files out of the next session.

    pytest names a check's module by its path below the root. It would mistake it for the same file of another course.
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
        imported = set(files)
        for name in [name for name, module in sys.modules.items() if getattr(module, "__file__", None) in imported]:
            del sys.modules[name]


class _Plugin:
    """The pytest plugin: gives checks their `Run`s, and keeps what they raise."""

    def __init__(self, probes: Iterator[str]) -> None:
        self.uncollected: list[BrokenGrader] = []
        self.runs: Mapping[str, Run] = {}
        self.raised: BaseException | None = None
        self.fixtures = types.ModuleType("probes")  # pytest looks for a plugin's fixtures on its class or module
        for name in sorted(set(probes)):
            setattr(self.fixtures, name, self._fixture(name))

    def _fixture(self, name: str) -> Any:
        @pytest.fixture(name=name)
        def run() -> Run:
            return self.runs[name]

        return run

    def pytest_exception_interact(
        self,
        node: pytest.Item | pytest.Collector,
        call: pytest.CallInfo[Any],
        report: pytest.CollectReport | pytest.TestReport,
    ) -> None:
        """Keep why a file cannot be collected."""
        if isinstance(node, pytest.Collector) and call.excinfo is not None:
            error = call.excinfo.value.__cause__ or call.excinfo.value  # pytest wraps what an import raises
            self.uncollected.append(
                BrokenGrader(
                    "the checks cannot be collected",
                    file=node.path,
                    line=_line_in(node.path, error),
                    raised=traceback.format_exception_only(error)[-1].strip(),
                    details=str(report.longrepr),
                )
            )

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep what was raised. pytest's own report would spend ten times as long on a traceback that nobody reads."""
        if call.excinfo is not None and self.raised is None:
            self.raised = call.excinfo.value
        assert call.when != "collect"
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)


@dataclass(frozen=True)
class BrokenCheck:
    """What a check raised on the reference's own evidence: the exception's type and text, and the check's line.

    asserts: whether it is an assertion that failed.
    """

    type: str
    text: str
    line: int
    asserts: bool


class Checks:
    """Checks that pytest has collected. `open_checks` makes them.

    broken: by name, what the broken checks of the last `judge` raised.
    """

    def __init__(self, items: Mapping[str, Mapping[str, pytest.Function]], plugin: _Plugin) -> None:
        self._items = items  # by topic id and name
        self._plugin = plugin
        self._file: object = None  # the module that is set up
        self.broken: dict[str, BrokenCheck] = {}

    def judge(self, subject: Subject, evidence: TopicEvidence, *, prints: bool = False) -> TopicResult:
        """Return what the subject's checks say of one submission's evidence. Each check sees only its probes' evidence.

        subject: one of the topics that were opened, with any key and some or all of these checks.
        prints: whether a check that passes says what the student's code printed too.
        Raises BrokenGrader where a check calls pytest.exit().
        """
        runs = _pair(subject, evidence)
        known = functools.cache(lambda: recognise(subject.key, evidence))  # the mistakes may have to run first
        self.broken = {}
        results: dict[str, CheckResult] = {}
        for check in subject.checks.values():
            item = self._items[subject.topic.id][check.name]
            status, said, places, raised = self._decide(check, item, runs, results)
            asked = [runs[name] for name in check.probes]
            found = next(filter(None, (_known_at(known(), *place) for place in places)), None)
            mistake = found.mistake if found and found.certain else None
            if found is not None:
                said = [*wording.without_causes(said), *wording.recognised(found)]
            if status in ("failed", "error", "timeout") or (prints and status == "passed"):
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
                source_line=next((r.evidence.failure.line for r in asked if r.evidence.failure), 0),
                hints=wording.hints(check, asked, raised, recognised=mistake is not None),
                mistake=mistake.name if mistake else None,
                seconds=seconds_of(check, evidence),
            )
        return TopicResult.of(subject.topic.name, results.values())

    def _decide(
        self, check: Check, item: pytest.Function, runs: dict[str, Run], earlier: dict[str, CheckResult]
    ) -> tuple[Status, wording.Lines, list[Place], BaseException | None]:
        """Return how a check ends, what tells of it, the places in the evidence that this is about, and what it raised."""
        unmet = [name for name in check.needs if name not in earlier or earlier[name].status != "passed"]
        if unmet:
            states = {earlier[name].status for name in unmet if name in earlier}
            if states == {"not_started"}:
                return "not_started", [], [], None
            titles = [earlier[name].title if name in earlier else name for name in unmet]
            return "blocked", wording.blocked(titles), [], None
        for name in check.probes:
            status, said = wording.without_values(runs[name])
            if status is not None:  # a probe left nothing to judge
                return status, said, [] if status == "not_started" else [(name, ALL)], None
        with measuring() as measured:
            raised = self._run(item, runs)
        if raised is None:
            return "passed", measured, [], None
        right = {name: Run(run.probe, run.reference, run.reference, run.drawn) for name, run in runs.items()}
        if (wrong := self._run(item, right)) is not None:  # not even the reference passes
            broken = BrokenCheck(
                type(wrong).__name__, str(wrong), _line_in(item.path, wrong), isinstance(wrong, AssertionError)
            )
            self.broken[check.name] = broken
            return "broken", wording.broken(_in_words(broken, item.path)), [], None
        asked = [runs[name] for name in check.probes]
        places = [(name, ALL) for name in check.probes]
        if isinstance(raised, Mismatch) and raised.run is not None:
            places = [(raised.run.probe.name, raised.name)]
        if isinstance(raised, AssertionError):
            return "failed", wording.mismatch(raised, asked), places, raised
        return "failed", wording.unusable(asked), places, raised

    def _run(self, item: pytest.Function, runs: Mapping[str, Run]) -> BaseException | None:
        """Run one check on these runs and return what it raised. An item can run again once its request is new."""
        self._plugin.runs, self._plugin.raised = runs, None
        item._initrequest()
        with contextlib.redirect_stdout(io.StringIO()):  # a document may be going there; a check has its message
            if item.parent is not self._file:  # within a file, its module stays set up: less work for each check
                item.session._setupstate.teardown_exact(None)
                self._file = item.parent
            with _no_exit():
                runtestprotocol(item, log=False, nextitem=item.parent)  # type: ignore[arg-type]  # only its place counts
        return self._plugin.raised


def seconds_of(check: Check, evidence: TopicEvidence) -> float:
    """Return how long the student's code took for a check."""
    return round(sum(evidence[name].seconds for name in check.probes if name in evidence), 6)


def _pair(subject: Subject, evidence: TopicEvidence) -> dict[str, Run]:
    """Pair every probe with its expected evidence; a probe without evidence, or with other names, is malformed."""
    runs = {}
    for name in dict.fromkeys(name for check in subject.checks.values() for name in check.probes):
        reference = subject.key.expected[name]
        got = evidence.get(name) or _malformed(name, "Nothing came back.")
        if got.outcome == "ok" and got.values.keys() != reference.values.keys():
            got = _malformed(name, "What came back has other names than were asked for.")
        told = with_files_of_names(got, subject.topic)
        runs[name] = Run(subject.topic.probes[name], told, reference, subject.key.inputs[name])
    return runs


def _malformed(probe: str, why: str) -> Evidence:
    return Evidence(probe, "malformed", failure=Failure(text=why))


def _known_at(known: Mapping[Place, Diagnosis], probe: str, name: str) -> Diagnosis | None:
    """Return the diagnosis that explains a place; of a whole probe also the one that explains pieces of it, if it is one."""
    whole = known.get((probe, ALL))
    if whole or name != ALL:
        return whole or known.get((probe, name))
    pieces = {found.mistake.name: found for (where, _), found in known.items() if where == probe}
    return next(iter(pieces.values())) if len(pieces) == 1 else None


def _line_in(file: Path, error: BaseException) -> int:
    """Return the line of a file that raised an exception, or that called what raised it; 0 if none did."""
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return error.lineno or 0
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == str(file)]
    return lines[-1] if lines else 0


def _in_words(broken: BrokenCheck, file: Path) -> str:
    """Return what a check raised; if that is no assertion, with the line of its file."""
    said = f"{broken.type}: {broken.text}"
    return said if broken.asserts or not broken.line else f"{said}, in line {broken.line} of {file.name}"


def broken_result(subject: Subject, why: str) -> TopicResult:
    """Return the result of a topic on which the grader itself failed: no points, and not the student's fault."""
    lines = wording.as_lines(wording.broken(why))
    return TopicResult.of(
        subject.topic.name,
        (
            CheckResult(
                name=check.name,
                title=check.title,
                status="broken",
                points=0.0,
                max_points=check.points,
                hidden=check.hidden,
                exercise="",
                lines=lines,
                source_line=0,
                hints=check.hints,
                mistake=None,
                seconds=0.0,
            )
            for check in subject.checks.values()
        ),
    )
