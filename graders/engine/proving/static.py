"""What can be said of a topic without running anything: files, marks, names, docstrings, points."""

from __future__ import annotations

import ast
import builtins
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course import reading, scaffold, stubs
from dlcourse.graders.engine.course.course import Topic, wrong_sums
from dlcourse.graders.engine.course.edits import edited
from dlcourse.graders.engine.errors import BrokenGrader, nearest
from dlcourse.graders.engine.proving.findings import location, location_of_check, without_root
from dlcourse.graders.engine.proving.notes import note_violations
from dlcourse.graders.engine.proving.pictures import picture_violations

CUT: Final = "run `dlcourse dev stubs`"
Part = Callable[[Topic], Iterator[str]]
COMPARISONS: Final = frozenset({"equal", "allclose", "isclose", "array_equal", "array_equiv", "assert_close"})


def read_violations(topic: Topic) -> Iterator[str]:
    """Yield a line for each violation. Files that are missing or not UTF-8 hide others, so they are reported alone."""
    missing = [path for path in (topic.solution, topic.probes_file, topic.visible_file) if not path.exists()]
    yield from (
        f"{location(topic, path)} is missing: write it, or delete the topic from course.toml." for path in missing
    )
    if missing:
        return
    odd = [path for path in (*topic.files, topic.lesson) if not _is_text(path)]
    yield from (f"{location(topic, path)} is not UTF-8: save it as that in your editor." for path in odd)
    if odd:
        return
    found: dict[str, None] = {}
    for part in (
        _stub,
        _lesson,
        _placeholders,
        *_marks(topic),
        _solution,
        _probes,
        _checks,
        _mistakes,
        _variants,
        note_violations,
        picture_violations,
    ):
        try:
            found |= dict.fromkeys(part(topic))
        except BrokenGrader as error:
            found[without_root(topic, str(error))] = None
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
    stub = stubs.cut(topic.solution.read_text(encoding="utf-8"), location(topic, topic.solution))
    if not topic.stub.exists():  # said only now: a solution that cannot be cut has no stub
        yield f"{location(topic, topic.stub)} is missing: {CUT}."
    elif topic.stub.read_text(encoding="utf-8") != stub:
        yield f"{location(topic, topic.stub)} is out of step with its solution: {CUT}."


def _lesson(topic: Topic) -> Iterator[str]:
    if topic.lesson.exists() and topic.heading not in topic.lesson.read_text(encoding="utf-8").splitlines():
        yield f"{location(topic, topic.lesson)} has no section “{topic.heading}”: write it."


def _placeholders(topic: Topic) -> Iterator[str]:
    """What `dlcourse dev new` wrote only to be replaced."""
    for path, text in scaffold.placeholders(topic).items():
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        numbers = scaffold.own_lines(lines, topic) if path == topic.lesson else range(len(lines))
        for number in numbers:
            if text in lines[number]:
                yield f"{location(topic, path)}:{number + 1}: this still says “{text.rstrip('.')}”: write it."


def _marks(topic: Topic) -> Iterator[Part]:
    """Yield a part for each file of marked functions."""
    marked: list[tuple[Path, str, Callable[[], Iterable[str | None]]]] = [
        (topic.probes_file, "probe", lambda: [*topic.probes, *(probe.draw for probe in topic.probes.values())]),
        (topic.visible_file, "check", lambda: topic.visible_checks),
        (topic.hidden_file, "check", lambda: topic.hidden_checks),
        (topic.mistakes_file, "mistake", lambda: topic.mistakes),
        (topic.variants_file, "variant", lambda: topic.variants),
    ]
    for path, mark, names in marked:
        yield functools.partial(_without_mark, path=path, mark=mark, names=names)


def _without_mark(topic: Topic, path: Path, mark: str, names: Callable[[], Iterable[str | None]]) -> Iterator[str]:
    """Functions and classes that nothing in their file uses: most often, their mark is missing."""
    marked, body = set(names()), _body(path)
    for name, node in reading.definitions(body).items():
        if name not in marked and not any(name in _names(other) for other in body if other is not node):
            yield (
                f"{location(topic, path, name)}: {name} is marked as no {mark}, and nothing in this file uses it: "
                f"write `@{mark}(…)` above it, or delete it."
            )


