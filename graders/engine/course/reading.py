"""Reading an author's files without running them: probes, checks, mistakes and variants, and a topic's exercises."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dlcourse.graders.engine.errors import BrokenGrader

FAILURE_KINDS = ("error", "type", "shape", "dtype", "value")  # as in `authoring.check`
PROGRAMS = ("run_program", "output_of_import")  # functions of `authoring` that use the student's whole file
PYTHON = "python "  # begins the text of a run as a program
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Probe:
    """One probe.

    draw: the name of its input function. arguments: the inputs that it takes. call: its calls of the student's code, as the
    author wrote them. exercises: the names in these calls. situation: its docstring. returned: the names of the evidence
    that is exactly what a call returned.
    """

    name: str
    draw: str | None
    arguments: tuple[str, ...]
    call: str
    exercises: tuple[str, ...]
    situation: str
    returned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Check:
    """One check. probes: its arguments. title: the first line of its docstring. hints_for: hints by the kind of failure."""

    name: str
    title: str
    points: float
    hints: tuple[str, ...]
    needs: tuple[str, ...]
    probes: tuple[str, ...]
    hidden: bool
    hints_for: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A mistake or a variant. of: the exercise that it replaces. text: its docstring. file, line: where it is.

    caught_by, like, raises, base: as for `authoring.mistake`; None for a variant. edit: pairs of a pattern and what replaces it;
    none if the example is written as a function.
    """

    name: str
    of: str
    text: str
    caught_by: str | None = None
    like: str | None = None
    raises: str | None = None
    base: str | None = None
    edit: tuple[tuple[str, str], ...] = ()
    file: Path = field(default=Path(), compare=False)
    line: int = field(default=0, compare=False)


def read_probes(path: Path) -> dict[str, Probe]:
    """Return the probes of probes.py by name, in order."""
    probes = {}
    for node, marks in _marked(path, "probe"):
        names = [argument.arg for argument in node.args.args] if isinstance(node, ast.FunctionDef) else []
        if not names:
            raise _wrong(path, node, "a probe is a function whose first argument is the student's module")
        draw = marks.get("inputs")
        if draw is not None and not isinstance(draw, ast.Name):
            raise _wrong(path, node, "`inputs` must name a function of this file")
        calls = _calls(node, names[0], f"{path.parent.name}.py")
        probes[node.name] = Probe(
            name=node.name,
            draw=draw.id if isinstance(draw, ast.Name) else None,
            arguments=tuple(names[1:]),
            call="\n".join(dict.fromkeys(text for _, text in calls)),
            exercises=tuple(dict.fromkeys(name for name, _ in calls if name)),
            situation=" ".join((ast.get_docstring(node) or "").split()),
            returned=frozenset(_returned(node, names[0])),
        )
    return probes


def read_checks(path: Path, *, hidden: bool) -> dict[str, Check]:
    """Return the checks of test_visible.py or test_hidden.py by name, in order; none if there is no such file."""
    checks = {}
    for node, marks in _marked(path, "check"):
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            raise _wrong(path, node, "a check is a function whose name starts with test_")
        points = _literal(path, marks.get("points"), None)
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            raise _wrong(path, node, "a check needs `points`, a number above 0")
        title = (ast.get_docstring(node) or node.name.removeprefix("test_").replace("_", " ")).splitlines()[0]
        checks[node.name] = Check(
            name=node.name,
            title=title.rstrip("."),
            points=float(points),
            hints=_texts(path, node, "hints", marks),
            needs=_texts(path, node, "needs", marks),
            probes=tuple(argument.arg for argument in node.args.args),
            hidden=hidden,
            hints_for=_hints_for(path, node, marks),
        )
    return checks


def read_examples(path: Path, kind: str) -> dict[str, Example]:
    """Return the mistakes (kind "mistake") or variants ("variant") of a file by name; none if there is no such file."""
    examples = {}
    for node, marks in _marked(path, kind):
        examples[node.name] = Example(
            name=node.name,
            of=_text(path, node, "of", marks) or "",
            text=" ".join((ast.get_docstring(node) or "").split()),
            caught_by=_text(path, node, "caught_by", marks),
            like=_text(path, node, "like", marks),
            raises=_text(path, node, "raises", marks),
            base=_text(path, node, "base", marks),
            edit=_edit(path, node, marks),
            file=path,
            line=node.lineno,
        )
    return examples


