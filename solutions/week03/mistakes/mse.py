"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(caught_by="test_values", edit={"squares.numel()": "1"})
def sum_of_squares():
    """You return the sum of the squares. Return their mean: the loss should not depend on how many samples there are."""


@mistake(caught_by="test_values", edit={"squares.sum() / squares.numel()": "(squares.sum() / squares.numel()).sqrt()"})
def root_of_the_mean():
    """You take the square root at the end: that is the root mean squared error. Leave the root out."""


@mistake(caught_by="test_values", edit={"(pred - target) ** 2": "(pred - target).abs()"})
def absolute_differences():
    """You take the absolute differences: that is the mean absolute error. Take their squares."""


@mistake(caught_by="test_values", edit={" ** 2": ""})
def no_square():
    """You take the mean of the plain differences, in which too high and too low cancel. Square each difference first."""


@mistake(
    caught_by="test_values",
    base="no_square",
    edit={"squares.sum() / squares.numel()": "(squares.sum() / squares.numel()) ** 2"},
)
def square_of_the_mean():
    """You square the mean of the differences, in which too high and too low have cancelled already. Square each
    difference, then take the mean.
    """


@mistake(caught_by="test_values", edit={"squares.numel()": "squares.numel() / 2"})
def half_of_the_mean():
    """You return half of the mean. Some books define the loss like this, for a simpler gradient. Return the mean
    itself.
    """


@mistake(caught_by="test_values", edit={"squares.sum() / squares.numel()": "squares"})
def one_loss_per_sample():
    """You return one number for each element. Return a tensor with a single number: the mean of all squares."""


@mistake(caught_by="test_values", edit={"squares.sum()": "squares"}, like="one_loss_per_sample")
def nothing_is_summed(): ...


@mistake(caught_by="test_values", edit={"squares.sum() / squares.numel()": "(squares.sum() / squares.numel()).item()"})
def returns_a_number():
    """You return a plain number, from which no gradient can be computed. Return a tensor with a single number, and
    leave out `.item()`.
    """


@mistake(caught_by="test_values", edit={" / ": " // "})
def drops_the_fraction():
    """You divide with `//`, which rounds down to a whole number. Divide with `/`."""


@mistake(caught_by="test_several_outputs", edit={"squares.numel()": "len(squares)"})
def divides_by_the_rows():
    """You divide by the number of rows, but a table with several columns has more elements than rows, and a single number
    has no rows. Take the mean of all elements.
    """


@mistake(caught_by="test_several_outputs", edit={"squares.sum() / squares.numel()": "(squares + 0.0).mean(0)"})
def mean_along_one_dimension():
    """You take the mean along dimension 0 only, so each column of a table keeps a mean of its own. Take the mean over
    all dimensions.
    """


@mistake(
    caught_by="test_two_numbers", edit={"squares.sum() / squares.numel()": "squares.mean()"}, raises="RuntimeError"
)
def no_mean_of_integers():
    """You use `mean()`, which does not accept integers, so your function fails for whole numbers. Convert them to
    floats first.
    """


@mistake(caught_by="test_gradient", edit={"pred - target": "pred.detach() - target"}, raises="RuntimeError")
def leaves_the_graph():
    """No gradient flows through your loss: it leaves torch with NumPy, `.detach()` or `torch.tensor(…)`, or runs under
    `torch.no_grad()`. Keep every step in the graph.
    """


@mistake(caught_by="test_shapes", edit={"pred.shape != target.shape": "False"})
def broadcasts():
    """You let the shapes broadcast: (N, 1) minus (N,) is a table of N × N differences, and training on it learns little
    more than the mean. Raise ValueError if the shapes differ.
    """


@mistake(
    caught_by="test_shapes",
    base="broadcasts",
    edit={"squares.sum() / squares.numel()": "torch.nn.functional.mse_loss(pred, target)"},
)
def torch_only_warns():
    """You leave the shapes to `F.mse_loss` or `nn.MSELoss`, which only warn if they differ, and which refuse integers.
    Raise ValueError before you call them, and convert integers to floats.
    """


@mistake(caught_by="test_shapes", edit={"if pred": "pred, target = pred.flatten(), target.flatten()\nif pred"})
def flattens():
    """You flatten both arguments, so shapes that differ go unnoticed. Raise ValueError if the shapes differ."""


@mistake(caught_by="test_shapes", edit={"raise ValueError": "raise AssertionError"})
def asserts():
    """You refuse different shapes with `assert`. Assertions can be switched off, and callers cannot tell them from
    bugs: raise ValueError.
    """


@mistake(caught_by="test_shapes", edit={"raise ValueError": "return ValueError"})
def returns_the_error():
    """You return the error, so the caller goes on with it as if it were a loss. Raise it."""


@mistake(caught_by="test_shapes", edit={"pred.shape != target.shape": "pred.ndim != target.ndim"})
def compares_the_number_of_dimensions():
    """You compare only a part of the shapes, such as the number of dimensions. Compare the whole shapes."""


@mistake(caught_by="test_dtypes", edit={"pred - target": "pred.float() - target.float()"})
def makes_float32():
    """Your result is float32 for every dtype. Convert only integers to floats, and leave float64 as it is."""


@mistake(caught_by="test_inputs_stay", edit={"squares = (pred - target)": "pred -= target\nsquares = pred"})
def changes_its_input():
    """You subtract in place: -= writes into the caller's predictions. Make a new tensor."""
