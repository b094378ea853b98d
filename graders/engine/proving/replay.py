"""The law of evidence: no point for what somebody could know before they see this seed's inputs.

Probes run beside student code, which can replace them. So two submissions are tried that hold no exercise:

- *replayed*: each piece of evidence is what the reference left with other seeds, or inputs handed back, whichever is right;
- *idle*: the reference with every exercise replaced by one that returns None, or its first argument.

Neither may earn a point. A check that rests on a constant (an error's type, a flag, an untouched input) earns its points only
together with a value that depends on the seed: it compares one, or `needs` a check that does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dlcourse.graders.assertions import ATOL, RTOL
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.key import Key
from dlcourse.graders.engine.collect.keys import build_key
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.evidence.evidence import Evidence, TopicEvidence, difference
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.judge.judge import Checks
from dlcourse.graders.engine.proving.findings import Finding, location_of_check
from dlcourse.graders.engine.text import points

SEEDS: Final = tuple(f"replay {number}" for number in range(4))
MAX_INPUTS: Final = 1000  # pieces of one probe's inputs that are handed back


def earned_without_work(subject: Subject, collectors: Collectors, opened: Checks) -> Iterator[Finding]:
    """Yield each check that gives points to a replayed or an idle submission."""
    topic = subject.topic
    others = [build_key(topic, collectors, seed=seed, hidden=True, preload=subject.key.preload) for seed in SEEDS]
    found: dict[str, str] = {}
    for number in range(len(others)):
        for name in _passed(opened, subject, replayed(subject, others, number)):
            found.setdefault(name, "on evidence of other seeds and on inputs that are handed back")
    for returned in ("None", "its first argument"):
        evidence = collectors.get(subject.key.preload).collect(subject.job(idle(topic, returned)))
        for name in _passed(opened, subject, evidence):
            found.setdefault(name, f"if every exercise only returns {returned}")
    for name, how in found.items():
        given = points(subject.checks[name].points)
        says = f"{name} passes {how} ({given} point{'' if given == '1' else 's'}): compare a value that depends on the seed and "
        says += "that only the exercise can compute, or name a check that does in `needs`."
        yield Finding(location_of_check(topic, name), says)


def _passed(opened: Checks, subject: Subject, evidence: TopicEvidence) -> list[str]:
    return [check.name for check in opened.judge(subject, evidence).checks if check.status == "passed"]


def replayed(subject: Subject, others: Sequence[Key], number: int) -> TopicEvidence:
    """Return evidence that is made of what the reference left with other seeds, and of this seed's inputs.

    number: which of the other keys gives the pieces that none of them has right.
    """
    made: TopicEvidence = {}
    for probe in subject.probes:
        inputs = list(_pieces(subject.key.given(probe)))[:MAX_INPUTS]
        expected = subject.key.expected[probe.name].values
        known = [other.expected[probe.name].values for other in others]
        values = {
            name: _known(want, [one[name] for one in known if name in one], inputs, number)
            for name, want in expected.items()
        }
        made[probe.name] = Evidence(probe.name, "ok", values)
    return made


def _known(want: Tree, others: Sequence[Tree], inputs: Sequence[Tree], number: int) -> Tree:
    """Return what is right among these, else the one of that number; of a list or dict, the same for each of its parts."""
    for tree in (*others, *inputs):
        if _alike(tree, want):
            return tree
    match want:
        case list() if all(isinstance(other, list) and len(other) == len(want) for other in others):
            parts = [_constant(want[i], [other[i] for other in others], inputs) for i in range(len(want))]
            if all(known for known, _ in parts):
                return [tree for _, tree in parts]
        case dict() if all(isinstance(other, dict) and other.keys() == want.keys() for other in others):
            named = {name: _constant(want[name], [other[name] for other in others], inputs) for name in want}
            if all(known for known, _ in named.values()):
                return {name: tree for name, (_, tree) in named.items()}
    return others[number % len(others)] if others else None


def _constant(want: Tree, others: Sequence[Tree], inputs: Sequence[Tree]) -> tuple[bool, Tree]:
    """Return whether a part is the same with every seed, or an input; and that part."""
    if others and all(_alike(other, want) for other in others):
        return True, want
    found = next((tree for tree in inputs if _alike(tree, want)), None)
    return found is not None, found


def _alike(tree: Tree, want: Tree) -> bool:
    return difference(tree, want, RTOL, ATOL) is None


def _pieces(tree: Tree) -> Iterator[Tree]:
    """Yield a tree and all its parts."""
    yield tree
    parts: Iterable[Tree] = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for part in parts:
        yield from _pieces(part)


def idle(topic: Topic, returned: str) -> bytes:
    """Return the reference's source with every exercise and method, but `__init__`, only returning None or its first argument."""
    tree = ast.parse(topic.solution.read_bytes())
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name != "__init__":
                    method.body = _only_return(method, returned, skip=1)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            node.body = _only_return(node, returned, skip=0)
    return ast.unparse(ast.fix_missing_locations(tree)).encode()


def _only_return(function: ast.FunctionDef | ast.AsyncFunctionDef, returned: str, *, skip: int) -> list[ast.stmt]:
    arguments = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)][skip:]
    value: ast.expr = ast.Constant(None)
    if returned != "None" and arguments:
        value = ast.Name(arguments[0], ast.Load())
    return [ast.Return(value)]