def _solution(topic: Topic) -> Iterator[str]:
    """The docstring of every exercise and method, and a probe that calls it."""
    called = {name for probe in topic.probes.values() for name in probe.exercises}
    for node in _public(_body(topic.solution)).values():
        where = location(topic, topic.solution, node.name)
        if ast.get_docstring(node) is None:
            yield f"{where}: {node.name} has no docstring: write the student's contract."
        for method in _public(node.body if isinstance(node, ast.ClassDef) else []).values():
            if ast.get_docstring(method) is None:
                name = f"{node.name}.{method.name}"
                yield f"{location(topic, topic.solution, name)}: {name} has no docstring: write the student's contract."
        if node.name not in called:
            yield f"{where}: no probe calls {node.name}: write one, or give it a name that begins with _."


def _probes(topic: Topic) -> Iterator[str]:
    """Each probe by itself, and that a check asks for it."""
    body, exercises = _body(topic.probes_file), sorted(_public(_body(topic.solution)))
    for probe in topic.probes.values():
        where = location(topic, topic.probes_file, probe.name)
        if probe.draw and probe.draw not in _bound(body):
            functions = [name for name in reading.definitions(body) if name not in topic.probes]
            yield f"{where}: `inputs={probe.draw}`: there is no such function in this file. {nearest(probe.draw, functions)}"
        yield from (f"{where}: the probe {probe.name} {words}" for words in _wrong_in_probe(probe, body, exercises))
    for node in ast.walk(ast.Module(body, [])):
        if isinstance(node, ast.Call) and (name := ast.unparse(node.func).rpartition(".")[2]) in COMPARISONS:
            where = f"{location(topic, topic.probes_file)}:{node.lineno}"
            yield f"{where}: {name}() compares beside student code, which can replace it: return both values, and let the check compare."
    used = {name for check in topic.checks(hidden=True).values() for name in check.probes}
    for name in [name for name in topic.probes if name not in used]:
        yield f"{location(topic, topic.probes_file, name)}: no check asks for the probe {name}: use it or delete it."


def _wrong_in_probe(probe: reading.Probe, body: list[ast.stmt], exercises: list[str]) -> Iterator[str]:
    """Yield what is wrong with a probe's arguments, calls and docstring. body: of its file."""
    read = set().union(*map(_names, reading.definitions(body)[probe.name].body))
    for argument in probe.arguments:
        if argument not in read:
            yield (
                f"takes {argument!r} and does not use it: delete it from the arguments, so that it "
                "stays out of the sandbox; checks still find it in `run.inputs`."
            )
    if not probe.exercises:
        yield "calls nothing of the student's: call an exercise, or delete it. (A run of the file needs `of`, an exercise's name.)"
    for name in sorted(set(probe.exercises) - set(exercises)):
        yield f"calls {name!r}, which the solution does not have. {nearest(name, exercises)}"
    if not probe.situation and (unseen := sorted(_unseen(probe) - _bound(body))):
        yield (
            f"has no docstring: students read “{probe.call.splitlines()[0]}” and do not see what "
            f"{' and '.join(map(repr, unseen))} is: say it there."
        )


def _checks(topic: Topic) -> Iterator[str]:
    """Titles, hints, needs and points."""
    checks = topic.checks(hidden=True)
    for name in sorted(topic.visible_checks.keys() & topic.hidden_checks.keys()):
        yield f"{location(topic, topic.hidden_file, name)}: {name} is both visible and hidden: rename one."
    nodes = reading.definitions([*_body(topic.visible_file), *_body(topic.hidden_file)])
    earlier: list[str] = []
    for check in checks.values():
        where = location_of_check(topic, check.name)
        if ast.get_docstring(nodes[check.name]) is None:
            yield f"{where}: {check.name} has no docstring: write its title, as a sentence on what is right."
        if not check.hints or not all(hint.strip() for hint in (*check.hints, *check.hints_for.values())):
            yield f"{where}: {check.name} has no hint: give it one at least, such as a question that leads on."
        if not check.probes:
            yield f"{where}: {check.name} asks for no probe: name one as its argument."
        for needed in check.needs:
            if needed not in earlier:
                yield f"{where}: {check.name} needs {needed}, which is no earlier check of this topic. {nearest(needed, earlier)}"
        earlier.append(check.name)
    yield from (f"course.toml: {sentence}" for sentence in wrong_sums(topic))


