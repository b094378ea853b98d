"""Collectors that stay warm between topics."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.sandbox import Sandbox


class Collectors:
    """The collectors of one sandbox, with different modules preloaded. Use as a context manager.

    sandbox: makes the sandbox. It is called only for the first collector: with a key in the cache, none is needed.
    given_up: as for a Collector.
    """

    def __init__(self, sandbox: Callable[[], Sandbox], given_up: Callable[[], bool] | None = None) -> None:
        self._sandbox = sandbox
        self._given_up = given_up
        self._made: dict[tuple[str, ...], Collector] = {}
        self._opened = contextlib.ExitStack()

    def get(self, preload: Sequence[str], *, exactly: bool = False) -> Collector:
        """Return a collector whose workers import these modules first, and that holds nothing of the last submission.

        exactly: they import no other modules first.
        """
        wanted = tuple(preload)
        fitting = (made for made in self._made if made == wanted or (not exactly and set(made) >= set(wanted)))
        found = next(fitting, wanted)
        if found not in self._made:
            self._made[found] = self._opened.enter_context(Collector(self._sandbox(), found, given_up=self._given_up))
        self._made[found].next_submission()
        return self._made[found]

    def __enter__(self) -> Collectors:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()
