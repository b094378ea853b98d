"""What only running the known solutions can show: the reference, the untouched stub, every mistake and every variant."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import NoEvidence, build_key, draw_inputs, find_key
from dlcourse.graders.engine.collect.mistakes import run_mistakes
from dlcourse.graders.engine.collect.subject import Subject, make_job
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import SAME_ATOL, SAME_RTOL, Evidence, difference
from dlcourse.graders.engine.judge.judge import Checks, open_checks
from dlcourse.graders.engine.proving import wording
from dlcourse.graders.engine.proving.asking import wrong_examples
from dlcourse.graders.engine.proving.findings import (
    JUDGES_KEY,
    SEED,
    Condition,
    Finding,
    Proof,
    Row,
    folded,
    location,
    location_of_check,
    quoted,
)
from dlcourse.graders.engine.proving.mutating import grade_mutants, violations
from dlcourse.graders.engine.proving.notes import note_findings, without_note
from dlcourse.graders.engine.proving.pictures import picture_findings
from dlcourse.graders.engine.proving.replay import earned_without_work
from dlcourse.graders.engine.proving.substitutes import passed_by_wrong_forms
from dlcourse.graders.engine.proving.trial import Ran, Trial, trials

ENOUGH_SEEDS: Final = 5  # that have failed: more of them tell nothing new
PART: Final = 10  # of its seconds, a probe of a right solution may need one
NEWS_SECONDS: Final = 2.0  # between two lines on how far it is


@dataclasses.dataclass(frozen=True)
class Proving:
    """What is proved besides what always is.

    seeds: how many more seeds the reference and the variants must pass with, in turns on one and on two threads.
    mutate: whether every mutant must be caught or recorded.
    """

    seeds: int = 0
    mutate: bool = False


NO_MORE: Final = Proving()


def run_known_solutions(topic: Topic, collectors: Collectors, how: Proving, say: Callable[[str], None]) -> Proof:
    """Return what running a topic's solutions shows. `read_violations` has found nothing in its files.

    say: is called now and then with a text on how far it is.
    """
    known = _KnownSolutions(topic, collectors)
    try:
        known.run(how, _now_and_then(say))
    except NoEvidence as error:
        known.stop(wording.no_evidence(topic, error, collectors))
    except BrokenGrader as error:
        known.stop(wording.engine_error(topic, error))
    return known.proof()


def _now_and_then(say: Callable[[str], None]) -> Callable[[str], None]:
    """Return a function that passes on a text if some time has gone by since the last one."""
    said = time.monotonic()

    def say_sometimes(text: str) -> None:
        nonlocal said
        if time.monotonic() > said + NEWS_SECONDS:
            said = time.monotonic()
            say(text)

    return say_sometimes


class _KnownSolutions:
    """A topic's known solutions, tried one after the other, and what was found."""

    def __init__(self, topic: Topic, collectors: Collectors) -> None:
        self._topic = topic
        self._collectors = collectors
        self._found: list[Finding] = []
        self._condition = JUDGES_KEY  # of what runs now
        self._seeds = 0  # how many have been tried
        self._catches: dict[str, int] = {}  # by check, how many mistakes
        self._slowest: dict[str, tuple[float, str]] = {}  # by probe, the most seconds of a right solution, and which

    def run(self, how: Proving, say: Callable[[str], None]) -> None:
        """Try every solution with the judge's key, then some with a student's key and with those of other seeds."""
        topic, checks = self._topic, self._topic.checks(hidden=True)
        subject = Subject(topic, find_key(topic, self._collectors, seed=SEED, hidden=True), checks)
        self._found += _inputs_without_seed(subject, self._collectors)
        self._found += _wrong_examples(subject, self._collectors)
        with open_checks([topic], hidden=True) as opened:
            known = run_mistakes(topic, subject.key, self._collectors, say, twice=True)
            tried = [self._try(trial, subject, opened) for trial in trials(topic, JUDGES_KEY, known)]
            self._found += picture_findings(tried)
            self._found += earned_without_work(subject, self._collectors, opened)
            self._found += passed_by_wrong_forms(subject, opened)
            self._try_with_students_key(opened)
            if not self._found:  # each seed would show it again
                self._try_with_other_seeds(how.seeds, subject, opened, say)
            if not self._found:  # it is locked with what right solutions return
                self._condition = JUDGES_KEY
                self._found += note_findings(topic, self._collectors, opened, how.seeds, say)
            if how.mutate:
                self._found += violations(topic, list(grade_mutants(subject, self._collectors, opened, say)))
        self._catches = _catches(tried)
        self._found += [*_changing_evidence(tried), *_checks_that_catch_nothing(tried, self._catches)]

    def stop(self, finding: Finding) -> None:
        """Take the finding that ended `run`."""
        self._found.append(dataclasses.replace(finding, condition=self._condition))

    def proof(self) -> Proof:
        """Return what was found, in lines."""
        limit, more = self._topic.entry.seconds, wording.more_seconds(self._topic)
        warnings = [
            f"{location(self._topic, self._topic.probes_file, probe)}: {solution} needs {seconds:.1f} s for the probe {probe}, "
            f"more than a tenth of what it may: {more}."
            for probe, (seconds, solution) in self._slowest.items()
            if seconds > limit / PART
        ]
        warnings += without_note(self._topic)
        checks = self._topic.checks(hidden=True)
        rows = [
            Row(name, mistakes, max(self._slowest.get(probe, (0.0, ""))[0] for probe in checks[name].probes), limit)
            for name, mistakes in self._catches.items()
        ]
        return Proof(list(folded(self._found, self._seeds)), warnings, {self._topic.id: rows} if rows else {})

    def _try_with_students_key(self, opened: Checks) -> None:
        self._condition = Condition(student=True)
        subject = Subject(self._topic, find_key(self._topic, self._collectors), self._topic.checks(hidden=False))
        known = run_mistakes(self._topic, subject.key, self._collectors)
        for trial in trials(self._topic, self._condition, known):
            self._try(trial, subject, opened)

    def _try_with_other_seeds(self, seeds: int, first: Subject, opened: Checks, say: Callable[[str], None]) -> None:
        """Try the right solutions with other seeds, until enough of these have failed. first: the subject of the first key."""
        for number in range(seeds):
            say(f"{self._topic.id}, seed {number + 1} of {seeds}")
            self._seeds = number + 1
            self._condition = Condition(seed=number)
            seed, preload = f"{SEED} {number}", first.key.preload
            key = build_key(self._topic, self._collectors, seed=seed, hidden=True, preload=preload)
            subject = Subject(self._topic, key, first.checks)
            for trial in trials(self._topic, Condition(seed=number, threads=1 + number % 2)):
                self._try(trial, subject, opened)
            if len({finding.condition.seed for finding in self._found}) == ENOUGH_SEEDS:
                return

    def _try(self, trial: Trial, subject: Subject, opened: Checks) -> Ran:
        """Run a trial, judge its evidence, and take what is found."""
        ran = trial.run(subject, self._collectors, opened)
        if trial.is_right and not self._collectors.get(subject.key.preload).heavy:  # an import of its own is no work
            for name, item in ran.evidence.items():
                self._slowest[name] = max(self._slowest.get(name, (0.0, "")), (item.seconds, trial.name))
        self._found += wording.findings_on(ran)
        return ran


