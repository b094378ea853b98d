"""What has changed between two results of one student, so that an instructor sees it after grading or judging again."""

from __future__ import annotations

import msgspec

from dlcourse.graders.engine.results.records import Results
from dlcourse.graders.engine.text import one_line, points


class Change(msgspec.Struct, frozen=True):
    """A student whose points, or their maximum, have changed. most: the maximum before and after. checks: one line each."""

    student: str
    before: float
    after: float
    most: tuple[float, float]
    checks: tuple[str, ...]

    def __str__(self) -> str:
        sign = "+" if self.after > self.before else ""
        text = f"{one_line(self.student)}: {points(self.before)} → {points(self.after)} ({sign}{points(self.after - self.before)})"
        if self.most[0] != self.most[1]:
            text += f", of {points(self.most[0])} → {points(self.most[1])}"
        return f"{text}: {'; '.join(self.checks)}" if self.checks else text


def change(before: Results, after: Results) -> Change | None:
    """Return what has changed from one result to the next; None if no points have changed."""
    old = {(t.topic, c.name): c.points for t in before.topics for c in t.checks}
    new = {(t.topic, c.name): c.points for t in after.topics for c in t.checks}
    lines = []
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name, 0.0), new.get(name, 0.0)
        if was != now:
            lines.append(f"{'/'.join(name)} {points(was)} → {points(now)}")
    most = before.max_points, after.max_points
    if not lines and most[0] == most[1]:
        return None
    return Change(after.student or "", before.points, after.points, most, tuple(lines))
