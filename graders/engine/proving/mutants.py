"""Mutants: the reference with one small change each, as a hurried student would make it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.course.stubs import Region, solution_regions

OTHER_OPERATOR: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
}
OTHER_COMPARISONS: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
SIMPLE: Final = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)
Block = list[ast.stmt]


@dataclass(frozen=True)
class Mutant:
    """A changed reference. line: of the statement in the solution. before, after: the statement, or what happens to it."""

    line: int
    before: str
    after: str
    source: bytes

    @property
    def name(self) -> str:
        """Return the change as `authoring.survives` names it."""
        return f"{self.before} -> {self.after}"


def mutants(solution: Path) -> Iterator[Mutant]:
    """Yield every mutant of a solution file whose code differs. Only what students write is changed.

    Changed are operators, comparisons, constants and conditions; keywords, calls without arguments and whole statements are
    left out; arguments and neighbouring statements are swapped; `with` is unwrapped; statements move into and out of loops.
    """
    text = solution.read_text(encoding="utf-8")
    tree, regions = ast.parse(text), solution_regions(text, solution.name)
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    seen = {ast.unparse(tree)}
    for line, before, after in _mutations(tree, regions, modules):
        source = ast.unparse(tree)  # `_mutations` has changed the tree, and takes the change back when it goes on
        if source not in seen:
            seen.add(source)
            yield Mutant(line, before, after, source.encode())


def _mutations(tree: ast.Module, regions: Sequence[Region], modules: Container[str]) -> Iterator[tuple[int, str, str]]:
    """Change the tree, yield (line, before, after), and take the change back, for every change. modules: imported names."""
    for block in _blocks(tree):
        for at, statement in enumerate(block):
            if not any(region.begin < statement.lineno < region.end for region in regions):
                continue
            before = _head(statement)
            for put, node in [] if isinstance(statement, ast.Raise) else _expressions(statement):
                for other in _others(node, modules):
                    put(other)
                    if not _does_nothing(statement):  # leaving the statement out is a mutant already
                        yield statement.lineno, before, _head(statement)
                    put(node)
            for after, begin, end, new in _rearranged(block, at):
                old = block[begin:end]
                block[begin:end] = new
                yield statement.lineno, before, after
                block[begin : begin + len(new)] = old


def _blocks(tree: ast.AST) -> Iterator[Block]:
    """Yield every list of statements."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block:
                yield block


def _head(statement: ast.stmt) -> str:
    """Return a statement in a line; of a loop, a condition or a function, only the line that begins it."""
    line = ast.unparse(statement).splitlines()[0]
    return line.removesuffix(":") if hasattr(statement, "body") else line


def _expressions(parent: ast.AST) -> Iterator[tuple[Callable[[ast.expr], None], ast.expr]]:
    """Yield each expression of a statement, without those of the statements in it, and a function that replaces it."""
    for name, value in ast.iter_fields(parent):
        if isinstance(value, ast.expr):
            yield lambda new, name=name: setattr(parent, name, new), value  # type: ignore[misc]
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, ast.expr):
                yield lambda new, items=value, number=number: items.__setitem__(number, new), item  # type: ignore[misc]
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
                yield from _expressions(child)


def _others(node: ast.expr, modules: Container[str]) -> Iterator[ast.expr]:
    """Yield what a slip could write in the place of an expression."""
    match node:
        case ast.BinOp(op=op) if type(op) in OTHER_OPERATOR:
            yield _with(node, op=OTHER_OPERATOR[type(op)]())
        case ast.Compare(ops=comparisons):
            for number, comparison in enumerate(comparisons):
                for other in OTHER_COMPARISONS[type(comparison)]:
                    yield _with(node, ops=[*comparisons[:number], other(), *comparisons[number + 1 :]])
        case ast.BoolOp(op=op):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.IfExp(body=body, orelse=orelse):
            yield _with(node, body=orelse, orelse=body)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            if value:
                yield ast.Constant(value - 1)
        case ast.Constant(value=float(value)):
            yield ast.Constant(2 * value if value else 1.0)
        case ast.Call(func=func, args=args, keywords=keywords):
            if isinstance(func, ast.Attribute) and not args and not keywords and ast.unparse(func.value) not in modules:
                yield func.value
            if len(args) > 1 and not any(isinstance(argument, ast.Starred) for argument in args[:2]):
                yield _with(node, args=[args[1], args[0], *args[2:]])
            for number in range(len(keywords)):
                yield _with(node, keywords=keywords[:number] + keywords[number + 1 :])


def _with(node: ast.expr, **fields: object) -> ast.expr:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _rearranged(block: Block, at: int) -> Iterator[tuple[str, int, int, Block]]:
    """Yield (words, begin, end, statements): what else could stand in `block[begin:end]`, at and around one statement."""
    statement = block[at]
    following = block[at + 1] if at + 1 < len(block) else None
    if _can_be_left_out(statement):
        yield "pass", at, at + 1, [ast.Pass()]
    if isinstance(statement, SIMPLE) and isinstance(following, SIMPLE) and _order_matters(statement, following):
        yield f"after {_head(following)}", at, at + 2, [following, statement]
    match statement:
        case ast.With(body=body):
            yield "only what is in it", at, at + 1, body
        case ast.If(test=test) if not isinstance(test, ast.Compare):  # the other comparison is a mutant already
            negated = copy.copy(statement)
            negated.test = ast.UnaryOp(ast.Not(), test)
            yield _head(negated), at, at + 1, [negated]
        case ast.For(body=[first, *rest, last]):
            loop = copy.copy(statement)
            loop.body = [first, *rest]
            yield f"{_head(last)} after the loop", at, at + 1, [loop, last]
            loop = copy.copy(statement)
            loop.body = [*rest, last]
            yield f"{_head(first)} before the loop", at, at + 1, [first, loop]
    if isinstance(statement, ast.For) and isinstance(following, ast.Return):
        loop = copy.copy(statement)
        loop.body = [*statement.body, following]
        yield f"{_head(following)} in the loop", at, at + 2, [loop]


def _can_be_left_out(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.If(orelse=[]):
            return True
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            return True
    return False


def _does_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Call | ast.Constant)


def _order_matters(one: ast.stmt, other: ast.stmt) -> bool:
    """Return whether one of two statements may change what the other one reads. A call may change anything."""
    if _is_text(one) or _is_text(other):
        return False
    if not isinstance(one, ast.Assign) or not isinstance(other, ast.Assign):
        return True
    names = ({ast.unparse(target) for target in statement.targets} for statement in (one, other))
    parts = ({ast.unparse(node) for node in ast.walk(statement.value)} for statement in (one, other))
    (stored, stored_by_other), (read, read_by_other) = names, parts
    return bool(stored & (read_by_other | stored_by_other) or stored_by_other & read)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
