"""What only running the known solutions can show: the reference, the untouched stub, every mistake and every variant."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import NoEvidence, build_key, draw_inputs, find_key, replacement
from dlcourse.graders.engine.collect.subject import Subject, make_job
from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Evidence, TopicEvidence, difference
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.judge.judge import Checks, open_checks
from dlcourse.graders.engine.proving import failures
from dlcourse.graders.engine.proving.asking import wrong_examples
from dlcourse.graders.engine.proving.findings import (
    JUDGES_KEY,
    Condition,
    Finding,
    Proof,
    Row,
    folded,
    place,
    place_of_check,
    said,
)
from dlcourse.graders.engine.results.records import CheckResult, TopicResult

SEED: Final = "dev check"
ENOUGH_SEEDS: Final = 5  # that have failed: more of them tell nothing new
PART: Final = 10  # of its seconds, a probe of a right solution may need one
NEWS_SECONDS: Final = 2.0  # between two lines on how far it is


@dataclass(frozen=True)
class Trial:
    """One known solution and what it must lead to. `replace` puts a mistake or variant in its exercise's place."""

    kind: str  # reference, stub, mistake or variant
    name: str
    source: bytes
    replace: Tree = None
    example: reading.Example | None = None
    under: Condition = JUDGES_KEY


def run_known_solutions(topic: Topic, collectors: Collectors, seeds: int, say: Callable[[str], None]) -> Proof:
    """Return what running a topic's solutions shows. Its files have been read, and are sound as far as that tells.

    say: is told how far it is, now and then.
    """
    known = _KnownSolutions(topic, collectors, seeds, say)
    try:
        known.run()
    except NoEvidence as error:
        known.found.append(dataclasses.replace(failures.no_evidence(topic, error, collectors), under=known.under))
    except BrokenGrader as error:
        known.found.append(dataclasses.replace(failures.of_the_engine(topic, str(error)), under=known.under))
    return known.proof()


