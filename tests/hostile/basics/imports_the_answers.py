"""Imports the judge, the keys, the solutions and the hidden checks from the package that grades it.

Record: error: loot: nothing
Needs: bwrap
"""

import importlib

found = []
for name in (
    "graders.engine.judge.judge", "graders.engine.collect.keys", "graders.engine.course.course", "graders.engine.batch.store",
    "graders.engine.evidence.evidence", "graders.engine.proving.prove",
    "solutions", "solutions.week03", "solutions.week03.relu_family", "graders.week03", "exercises", "cli.main", "keys",
):  # fmt: skip
    try:
        module = importlib.import_module(f"dlcourse.{name}")
        found.append(f"{name}: {module.__file__}: {list(getattr(module, '__path__', []))}")
    except ImportError:
        pass
raise RuntimeError(f"loot: {found or 'nothing'}")


def double(x):
    return x * 0


def total(values):
    return -1.0
