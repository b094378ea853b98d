"""What can be said of a topic without running anything: files, marks, names, docstrings, points."""

from __future__ import annotations

import ast
import builtins
import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course import reading, scaffold, stubs
from dlcourse.graders.engine.course.course import Topic, wrong_sums
from dlcourse.graders.engine.errors import BrokenGrader, nearest
from dlcourse.graders.engine.proving.findings import place, place_of_check, short

OF_STUBS: Final = "run `dlcourse dev stubs`"
OF_FILES: Final = "write it, or take the topic out of course.toml"
TEXTS: Final = (
    *("solution", "stub", "lesson", "probes_file", "visible_file", "hidden_file", "mistakes_file", "variants_file"),
)
MARKED: Final[tuple[tuple[str, str, Callable[[Topic], Iterable[str | None]]], ...]] = (
    ("probes_file", "probe", lambda topic: [*topic.probes, *(probe.draw for probe in topic.probes.values())]),
    ("visible_file", "check", lambda topic: topic.visible_checks),
    ("hidden_file", "check", lambda topic: topic.hidden_checks),
    ("mistakes_file", "mistake", lambda topic: topic.mistakes),
    ("variants_file", "variant", lambda topic: topic.variants),
)


def read_violations(topic: Topic) -> Iterator[str]:
    """Yield a line for each violation; what hides others, such as a file that is no Python, is told alone."""
    missing = [file for file in ("solution", "probes_file", "visible_file") if not getattr(topic, file).exists()]
    yield from (f"{place(topic, file)} is missing: {OF_FILES}." for file in missing)
    if missing:
        return
    odd = [file for file in TEXTS if not _is_text(getattr(topic, file))]
    yield from (f"{place(topic, file)} is not UTF-8: save it as that in your editor." for file in odd)
    if odd:
        return
    marks = [functools.partial(_without_mark, file=file, mark=mark, read=read) for file, mark, read in MARKED]
    parts: list[Callable[[Topic], Iterator[str]]] = [
        _stub,
        _lesson,
        _to_write,
        *marks,
        _solution,
        _probes,
        _checks,
        _examples,
    ]
    found: dict[str, None] = {}
    for part in parts:
        try:
            found |= dict.fromkeys(part(topic))
        except BrokenGrader as error:
            found[short(topic, str(error))] = None
    yield from found


def _is_text(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return True
    except UnicodeDecodeError:
        return False
    return True


def _stub(topic: Topic) -> Iterator[str]:
    stub = stubs.cut(topic.solution.read_text(encoding="utf-8"), place(topic, "solution"))
    if not topic.stub.exists():  # said only now: a solution that cannot be cut has no stub
        yield f"{place(topic, 'stub')} is missing: {OF_STUBS}."
    elif topic.stub.read_text(encoding="utf-8") != stub:
        yield f"{place(topic, 'stub')} is out of step with its solution: {OF_STUBS}."


def _lesson(topic: Topic) -> Iterator[str]:
    if topic.lesson.exists() and topic.heading not in topic.lesson.read_text(encoding="utf-8").splitlines():
        yield f"{place(topic, 'lesson')} has no section “{topic.heading}”: write it."


def _to_write(topic: Topic) -> Iterator[str]:
    """What `dlcourse dev new` wrote only to be replaced."""
    for file, text in scaffold.TO_WRITE.items():
        path = getattr(topic, file)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], start=1):
            if text in line:
                yield f"{place(topic, file)}:{number}: this still says “{text.rstrip('.')}”: write it."


def _solution(topic: Topic) -> Iterator[str]:
    """The contract of every exercise and method, and that somebody asks for it."""
    asked = {name for probe in topic.probes.values() for name in probe.exercises}
    for node in _public(reading.parse(topic.solution).body):
        where = place(topic, "solution", node.name)
        if ast.get_docstring(node) is None:
            yield f"{where}: {node.name} has no docstring: write the student's contract."
        for method in _public(node.body) if isinstance(node, ast.ClassDef) else []:
            if ast.get_docstring(method) is None:
                name = f"{node.name}.{method.name}"
                yield f"{place(topic, 'solution', name)}: {name} has no docstring: write the student's contract."
        if node.name not in asked:
            yield f"{where}: no probe calls {node.name}: write one, or give it a name that begins with _."


def _probes(topic: Topic) -> Iterator[str]:
    """Names that fit, arguments that are used, and a situation that the student can see."""
    nodes = _definitions(topic, "probes_file")
    exercises = {exercise.name for exercise in reading.read_exercises(topic.solution)}
    known = _bound(reading.parse(topic.probes_file).body)
    for probe in topic.probes.values():
        where = place(topic, "probes_file", probe.name)
        used = set().union(*map(_names, nodes[probe.name].body))
        if probe.draw and probe.draw not in known:
            functions = [name for name in nodes if name not in topic.probes]
            yield f"{where}: `inputs={probe.draw}`: there is no such function in this file. {nearest(probe.draw, functions)}"
        for argument in probe.arguments:
            if argument not in used:
                yield (
                    f"{where}: the probe {probe.name} takes {argument!r} and uses it nowhere: take it out of the "
                    "arguments, so that it stays out of the sandbox; checks find it in `run.inputs` all the same."
                )
        if not probe.exercises:
            yield f"{where}: the probe {probe.name} calls nothing of the student's: call an exercise, or delete it."
        for stranger in sorted(set(probe.exercises) - exercises):
            yield (
                f"{where}: the probe {probe.name} calls {stranger!r}, which the solution does not have. "
                f"{nearest(stranger, sorted(exercises))}"
            )
        if not probe.situation and (unseen := sorted(_unseen(probe) - known)):
            yield (
                f"{where}: the probe {probe.name} has no docstring: students read “{probe.call.splitlines()[0]}” and do "
                f"not see what {' and '.join(map(repr, unseen))} is: say it there."
            )
        if not any(probe.name in check.probes for check in topic.checks(hidden=True).values()):
            yield f"{where}: no check asks for the probe {probe.name}: use it or delete it."


