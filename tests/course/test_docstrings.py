"""The examples in the docstrings of the solutions, which students get with their stubs, are true."""

from __future__ import annotations

import doctest
import importlib.util
import inspect
from pathlib import Path

import pytest
import torch

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.py"))


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_examples(path):
    """Every exercise has an example, and each gives what it says."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    torch.manual_seed(0)
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    finder, runner = doctest.DocTestFinder(exclude_empty=False), doctest.DocTestRunner(optionflags=flags)
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", "") != path.stem:
            continue
        tests = finder.find(value, name, module)
        asks = not inspect.signature(value).parameters  # a question: an example would be its answer
        assert asks or any(test.examples for test in tests), f"{name} has no example"
        for test in tests:
            said: list[str] = []
            runner.run(test, out=said.append)
            assert said == []
