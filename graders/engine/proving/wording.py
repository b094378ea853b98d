"""The findings on known solutions, in words: where it is, what it is, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import NoEvidence
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.course.reading import Example
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Failure, same_evidence
from dlcourse.graders.engine.judge.diagnosis import has_unknown_name
from dlcourse.graders.engine.proving.asking import where_it_fails
from dlcourse.graders.engine.proving.findings import Finding, location, location_of_check, quoted, without_root
from dlcourse.graders.engine.proving.trial import Ran, told
from dlcourse.graders.engine.results.records import CheckResult

TELLING: Final = ("raised", "differs", "problem", "happened", "returned")  # the labels that an author needs first
SIGNATURE: Final = re.compile(r"\) (takes|missing|got an unexpected keyword|got multiple values)\b")
PYTESTS_OWN: Final = "\nassert "  # pytest adds the comparison to the message of an `assert`


def more_seconds(topic: Topic) -> str:
    """Return what to do if a right solution is too slow."""
    return f"raise `seconds` of {topic.id} in course.toml ({topic.entry.seconds:g} now), or reduce the work"


def in_words(failure: Failure | None) -> str:
    """Return an exception, or what else happened, as a part of a line."""
    failure = failure or Failure()
    if failure.type == "BdbQuit":
        return "BdbQuit: breakpoint() stops only in `dlcourse dev try … --pdb`"
    return quoted(f"{failure.type}: {failure.text}".removeprefix(": ").removesuffix(": "))


def findings_on(ran: Ran) -> Iterator[Finding]:
    """Yield what is wrong with a trial's result, but for checks that only wait for another one."""
    for check in ran.result.checks:
        if check.status == "broken":
            yield _broken_check(ran, check)
        elif ran.trial.kind == "stub" and check.status != "not_started":
            yield _started_stub(ran, check)
        elif ran.trial.is_right and check.status not in ("passed", "blocked"):
            yield _lost_points(ran, check)
    if ran.trial.example is not None and ran.trial.kind == "mistake":
        found = without_cause(ran) or _not_caught_or_recognised(ran, ran.trial.example)
        yield from [found] if found else []


def _broken_check(ran: Ran, check: CheckResult) -> Finding:
    """Return the finding on a check that not even the reference's evidence passes."""
    broken = ran.broken[check.name]
    where, about = location_of_check(ran.topic, check.name), ("broken", check.name)
    if broken.asserts:
        why = quoted(broken.text.split(PYTESTS_OWN)[0])
        says = f"the reference does not pass {check.name} ({why}): let the check ask for less, or fix the solution."
        return Finding(where, says, ran.trial.condition, about)
    line = f", in line {broken.line}" if broken.line else ""
    says = f"{check.name} breaks on the reference: {quoted(f'{broken.type}: {broken.text}')}{line}."
    if broken.type == "KeyError":
        expected = ran.subject.key.expected
        left = (f"{name} returns {', '.join(map(repr, expected[name].values))}" for name in _probes(ran, check.name))
        says += f" The probe {'; '.join(left)}."
    return Finding(where, f"{says} Fix the check.", ran.trial.condition, about)


def _started_stub(ran: Ran, check: CheckResult) -> Finding:
    """Return the finding on a check that the stub does not leave `not_started`."""
    says = (
        f"{ran.trial.name} must leave every check not_started, but {check.name} is {check.status}: let its probe call "
        "what students write."
    )
    return Finding(location_of_check(ran.topic, check.name), says, ran.trial.condition, (ran.trial.kind, check.name))


def _lost_points(ran: Ran, check: CheckResult) -> Finding:
    """Return the finding on a check that a right solution does not pass."""
    topic, example = ran.topic, ran.trial.example
    where = location(topic, topic.variants_file, example.name) if example else location_of_check(topic, check.name)
    if check.status == "timeout":
        how = f"times out: {more_seconds(topic)}."
    else:
        by_label = {line.label: line.text for line in check.lines}
        telling = next((by_label[label] for label in TELLING if label in by_label), check.message)
        line = f", in line {check.source_line}" if check.source_line else ""
        how = f"is {check.status} ({quoted(telling)}{line}): change one of the two."
    says = f"{ran.trial.name} must get full marks, but {check.name} {how}"
    about = (ran.trial.kind, example.name if example else "", check.name)
    return Finding(where, says, ran.trial.condition, about)


def without_cause(ran: Ran) -> Finding | None:
    """Return the finding on a mistake whose evidence says nothing of its cause; None for any other trial.

    What counts is how it ends on the probes of the check that must catch it. An exception may be what is meant, as the mistake
    then says: shapes that do not match, a gradient that is None. But an undefined name, a failing import, wrong arguments and
    an endless loop leave the same evidence whatever their cause, so a student with another cause would read this mistake's
    feedback.
    """
    mistake = ran.trial.example
    if mistake is None or ran.trial.kind != "mistake":
        return None
    ended = (ran.evidence[probe] for probe in _probes(ran, str(mistake.caught_by)))
    evidence = next((item for item in ended if item.outcome != "ok"), None)
    topic, what, where = ran.topic, ran.trial.name, location(ran.topic, ran.topic.mistakes_file, mistake.name)
    if evidence is None:
        says = (
            f"{what} says that it raises {mistake.raises}, but {mistake.caught_by} sees no exception: delete `raises`."
        )
        return Finding(where, says, ran.trial.condition, ("without cause", where)) if mistake.raises else None
    failure = evidence.failure or Failure()
    why = in_words(failure)
    if has_unknown_name(evidence):
        where = _raised_at(topic, failure) or where
        says = f"{what} ends as any typo does ({why}), so no student's code is recognised by it: fix it."
    elif failure.place == "import":
        where = _raised_at(topic, failure) or where
        says = f"{what} cannot be imported ({why}): fix it."
    elif failure.place == "call" or _has_other_arguments(failure):
        says = f"{what} does not take the arguments of {mistake.of} ({why}): give it the same ones."
    elif evidence.outcome == "timeout":
        says = f"{what} times out on the probe {evidence.probe}, as any endless loop does: let it end."
    elif failure.type != mistake.raises:
        where = _raised_at(topic, failure) or where
        says = f'{what} raises {why} in the probe {evidence.probe}: fix it, or say `raises="{failure.type}"` if it is meant to.'
    else:
        return None
    return Finding(where, says, ran.trial.condition, ("without cause", where))


