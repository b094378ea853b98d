"""The words for what goes wrong where a topic's own solutions are run: where it is, what it is, and what to do."""

from __future__ import annotations

import re
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import NoEvidence
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.evidence.evidence import Failure, TopicEvidence, same_evidence
from dlcourse.graders.engine.judge.diagnosis import has_unknown_name
from dlcourse.graders.engine.judge.wording import BROKEN
from dlcourse.graders.engine.proving.asking import where_it_fails
from dlcourse.graders.engine.proving.findings import Finding, place, said, short
from dlcourse.graders.engine.results.records import CheckResult

TELLING: Final = (
    "raised",
    "differs",
    "problem",
    "happened",
    "returned",
)  # of a student's lines, what an author needs first
SIGNATURE: Final = re.compile(r"\) (takes|missing|got an unexpected keyword|got multiple values)\b")
OWN_LINE: Final = re.compile(r'File "<probes>", line (\d+)')


def more_seconds(topic: Topic) -> str:
    """Return what to do where a right solution is too slow."""
    return f"raise `seconds` of {topic.id} in course.toml ({topic.entry.seconds:g} now), or let it do less"


def words(failure: Failure | None) -> str:
    """Return an exception, or what else happened, as a part of a line."""
    failure = failure or Failure()
    return said(f"{failure.type}: {failure.text}".removeprefix(": ").removesuffix(": "))


def broken(check: CheckResult, subject: Subject) -> str:
    """Return what to say of a check that not even the reference's evidence passes."""
    why = check.lines[0].text.removeprefix(BROKEN).split("\nassert ")[0]  # pytest's own words
    kind, _, rest = why.partition(": ")
    if kind in ("Mismatch", "AssertionError"):
        return f"the reference does not pass {check.name} ({said(rest)}): let the check ask for less, or mend the solution."
    there = ""
    if kind == "KeyError":
        probes = subject.checks[check.name].probes
        there = "; ".join(
            f"{name} returns {', '.join(map(repr, subject.key.expected[name].values))}" for name in probes
        )
        there = f" The probe {there}."
    return f"{check.name} breaks on the reference: {said(why)}.{there} Mend the check."


def not_passed(topic: Topic, check: CheckResult) -> str:
    """Return what to say of a check that a right solution does not pass, after its name."""
    if check.status == "timeout":
        return f"times out: {more_seconds(topic)}."
    by_label = {line.label: line.text for line in check.lines}
    telling = next((by_label[label] for label in TELLING if label in by_label), check.message)
    line = f", in line {check.source_line}" if check.source_line else ""
    return f"is {check.status} ({said(telling)}{line}): mend the one or the other."


def slip(topic: Topic, mistake: reading.Example, evidence: TopicEvidence) -> tuple[str, str] | None:
    """Return where and how a mistake ends, on what the check that must catch it asks for, if that tells nothing of its
    cause; None for all others.

    An exception may be what is meant: shapes that do not fit, a gradient that is None. But a name that is nothing, an
    import that fails, arguments that do not fit, and a loop that never ends leave the same evidence whatever caused
    them, and a student with another cause would be told this one.
    """
    asked = topic.checks(hidden=True)[str(mistake.caught_by)].probes
    probe = next((name for name in asked if evidence[name].outcome != "ok"), None)
    if probe is None:
        return None
    where, what, failure = (
        place(topic, "mistakes_file", mistake.name),
        f"the mistake {mistake.name}",
        evidence[probe].failure,
    )
    if has_unknown_name(evidence[probe]):
        says = f"{what} ends as any slip of the pen does ({words(failure)}), so that no student is told of it: mend it."
        return _raised_at(topic, failure) or where, says
    if failure and failure.place == "import":
        return _raised_at(topic, failure) or where, f"{what} cannot be imported ({words(failure)}): mend it."
    if failure and (failure.place == "call" or _does_not_fit(failure)):
        return where, f"{what} does not take the arguments of {mistake.of} ({words(failure)}): give it the same ones."
    if evidence[probe].outcome == "timeout":
        return where, f"{what} times out on the probe {probe}, as any loop that never ends does: let it end."
    return None