def _mistakes(topic: Topic) -> Iterator[str]:
    """What mistakes replace, the check that catches them, and their feedback."""
    checks = topic.checks(hidden=True)
    for mistake in topic.mistakes.values():
        what = f"{location(topic, topic.mistakes_file, mistake.name)}: the mistake {mistake.name}"
        yield from (f"{what} {words}" for words in _wrong_target(topic, mistake))
        if mistake.edit:
            try:
                edited(topic.solution, mistake)
            except BrokenGrader as error:
                yield without_root(topic, str(error))
        if not mistake.text and not mistake.like:
            yield f"{what} has no docstring: write the student's feedback."
        if not mistake.caught_by:
            yield f"{what} does not say which check catches it: run `dlcourse dev check {topic.name} --fill`."
        elif mistake.caught_by not in checks:
            yield (
                f"{what} names the check {mistake.caught_by!r}, which this topic does not have. "
                f"{nearest(str(mistake.caught_by), checks)}"
            )
        other = topic.mistakes.get(mistake.like) if mistake.like else None
        if mistake.like and (other is None or other.like):
            yield f"{what} names {mistake.like!r} in `like`, which is no mistake with its own feedback: name one."
    if not topic.mistakes:
        yield _none_of(topic, topic.mistakes_file, "mistake", "a check can fail")


def _variants(topic: Topic) -> Iterator[str]:
    """What variants replace, and what is unusual in them."""
    for variant in topic.variants.values():
        what = f"{location(topic, topic.variants_file, variant.name)}: the variant {variant.name}"
        yield from (f"{what} {words}" for words in _wrong_target(topic, variant))
        if not variant.text:
            yield f"{what} has no docstring: say what is unusual in it."
    if not topic.variants:
        yield _none_of(topic, topic.variants_file, "variant", "a right solution unlike yours passes")


def _none_of(topic: Topic, path: Path, kind: str, why: str) -> str:
    return f"{location(topic, path)}: there are no {kind}s: nothing shows that {why}. Write one, with `@{kind}(…)`."


def _wrong_target(topic: Topic, example: reading.Example) -> Iterator[str]:
    """Yield what is wrong with the exercise that a mistake or variant replaces."""
    nodes = _public(_body(topic.solution))
    owner, _, inner = example.of.partition(".")
    if owner not in nodes:
        yield f"replaces {example.of!r}, which the solution does not have. {nearest(owner, nodes)}"
    elif inner and inner not in (within := _bound(nodes[owner].body)):
        yield f"replaces {example.of!r}, but {owner} has no {inner}. {nearest(inner, sorted(within))}"


def _body(path: Path) -> list[ast.stmt]:
    """Return the statements of a file; none if there is no such file."""
    return reading.parse(path).body if path.exists() else []


def _public(body: Iterable[ast.stmt]) -> Mapping[str, reading.Definition]:
    return {name: node for name, node in reading.definitions(body).items() if not name.startswith("_")}


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
            found |= _stored(node)
    return found


def _stored(node: ast.AST) -> set[str]:
    """Return the names that a piece of code assigns."""
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}


def _unseen(probe: reading.Probe) -> set[str]:
    """Return the names in a probe's calls that are none of its arguments, so that the student cannot see what they are."""
    lines = [line for line in probe.call.splitlines() if not line.startswith(reading.PYTHON)]
    calls = ast.parse("\n".join(lines))
    of_lambdas = {item.arg for item in ast.walk(calls) if isinstance(item, ast.arg)}
    return _names(calls) - of_lambdas - _stored(calls) - {*probe.arguments, *probe.exercises, *vars(builtins)}
