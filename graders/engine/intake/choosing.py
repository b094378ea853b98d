"""Which of a student's files is graded for each topic, and a note on each of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dlcourse.graders.engine.intake.assignment import Spelling
from dlcourse.graders.engine.intake.candidates import NO_ATTEMPT, Candidate
from dlcourse.graders.engine.intake.names import Identifier
from dlcourse.graders.engine.intake.notes import MAX_NAMED, Note, named
from dlcourse.graders.engine.intake.student_files import StudentFiles
from dlcourse.graders.engine.intake.submissions import SubmittedFile
from dlcourse.graders.engine.intake.tree import Refused
from dlcourse.graders.engine.intake.zips import Member
from dlcourse.graders.engine.text import one_line

MAX_LIKELY: Final = 3


@dataclass(frozen=True)
class ChosenFiles:
    """One student's files as they will be graded, by topic. student: the name that the layout gives."""

    student: str
    files: Mapping[str, SubmittedFile]
    notes: Sequence[Note]
    identifiers: Sequence[Identifier] = ()


def choose_files(found: StudentFiles) -> ChosenFiles:
    """Choose the file that is graded for each topic; a topic without a file has none, or the reason why it cannot be read."""
    found.open_zips()
    chosen = _preferred(found)
    found.manifests.compare(chosen)
    _note_other_files(found, chosen)
    files: dict[str, SubmittedFile] = {}
    for topic in found.assignment.topics:
        if topic.name in chosen:
            files[topic.name] = _with_submitted_time(chosen[topic.name], found)
        elif found.notes.unreadable:
            files[topic.name] = Refused(topic.file_name, found.notes.unreadable)
    return ChosenFiles(found.student, files, found.notes.shortened(), found.identifiers)


def _preferred(found: StudentFiles) -> dict[str, Candidate]:
    """Return the preferred candidate for each topic, and note the others."""
    notes, week = found.notes, found.assignment.week
    has_week = any(candidate.in_week for candidates in found.candidates.values() for candidate in candidates)
    chosen: dict[str, Candidate] = {}
    from_older_zips: dict[tuple[str, str], list[str]] = {}
    for topic, candidates in found.candidates.items():
        best, *others = sorted(candidates, key=lambda candidate: candidate.preference)
        chosen[topic] = best
        path = one_line(best.path)
        for other in others:
            if best.in_zip and other.in_zip and best.preference.decided_by(other.preference) == "zip_time":
                from_older_zips.setdefault((other.in_zip.path, best.in_zip.path), []).append(best.match.file_name)
            else:
                earlier = "an earlier attempt, " if other.attempt < best.attempt else ""
                notes.add(f"not read: {earlier}{one_line(other.path)}; graded: {path}")
        exact = best.match.spelling is Spelling.EXACT
        if best.file.refusal:
            notes.add(f"{path}: {best.file.refusal}")
        elif has_week and exact and not best.in_week and best.attempt == NO_ATTEMPT:
            notes.add(f"graded, though it is not in {week}/: {path}")
    if renamed := [best for best in chosen.values() if best.match.spelling is not Spelling.EXACT]:
        notes.add(f"read as {named([f'{best.match.file_name}: {best.path}' for best in renamed], MAX_NAMED)}")
    for (older, newer), names in from_older_zips.items():
        notes.add(f"not read: {one_line(older)} ({named(names)}); {one_line(newer)} has newer files")
    return chosen


def _with_submitted_time(chosen: Candidate, found: StudentFiles) -> SubmittedFile:
    """Return a file. A zip's member gets the time of the manifest that describes it, if there is one."""
    manifest = found.manifests.describing(chosen)
    return (
        replace(chosen.file, submitted=manifest.time) if manifest and isinstance(chosen.file, Member) else chosen.file
    )


def _note_other_files(found: StudentFiles, chosen: Mapping[str, Candidate]) -> None:
    """Note code under other names, with what to do. If there is nothing to grade, say so before all other notes."""
    notes = found.notes
    missing = [name for name, topic in found.assignment.topic_of.items() if topic not in chosen]
    if found.other_code:
        names = named(found.other_code, MAX_NAMED)
        advice = _renaming_advice(found, missing) if missing else ""
        if chosen or notes.unreadable:
            notes.add(f"not read: {names}: not the name of a topic's file{advice}")
        else:
            notes.add_first(f"graded as not started: none of its files has a topic's name ({names}){advice}")
    elif not chosen and not notes.unreadable:
        if nothing := [*found.other_weeks, *found.other_files]:
            notes.add_first(f"nothing that can be graded: {named(nothing)}")
        elif not notes.explained:
            notes.add_first("handed in nothing")
    if missing and found.other_weeks:
        week = found.assignment.week
        notes.add(
            f"not read: {named(found.other_weeks)}: of another week; if it is of {week}, rename it, then run again"
        )


def _renaming_advice(found: StudentFiles, missing: Sequence[str]) -> str:
    """Say how to rename code under other names: to the topics that it hints at, or to any missing one if those are few."""
    hints = " ".join(found.other_code[:MAX_NAMED]).lower().replace("-", "_").replace(" ", "_")
    likely = [name for name in missing if found.assignment.topic_of[name] in hints][:MAX_LIKELY]
    likely = likely or [name for name in missing if len(missing) <= MAX_LIKELY]
    which = "it" if len(found.other_code) == 1 else "one"
    if likely:
        return f"; if {which} is {' or '.join(likely)}, rename it to that, then run again"
    return f"; if {which} is a topic's, rename it to that topic's name, then run again"
