"""The words for what goes wrong where a topic's own solutions are run: where it is, what it is, and what to do."""

from __future__ import annotations

import re
from typing import Final

from dlcourse.graders import reading
from dlcourse.graders.collect.collectors import Collectors
from dlcourse.graders.course import Topic
from dlcourse.graders.diagnosis import names_nothing
from dlcourse.graders.evidence import TopicEvidence, Trouble, same_evidence
from dlcourse.graders.judge.judge import Subject
from dlcourse.graders.judge.wording import BROKEN
from dlcourse.graders.keys import NoEvidence
from dlcourse.graders.proving.asking import where_it_fails
from dlcourse.graders.proving.findings import Finding, place, said, short
from dlcourse.graders.records import CheckResult

TELLING: Final = (
    "raised",
    "differs",
    "but",
    "happened",
    "returned",
)  # of a student's lines, what an author needs first
SIGNATURE: Final = re.compile(r"\) (takes|missing|got an unexpected keyword|got multiple values)\b")
OWN_LINE: Final = re.compile(r'File "<probes>", line (\d+)')


def more_seconds(topic: Topic) -> str:
    """Return what to do where a right solution is too slow."""
    return f"raise `seconds` of {topic.id} in course.toml ({topic.entry.seconds:g} now), or let it do less"


def words(trouble: Trouble | None) -> str:
    """Return an exception, or what else happened, as a part of a line."""
    trouble = trouble or Trouble()
    return said(f"{trouble.type}: {trouble.text}".removeprefix(": ").removesuffix(": "))


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
    where, what, trouble = (
        place(topic, "mistakes_file", mistake.name),
        f"the mistake {mistake.name}",
        evidence[probe].trouble,
    )
    if names_nothing(evidence[probe]):
        says = f"{what} ends as any slip of the pen does ({words(trouble)}), so that no student is told of it: mend it."
        return _raised_at(topic, trouble) or where, says
    if trouble and trouble.place == "import":
        return _raised_at(topic, trouble) or where, f"{what} cannot be imported ({words(trouble)}): mend it."
    if trouble and (trouble.place == "call" or _does_not_fit(trouble)):
        return where, f"{what} does not take the arguments of {mistake.of} ({words(trouble)}): give it the same ones."
    if evidence[probe].outcome == "timeout":
        return where, f"{what} times out on the probe {probe}, as any loop that never ends does: let it end."
    return None


def _does_not_fit(trouble: Trouble) -> bool:
    """Return whether a call from outside of the student's file had arguments that its function does not take."""
    return trouble.place == "probe" and trouble.type == "TypeError" and SIGNATURE.search(trouble.text) is not None


def _raised_at(topic: Topic, trouble: Trouble | None) -> str:
    """Return where an exception was raised: in the mistakes' file, or in the solution's, which has the same name."""
    trouble = trouble or Trouble()
    for file in ("mistakes_file", "solution"):
        lines = getattr(topic, file).read_text(encoding="utf-8").splitlines()
        if trouble.code and lines[trouble.line - 1 : trouble.line] and lines[trouble.line - 1].strip() == trouble.code:
            return f"{place(topic, file)}:{trouble.line}"
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
    probe, trouble = error.evidence.probe, error.evidence.trouble or Trouble()
    where, solution = place(topic, "probes_file", probe), place(topic, "solution")
    if trouble.place == "import":
        line = f":{trouble.line}" if trouble.line else ""
        return Finding(f"{solution}{line}", f"the reference cannot be imported ({words(trouble)}): mend it.")
    if error.evidence.outcome == "timeout":
        says = f"the reference needs more than {topic.entry.seconds:g} s for the probe {probe}: {more_seconds(topic)}."
        return Finding(where, says)
    if trouble.line:
        says = f"the reference raises {words(trouble)} in the probe {probe}: mend the one or the other."
        return Finding(f"{solution}:{trouble.line}", says)
    if trouble.place in ("probe", "call"):
        preload = ("torch",) if topic.week.arrays == "torch" else ()
        line_number, why = where_it_fails(error.job, probe, collectors.get(preload))
        if line_number:
            return Finding(f"{place(topic, 'probes_file')}:{line_number}", f"the probe {probe} {said(why)}. Mend it.")
        return Finding(where, f"the probe {probe} {why}: return a dict of evidence by name.")
    says = f"the reference leaves no evidence for the probe {probe} ({words(trouble)}): mend the one or the other."
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