def _not_caught_or_recognised(ran: Ran, mistake: Example) -> Finding | None:
    """Return the finding on a mistake that its check does not catch, or that is not recognised there."""
    check = next(check for check in ran.result.checks if check.name == mistake.caught_by)
    if check.status == "broken":
        return None
    if check.name not in ran.caught_by:
        by = f"caught by: {', '.join(ran.caught_by) or 'no check'}"
        says = f"is not caught by {check.name} ({check.status}); {by}. {_where_it_shows(ran, check.name)}"
    elif (other := told(ran.topic, check)) is None or (ran.trial.known is not None and ran.trial.known.steady is False):
        twin = _same_everywhere(ran, mistake)
        order = list(ran.topic.mistakes)
        if twin and order.index(twin) > order.index(mistake.name):
            return None  # the later one is reported
        says = f"is not recognised at {check.name}: " + (
            f'{twin} leaves the same evidence. Write a probe that tells the two apart, or say `like="{twin}"`.'
            if twin
            else "let it leave the same evidence each time, and more than a lone common value."
        )
    elif ran.topic.mistakes[other].text != ran.topic.mistakes[mistake.like or mistake.name].text:
        says = (
            f"is recognised as {other} at {check.name}: write a probe on which only it leaves this evidence, "
            f'or say `like="{other}"`.'
        )
    else:
        return None
    where = location(ran.topic, ran.topic.mistakes_file, mistake.name)
    return Finding(where, f"{ran.trial.name} {says}", ran.trial.condition, ("mistake", mistake.name))


def _same_everywhere(ran: Ran, mistake: Example) -> str:
    """Return another mistake with another sentence that leaves the same evidence on every probe; empty if there is none."""
    own = {mistake.name, mistake.like}
    for other in ran.subject.key.mistakes:
        same = (
            name in ran.evidence and same_evidence(ran.evidence[name], known) for name, known in other.evidence.items()
        )
        if other.of == mistake.of and other.name not in own and all(same):
            return other.name
    return ""


def _where_it_shows(ran: Ran, check: str) -> str:
    """Return the next step for a mistake that the check it names does not catch."""
    if ran.caught_by:
        return f'Say `caught_by="{ran.caught_by[0]}"`, or let {check} catch it.'
    expected = ran.subject.key.expected
    shows = [name for name, item in ran.evidence.items() if not same_evidence(item, expected[name])]
    if not shows:
        return "It leaves the reference's evidence on every probe: write a probe on which it shows."
    return f"It shows on {', '.join(shows)}: let {check} compare what comes back there."


def _probes(ran: Ran, check: str) -> tuple[str, ...]:
    return ran.subject.checks[check].probes


def _has_other_arguments(failure: Failure) -> bool:
    """Return whether a call from outside of the student's file had arguments that its function does not take."""
    return failure.place == "probe" and failure.type == "TypeError" and SIGNATURE.search(failure.text) is not None


def _raised_at(topic: Topic, failure: Failure) -> str:
    """Return where a mistake's exception was raised: in the mistakes' file, or in the solution, which has the same name."""
    for path in (topic.mistakes_file, topic.solution):
        lines = path.read_text(encoding="utf-8").splitlines()
        if failure.code and lines[failure.line - 1 : failure.line] and lines[failure.line - 1].strip() == failure.code:
            return f"{location(topic, path)}:{failure.line}"
    return ""


def no_evidence(topic: Topic, error: NoEvidence, collectors: Collectors) -> Finding:
    """Return the finding on a reference that leaves no evidence on a probe: which of the two is wrong, and where."""
    probe, failure = error.evidence.probe, error.evidence.failure or Failure()
    where, solution = location(topic, topic.probes_file, probe), location(topic, topic.solution)
    if failure.place == "import":
        line = f":{failure.line}" if failure.line else ""
        return Finding(f"{solution}{line}", f"the reference cannot be imported ({in_words(failure)}): fix it.")
    if error.evidence.outcome == "timeout":
        says = f"the reference needs more than {topic.entry.seconds:g} s for the probe {probe}: {more_seconds(topic)}."
        return Finding(where, says)
    if failure.line:
        says = f"the reference raises {in_words(failure)} in the probe {probe}: change one of the two."
        return Finding(f"{solution}:{failure.line}", says)
    if failure.place in ("probe", "call"):
        preload = topic.week.preload
        line_number, why = where_it_fails(error.job, probe, collectors.get(preload))
        if line_number:
            line_of_probes = f"{location(topic, topic.probes_file)}:{line_number}"
            return Finding(line_of_probes, f"the probe {probe} {quoted(why)}. Fix it.")
        return Finding(where, f"the probe {probe} {why}: return a dict of evidence by name.")
    says = f"the reference leaves no evidence for the probe {probe} ({in_words(failure)}): change one of the two."
    return Finding(where, says)


def engine_error(topic: Topic, error: BrokenGrader) -> Finding:
    """Return an error of the engine as a finding."""
    why = error.raised or error.details
    says = f"{quoted(why)}, so {error.message}: fix it." if why else without_root(topic, error.message)
    return Finding(without_root(topic, error.where) or topic.id, says)
