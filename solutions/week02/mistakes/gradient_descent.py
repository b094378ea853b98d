"""Wrong solutions that students hand in; each docstring is the feedback."""

from solution import Neuron

from dlcourse.graders.authoring import mistake, survives

survives(
    "self.w = [generator.uniform(-1, 1) for _ in range(n_in)] -> self.w = [generator.uniform(1, -1) for _ in range(n_in)]",
    because="this is the same range",
)
survives(
    "return sum((weight * number for weight, number in zip(self.w, x, strict=True))) + self.b -> "
    "return sum((weight * number for weight, number in zip(x, self.w, strict=True))) + self.b",
    because="a product is the same both ways",
)
survives(
    "return sum((weight * number for weight, number in zip(self.w, x, strict=True))) + self.b -> "
    "return sum((weight * number for weight, number in zip(self.w, x))) + self.b",
    because="there are as many numbers as weights",
)
survives(
    "return sum((weight * number for weight, number in zip(self.w, x, strict=True))) + self.b -> "
    "return sum((weight * number for weight, number in zip(self.w, x, strict=False))) + self.b",
    because="there are as many numbers as weights",
)
survives(
    "for x, y in zip(xs, ys, strict=True) -> for x, y in zip(xs, ys)", because="there are as many targets as samples"
)
survives(
    "for x, y in zip(xs, ys, strict=True) -> for x, y in zip(xs, ys, strict=False)",
    because="there are as many targets as samples",
)
survives(
    "neuron.w = [weight - lr * grad for weight, grad in zip(neuron.w, w_grad, strict=True)] -> "
    "neuron.w = [weight - lr * grad for weight, grad in zip(neuron.w, w_grad)]",
    because="both lists have the same length",
)
survives(
    "neuron.w = [weight - lr * grad for weight, grad in zip(neuron.w, w_grad, strict=True)] -> "
    "neuron.w = [weight - lr * grad for weight, grad in zip(neuron.w, w_grad, strict=False)]",
    because="both lists have the same length",
)
survives(
    "neuron.w = [weight - lr * grad for weight, grad in zip(neuron.w, w_grad, strict=True)] -> "
    "after neuron.b -= lr * b_grad",
    because="all derivatives are there already",
)
survives("neuron.b -= lr * b_grad -> after losses.append(loss)", because="the loss was computed before the step")
survives(
    "loss += error ** 2 / len(xs) -> after b_grad += 2 * error / len(xs)",
    because="the two lines do not depend on each other",
)


@mistake(of="Neuron.__init__", caught_by="test_first_weights", edit={"generator.uniform(-1, 1)": "0.0"})
def zero_weights():
    """Your weights all start at 0. Draw each of them between -1 and 1."""


@mistake(
    of="Neuron.__init__",
    caught_by="test_first_weights",
    edit={"[generator.uniform(-1, 1) for _ in range(n_in)]": "[generator.uniform(-1, 1)] * n_in"},
)
def one_number_for_all_weights():
    """You draw one number and use it for all weights, so all inputs are the same to the neuron. Draw one for each."""


@mistake(of="Neuron.__init__", caught_by="test_first_weights", edit={"uniform(-1, 1)": "random()"})
def only_positive_weights():
    """Your weights are between 0 and 1. Draw them between -1 and 1: a neuron needs both signs."""


@mistake(of="Neuron.__init__", caught_by="test_first_weights", edit={"uniform(-1, 1)": "choice([-1.0, 1.0])"})
def ends_of_the_range_only():
    """Your weights are -1 or 1, and nothing between. Draw from the whole range, with uniform."""


@mistake(of="Neuron.__init__", caught_by="test_first_weights", edit={"random.Random(seed)": "random.Random(0)"})
def seed_is_ignored():
    """All your neurons start with the same weights, because you do not use `seed`. Give it to random.Random."""


@mistake(of="Neuron.__init__", caught_by="test_first_weights", edit={"random.Random(seed)": "random.Random()"})
def no_seed_at_all():
    """The same seed gives other weights each time. Give `seed` to random.Random, so that a run can be repeated."""


@mistake(of="Neuron.__init__", caught_by="test_first_weights", edit={"self.b = 0.0": "self.b = 1.0"})
def bias_starts_at_one():
    """Your bias starts at 1. It starts at 0.0."""


@mistake(
    of="Neuron.__init__",
    caught_by="test_random_state",
    edit={"generator = random.Random(seed)": "generator = random\nrandom.seed(seed)"},
)
def random_state_is_changed():
    """You set the random state of the whole program with random.seed, so other code that draws numbers is changed too. Make a
    generator of your own, with random.Random(seed)."""


