"""Make the synthetic salaries of the transfer-learning topics. They are nobody's real salaries.

A salary is `base * factor of each of the four codes * exp(noise)`, rounded to 100 dollars. The factors multiply, and
half-remote work pays less than no and full remote work, so a linear model does not fit.

Europe has the same columns, other factors and other people. The lesson of `freeze_finetune` needs three properties of
it, which are tested:

- A network trained on the US predicts too much for Europe, so it does badly before fine-tuning.
- Most Europeans have codes that are rare in the US and badly paid there too, so the network has to change little.
- Salaries in Europe are many standard deviations away from the US mean, so a network without training has to change
  a lot.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

CODES: Final = {
    "experience_level": (0, 1, 2, 3),  # entry, mid, senior, executive
    "employment_type": (0, 1, 2, 3),  # part-time, freelance, contract, full-time
    "remote_ratio": (0, 50, 100),  # per cent of the working time
    "company_size": (0, 1, 2),  # small, medium, large
}
TARGET: Final = "salary_in_usd"
COLUMNS: Final = (*CODES, TARGET)

US_ROWS: Final = 1500
EUROPE_TRAIN_ROWS: Final = 60
EUROPE_TEST_ROWS: Final = 300

_NOISE = 0.1  # standard deviation of the logarithm of a salary, between people with the same codes


class Market(NamedTuple):
    """How one region employs and pays. `shares` and `factors` have one row for each column of `CODES`."""

    base: float
    """US dollars a year, before the factors."""
    shares: tuple[tuple[float, ...], ...]
    """The probability of each code."""
    factors: tuple[tuple[float, ...], ...]
    """What each code multiplies the salary by."""


US: Final = Market(
    base=120_000.0,
    shares=((0.12, 0.18, 0.50, 0.20), (0.08, 0.07, 0.10, 0.75), (0.35, 0.20, 0.45), (0.20, 0.40, 0.40)),
    factors=((0.50, 0.80, 1.00, 1.15), (0.40, 0.70, 0.95, 1.00), (1.00, 0.88, 1.08), (0.80, 0.95, 1.05)),
)
EUROPE: Final = Market(
    base=83_000.0,
    shares=((0.60, 0.25, 0.10, 0.05), (0.20, 0.15, 0.25, 0.40), (0.35, 0.40, 0.25), (0.60, 0.30, 0.10)),
    factors=((0.35, 0.75, 1.10, 1.40), (0.35, 0.60, 0.90, 1.00), (1.00, 0.90, 1.05), (0.80, 0.95, 1.10)),
)


def draw(market: Market, rows: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw `rows` independent people: (rows, 5) int64, the columns of `COLUMNS`."""
    salary = np.full(rows, market.base)
    columns: list[NDArray[np.int64]] = []
    for codes, shares, factors in zip(CODES.values(), market.shares, market.factors, strict=True):
        choice = rng.choice(len(codes), size=rows, p=shares)
        columns.append(np.array(codes, dtype=np.int64)[choice])
        salary *= np.array(factors)[choice]
    salary *= np.exp(rng.normal(0.0, _NOISE, size=rows))
    # Whole hundreds: the last bit of `exp` differs between machines, and must not reach the file.
    columns.append(np.round(salary / 100).astype(np.int64) * 100)
    return np.stack(columns, axis=1)


def us() -> NDArray[np.int64]:
    """Return the rows of `salaries_us.csv.gz`: (1500, 5) int64."""
    return draw(US, US_ROWS, np.random.default_rng(0))


def europe() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the train and the test rows of `salaries_europe.csv.gz`: (60, 5) and (300, 5) int64."""
    people = draw(EUROPE, EUROPE_TRAIN_ROWS + EUROPE_TEST_ROWS, np.random.default_rng(1))
    return people[:EUROPE_TRAIN_ROWS], people[EUROPE_TRAIN_ROWS:]
