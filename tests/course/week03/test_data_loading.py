"""The reference against NumPy and the course's own tables."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader

from dlcourse.datasets import tables


@pytest.mark.parametrize("name", ["iris", "wine", "diabetes"])
def test_load_xy_reads_the_courses_tables(solution, tmp_path, name):
    table = tables.load(name)
    path = tmp_path / f"{name}.csv"
    path.write_bytes(gzip.decompress(Path(tables.__file__).with_name(f"{name}.csv.gz").read_bytes()))
    X, y = solution.load_xy(path, table.target)
    assert X.dtype == y.dtype == torch.float32
    assert np.array_equal(X.numpy(), table.X)
    assert np.array_equal(y.numpy(), table.y[:, None].astype(np.float32))


@pytest.mark.parametrize(("n", "batch_size", "sizes"), [(7, 3, [3, 3, 1]), (6, 3, [3, 3]), (2, 5, [2]), (1, 1, [1])])
@pytest.mark.parametrize("shuffle", [False, True])
def test_every_sample_once(solution, n, batch_size, sizes, shuffle):
    X, y = torch.randn(n, 2), torch.arange(n)
    loader = solution.make_loader(X, y, batch_size, shuffle)
    assert isinstance(loader, DataLoader)
    for _ in range(2):
        epoch = list(loader)
        assert [len(target) for _, target in epoch] == sizes
        order = torch.cat([target for _, target in epoch])
        assert sorted(order.tolist()) == list(range(n))
        assert shuffle or order.tolist() == list(range(n))
        assert torch.equal(torch.cat([batch for batch, _ in epoch]), X[order])