@mistake(of="Neuron.__call__", caught_by="test_prediction", edit={" + self.b": ""})
def bias_is_forgotten():
    """Your neuron forgets its bias. Add self.b to the weighted sum."""


@mistake(
    of="Neuron.__call__",
    caught_by="test_prediction",
    edit={"weight * number for": "weight * number + self.b for", "strict=True)) + self.b": "strict=True))"},
)
def bias_for_each_input():
    """You add the bias once for each input. Add it once, after the sum."""


@mistake(of="Neuron.__call__", caught_by="test_prediction")
def first_input_only(self, x):
    """You use the first weight and the first number only. Sum over all of them."""
    return self.w[0] * x[0] + self.b


@mistake(
    of="Neuron.__call__",
    caught_by="test_prediction",
    edit={"return sum(": "return max(0.0, sum(", "+ self.b": "+ self.b)"},
)
def with_relu():
    """Your neuron never predicts a number below 0. It has no activation function: return the sum as it is."""


@mistake(
    of="Neuron.__call__",
    caught_by="test_prediction",
    edit={
        "return sum(weight * number for weight, number in zip(self.w, x, strict=True)) + self.b": "return [weight * number + self.b for weight, number in zip(self.w, x, strict=True)]"
    },
)
def list_of_products():
    """Your neuron returns a list. Its prediction is one number: the sum of all products, plus the bias."""


@mistake(of="fit", caught_by="test_one_step", edit={"weight - lr": "weight + lr", "neuron.b -= lr": "neuron.b += lr"})
def climbs():
    """You go up the slope, so the loss grows. Subtract lr times the derivative, and take the error as prediction - y."""


@mistake(of="fit", caught_by="test_one_step", edit={"neuron(x) - y": "y - neuron(x)"}, like="climbs")
def error_has_the_other_sign(): ...


@mistake(of="fit", caught_by="test_one_step", edit={"lr * grad": "grad", "lr * b_grad": "b_grad"})
def no_learning_rate():
    """Your steps do not use the learning rate, so they are far too long. Multiply each derivative with lr."""


@mistake(
    of="fit",
    caught_by="test_one_step",
    edit={"b_grad += 2 * error / len(xs)": "b_grad += 2 * error", "error * number / len(xs)": "error * number"},
)
def derivatives_are_sums():
    """Your derivatives are sums over the samples. The loss is a mean, so divide them by the number of samples."""


@mistake(
    of="fit",
    caught_by="test_one_step",
    edit={"b_grad += 2 * error": "b_grad += error", "2 * error * number": "error * number"},
)
def two_is_forgotten():
    """Your steps are half as long as they should be: the derivative of error² is 2 · error."""


@mistake(of="fit", caught_by="test_one_step", edit={"neuron.b -= lr * b_grad": "pass"})
def bias_is_not_trained():
    """Your bias never changes. It has a derivative too: the mean of 2 · error."""


@mistake(of="fit", caught_by="test_one_step", edit={"2 * error * number": "2 * error"})
def input_is_forgotten():
    """The derivative by a weight lacks the input. If w grows by 1, the prediction grows by x: multiply 2 · error with x."""


@mistake(
    of="fit",
    caught_by="test_one_step",
    edit={"neuron.w = [": "w = [", "neuron.b -= lr * b_grad": "b = neuron.b - lr * b_grad"},
)
def only_local_names():
    """Your steps change names inside fit, and the neuron stays as it was. Assign to neuron.w and neuron.b."""


@mistake(of="fit", caught_by="test_one_step", like="only_local_names")
def another_neuron(neuron, xs, ys, lr, steps):
    """Trains a copy of the neuron."""
    copy = Neuron(len(neuron.w), 0)
    copy.w, copy.b = list(neuron.w), neuron.b
    losses = []
    for _ in range(steps):
        errors = [copy(x) - y for x, y in zip(xs, ys, strict=True)]
        losses.append(sum(error**2 for error in errors) / len(xs))
        _step(copy, xs, errors, lr)
    return losses


@mistake(of="fit", caught_by="test_one_step")
def bias_after_the_weights(neuron, xs, ys, lr, steps):
    """You change the weights first, and compute the derivative by the bias with the new ones. Compute all derivatives before
    you change anything."""
    losses = []
    for _ in range(steps):
        errors = [neuron(x) - y for x, y in zip(xs, ys, strict=True)]
        losses.append(sum(error**2 for error in errors) / len(xs))
        bias = neuron.b
        _step(neuron, xs, errors, lr)
        neuron.b = bias
        errors = [neuron(x) - y for x, y in zip(xs, ys, strict=True)]
        neuron.b -= lr * 2 * sum(errors) / len(xs)
    return losses


