"""A results folder: keys, evidence and records while grading, reports at the end. A file is written whole or not at all.

run.json                              which class was graded: course, week, students in order, who they are on the roster
notes.txt                             what was not graded as it was handed in, and why
keys/<topic>.key                      the inputs and expected evidence, for `regrade`
evidence/<student>/<topic>.evidence   what the student's code returned, and its stamp
records/<student>.json                the results; results.jsonl and grades.csv are written from these
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from dlcourse.graders.engine.batch.graded_class import GradedClass, after_run
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.dependencies import AUTHORS, files_digest, versions
from dlcourse.graders.engine.collect.job import EVIDENCE_LIMITS
from dlcourse.graders.engine.collect.key import KEY_LIMITS, Key, load_key, save_key
from dlcourse.graders.engine.collect.mistakes import with_mistakes
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Course, Topic
from dlcourse.graders.engine.errors import BrokenGrader, CourseError
from dlcourse.graders.engine.evidence.evidence import Evidence, Failure, TopicEvidence, topic_from_tree, topic_to_tree
from dlcourse.graders.engine.evidence.wire import Malformed, pack, unpack
from dlcourse.graders.engine.files import digest, write_atomic, writer
from dlcourse.graders.engine.results.records import NOT_JSON, Results
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.untrusted import Source, Unreadable, read_bytes

SUBMISSION_BYTES: Final = 64 << 20  # of a student's stored evidence
STORED: Final = replace(KEY_LIMITS, total_bytes=EVIDENCE_LIMITS.total_bytes)  # for one topic of it
COLLECTING: Final = tuple(f"dlcourse.graders.engine.collect.{name}" for name in ("collector", "sandboxes"))


class Stamp(NamedTuple):
    """What evidence depends on, as digests: the inputs, the grader (engine, probes, limits), and the student's file."""

    inputs: str
    grader: str
    file: str

    def difference(self, stored: Stamp) -> str:
        """Return why evidence with a stored stamp is to be collected again; empty if the stamps are equal."""
        if self.file != stored.file:
            return "the file has changed"
        if self.inputs != stored.inputs:
            return "the inputs have changed"
        return "the grader or the probes have changed" if self.grader != stored.grader else ""