def read_survivors(path: Path) -> dict[str, tuple[str, int]]:
    """Return the mutants that may survive, by their change, each with the reason and the line that says so."""
    found = {}
    for node in parse(path).body if path.exists() else []:
        match node:
            case ast.Expr(
                value=ast.Call(func=ast.Name(id="survives"), args=[change], keywords=[ast.keyword("because", reason)])
            ):
                found[str(_literal(path, change, ""))] = (str(_literal(path, reason, "")), node.lineno)
    return found


def read_picture(path: Path) -> tuple[str, ...]:
    """Return the names of the probes that `def picture(figure, …)` of picture.py draws."""
    node = definitions(parse(path).body).get("picture")
    names = [argument.arg for argument in node.args.args] if isinstance(node, ast.FunctionDef) else []
    if node is None or names[:1] != ["figure"] or len(names) < 2:
        says = "write `def picture(figure, …)`, with the names of probes as its other arguments."
        raise BrokenGrader(says, file=path, line=node.lineno if node else 0)
    return tuple(names[1:])


def parse(path: Path) -> ast.Module:
    """Return the syntax tree of one of the course's own files; BrokenGrader if it cannot be read."""
    try:
        return ast.parse(path.read_bytes(), filename=str(path))
    except OSError as error:
        raise BrokenGrader(f"Cannot read {path}: {error.strerror}.") from error
    except (SyntaxError, ValueError) as error:
        line, why = (error.lineno or 0, error.msg) if isinstance(error, SyntaxError) else (0, str(error))
        raise BrokenGrader(f"this is not valid Python: {why}.", file=path, line=line) from error


def definitions(body: Iterable[ast.stmt]) -> dict[str, Definition]:
    """Return the functions and classes among the statements of a module or class, by name."""
    return {node.name: node for node in body if isinstance(node, Definition)}


def line_of(path: Path, name: str) -> int:
    """Return the line where a function, class or method (`Net.forward`) of a file begins; 0 if it is not there."""
    line, body = 0, parse(path).body
    for part in name.split("."):
        node = definitions(body).get(part)
        line, body = (node.lineno, node.body) if node else (0, [])
    return line


def _marked(path: Path, kind: str) -> Iterator[tuple[Definition, dict[str, ast.expr]]]:
    if not path.exists():
        return
    seen = set()
    for node in parse(path).body:
        if not isinstance(node, Definition):
            continue
        for mark in node.decorator_list:
            name = ast.unparse(mark.func if isinstance(mark, ast.Call) else mark)
            if name == kind and not isinstance(mark, ast.Call):
                raise _wrong(path, node, f"write `@{kind}(…)`, with brackets")
            if name.endswith(f"authoring.{kind}"):
                raise _wrong(path, node, f"write `@{kind}(…)`, after `from dlcourse.graders.authoring import {kind}`")
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == kind:
                if node.name in seen:
                    raise _wrong(path, node, "the name is used twice")
                seen.add(node.name)
                yield node, {keyword.arg: keyword.value for keyword in mark.keywords if keyword.arg}


def _literal(path: Path, node: ast.expr | None, default: Any) -> Any:
    if node is None:
        return default
    try:
        return ast.literal_eval(node)
    except ValueError as error:
        says = "a mark takes only literals (see graders/authoring.py)."
        raise BrokenGrader(says, file=path, line=node.lineno) from error


def _text(path: Path, node: Definition, name: str, marks: dict[str, ast.expr]) -> str | None:
    text = _literal(path, marks.get(name), None)
    if text is not None and not isinstance(text, str):
        raise _wrong(path, node, f'`{name}` is a string: write {name}="…"')
    return text


def _edit(path: Path, node: Definition, marks: dict[str, ast.expr]) -> tuple[tuple[str, str], ...]:
    """Return a mark's edits, in their order."""
    edit = _literal(path, marks.get("edit"), {})
    if not isinstance(edit, dict) or not all(isinstance(text, str) for pair in edit.items() for text in pair):
        raise _wrong(path, node, '`edit` is a dict of strings: write edit={"in the solution": "in the mistake"}')
    if edit and not all(_is_text(statement) for statement in node.body):
        raise _wrong(
            path, node, "a mistake with `edit` has a docstring and no body: delete the statements, or the `edit`"
        )
    return tuple(edit.items())


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _texts(path: Path, node: Definition, name: str, marks: dict[str, ast.expr]) -> tuple[str, ...]:
    """Return a mark's list of strings. A string alone is an error: it would be read letter by letter."""
    texts = _literal(path, marks.get(name), ())
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise _wrong(path, node, f"`{name}` is a list of strings: write {name}=[…]")
    return tuple(texts)


