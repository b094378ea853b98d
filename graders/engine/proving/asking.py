"""Two probes of the engine's own, which run in the sandbox, like all code of a course.

One tries the examples in a solution's docstrings. The other says in which line a probe fails.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.job import Job, Questions
from dlcourse.graders.engine.evidence.evidence import Evidence
from dlcourse.graders.engine.worker.protocol import PROBES_FILE

EXAMPLES: Final = b"""
import doctest
import sys


class Runner(doctest.DocTestRunner):
    wrong = []

    def report_failure(self, out, test, example, got):
        self.wrong.append([(test.lineno or 0) + example.lineno + 1, example.source, got])

    def report_unexpected_exception(self, out, test, example, info):
        self.wrong.append([(test.lineno or 0) + example.lineno + 1, example.source, f"{info[0].__name__}: {info[1]}"])


def examples(student):
    runner = Runner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    module = sys.modules["submission"]
    for test in doctest.DocTestFinder().find(module, "submission"):
        runner.run(test)
    return {"wrong": runner.wrong}
"""
WHERE: Final = """

def where_it_fails(student, **given):
    import traceback

    try:
        values = NAME(student, **given)
    except BaseException as error:
        lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == FILE]
        return {"line": lines[-1], "raised": f"{type(error).__name__}: {error}"}
    return {"line": 0, "returned": "None" if values is None else f"a value of type {type(values).__name__}"}
"""


@dataclasses.dataclass(frozen=True)
class WrongExample:
    """An example of a docstring that gives something other than the docstring says."""

    line: int
    call: str
    gives: str


def wrong_examples(job: Job, collector: Collector) -> Sequence[WrongExample] | Evidence:
    """Return the examples of a solution's docstrings that are not true; if they cannot be run, how that ended."""
    asked = dataclasses.replace(job, questions=Questions(EXAMPLES, {"examples": {}}), replace=None)
    evidence = collector.collect(asked)["examples"]
    match evidence.values.get("wrong"):
        case list() as wrong if evidence.outcome == "ok":
            return [WrongExample(*item) for item in wrong]
    return evidence


def where_it_fails(job: Job, probe: str, collector: Collector) -> tuple[int, str]:
    """Return the line of probes.py in which a probe fails, or 0, and how it fails, in words."""
    source = WHERE.replace("NAME", probe).replace("FILE", repr(PROBES_FILE)).encode()
    questions = Questions(job.questions.probes_source + source, {"where_it_fails": job.questions.inputs[probe]})
    asked = dataclasses.replace(job, questions=questions)
    values = collector.collect(asked)["where_it_fails"].values
    if "raised" in values:
        return int(values["line"]), f"raises {values['raised']}"
    return 0, f"returns {values.get('returned', 'nothing')}"