class ResultsFolder:
    """One class's results for one week."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def start(self, graded: GradedClass) -> None:
        """Write run.json."""
        write_atomic(self.root / "run.json", msgspec.json.encode(graded), sync=True)

    def with_earlier(self, graded: GradedClass, *, add: bool, forget: bool) -> GradedClass:
        """Return the class that the folder will hold after this run: see `after_run`."""
        return after_run(self.earlier_class(), graded, self.root, add=add, forget=forget)

    def earlier_class(self) -> GradedClass | None:
        """Return the class that the folder holds; None if it holds none. Raises CourseError if run.json is damaged.

        An empty run.json is none: it is what a power cut may leave of a file.
        """
        path = self.root / "run.json"
        return self.graded_class() if path.exists() and path.stat().st_size else None

    def graded_class(self) -> GradedClass:
        """Return which class was graded; CourseError if this is not a results folder."""
        try:
            return msgspec.json.decode((self.root / "run.json").read_bytes(), type=GradedClass)
        except (OSError, *NOT_JSON) as error:
            why = "" if isinstance(error, FileNotFoundError) else f" (run.json: {error})"
            raise CourseError(
                f"{self.root} is no results folder{why}. Give the folder that `dlcourse grade … --out` named."
            ) from error

    def _key(self, topic: Topic) -> Path:
        return self.root / "keys" / f"{topic.name}.key"

    def save_key(self, topic: Topic, key: Key) -> None:
        """Write a key, without what mistakes left: this is kept in the cache, by what it depends on."""
        save_key(self._key(topic), key, topic, mistakes=False)

    def require_inputs(self, subjects: Iterable[Subject]) -> None:
        """Raise CourseError if the stored keys have other inputs than these: the earlier students were asked something else."""
        for subject in subjects:
            try:
                stored = load_key(self._key(subject.topic), subject.topic)
            except BrokenGrader:  # it is written again
                continue
            if inputs_digest(stored) != inputs_digest(subject.key):
                raise CourseError(
                    f"{self.root} was graded with another seed: added students would get other inputs than the class. Use its seed "
                    "(--seed-file or $DLCOURSE_SEED), or grade the whole class again."
                )

    def subjects(self, course: Course, week: str, references: Collectors) -> list[Subject]:
        """Return the week's topics with their stored keys; BrokenGrader if a key is not valid for the current checks.

        references: where known mistakes run, if a failing check asks for them.
        """
        found = []
        for topic in course.weeks[course.week(week).name]:
            again = f"Run `dlcourse grade {week} … --out {self.root}` again: it collects the evidence of the current probes."
            key = with_mistakes(topic, load_key(self._key(topic), topic, again), references)
            found.append(Subject(topic, key, topic.checks(hidden=True)))
        return found

    def _evidence(self, student: str, topic: Topic) -> Path:
        return self.root / "evidence" / student / f"{topic.name}.evidence"

    def save_evidence(
        self, student: str, topic: Topic, stamp: Stamp, evidence: TopicEvidence, room: int = STORED.total_bytes
    ) -> TopicEvidence:
        """Store evidence, and return it as `load_evidence` will: only what can be judged again counts.

        room: bytes that the student's other topics leave. Evidence that is larger, or could not be read again, is stored as
        malformed.
        """
        packed = _packed(stamp, evidence)
        try:
            kept = _unpacked(packed)[1]
            if len(packed) > room:
                raise Malformed(f"the evidence of all topics takes more than {SUBMISSION_BYTES >> 20} MB")
        except Malformed as error:
            failure = Failure(text=f"What came back cannot be stored: {error}.")
            kept = {name: Evidence(name, "malformed", failure=failure) for name in evidence}
            packed = _packed(stamp, kept)
        write_atomic(self._evidence(student, topic), packed)
        return kept

    def evidence_bytes(self, student: str, topic: Topic) -> int:
        """Return the size of stored evidence."""
        return self._evidence(student, topic).stat().st_size

    def load_evidence(self, student: str, topic: Topic) -> tuple[Stamp, TopicEvidence] | None:
        """Return stored evidence and its stamp; None if there is none that can be read."""
        data = read_bytes(self._evidence(student, topic), follow=True, limit=STORED.total_bytes)
        if isinstance(data, Unreadable):
            return None
        try:
            return _unpacked(data)
        except Malformed:
            return None

    def _record(self, student: str) -> Path:
        return self.root / "records" / f"{student}.json"

    def save_record(self, results: Results) -> None:
        """Write a student's results, so that they are still there after a power cut. Evidence that is not is collected again."""
        write_atomic(self._record(results.student or ""), results.to_json(), sync=True)

    def load_record(self, student: str) -> Results:
        """Return a student's results; CourseError if they are missing or damaged."""
        try:
            return msgspec.json.decode(self._record(student).read_bytes(), type=Results)
        except (OSError, *NOT_JSON) as error:
            raise CourseError(
                f"{self._record(student)}: {error}. Run `dlcourse grade` again; it goes on where it was."
            ) from error

    def find_record(self, student: str) -> Results | None:
        """Return a student's results; None if they are missing or damaged."""
        try:
            return self.load_record(student)
        except CourseError:
            return None

    def records(self, students: Iterable[str]) -> Iterator[Results]:
        """Return the results of these students one by one, so that a large class is never in memory at once."""
        return (self.load_record(student) for student in students)

    @contextlib.contextmanager
    def writing_results(self) -> Iterator[Callable[[Results], object]]:
        """Yield a function that adds to a new results.jsonl, which replaces the old one at the end of the `with` block."""
        with writer(self.root / "results.jsonl", sync=True) as file:
            yield lambda results: file.write(results.to_json().encode() + b"\n")

    def results(self) -> Iterator[Results]:
        """Return what results.jsonl holds, one by one."""
        with (self.root / "results.jsonl").open("rb") as file:
            for line in file:
                yield msgspec.json.decode(line, type=Results)

    def write_grades(self, all_results: Iterable[Results]) -> None:
        """Write grades.csv, with the names on the roster if there was one."""
        people = self.graded_class().people
        names = None if people is None else {student: person.name for student, person in people.items()}
        write_atomic(self.root / "grades.csv", grades_csv(all_results, names), sync=True)

    def write_notes(self, notes: Iterable[str], keep: Collection[str] = ()) -> None:
        """Write notes.txt. keep: earlier students whose notes stay in it."""
        path = self.root / "notes.txt"
        earlier = path.read_text(encoding="utf-8").splitlines() if keep and path.exists() else []
        kept = [note for note in earlier if any(note.startswith(f"{one_line(student)}: ") for student in keep)]
        write_atomic(path, "".join(f"{note}\n" for note in dict.fromkeys([*kept, *notes])))

    def write_reports(self, students: Sequence[str]) -> None:
        """Write results.jsonl and grades.csv from the records."""
        with self.writing_results() as add:
            for results in self.records(students):
                add(results)
        self.write_grades(self.records(students))


def _packed(stamp: Stamp, evidence: TopicEvidence) -> bytes:
    return pack({"of": list(stamp), "evidence": topic_to_tree(evidence)})


def _unpacked(data: bytes) -> tuple[Stamp, TopicEvidence]:
    match unpack(data, STORED):
        case {"of": [str(inputs), str(grader), str(file)], "evidence": tree}:
            return Stamp(inputs, grader, file), topic_from_tree(tree)
    raise Malformed("stored evidence without a stamp")


def inputs_digest(key: Key) -> str:
    """Return the digest of the inputs that a key holds."""
    return digest([pack({name: dict(values) for name, values in key.inputs.items()})])


def grader_digest(subject: Subject) -> str:
    """Return the digest of everything else that a topic's evidence depends on, besides inputs and the student's file."""
    topic = subject.topic
    probes = sorted(probe.name for probe in subject.probes)
    limits = [str(topic.entry.seconds), str(topic.entry.memory)]
    return digest([*probes, *limits, *versions(), topic.probes_file.read_bytes(), files_digest(*COLLECTING, AUTHORS)])


def source_digest(source: Source) -> str:
    """Return the digest of a student's file."""
    return digest([source if isinstance(source, bytes) else f"{source}"])


def grades_csv(all_results: Iterable[Results], names: Mapping[str, str] | None = None) -> str:
    """Return one line per student: points by topic, total, maximum. A spreadsheet reads no cell as a formula.

    names: by student, for a column of their own.
    """
    import pandas as pd  # noqa: PLC0415

    rows = [
        {
            "student": harmless(results.student or ""),
            **({} if names is None else {"name": harmless(names.get(results.student or "", ""))}),
            **{topic.topic: topic.points for topic in results.topics},
            "points": results.points,
            "max_points": results.max_points,
        }
        for results in all_results
    ]
    text: str = pd.DataFrame(rows).to_csv(index=False, lineterminator="\n")
    return text


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet reads as text, whatever it starts with."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
