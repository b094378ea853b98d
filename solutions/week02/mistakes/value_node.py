"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(
    caught_by="test_sum_and_product",
    edit={'self._compute("+", lambda a, b: a + b, self, other)': "self.data + getattr(other, 'data', other)"},
    raises="AttributeError",
)
def sum_is_a_number():
    """Your a + b is a plain number, which does not remember anything. Return a new Value with this number as its data."""


@mistake(
    caught_by="test_sum_and_product",
    edit={"lambda a, b: a + b": "lambda a, b: Value(a + b)"},
)
def value_in_a_value():
    """The data of your sum is a Value. Make only one Value of the numbers: self.data + other.data is a number already."""


@mistake(caught_by="test_sum_and_product", edit={"lambda a, b: a * b": "lambda a, b: a + b"})
def product_is_a_sum():
    """Your a * b adds. Multiply the data."""


@mistake(caught_by="test_leaf", edit={"self.grad = 0.0": "self.grad = None"})
def grad_is_none():
    """The grad of your new node is None. Begin with 0.0: the gradients are added to it later."""


@mistake(caught_by="test_leaf", edit={"self.grad = 0.0": "self.grad = 1.0"})
def grad_is_one():
    """The grad of your new node is 1.0. Begin with 0.0: only the last node of a calculation gets 1, and that is for later."""


@mistake(caught_by="test_leaf", edit={"self.grad = 0.0": "self.grad = self.data"})
def grad_is_data():
    """You begin with the data as grad. Begin with 0.0."""


@mistake(caught_by="test_leaf", edit={'parents=(), op=""': "parents=(), op=None"})
def op_of_a_leaf_is_none():
    """The op of your leaf is None. Use an empty text, so that op is always a text."""


@mistake(caught_by="test_difference_and_quotient", edit={"lambda a, b: a - b": "lambda a, b: b - a"})
def difference_is_reversed():
    """Your a - b is b - a. In __sub__, self is the left operand."""


@mistake(caught_by="test_difference_and_quotient", edit={"lambda a, b: a / b": "lambda a, b: a // b"})
def quotient_is_whole():
    """Your a / b is a whole number, because // rounds down. Use / in __truediv__."""


@mistake(caught_by="test_difference_and_quotient", edit={"def __truediv__": "def __div__"}, raises="TypeError")
def div_of_python_2():
    """a / b does not work. Python calls __truediv__ for it: write a method of this name. (__div__ is from Python 2.)"""


@mistake(caught_by="test_power_and_minus", edit={"lambda a: a**exponent": "lambda a: a * exponent"})
def power_is_a_product():
    """Your a ** n multiplies by n. Raise the data to the power n, with **."""


@mistake(caught_by="test_power_and_minus", edit={"lambda a: a**exponent": "lambda a: exponent**a"})
def power_is_reversed():
    """Your a ** n is n ** a. In __pow__, self is the left operand."""


@mistake(
    caught_by="test_power_and_minus",
    edit={"isinstance(exponent, int | float)": "isinstance(exponent, int)"},
    raises="TypeError",
)
def powers_are_whole():
    """Your exponent must be an int. Accept a float, too: a ** 0.5 is the square root."""


@mistake(caught_by="test_power_and_minus", edit={"lambda a: -a": "lambda a: -abs(a)"})
def minus_is_always_negative():
    """Your -a is never above 0. Change the sign: -(-3) is 3."""


@mistake(
    caught_by="test_number_on_the_right",
    edit={"operand if isinstance(operand, Value) else Value(operand) for": "operand for"},
    raises="AttributeError",
)
def numbers_have_no_data():
    """You ask a number for its data. Make a Value of it first, if it is not a Value."""


@mistake(caught_by="test_number_on_the_right", edit={"Value | int | float": "Value | float"}, raises="TypeError")
def floats_only():
    """a + 2 ends in TypeError, because you do not accept an int. Accept a Value, an int and a float."""


@mistake(caught_by="test_number_on_the_right", edit={"Value | int | float": "Value | int"}, raises="TypeError")
def ints_only():
    """You accept ints only, so a + 2.5 ends in TypeError. Accept floats, too."""


@mistake(caught_by="test_number_on_the_left", edit={"def __radd__": "def add_to"}, raises="TypeError")
def without_radd():
    """2 + a does not work, and neither does sum(), which begins with 0 + a. Write __radd__."""


@mistake(
    caught_by="test_number_on_the_left",
    base="without_radd",
    edit={"def __rsub__": "def from_a", "def __rmul__": "def by", "def __rtruediv__": "def of"},
    raises="TypeError",
)
def without_reflected_methods():
    """Numbers on the left do not work. Write __radd__, __rsub__, __rmul__ and __rtruediv__: Python calls them for 2 + a, 2 - a …"""


@mistake(caught_by="test_number_on_the_left", edit={"lambda n, a: n - a": "lambda n, a: a - n"})
def rsub_is_sub():
    """Your n - a is a - n. In __rsub__, self is the right operand: subtract self from the number."""


@mistake(caught_by="test_number_on_the_left", edit={"lambda n, a: n / a": "lambda n, a: a / n"})
def rtruediv_is_truediv():
    """Your n / a is a / n. In __rtruediv__, self is the right operand: divide the number by self."""


@mistake(caught_by="test_parents", edit={"for node in nodes)), nodes, op)": "for node in nodes)), (), op)"})
def without_parents():
    """Your results have no parents. Give each new Value the Values that it was computed from."""


