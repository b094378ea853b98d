from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn

from dlcourse.datasets import salaries
from dlcourse.datasets.tables import load, standardise

Rows = tuple[torch.Tensor, torch.Tensor]


def test_shipped_files_are_what_the_generator_makes() -> None:
    """The two shipped files hold the generator's rows, train before test."""
    train, test = salaries.europe()
    for name, rows in (("salaries_us", salaries.us()), ("salaries_europe", np.concatenate([train, test]))):
        table = load(name)
        assert (*table.columns, table.target) == salaries.COLUMNS
        assert np.array_equal(np.column_stack([table.X, table.y]), rows)
    assert load("salaries_europe").part("train").y.tolist() == train[:, -1].tolist()


@pytest.mark.parametrize("market", [salaries.US, salaries.EUROPE])
def test_markets_are_complete(market: salaries.Market) -> None:
    """Each column has a share and a factor for every code, and the shares sum to 1."""
    sizes = [len(codes) for codes in salaries.CODES.values()]
    assert [len(shares) for shares in market.shares] == sizes
    assert [len(factors) for factors in market.factors] == sizes
    assert [sum(shares) for shares in market.shares] == pytest.approx([1.0] * 4)


def test_draw_gives_only_known_codes_and_whole_hundreds() -> None:
    """Every code of a column occurs, none other, and salaries are positive multiples of 100 dollars."""
    rows = salaries.draw(salaries.EUROPE, 2000, np.random.default_rng(8))
    for column, codes in zip(rows.T, salaries.CODES.values(), strict=False):
        assert set(column.tolist()) == set(codes)
    assert (rows[:, -1] > 0).all()
    assert (rows[:, -1] % 100 == 0).all()


def test_draw_follows_the_generator() -> None:
    """Equal seeds give equal people, other seeds others."""
    first, again, other = (salaries.draw(salaries.US, 50, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_relation_is_not_linear() -> None:
    """A straight line explains clearly less of the US salaries than the means of equal people do."""
    rows = salaries.us()
    features, y = rows[:, :-1].astype(float), rows[:, -1].astype(float)
    design = np.column_stack([features, np.ones(len(y))])
    line = design @ np.linalg.lstsq(design, y, rcond=None)[0]
    _, group = np.unique(features, axis=0, return_inverse=True)
    means = (np.bincount(group, weights=y) / np.bincount(group))[group]
    assert r2(line, y) < r2(means, y) - 0.05


# What the topic freeze_finetune builds on, at the settings that were measured for its probe.


def test_pretrained_does_badly_before_fine_tuning(us: Rows, europe: tuple[Rows, Rows]) -> None:
    """The network fits the US, and is worse in Europe than the mean European salary."""
    model = pretrain(us)
    assert score(model, us) > 0.8
    assert score(model, europe[1]) < 0


@pytest.mark.parametrize("optimizer", [torch.optim.SGD, torch.optim.Adam])
def test_fine_tuning_clears_the_thresholds(
    us: Rows, europe: tuple[Rows, Rows], optimizer: type[torch.optim.Optimizer]
) -> None:
    """A few epochs reach R2 .1 with only the last layer free and .4 with all layers free."""
    frozen, free = pretrain(us), pretrain(us)
    for layer in list(frozen)[:-1]:
        layer.requires_grad_(False)
    assert score(finetune(frozen, europe[0], optimizer), europe[1]) > 0.1 + 0.1
    assert score(finetune(free, europe[0], optimizer), europe[1]) > 0.4 + 0.1


@pytest.mark.parametrize("optimizer", [torch.optim.SGD, torch.optim.Adam])
def test_from_scratch_stays_bad(europe: tuple[Rows, Rows], optimizer: type[torch.optim.Optimizer]) -> None:
    """The same epochs on a fresh network leave it worse than the mean."""
    assert score(finetune(network(), europe[0], optimizer), europe[1]) < 0


@pytest.fixture(scope="module")
def us() -> Rows:
    table = load("salaries_us")
    return tensors(*standardise(table.X), *standardise(table.y))


@pytest.fixture(scope="module")
def europe() -> tuple[Rows, Rows]:
    """The training and the test part, standardised by the US statistics."""
    american, european = load("salaries_us"), load("salaries_europe")
    train, test = european.part("train"), european.part("test")
    _, train_X, test_X = standardise(american.X, train.X, test.X)
    _, train_y, test_y = standardise(american.y, train.y, test.y)
    return tensors(train_X, train_y), tensors(test_X, test_y)


def tensors(X: NDArray[np.float32], y: NDArray[np.float32]) -> Rows:
    return torch.from_numpy(X), torch.from_numpy(y)[:, None]


def network() -> nn.Sequential:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return nn.Sequential(
            nn.Linear(4, 16),
            nn.ReLU(),
            nn.Linear(16, 16),
            nn.ReLU(),
            nn.Linear(16, 16),
            nn.ReLU(),
            nn.Linear(16, 1),
        )


def pretrain(rows: Rows) -> nn.Sequential:
    model = network()
    train(model, rows, torch.optim.Adam(model.parameters(), lr=0.005), epochs=10, batch_size=50)
    return model


def finetune(model: nn.Sequential, rows: Rows, kind: type[Any]) -> nn.Sequential:
    free = [p for p in model.parameters() if p.requires_grad]
    train(model, rows, kind(free, lr=0.004), epochs=5, batch_size=20)
    return model


def train(model: nn.Module, rows: Rows, optimizer: torch.optim.Optimizer, epochs: int, batch_size: int) -> None:
    X, y = rows
    order = torch.Generator().manual_seed(0)
    for _ in range(epochs):
        shuffled = torch.randperm(len(X), generator=order)
        for start in range(0, len(X), batch_size):
            batch = shuffled[start : start + batch_size]
            optimizer.zero_grad()
            nn.functional.mse_loss(model(X[batch]), y[batch]).backward()  # type: ignore[no-untyped-call]
            optimizer.step()


def score(model: nn.Module, rows: Rows) -> float:
    with torch.no_grad():
        return r2(model(rows[0]).numpy(), rows[1].numpy())


def r2(predicted: NDArray[Any], true: NDArray[Any]) -> float:
    return float(1 - ((predicted - true) ** 2).sum() / ((true - true.mean()) ** 2).sum())