def _does_not_fit(failure: Failure) -> bool:
    """Return whether a call from outside of the student's file had arguments that its function does not take."""
    return failure.place == "probe" and failure.type == "TypeError" and SIGNATURE.search(failure.text) is not None


def _raised_at(topic: Topic, failure: Failure | None) -> str:
    """Return where an exception was raised: in the mistakes' file, or in the solution's, which has the same name."""
    failure = failure or Failure()
    for file in ("mistakes_file", "solution"):
        lines = getattr(topic, file).read_text(encoding="utf-8").splitlines()
        if failure.code and lines[failure.line - 1 : failure.line] and lines[failure.line - 1].strip() == failure.code:
            return f"{place(topic, file)}:{failure.line}"
    return ""


def where_it_shows(subject: Subject, mistake: reading.Example, evidence: TopicEvidence, caught: list[str]) -> str:
    """Return the next step for a mistake that the check it names does not catch."""
    if caught:
        return f'Say `caught_by="{caught[0]}"`, or let {mistake.caught_by} catch it.'
    shows = [name for name, item in evidence.items() if not same_evidence(item, subject.key.expected[name])]
    if not shows:
        return "It leaves the reference's evidence on every probe: write a probe on which it shows."
    return f"It shows on {', '.join(shows)}: let {mistake.caught_by} compare what comes back there."


def no_evidence(topic: Topic, error: NoEvidence, collectors: Collectors) -> Finding:
    """Return the finding on a reference that leaves no evidence: whose fault it is, where, and what to do."""
    probe, failure = error.evidence.probe, error.evidence.failure or Failure()
    where, solution = place(topic, "probes_file", probe), place(topic, "solution")
    if failure.place == "import":
        line = f":{failure.line}" if failure.line else ""
        return Finding(f"{solution}{line}", f"the reference cannot be imported ({words(failure)}): mend it.")
    if error.evidence.outcome == "timeout":
        says = f"the reference needs more than {topic.entry.seconds:g} s for the probe {probe}: {more_seconds(topic)}."
        return Finding(where, says)
    if failure.line:
        says = f"the reference raises {words(failure)} in the probe {probe}: mend the one or the other."
        return Finding(f"{solution}:{failure.line}", says)
    if failure.place in ("probe", "call"):
        preload = ("torch",) if topic.week.arrays == "torch" else ()
        line_number, why = where_it_fails(error.job, probe, collectors.get(preload))
        if line_number:
            return Finding(f"{place(topic, 'probes_file')}:{line_number}", f"the probe {probe} {said(why)}. Mend it.")
        return Finding(where, f"the probe {probe} {why}: return a dict of evidence by name.")
    says = f"the reference leaves no evidence for the probe {probe} ({words(failure)}): mend the one or the other."
    return Finding(where, says)


def of_the_engine(topic: Topic, message: str) -> Finding:
    """Return an error of the engine as a finding: of a traceback, the author's own line and what was raised there."""
    first, _, rest = message.partition("\n")
    what = first.rstrip(":.")
    if own := OWN_LINE.findall(rest):
        return Finding(f"{place(topic, 'probes_file')}:{own[-1]}", f"{said(rest.splitlines()[-1])}. {what}: mend it.")
    raised = re.findall(r"^E +(.*)", rest, re.MULTILINE)
    for name, line in re.findall(r"([\w.]+):(\d+): ", rest)[::-1]:
        for file in ("visible_file", "hidden_file"):
            if raised and getattr(topic, file).name == name:
                return Finding(f"{place(topic, file)}:{line}", f"{said(raised[-1])}. {what}: mend it.")
    says = short(topic, message).removeprefix(f"{topic.id}: ")
    functions = {*topic.probes, *(probe.draw for probe in topic.probes.values())}
    named = next((word for word in re.findall(r"\w+", says) if word in functions), "")
    return Finding(place(topic, "probes_file", named) if named else topic.id, says)
