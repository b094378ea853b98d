"""What the tests of the course's content share."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def solution(request: pytest.FixtureRequest) -> ModuleType:
    """Return the reference solution that a test file is named after: tests/course/week03/test_mse.py tests mse.py."""
    week, topic = request.path.parent.name, request.path.stem.removeprefix("test_")
    spec = importlib.util.spec_from_file_location(topic, ROOT / "solutions" / week / f"{topic}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
