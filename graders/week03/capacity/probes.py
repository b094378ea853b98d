"""Inputs and calls for mlp_within. Students build different networks; the evidence is only their size and shapes."""

from torch import nn

from dlcourse.graders.authoring import error_of, probe


def three_rows(rng):
    """Fewer rows than any layer of the network has inputs, so that error messages are clear."""
    return {"X": rng.normal(size=(3, 8))}


def narrow_range(rng):
    """A range with one possible width, the one at its lower end. Forgotten biases lead to another width."""
    n_in, n_out = int(rng.integers(3, 10)), int(rng.integers(2, 6))
    size = size_of(n_in, 2 * n_in + n_out + 1, n_out)
    return {"n_in": n_in, "n_out": n_out, "lo": size, "hi": size + n_in + n_out}


def exact_size(rng):
    n_in, n_out, hidden = int(rng.integers(3, 10)), int(rng.integers(2, 6)), int(rng.integers(5, 15))
    return {"X": rng.normal(size=(20, n_in)), "n_in": n_in, "n_out": n_out, "size": size_of(n_in, hidden, n_out)}


def smallest_size(rng):
    n_in, n_out = int(rng.integers(3, 10)), int(rng.integers(2, 6))
    return {"X": rng.normal(size=(20, n_in)), "n_in": n_in, "n_out": n_out, "size": size_of(n_in, 1, n_out)}


def large_range(rng):
    n_in, n_out, hidden = int(rng.integers(2, 5)), int(rng.integers(2, 5)), int(rng.integers(2100, 2500))
    size = size_of(n_in, hidden, n_out)
    return {"n_in": n_in, "n_out": n_out, "lo": size - 5, "hi": size + 5}


def between_two_widths(rng):
    """A range between two sizes: the next width below has too few parameters, the next one above too many."""
    n_in, n_out, hidden = int(rng.integers(4, 10)), int(rng.integers(2, 6)), int(rng.integers(5, 15))
    below, above = size_of(n_in, hidden, n_out), size_of(n_in, hidden + 1, n_out)
    return {"n_in": n_in, "n_out": n_out, "lo": below + 2, "hi": above - 2}


def too_small(rng):
    n_in, n_out = int(rng.integers(5, 10)), int(rng.integers(2, 6))
    return {"n_in": n_in, "n_out": n_out, "hi": n_in + n_out - int(rng.integers(1, 4))}


def size_of(n_in, hidden, n_out):
    return hidden * (n_in + 1) + n_out * (hidden + 1)


def parameters(model):
    return sum(parameter.numel() for parameter in model.parameters())


@probe()
def in_a_range(student):
    model = student.mlp_within(8, 2, 60, 120)
    return {"parameters": parameters(model)}


@probe(inputs=three_rows)
def forward(student, X):
    """the network gets a batch of 3"""
    model = student.mlp_within(n_in=8, n_out=2, lo=60, hi=120)
    weights = [parameter for parameter in model.parameters() if parameter.dim() == 2]
    return {
        "is an nn.Module": isinstance(model, nn.Module),
        "shape of the outputs": list(model(X).shape),
        "has two weight matrices or more": len(weights) >= 2,
    }


@probe(inputs=narrow_range)
def in_a_narrow_range(student, n_in, n_out, lo, hi):
    model = student.mlp_within(n_in, n_out, lo, hi)
    return {"parameters": parameters(model)}


@probe()
def impossible(student):
    """each call has an impossible range"""
    return {
        "mlp_within(8, 2, 1, 9)": error_of(student.mlp_within, 8, 2, 1, 9),
        "mlp_within(8, 2, 120, 60)": error_of(student.mlp_within, 8, 2, 120, 60),
    }


@probe(inputs=exact_size)
def exactly(student, n_in, n_out, size):
    model = student.mlp_within(n_in, n_out, lo=size, hi=size)
    return {"parameters": parameters(model)}


@probe(inputs=exact_size)
def forward_of_other_sizes(student, X, n_in, n_out, size):
    """the network gets a batch of 20"""
    model = student.mlp_within(n_in, n_out, size, size + 20)
    return {"shape of the outputs": list(model(X).shape)}


@probe(inputs=exact_size)
def one_output(student, X, n_in):
    """a single output; the network gets a batch of 20"""
    model = student.mlp_within(n_in, 1, 50, 100)
    return {"shape of the outputs": list(model(X).shape)}


@probe(inputs=smallest_size)
def smallest(student, n_in, n_out, size):
    """a hidden layer of one neuron"""
    model = student.mlp_within(n_in, n_out, lo=0, hi=size)
    return {"parameters": parameters(model)}


@probe(inputs=exact_size)
def from_zero(student, n_in, n_out, size):
    """a range that begins at 0"""
    model = student.mlp_within(n_in, n_out, lo=0, hi=size)
    return {"parameters": parameters(model)}


@probe(inputs=large_range)
def thousands(student, n_in, n_out, lo, hi):
    model = student.mlp_within(n_in, n_out, lo, hi)
    return {"parameters": parameters(model)}


@probe(inputs=too_small)
def too_small_for_any(student, n_in, n_out, hi):
    return {"raised": error_of(student.mlp_within, n_in, n_out, 1, hi)}


@probe(inputs=between_two_widths)
def in_a_gap(student, n_in, n_out, lo, hi):
    """no network with one hidden layer and biases has a size in this range; 0 parameters mean that an error was raised"""
    sizes = []
    raised = error_of(lambda: sizes.append(parameters(student.mlp_within(n_in, n_out, lo, hi))))
    return {"raised": raised, "parameters": sum(sizes)}
