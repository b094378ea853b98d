"""Wrong solutions that students hand in; each docstring is the feedback."""

import math

from solution import Value, tanh

from dlcourse.graders.authoring import mistake


@mistake(of="tanh", caught_by="test_tanh", edit={"-2 * abs(x)": "-abs(x)"})
def half_the_exponent():
    """You compute tanh(x / 2). With a single exponential the formula is (e²ˣ - 1) / (e²ˣ + 1): the 2 in the exponent is
    missing."""


@mistake(of="tanh", caught_by="test_tanh")
def sigmoid_for_tanh(x):
    """You return the sigmoid, which is between 0 and 1. tanh is between -1 and 1: it is 2 · σ(2x) - 1."""
    return 1 / (1 + math.exp(-x))


@mistake(of="tanh", caught_by="test_tanh")
def not_shifted(x):
    """You return 2 · σ(2x), which is between 0 and 2. Subtract 1: tanh is between -1 and 1."""
    return 2 / (1 + math.exp(-2 * x))


@mistake(of="tanh", caught_by="test_tanh")
def sinh_for_tanh(x):
    """You return (eˣ - e⁻ˣ) / 2, which is sinh. Divide by eˣ + e⁻ˣ."""
    return (math.exp(x) - math.exp(-x)) / 2


@mistake(of="tanh", caught_by="test_tanh", edit={"(1 - small) / (1 + small)": "(1 + small) / (1 - small)"})
def upside_down():
    """Your fraction is upside down, so it is above 1. The difference is above the line, the sum below it."""


@mistake(
    of="tanh", caught_by="test_tanh", edit={"math.copysign((1 - small) / (1 + small), x)": "(1 - small) / (1 + small)"}
)
def sign_is_lost():
    """For x below 0 your result is above 0. tanh(-x) is -tanh(x): give the result the sign of x."""


@mistake(of="tanh", caught_by="test_tanh_far_from_zero", raises="OverflowError")
def overflows(x):
    """Your exponential is too large for a float if x is far from 0. Use e to a power below 0, of -2·|x| perhaps, and give
    the result the sign of x in the end; or use math.tanh."""
    return (math.exp(2 * x) - 1) / (math.exp(2 * x) + 1)


@mistake(of="sigmoid_grad", caught_by="test_sigmoid_grad")
def sigmoid_without_slope(x):
    """You return the sigmoid itself. Its slope is σ(x) · (1 - σ(x))."""
    return 1 / (1 + math.exp(-x))


@mistake(of="sigmoid_grad", caught_by="test_sigmoid_grad")
def input_as_output_of_sigmoid(x):
    """You compute x · (1 - x), as if x were the output of the sigmoid. x is its input: take the sigmoid first."""
    return x * (1 - x)


@mistake(of="sigmoid_grad", caught_by="test_sigmoid_grad")
def formula_of_tanh(x):
    """You compute 1 - σ(x)². That is the formula of tanh; the slope of the sigmoid is σ(x) · (1 - σ(x))."""
    return 1 - (1 / (1 + math.exp(-x))) ** 2


@mistake(of="sigmoid_grad", caught_by="test_slopes_far_from_zero", raises="OverflowError")
def sigmoid_overflows(x):
    """For x far below 0, math.exp(-x) is too large for a float. The slope is the same at x and at -x: use math.exp(-abs(x))."""
    y = 1 / (1 + math.exp(-x))
    return y * (1 - y)


@mistake(of="tanh_grad", caught_by="test_tanh_grad", edit={"tanh(x) ** 2": "tanh(x)"})
def square_is_lost():
    """You compute 1 - tanh(x). The square is missing: the slope is 1 - tanh(x)²."""


@mistake(of="tanh_grad", caught_by="test_tanh_grad", edit={"tanh(x) ** 2": "x ** 2"})
def input_as_output_of_tanh():
    """You compute 1 - x², as if x were the output of tanh. x is its input: take tanh first."""


@mistake(of="tanh_grad", caught_by="test_tanh_grad", edit={"1 - tanh(x) ** 2": "tanh(x) * (1 - tanh(x))"})
def formula_of_sigmoid():
    """You compute tanh(x) · (1 - tanh(x)). That is the formula of the sigmoid; the slope of tanh is 1 - tanh(x)²."""


@mistake(of="tanh_grad", caught_by="test_slopes_far_from_zero", raises="OverflowError")
def cosh_overflows(x):
    """1 / cosh(x)² is the slope, but cosh(x) is too large for a float if x is far from 0. Use 1 - tanh(x)²."""
    return 1 / math.cosh(x) ** 2


@mistake(
    of="Value.tanh",
    caught_by="test_value_tanh",
    raises="AttributeError",
    edit={'Value(tanh(self.data), (self,), "tanh")': "tanh(self.data)"},
)
def number_for_a_node():
    """Your Value.tanh returns a number, and a number knows no parents. Return a Value that holds it."""


@mistake(of="Value.tanh", caught_by="test_value_tanh", edit={"tanh(self.data)": "1 - tanh(self.data) ** 2"})
def slope_for_the_value():
    """The data of your new node is the slope of tanh. That is needed on the way back; the data is tanh itself."""


@mistake(of="Value.tanh", caught_by="test_graph_of_tanh", edit={"(self,)": "()"})
def no_parents():
    """Your new node has no parents, so no gradient can find its way back. Its parents are (self,)."""


@mistake(of="Value.tanh", caught_by="test_graph_of_tanh", edit={"(self,)": "(Value(self.data),)"})
def copied_parent():
    """The parent of your new node is a copy of the node, and the gradient of the copy helps nobody. Use self."""


@mistake(of="Value.tanh", caught_by="test_graph_of_tanh", edit={', "tanh"': ""})
def no_op():
    """Your new node does not say what it was made by. Its op is "tanh"."""


@mistake(of="Value.tanh", caught_by="test_nothing_else_changes")
def overwrites_its_data(self):
    """Your Value.tanh overwrites self.data. Leave this node as it is, and put the result into a new one."""
    self.data = tanh(self.data)
    return Value(self.data, (self,), "tanh")


@mistake(of="Value.pass_back", caught_by="test_gradients_add_up", edit={"+=": "="})
def gradient_is_replaced():
    """You overwrite the gradient of the parent, so what other nodes have passed back is lost. Add to it, with +=."""


@mistake(of="Value.pass_back", caught_by="test_pass_back", edit={" * self.grad": ""})
def own_gradient_is_ignored():
    """You pass back the slope of tanh alone. By the chain rule it is multiplied with this node's own gradient."""


@mistake(of="Value.pass_back", caught_by="test_pass_back", edit={"self.data**2": "self.data"})
def square_is_lost_on_the_way_back():
    """You pass back (1 - y) · gradient. The square is missing: the slope is 1 - y², and y is this node's data."""


@mistake(of="Value.pass_back", caught_by="test_pass_back", edit={"self.data**2": "tanh(self.data) ** 2"})
def tanh_of_the_output():
    """You take tanh of this node's data, which is tanh already. Take tanh_grad of the parent's data, or 1 - self.data²."""


@mistake(of="Value.pass_back", caught_by="test_pass_back", edit={"self.data**2": "parent.data**2"})
def input_for_the_output():
    """You square the parent's data. The slope is 1 - y², and y is tanh of it: this node's own data."""


@mistake(of="Value.pass_back", caught_by="test_pass_back", edit={"(1 - self.data**2) * self.grad": "self.grad"})
def copies_the_gradient():
    """You pass your gradient back as it is. That is the rule for +; for tanh, multiply it with the slope 1 - tanh(x)²."""
