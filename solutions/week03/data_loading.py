"""Loading data: from a table in a file to shuffled batches of tensors.

A table has a row for each sample and a column for each feature, and one column is the target. A model needs float
tensors, and training needs them in small batches, in a new order for each epoch.

    file  →  X (N, F), y (N, 1)  →  pairs (X[i], y[i])  →  batches (X, y) of batch_size samples
"""

from pathlib import Path

import pandas as pd
import torch
from torch.utils.data import DataLoader, TensorDataset


def load_xy(csv: str | Path, target: str) -> tuple[torch.Tensor, torch.Tensor]:
    r"""Read a table from a file, and divide it into features and target.

    csv: the path of a CSV file, as str or Path. The first line has the names of the columns. Each line after it has the
        numbers of one sample, whole or with a decimal point. Commas separate the values. There are at least two columns
        and one sample, and two samples may be equal. The last line may have no line break.
    target: the name of the target's column. It can be anywhere in the table.
    Returns X and y, two float32 tensors, with the samples in the order of the file. X is (N, F): all columns except the
        target, in the order of the file. y is (N, 1): the target.

    Raises KeyError if the table has no column of that name.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "flats.csv"
    >>> _ = path.write_text("rooms,rent,area\n2,900,45.5\n3,1200,70\n")
    >>> X, y = load_xy(path, target="rent")
    >>> X
    tensor([[ 2.0000, 45.5000],
            [ 3.0000, 70.0000]])
    >>> y.shape
    torch.Size([2, 1])
    """
    ### BEGIN SOLUTION
    table = pd.read_csv(csv)
    X = table.drop(columns=target).to_numpy()
    y = table[[target]].to_numpy()
    return torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)
    ### END SOLUTION


def make_loader(
    X: torch.Tensor, y: torch.Tensor, batch_size: int, shuffle: bool, seed: int | None = None
) -> DataLoader[tuple[torch.Tensor, ...]]:
    """Return a torch.utils.data.DataLoader that yields the samples in batches (X, y).

    X, y: tensors with N samples each, at least one; y[i] belongs to X[i]. They are not changed. The batches keep their
        dtypes, and their shapes from the second dimension on: y may be (N, 1) floats or (N,) labels.
    batch_size: the number of samples in a batch. The last batch is smaller if N is not a multiple of it. In each epoch,
        that is each time you iterate over the loader, every sample comes once.
    shuffle: whether the samples come in random order, a new one for each epoch. If not, they come in their own order.
    seed: a whole number, also 0. With shuffle, the seed alone decides the orders: two loaders with equal seeds yield
        the same first epoch, the same second epoch, and so on, even if other code draws random numbers in between.
        Other seeds give other orders. A call of make_loader with a seed does not change the random state that the whole
        program shares, which torch.rand uses. None: any random orders.

    >>> loader = make_loader(torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([0, 1, 0]), batch_size=2, shuffle=False)
    >>> for X, y in loader:
    ...     print(X.shape, y)
    torch.Size([2, 1]) tensor([0, 1])
    torch.Size([1, 1]) tensor([0])
    """
    ### BEGIN SOLUTION
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size=batch_size, shuffle=shuffle, generator=generator)
    ### END SOLUTION
