"""Names of other topics: a student used one, and each file is checked alone."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from typing import Final

from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Evidence, Failure
from dlcourse.graders.engine.text import BELONGS_TO, DID_YOU_MEAN

UNKNOWN_NAME: Final = re.compile(r"name '(\w{1,80})' is not defined")
UNKNOWN_MODULE: Final = re.compile(r"No module named '(\w{1,80})[\w.]{0,80}'")


def with_files_of_names(evidence: Evidence, topic: Topic) -> Evidence:
    """Return evidence whose failures say which of the course's other files has an unknown name, if one has it."""
    if evidence.failure is None and not evidence.caught:
        return evidence
    failure = evidence.failure and _with_file(evidence.failure, topic)
    return dataclasses.replace(
        evidence, failure=failure, caught=tuple(_with_file(item, topic) for item in evidence.caught)
    )


def _with_file(failure: Failure, topic: Topic) -> Failure:
    if failure.type == "NameError" and (found := UNKNOWN_NAME.match(failure.text)):
        file = _file_of_exercise(found[1], topic)
    elif failure.type == "ModuleNotFoundError" and (found := UNKNOWN_MODULE.match(failure.text)):
        file = _file_of_module(found[1], topic)
    else:
        return failure
    _, _, meant = failure.text.partition(DID_YOU_MEAN)
    if not file or meant.startswith("self."):
        return failure
    library = f"{DID_YOU_MEAN}{meant}" if "." in meant else ""  # a similar name is further away than the same one
    return dataclasses.replace(failure, text=f"{found[0]}{BELONGS_TO}{file}'{library}")


def _file_of_exercise(name: str, topic: Topic) -> str:
    """Return the file of another topic that has this exercise; "" if there is none. Files of the same week come first."""
    for other in [*topic.course.weeks.get(topic.week.name, []), *topic.course.topics]:
        with contextlib.suppress(BrokenGrader, OSError):  # a broken stub is no reason to stop grading
            if name in other.exercises:
                return other.file_name if other.id != topic.id else ""
    return ""


def _file_of_module(name: str, topic: Topic) -> str:
    """Return the file or folder of the course with this name; "" if there is none."""
    if any(name == other.name for other in topic.course.topics):
        return f"{name}.py"
    return name if name in topic.course.weeks or name == "exercises" else ""