def _catches(tried: Sequence[Ran]) -> dict[str, int]:
    """Return how many mistakes each check catches."""
    mistakes = [ran for ran in tried if ran.trial.kind == "mistake" and wording.without_cause(ran) is None]
    return {name: sum(name in ran.caught_by for ran in mistakes) for name in tried[0].subject.checks}


def _checks_that_catch_nothing(tried: Sequence[Ran], catches: Mapping[str, int]) -> Iterator[Finding]:
    """Yield the checks that no mistake fails. If a mistake names such a check, or it is broken, that was found already."""
    topic = tried[0].topic
    known = {mistake.caught_by for mistake in topic.mistakes.values()} | {name for ran in tried for name in ran.broken}
    for name, mistakes in catches.items():
        if not mistakes and name not in known:
            says = f"no mistake fails {name}: write one that does, so that the check is shown to catch something."
            yield Finding(location_of_check(topic, name), says)


def _changing_evidence(tried: Sequence[Ran]) -> Iterator[Finding]:
    """Yield the probes on which two runs of the reference differ."""
    first, second = (ran for ran in tried if ran.trial.kind == "reference")
    for name in first.evidence:
        if difference(second.evidence[name].values, first.evidence[name].values, 0, 0) is not None:
            where = location(first.topic, first.topic.probes_file, name)
            yield Finding(where, f"the probe {name} leaves other evidence each time: make what it draws an input.")


def _wrong_examples(subject: Subject, collectors: Collectors) -> Iterator[Finding]:
    """Yield the examples in docstrings that are not true: they are part of the contract."""
    topic = subject.topic
    job = make_job(topic, subject.key, [], topic.solution.read_bytes())
    wrong = wrong_examples(job, collectors.get(subject.key.preload))
    where = location(topic, topic.solution)
    if isinstance(wrong, Evidence):
        why = wording.in_words(wrong.failure)
        yield Finding(where, f"the examples in its docstrings cannot be run ({why}): shorten them, or delete them.")
        return
    for example in wrong:
        gives = f"gives {quoted(example.gives)}" if example.gives.strip() else "gives nothing"
        says = f"the example `{quoted(example.call)}` {gives}: let the docstring say so."
        yield Finding(f"{where}:{example.line}", says)


def _inputs_without_seed(subject: Subject, collectors: Collectors) -> Iterator[Finding]:
    """Yield the input functions that draw other inputs from the same seed: a submission may be graded twice."""
    topic, key = subject.topic, subject.key
    again = draw_inputs(topic, collectors, subject.probes, seed=SEED, preload=key.preload)
    for probe in subject.probes:
        found = difference(again[probe.name], key.inputs[probe.name], SAME_RTOL, SAME_ATOL)
        if probe.draw and found is not None:
            says = (
                f"{probe.draw} draws other inputs each time from the same seed ({found.path.strip('[]')}): take what is "
                "random from the generator that it is given."
            )
            yield Finding(location(topic, topic.probes_file, probe.draw), says, about=("draw", probe.draw))