def _checks(topic: Topic) -> Iterator[str]:
    """Titles, hints, needs and points."""
    checks = topic.checks(hidden=True)
    nodes = _definitions(topic, "visible_file") | _definitions(topic, "hidden_file")
    for name in sorted(topic.visible_checks.keys() & topic.hidden_checks.keys()):
        yield f"{place(topic, 'hidden_file', name)}: {name} is both visible and hidden: rename one."
    earlier: list[str] = []
    for check in checks.values():
        where = place_of_check(topic, check.name)
        if ast.get_docstring(nodes[check.name]) is None:
            yield f"{where}: {check.name} has no docstring: write its title, as a sentence on what is right."
        if not check.hints or not all(hint.strip() for hint in check.hints):
            yield f"{where}: {check.name} has no hint: give it one at least, such as a question that leads on."
        if not check.probes:
            yield f"{where}: {check.name} asks for no probe: name one as its argument."
        for needed in check.needs:
            if needed not in earlier:
                yield f"{where}: {check.name} needs {needed}, which is no earlier check of this topic. {nearest(needed, earlier)}"
        earlier.append(check.name)
    yield from (f"course.toml: {sentence}" for sentence in wrong_sums(topic))


def _examples(topic: Topic) -> Iterator[str]:
    """What mistakes and variants are of, are caught by, and say."""
    checks = topic.checks(hidden=True)
    nodes = {node.name: node for node in reading.parse(topic.solution).body if isinstance(node, reading.Definition)}
    names = [node.name for node in _public(list(nodes.values()))]
    for kind, file in (("mistake", "mistakes_file"), ("variant", "variants_file")):
        examples = topic.mistakes if kind == "mistake" else topic.variants
        for example in examples.values():
            what = f"{place(topic, file, example.name)}: the {kind} {example.name}"
            owner, _, inner = example.of.partition(".")
            if owner not in names:
                yield f"{what} is of {example.of!r}, which the solution does not have. {nearest(owner, names)}"
            elif inner and inner not in (within := _bound(nodes[owner].body)):
                yield f"{what} is of {example.of!r}, but {owner} has no {inner}. {nearest(inner, sorted(within))}"
            if not example.text and not example.like:
                yield f"{what} has no docstring: " + (
                    "write the student's feedback." if kind == "mistake" else "say what is unusual in it."
                )
            if kind == "mistake" and example.caught_by not in checks:
                yield (
                    f"{what} says it is caught by {example.caught_by!r}, which is no check of this topic. "
                    f"{nearest(str(example.caught_by), checks)}"
                )
            if example.like and (example.like not in examples or examples[example.like].like):
                yield f"{what} says it is like {example.like!r}, which is no mistake with its own feedback: name one."
        if not examples:
            why = "a check can fail" if kind == "mistake" else "a right solution unlike yours passes"
            yield f"{place(topic, file)}: there are no {kind}s: nothing shows that {why}. Write one, with `@{kind}(…)`."


def _without_mark(topic: Topic, file: str, mark: str, read: Callable[[Topic], Iterable[str | None]]) -> Iterator[str]:
    """Functions and classes that nothing in their file uses: most often, their mark is missing."""
    marked = set(read(topic))
    for name, node in _definitions(topic, file).items():
        others = (other for other in reading.parse(getattr(topic, file)).body if other is not node)
        if name not in marked and not any(name in _names(other) for other in others):
            yield (
                f"{place(topic, file, name)}: {name} is marked as no {mark}, and nothing in this file uses it: "
                f"write `@{mark}(…)` above it, or delete it."
            )


def _definitions(topic: Topic, file: str) -> dict[str, reading.Definition]:
    path = getattr(topic, file)
    body = reading.parse(path).body if path.exists() else []
    return {node.name: node for node in body if isinstance(node, reading.Definition)}


def _public(body: list[ast.stmt] | list[reading.Definition]) -> Iterator[reading.Definition]:
    return (node for node in body if isinstance(node, reading.Definition) and not node.name.startswith("_"))


def _names(node: ast.AST) -> set[str]:
    """Return the names that a piece of code reads."""
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Load)}


def _bound(body: list[ast.stmt]) -> set[str]:
    """Return the names that the statements of a module or class bind."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, reading.Definition):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        else:
            found |= {
                item.id for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)
            }
    return found


def _unseen(probe: reading.Probe) -> set[str]:
    """Return the names in a probe's calls that are none of its arguments, so that the student cannot see what they are."""
    calls = ast.parse(probe.call)
    own = {item.arg for item in ast.walk(calls) if isinstance(item, ast.arg)}  # of a lambda
    own |= {item.id for item in ast.walk(calls) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}
    return _names(calls) - own - {*probe.arguments, *probe.exercises, *vars(builtins)}