@mistake(of="fit", caught_by="test_one_step")
def step_for_each_sample(neuron, xs, ys, lr, steps):
    """You make a step after each sample. Use all samples first: one step follows the mean of their derivatives."""
    losses = []
    for _ in range(steps):
        losses.append(sum((neuron(x) - y) ** 2 for x, y in zip(xs, ys, strict=True)) / len(xs))
        for x, y in zip(xs, ys, strict=True):
            _step(neuron, [x], [neuron(x) - y], lr)
    return losses


@mistake(
    of="fit",
    caught_by="test_three_steps",
    edit={
        "loss, w_grad, b_grad = 0.0, [0.0] * len(neuron.w), 0.0": "loss = 0.0",
        "losses = []": "losses, w_grad, b_grad = [], [0.0] * len(neuron.w), 0.0",
    },
)
def derivatives_are_never_reset():
    """Your derivatives add up from step to step. Begin each step with derivatives of 0; with Values, call zero_grad before
    backward."""


@mistake(of="fit", caught_by="test_three_steps")
def derivatives_of_the_first_step(neuron, xs, ys, lr, steps):
    """You compute the derivatives once, before the loop, and use them in every step. Compute them anew in each step, with the
    weights as they are then."""
    first = [neuron(x) - y for x, y in zip(xs, ys, strict=True)]
    losses = []
    for _ in range(steps):
        losses.append(sum((neuron(x) - y) ** 2 for x, y in zip(xs, ys, strict=True)) / len(xs))
        _step(neuron, xs, first, lr)
    return losses


@mistake(of="fit", caught_by="test_losses", edit={"error**2 / len(xs)": "error**2"})
def losses_are_sums():
    """Your losses are sums of the squared errors. Divide by the number of samples."""


@mistake(of="fit", caught_by="test_losses", edit={"error**2 / len(xs)": "abs(error) / len(xs)"})
def absolute_errors():
    """Your losses are means of the absolute errors. Square each error."""


@mistake(
    of="fit",
    caught_by="test_losses",
    edit={
        "losses.append(loss)": "losses.append(sum((neuron(x) - y) ** 2 for x, y in zip(xs, ys, strict=True)) / len(xs))"
    },
)
def losses_after_the_step():
    """Your losses are computed after each step, so the first one is missing. Compute the loss before the weights change."""


@mistake(of="fit", caught_by="test_losses", edit={"return losses": "return loss"})
def last_loss_only():
    """You return the last loss. Return a list with the loss of each step."""


@mistake(
    of="fit",
    caught_by="test_losses",
    edit={
        "losses.append(loss)": "losses.append(_Value(loss))",
        "losses = []": "losses = []\nclass _Value:\n    def __init__(self, data):\n        self.data = data\n    def __repr__(self):\n        return f'Value({self.data})'",
    },
)
def losses_are_values():
    """Your losses are nodes of a graph, and each keeps its whole graph in memory. Append the number: loss.data."""


@mistake(
    of="fit", caught_by="test_line", edit={"losses.append(loss)": "losses.append(loss)\nif loss < 0.001:\n    break"}
)
def stops_when_it_is_good():
    """You stop as soon as the loss is small, so some losses are missing. Make as many steps as `steps` says."""


@mistake(of="fit", caught_by="test_line", edit={"range(steps)": "range(min(steps, 100))"})
def at_most_a_hundred_steps():
    """You never make more than 100 steps. Make as many as `steps` says."""


@mistake(of="fit", caught_by="test_fit_again")
def steps_of_all_calls(neuron, xs, ys, lr, steps):
    """With steps = 0 you still make a step. `for _ in range(steps)` makes none then."""
    losses = []
    while len(losses) < max(steps, 1):
        errors = [neuron(x) - y for x, y in zip(xs, ys, strict=True)]
        losses.append(sum(error**2 for error in errors) / len(xs))
        _step(neuron, xs, errors, lr)
    return losses


@mistake(of="fit", caught_by="test_data_stay")
def ones_in_the_samples(neuron, xs, ys, lr, steps):
    """You append a 1 to the caller's samples, for the bias perhaps. Put it into new lists, such as [*x, 1.0]."""
    losses = []
    for _ in range(steps):
        errors = [neuron(x) - y for x, y in zip(xs, ys, strict=True)]
        losses.append(sum(error**2 for error in errors) / len(xs))
        _step(neuron, xs, errors, lr)
    for x in xs:
        x.append(1.0)
    return losses


def _step(neuron, xs, errors, lr):
    for i in range(len(neuron.w)):
        neuron.w[i] -= lr * 2 * sum(error * x[i] for x, error in zip(xs, errors, strict=True)) / len(xs)
    neuron.b -= lr * 2 * sum(errors) / len(xs)
