"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="load_xy", caught_by="test_features_and_target", edit={".drop(columns=target)": ""})
def target_stays_in_X():
    """Your X still holds the target, and a model that sees the answer learns nothing else. Leave that column out."""


@mistake(
    of="load_xy",
    caught_by="test_features_and_target",
    edit={".drop(columns=target)": ".iloc[:, :-1]", "[[target]]": ".iloc[:, -1:]"},
)
def last_column_is_the_target():
    """You take the last column as the target. Use the argument `target`: the column can be anywhere."""


@mistake(
    of="load_xy",
    caught_by="test_features_and_target",
    edit={"X, dtype=torch.float32": "X", "y, dtype=torch.float32": "y"},
)
def numbers_stay_float64():
    """Your tensors have the dtype of the table, such as float64. Convert them to float32: the parameters of a model are
    float32, and the two cannot be multiplied."""


@mistake(of="load_xy", caught_by="test_features_and_target", edit={"[[target]]": "[target]"})
def target_is_flat():
    """Your y has the shape (N,). Make it (N, 1): with predictions of shape (N, 1), a loss would compare every
    prediction with every target."""


@mistake(
    of="load_xy",
    caught_by="test_features_and_target",
    edit={"torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)": "X, y"},
)
def arrays_instead_of_tensors():
    """Your load_xy returns arrays or a DataFrame. Convert them to tensors."""


@mistake(
    of="load_xy",
    caught_by="test_features_and_target",
    raises="ValueError",
    edit={".drop(columns=target).to_numpy()": ".drop(columns=target)"},
)
def tensor_of_a_data_frame():
    """You give torch a DataFrame, which it cannot read. Turn it into an array first, with `to_numpy()`."""


@mistake(
    of="load_xy",
    caught_by="test_unknown_column",
    edit={"pd.read_csv(csv)": "pd.read_csv(csv)\nif target not in table:\n    raise ValueError(target)"},
)
def unknown_column_is_a_value_error():
    """You raise ValueError for an unknown column. Raise KeyError: the name does not exist."""


@mistake(
    of="load_xy",
    caught_by="test_other_tables",
    edit={".drop(columns=target)": "[[name for name in table if target not in name]]"},
)
def names_that_contain_the_target():
    """You leave out every column whose name contains the target's name. Compare whole names: only one column is the
    target."""


@mistake(of="load_xy", caught_by="test_other_tables", edit={"pd.read_csv(csv)": "pd.read_csv(csv).drop_duplicates()"})
def equal_samples_are_dropped():
    """You drop rows that occur twice. Two samples can be equal: return every sample of the file."""


@mistake(
    of="load_xy",
    caught_by="test_other_tables",
    edit={".drop(columns=target).to_numpy()": ".drop(columns=target).to_numpy().squeeze()"},
)
def a_single_row_is_squeezed():
    """You squeeze the values, so a table with one row loses a dimension. Return X as (N, F), also for N = 1."""


@mistake(
    of="make_loader", caught_by="test_batches_in_order", edit={"shuffle=shuffle": "shuffle=shuffle, drop_last=True"}
)
def last_batch_is_dropped():
    """Your loader drops the last batch if it is smaller, so its samples are never seen in that epoch. Keep it."""


@mistake(of="make_loader", caught_by="test_batches_in_order", edit={"batch_size=batch_size, ": ""})
def batch_size_is_not_used():
    """Your batches have one sample each. Give the loader the argument `batch_size`."""


@mistake(of="make_loader", caught_by="test_batches_in_order", edit={"shuffle=shuffle": "shuffle=True"})
def always_shuffled():
    """Your loader always shuffles. Use the argument `shuffle`: a validation loader must keep the order."""


@mistake(
    of="make_loader",
    caught_by="test_batches_in_order",
    edit={
        "return DataLoader": "loader = DataLoader",
        ", shuffle=shuffle, generator=generator)": ")\nreturn list(loader)",
    },
)
def list_of_batches():
    """You return a list of batches, so every epoch has the same ones. Return a DataLoader, which makes new batches for
    every epoch."""


@mistake(
    of="make_loader",
    caught_by="test_batches_in_order",
    edit={
        "return DataLoader": "loader = DataLoader",
        ", shuffle=shuffle, generator=generator)": ")\nreturn iter(loader)",
    },
)
def batches_for_one_epoch():
    """You return a generator, or another iterator, which is used up after one epoch. Return a DataLoader: you can go
    through it again, and it shuffles if the caller asks for it."""