def _hints_for(path: Path, node: Definition, marks: dict[str, ast.expr]) -> dict[str, str]:
    """Return a check's hints by the kind of failure."""
    hints = _literal(path, marks.get("hints_for"), {})
    if not isinstance(hints, dict) or not all(isinstance(text, str) for text in hints.values()):
        raise _wrong(path, node, '`hints_for` is a dict of strings: write hints_for={"shape": "…"}')
    if odd := [kind for kind in hints if kind not in FAILURE_KINDS]:
        raise _wrong(path, node, f"`hints_for` has no kind {odd[0]!r}, only {', '.join(FAILURE_KINDS)}")
    return hints


def _calls(node: Definition, student: str, file: str) -> list[tuple[str, str]]:
    """Return (exercise, call as text) for each use of `student.<exercise>` in a probe, outermost calls first.

    file: the name of the student's file, for the runs of it as a program.
    """
    found: list[tuple[int, int, str, str]] = []
    called = set()

    def add(item: ast.expr, exercise: str, text: str) -> None:
        found.append((item.lineno, item.col_offset, exercise, text))

    for item in ast.walk(node):
        if isinstance(item, ast.Call) and _exercise(item.func, student):
            called.add(item.func)
            add(item, _exercise(item.func, student), ast.unparse(item))
        elif isinstance(item, ast.Call) and item.args and ast.unparse(item.func) == "error_of":
            function, *given = item.args  # error_of(student.f, x) makes the call f(x)
            if _exercise(function, student):
                called.add(function)
                add(item, _exercise(function, student), ast.unparse(ast.Call(function, given, item.keywords)))
        elif isinstance(item, ast.Call) and ast.unparse(item.func) in PROGRAMS:
            add(item, _of(item), _program_call(item, file))
    for item in ast.walk(node):
        if isinstance(item, ast.Attribute) and item not in called and _exercise(item, student):
            add(item, _exercise(item, student), ast.unparse(item))
    return [(name, text.replace(f"{student}.", "")) for *_, name, text in sorted(found, key=lambda f: f[:2])]


def _of(call: ast.Call) -> str:
    """Return the exercise that a run of the student's program begins with."""
    return next((str(ast.literal_eval(k.value)) for k in call.keywords if k.arg == "of" and _is_literal(k.value)), "")


def _program_call(call: ast.Call, file: str) -> str:
    """Return a run of the student's file, or its import, as a student would type it; a value is shown as {its expression}."""
    if ast.unparse(call.func) == "output_of_import":
        return f"import {file.removesuffix('.py')}"
    return " ".join([f"{PYTHON}{file}", *map(_word, call.args[1:])])


def _word(argument: ast.expr) -> str:
    if _is_literal(argument):
        return str(ast.literal_eval(argument))
    if isinstance(argument, ast.JoinedStr):  # f"--seed={seed}"
        return "".join(map(_word, argument.values))
    value = argument.value if isinstance(argument, ast.FormattedValue) else argument
    return f"{{{ast.unparse(value)}}}"


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _returned(node: Definition, student: str) -> Iterator[str]:
    """Yield the names of evidence that is exactly a call's result: `"y": student.f(x)`, or `y` after `y = student.f(x)`."""
    results = {
        item.targets[0].id
        for item in ast.walk(node)
        if isinstance(item, ast.Assign)
        and isinstance(item.targets[0], ast.Name)
        and isinstance(item.value, ast.Call)
        and _exercise(item.value.func, student)
    }
    for item in ast.walk(node):
        if isinstance(item, ast.Return) and isinstance(item.value, ast.Dict):
            for key, value in zip(item.value.keys, item.value.values, strict=True):
                own = isinstance(value, ast.Call) and _exercise(value.func, student)
                if isinstance(key, ast.Constant) and (own or (isinstance(value, ast.Name) and value.id in results)):
                    yield str(key.value)


def _exercise(node: ast.expr, student: str) -> str:
    return (
        node.attr
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == student
        else ""
    )


def _wrong(path: Path, node: Definition, why: str) -> BrokenGrader:
    return BrokenGrader(f"{node.name}: {why}.", file=path, line=node.lineno)