@mistake(
    caught_by="test_parents",
    edit={"for node in nodes)), nodes, op)": "for node in nodes)), [node.data for node in nodes], op)"},
    raises="AttributeError",
)
def parents_are_numbers():
    """Your parents are numbers. Keep the Values themselves: a gradient must find its way to them."""


@mistake(caught_by="test_parents", edit={"for node in nodes)), nodes, op)": "for node in nodes)), nodes[:1], op)"})
def one_parent():
    """Your sum has one parent. A sum of two Values was computed from both: (self, other)."""


@mistake(
    caught_by="test_parents",
    edit={"for node in nodes)), nodes, op)": "for node in nodes)), [Value(node.data) for node in nodes], op)"},
)
def parents_are_copies():
    """Your parents are new Values with the same data. Use the operands themselves, so that the graph holds together."""


@mistake(caught_by="test_parents", edit={"nodes, op)": "nodes)"})
def without_op():
    """The op of your results is empty. Write "+" for a sum and "*" for a product."""


@mistake(
    caught_by="test_parents", edit={'"+", lambda a, b': '"add", lambda a, b', '"*", lambda a, b': '"mul", lambda a, b'}
)
def op_is_a_word():
    """Your op is a word. Use the sign of the operation: "+" and "*"."""


@mistake(caught_by="test_parents", edit={'self._compute("neg", lambda a: -a, self)': "Value(-self.data)"})
def minus_has_no_parents():
    """Your -a has no parents. It was computed from a, so a is its parent."""


@mistake(caught_by="test_repr", edit={"Value(data={self.data})": "Value({self.data})"})
def repr_without_the_name():
    """Your repr is like Value(2.0). Write the name too: Value(data=2.0)."""


@mistake(caught_by="test_repr", edit={'f"Value(data={self.data})"': "self.data"}, raises="TypeError")
def repr_is_a_number():
    """__repr__ must return a text. Yours returns a number: use an f-string."""


@mistake(caught_by="test_repr", edit={'f"Value(data={self.data})"': "str(self.data)"})
def repr_is_the_data():
    """Your repr shows the number only. Return Value(data=2.0), so that a reader sees that it is a Value."""


@mistake(
    caught_by="test_operands_do_not_change",
    edit={
        'return self._compute("+", lambda a, b: a + b, self, other)': "self.data += getattr(other, 'data', other)\n"
        "return self"
    },
)
def sum_in_place():
    """Your a + b changes a, and returns it. Leave both operands as they are, and return a new Value."""


@mistake(
    caught_by="test_operands_do_not_change",
    edit={
        'return self._compute("neg", lambda a: -a, self)': 'self.data = -self.data\nreturn Value(self.data, (self,), "neg")'
    },
)
def minus_in_place():
    """Your -a changes the sign of a itself. Only the new Value gets the negative number."""


@mistake(
    caught_by="test_other_types",
    edit={"if not all(isinstance(operand, Value | int | float) for operand in operands)": "if False"},
)
def any_type():
    """You make a Value of anything, also of a text. Return NotImplemented if the operand is neither a Value nor a number."""


@mistake(
    caught_by="test_other_types",
    edit={
        "for operand in operands):\n    return NotImplemented": 'for operand in operands):\n    raise TypeError("no number")'
    },
)
def raises_by_itself():
    """You raise TypeError yourself, so Python cannot ask the other operand. Return NotImplemented: then Python raises it."""


@mistake(
    caught_by="test_other_types",
    edit={"for operand in operands):\n    return NotImplemented": "for operand in operands):\n    return None"},
)
def none_for_other_types():
    """You return None for a text, and the error comes much later. Return NotImplemented."""


@mistake(
    caught_by="test_other_types",
    edit={
        "for operand in operands):\n    return NotImplemented": "for operand in operands):\n    return NotImplementedError"
    },
)
def the_error_instead_of_the_constant():
    """You return NotImplementedError, which is an exception's type. Return NotImplemented, a constant of Python."""


@mistake(
    caught_by="test_equal_only_to_itself",
    edit={"def __repr__(self)": "def __eq__(self, other):\n    return self.data == other.data\n\ndef __repr__(self)"},
    raises="TypeError",
)
def equal_by_data():
    """You write __eq__, and a class with __eq__ loses its hash, so nodes cannot be in a set. Remove __eq__."""


@mistake(
    caught_by="test_equal_only_to_itself",
    edit={
        "def __repr__(self)": "def __eq__(self, other):\n    return self.data == other.data\n\ndef __hash__(self):\n"
        "    return hash(self.data)\n\ndef __repr__(self)"
    },
)
def equal_and_hashed_by_data():
    """Your nodes with the same data count as one, so a graph loses nodes. Remove __eq__ and __hash__."""


@mistake(
    caught_by="test_every_node_is_new",
    edit={
        "def __repr__(self)": "def __iadd__(self, other):\n    self.data += getattr(other, 'data', other)\n    return self\n\n"
        "def __repr__(self)"
    },
)
def added_in_place():
    """Your a += b changes the node a, which other nodes may have as their parent. Remove __iadd__: then Python uses __add__."""


@mistake(
    caught_by="test_every_node_is_new",
    edit={'self._compute("-", lambda n, a: n - a, number, self)': "Value(number - self.data)"},
)
def rsub_without_parents():
    """Your n - a has no parents. It was computed from a, so a is one of them."""
