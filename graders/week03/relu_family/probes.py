"""Inputs and calls for relu and leaky_relu. x is never 0: right solutions differ in their gradient there."""

from dlcourse.graders.authoring import probe


def mixed_signs(rng):
    return {"x": rng.uniform(0.2, 3, (3, 4)) * rng.permuted([[-1, -1, 1, 1]] * 3, axis=1)}


def mixed_signs_and_slope(rng):
    return {**mixed_signs(rng), "slope": round(rng.uniform(0.04, 0.4), 3)}


def whole_numbers(rng):
    return {"x": rng.integers(1, 9, (2, 3)) * [-1, 1, -1]}


def three_dimensions(rng):
    return {"x": rng.normal(size=(2, 3, 2))}


def large_and_small(rng):
    return {"x": rng.uniform(1, 9, (3, 2)) * [[1e-3], [10], [1e20]] * [-1, 1]}


@probe(inputs=mixed_signs)
def relu_values(student, x):
    return {"y": student.relu(x), "x": x}


@probe(inputs=mixed_signs)
def relu_gradient(student, x):
    """The gradient of y.sum() with respect to x."""
    student.relu(x.requires_grad_()).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=mixed_signs)
def leaky_relu_default(student, x):
    return {"y": student.leaky_relu(x)}


@probe(inputs=mixed_signs_and_slope)
def leaky_relu_slope(student, x, slope):
    return {"y": student.leaky_relu(x, negative_slope=slope), "x": x}


@probe(inputs=whole_numbers)
def relu_integers(student, x):
    return {"y": student.relu(x).double()}


@probe(inputs=three_dimensions)
def shapes_and_dtypes(student, x):
    """Called with three dimensions, with a single number (no dimensions), a transposed tensor, an empty one, and
    float64.
    """
    return {
        "relu": student.relu(x),
        "relu of a transposed tensor": student.relu(x.transpose(0, 1)),
        "relu of nothing": student.relu(x[:0]),
        "relu in float64": student.relu(x.double()),
        "relu of a number": student.relu(x[0, 0, 0]),
    }


@probe(inputs=three_dimensions)
def leaky_shapes_and_dtypes(student, x):
    """Called with three dimensions, with a single number (no dimensions), a transposed tensor, an empty one, and
    float64.
    """
    return {
        "leaky_relu": student.leaky_relu(x),
        "leaky_relu of a transposed tensor": student.leaky_relu(x.transpose(0, 1)),
        "leaky_relu of nothing": student.leaky_relu(x[:0]),
        "leaky_relu in float64": student.leaky_relu(x.double()),
        "leaky_relu of a number": student.leaky_relu(x[0, 0, 0]),
    }


@probe(inputs=large_and_small)
def any_size(student, x):
    """Some elements are close to 0, and others are very large."""
    return {"relu": student.relu(x), "leaky_relu": student.leaky_relu(x)}


@probe(inputs=mixed_signs)
def extreme_slopes(student, x):
    return {
        "slope 0": student.leaky_relu(x, negative_slope=0.0),
        "slope 1": student.leaky_relu(x, negative_slope=1.0),
    }


@probe(inputs=mixed_signs_and_slope)
def leaky_relu_gradient(student, x, slope):
    """The gradient of y.sum() with respect to x."""
    student.leaky_relu(x.requires_grad_(), slope).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=mixed_signs_and_slope)
def gradients_from_above(student, x, slope):
    """The gradients of y.square().sum() with respect to x, where y is relu(x), and where it is leaky_relu(x, slope)."""
    one, other = x.clone().requires_grad_(), x.clone().requires_grad_()
    student.relu(one).square().sum().backward()
    student.leaky_relu(other, slope).square().sum().backward()
    return {"x.grad by relu": one.grad, "x.grad by leaky_relu": other.grad}