class _KnownSolutions:
    """A topic's known solutions, as they are run, and what was found."""

    def __init__(self, topic: Topic, collectors: Collectors, seeds: int, say: Callable[[str], None]) -> None:
        self.topic = topic
        self.found: list[Finding] = []
        self.under = JUDGES_KEY  # what runs now
        self._collectors = collectors
        self._seeds = seeds
        self._say = say
        self._tried = 0
        self._told = time.monotonic()
        self._references: list[TopicEvidence] = []
        self._caught: dict[str, int] = {}  # by check, how many mistakes fail it
        self._told_of: set[str] = set()  # checks that are broken, or should be failed by a mistake that is
        self._slowest: dict[str, tuple[float, str]] = {}  # by probe, the seconds of the right solution that needs most

    def run(self) -> None:
        """Run every solution on the inputs of one seed, then with a student's key, then on those of other seeds."""
        checks = self.topic.checks(hidden=True)
        subject = Subject(self.topic, find_key(self.topic, self._collectors, seed=SEED, hidden=True), checks)
        self._draw_again(subject)
        self._try_examples(subject)
        self._caught = dict.fromkeys(checks, 0)
        with open_checks([self.topic], hidden=True) as opened:
            self._try_all(opened, subject)
        first, second = self._references
        for name in first:
            if difference(second[name].values, first[name].values, 0, 0) is not None:
                where = place(self.topic, "probes_file", name)
                self._add(where, f"the probe {name} leaves other evidence each time: make what it draws an input.")
        for name, mistakes in self._caught.items():
            if not mistakes and name not in self._told_of:
                says = f"no mistake fails {name}: write one that does, so that the check is shown to catch something."
                self._add(place_of_check(self.topic, name), says)

    def proof(self) -> Proof:
        """Return what was found, in lines."""
        limit, more = self.topic.entry.seconds, failures.more_seconds(self.topic)
        warnings = [
            f"{place(self.topic, 'probes_file', probe)}: {solution} needs {seconds:.1f} s for the probe {probe}, "
            f"more than a tenth of what it may: {more}."
            for probe, (seconds, solution) in self._slowest.items()
            if seconds > limit / PART
        ]
        checks = self.topic.checks(hidden=True)
        rows = [
            Row(name, mistakes, max(self._slowest.get(probe, (0.0, ""))[0] for probe in checks[name].probes), limit)
            for name, mistakes in self._caught.items()
        ]
        return Proof(list(folded(self.found, self._tried)), warnings, {self.topic.id: rows} if rows else {})

    def _add(self, where: str, says: str, under: Condition = JUDGES_KEY, *about: str) -> None:
        self.found.append(Finding(where, says, under, about))

    def _try_all(self, checks: Checks, subject: Subject) -> None:
        """Judge every trial with all checks, the visible mistakes with a student's key, then other seeds."""
        for trial in _trials(self.topic, JUDGES_KEY):
            self._try(checks, trial, subject)
        self.under = Condition(student=True)
        own = Subject(self.topic, find_key(self.topic, self._collectors), self.topic.checks(hidden=False))
        for trial in _trials(self.topic, self.under):
            if trial.kind == "reference" or (trial.example and trial.example.caught_by in own.checks):
                self._try(checks, trial, own)
        for number in range(self._seeds if not self.found else 0):  # each seed would show it again
            self._tell(number)
            self._tried = number + 1
            self.under = Condition(seed=number)
            seed, preload = f"{SEED} {number}", subject.key.preload
            key = build_key(self.topic, self._collectors, seed=seed, hidden=True, mistakes=False, preload=preload)
            drawn = Subject(self.topic, key, subject.checks)
            for trial in _trials(self.topic, Condition(seed=number, threads=1 + number % 2)):
                if trial.kind in ("reference", "variant"):
                    self._try(checks, trial, drawn)
            if len({finding.under.seed for finding in self.found}) == ENOUGH_SEEDS:
                return

    def _tell(self, number: int) -> None:
        if time.monotonic() > self._told + NEWS_SECONDS:
            self._told = time.monotonic()
            self._say(f"{self.topic.id}, seed {number + 1} of {self._seeds}")

    def _try(self, checks: Checks, trial: Trial, subject: Subject) -> None:
        """Run one trial, judge its evidence, and note what is wrong with the result."""
        job = subject.job(trial.source, trial.replace)
        collector = self._collectors.get(subject.key.preload)
        evidence = collector.collect(dataclasses.replace(job, threads=trial.under.threads))
        if trial.kind == "reference" and trial.under == JUDGES_KEY:
            self._references.append(evidence)
        if trial.kind in ("reference", "variant") and not collector.heavy:  # an import of its own is no work
            for name, item in evidence.items():
                self._slowest[name] = max(self._slowest.get(name, (0.0, "")), (item.seconds, trial.name))
        result = checks.judge(subject, evidence)
        self._take(trial, subject, result)
        if trial.kind == "mistake":
            self._take_mistake(trial, subject, evidence, result)

    def _take(self, trial: Trial, subject: Subject, result: TopicResult) -> None:
        """Note what is wrong with one trial's result. What waits for a check that did not pass is not told as well."""
        for check in result.checks:
            name = trial.example.name if trial.example else ""
            where, about = place_of_check(self.topic, check.name), (trial.kind, name, check.name)
            if check.status == "broken":
                self._told_of.add(check.name)
                self._add(where, failures.broken(check, subject), trial.under, "broken", check.name)
            elif trial.kind == "stub" and check.status != "not_started":
                says = (
                    f"{trial.name} must leave every check not_started, but {check.name} is {check.status}: let its probe "
                    "call what students write."
                )
                self._add(where, says, trial.under, *about)
            elif trial.kind in ("reference", "variant") and check.status not in ("passed", "blocked"):
                self._add(*self._not_full_marks(trial, check, where), trial.under, *about)

    def _not_full_marks(self, trial: Trial, check: CheckResult, where: str) -> tuple[str, str]:
        if trial.example:
            where = place(self.topic, "variants_file", trial.example.name)
        return where, f"{trial.name} must get full marks, but {check.name} {failures.not_passed(self.topic, check)}"

    def _take_mistake(self, trial: Trial, subject: Subject, evidence: TopicEvidence, result: TopicResult) -> None:
        assert trial.example is not None
        mistake, under = trial.example, trial.under
        if (slip := failures.slip(self.topic, mistake, evidence)) is not None:
            self._add(*slip, under, "slip", slip[0])
            self._told_of.add(str(mistake.caught_by))
            return
        by_name = {check.name: check for check in result.checks}
        caught = [name for name, check in by_name.items() if check.status in ("failed", "error", "timeout")]
        if under == JUDGES_KEY:
            for name in caught:
                self._caught[name] += 1
        check = by_name[str(mistake.caught_by)]
        where, about = place(self.topic, "mistakes_file", mistake.name), ("mistake", mistake.name)
        if check.status == "broken":
            return
        if check.name not in caught:
            self._told_of.add(check.name)
            step = failures.where_it_shows(subject, mistake, evidence, caught)
            by = f"caught by: {', '.join(caught) or 'no check'}"
            self._add(
                where, f"{trial.name} is not caught by {check.name} ({check.status}); {by}. {step}", under, *about
            )
        elif check.mistake is None:
            says = f"{trial.name} is not recognised at {check.name}: let it leave the same evidence each time."
            self._add(where, says, under, *about)
        elif check.mistake != (mistake.like or mistake.name):
            says = (
                f"{trial.name} is taken for {check.mistake} at {check.name}: give it a probe on which only it leaves this "
                f'evidence, or say `like="{check.mistake}"`.'
            )
            self._add(where, says, under, *about)

    def _try_examples(self, subject: Subject) -> None:
        """The examples in docstrings are part of the contract."""
        job = make_job(self.topic, subject.key, [], self.topic.solution.read_bytes())
        wrong = wrong_examples(job, self._collectors.get(subject.key.preload))
        where = place(self.topic, "solution")
        if isinstance(wrong, Evidence):
            why = failures.words(wrong.failure)
            self._add(where, f"the examples in its docstrings cannot be run ({why}): shorten them, or delete them.")
            return
        for example in wrong:
            gives = f"gives {said(example.gives)}" if example.gives.strip() else "gives nothing"
            self._add(
                f"{where}:{example.line}", f"the example `{said(example.call)}` {gives}: let the docstring say so."
            )

    def _draw_again(self, subject: Subject) -> None:
        """Inputs must depend on their seed alone: a submission may be graded twice."""
        probes = self.topic.probes_of(subject.checks)
        again = draw_inputs(self.topic, self._collectors, probes, seed=SEED, preload=subject.key.preload)
        for probe in probes:
            found = difference(again[probe.name], subject.key.inputs[probe.name], 1e-4, 1e-6)
            if probe.draw and found is not None:
                says = (
                    f"{probe.draw} draws other inputs each time from the same seed ({found.path.strip('[]')}): take what is "
                    "random from the generator that it is given."
                )
                self._add(place(self.topic, "probes_file", probe.draw), says, JUDGES_KEY, "draw", probe.draw)


def _trials(topic: Topic, under: Condition) -> Iterator[Trial]:
    solution = topic.solution.read_bytes()
    yield Trial("reference", "the reference", solution, under=under)
    if under == JUDGES_KEY:
        yield Trial("reference", "the reference in a second run", solution)
        yield Trial("stub", "the untouched stub", topic.stub.read_bytes())
    for kind, path, examples in (
        ("mistake", topic.mistakes_file, topic.mistakes),
        ("variant", topic.variants_file, topic.variants),
    ):
        for example in examples.values():
            yield Trial(kind, f"the {kind} {example.name}", solution, replacement(path, example), example, under)