@mistake(of="make_loader", caught_by="test_shuffled_samples", edit={"shuffle=shuffle, ": ""})
def never_shuffled():
    """Your loader never shuffles. Use the argument `shuffle`."""


@mistake(
    of="make_loader",
    caught_by="test_shuffled_samples",
    edit={"return": "if shuffle:\n    X, y = X[torch.randperm(len(X))], y[torch.randperm(len(y))]\nreturn"},
)
def shuffled_apart():
    """You shuffle X and y separately, so the samples lose their targets. Use the same order for both."""


@mistake(of="make_loader", caught_by="test_seed", edit={", generator=generator": ""})
def seed_is_not_used():
    """You do not use the argument `seed`: two loaders with the same seed give different orders. Let the seed decide the
    orders."""


@mistake(
    of="make_loader",
    caught_by="test_seed",
    base="seed_is_not_used",
    edit={
        "generator = None if seed is None else torch.Generator().manual_seed(seed)": "if seed is not None:\n"
        "    torch.manual_seed(seed)"
    },
)
def seed_is_set_for_all():
    """You seed the random state that the whole program shares. Code that draws from it before the epoch begins changes
    your order. Give the loader a generator of its own."""


@mistake(
    of="make_loader",
    caught_by="test_seed",
    edit={
        "return": "if shuffle:\n    order = torch.randperm(len(X), generator=generator)\n    X, y = X[order], y[order]\nreturn",
        "shuffle=shuffle, ": "",
    },
)
def shuffled_once():
    """You shuffle once, so every epoch has the same order. Let the loader shuffle: it draws a new order for every
    epoch."""


@mistake(
    of="make_loader",
    caught_by="test_seed_is_the_loaders_own",
    edit={"shuffle=shuffle": "shuffle=shuffle or seed is not None"},
)
def seed_alone_shuffles():
    """You shuffle as soon as there is a seed. Shuffle only if `shuffle` says so: without shuffling, the seed decides
    nothing."""


@mistake(of="make_loader", caught_by="test_seed_zero", edit={"seed is None": "not seed"})
def zero_is_no_seed():
    """Your loader reads the seed 0 as no seed, because 0 counts as false in an `if`. Check whether it is None."""


@mistake(of="make_loader", caught_by="test_labels", edit={"TensorDataset(X, y)": "TensorDataset(X, y.float())"})
def targets_become_floats():
    """You convert y to floats. Keep the dtype: labels of classes must stay int64, or nn.CrossEntropyLoss refuses
    them."""


@mistake(of="make_loader", caught_by="test_labels", edit={"TensorDataset(X, y)": "TensorDataset(X, y.reshape(-1, 1))"})
def targets_get_a_dimension():
    """You change every y to (N, 1). Keep its shape: labels of shape (N,) stay as they are, and load_xy has already
    given regression targets their shape."""


@mistake(
    of="make_loader",
    caught_by="test_given_tensors",
    edit={
        "return": "if shuffle:\n"
        "    order = torch.randperm(len(X), generator=generator)\n"
        "    X[:], y[:] = X[order], y[order]\n"
        "return"
    },
)
def shuffled_in_place():
    """You shuffle the caller's own X and y. Leave them as they are, and let the loader pick samples in another
    order."""


@mistake(
    of="make_loader",
    caught_by="test_batches_in_order",
    raises="RuntimeError",
    edit={"TensorDataset(X, y)": "(X, y)"},
)
def pair_instead_of_a_dataset():
    """You give the DataLoader the pair (X, y), which it reads as two samples. Make one dataset of the two, in which each
    sample has its row of X and of y."""


@mistake(
    of="make_loader",
    caught_by="test_batches_in_order",
    raises="ValueError",
    edit={"TensorDataset(X, y)": "TensorDataset(X)"},
)
def dataset_without_targets():
    """Your batches hold X only. Give the dataset y too, so that each batch is a pair (X, y)."""


@mistake(of="load_xy", caught_by="test_features_and_target", edit={"pd.read_csv(csv)": "pd.read_csv(csv, index_col=0)"})
def first_column_is_the_index():
    """You read the first column as the names of the rows, so it is missing in X. It is a feature like the others: leave
    out `index_col`."""


@mistake(
    of="load_xy",
    caught_by="test_features_and_target",
    edit={
        "torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)": "torch.tensor(y, dtype=torch.float32), "
        "torch.tensor(X, dtype=torch.float32)"
    },
)
def target_comes_first():
    """You return y first. Return X, then y."""
