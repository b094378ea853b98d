from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=3,
    hints=[
        "Which method does Python call for a + b, and what must it return?",
        "Write __add__ and __mul__. Each returns a new Value, whose data is computed from self.data and other.data.",
        "Look up emulating numeric types, in Python's data model.",
    ],
    hints_for={"type": "data is a number. Compute it from self.data and other.data, which are numbers too."},
)
def test_sum_and_product(sums, products):
    """a + b and a * b are new Values with the right data."""
    assert_matches(sums)
    assert_matches(products)


@check(
    points=1,
    needs=["test_sum_and_product"],
    hints=[
        "What does a node know that nobody computed?",
        "Store data, parents and op in __init__, and 0.0 as grad. A leaf has no parents, and its op is an empty text.",
        "Look up default values of arguments.",
    ],
)
def test_leaf(leaves, grads):
    """Value(data) is a leaf with data, grad, parents and op. Every new node has the grad 0.0."""
    assert_matches(leaves)
    assert_matches(grads)


@check(
    points=2,
    hints=[
        "Which methods belong to - and / ?",
        "Write __sub__ and __truediv__, in the same way as __add__, or with the operators that you already have.",
        "Look up __truediv__, and how it differs from __floordiv__.",
    ],
)
def test_difference_and_quotient(differences, quotients):
    """a - b and a / b are new Values with the right data."""
    assert_matches(differences)
    assert_matches(quotients)


@check(
    points=2,
    hints=[
        "In a ** n, which of the two is a Value, and which is a number?",
        "Write __pow__, whose second argument is a number, and __neg__, which has no second argument.",
        "Look up __pow__ and __neg__.",
    ],
)
def test_power_and_minus(powers, negatives):
    """a ** n and -a are new Values with the right data."""
    assert_matches(powers)
    assert_matches(negatives)


@check(
    points=2,
    hints=[
        "What is other in a + 2, and has it an attribute data?",
        "Make a Value of a number first, and then go on as with a Value. An int and a float are numbers.",
        "Look up isinstance with several types.",
    ],
    hints_for={"error": "The other operand may be a number: make a Value of it before you use its data."},
)
def test_number_on_the_right(right_sums, right_differences, right_products, right_quotients):
    """a + n, a - n, a * n and a / n work for an int and a float n."""
    assert_matches(right_sums)
    assert_matches(right_differences)
    assert_matches(right_products)
    assert_matches(right_quotients)


@check(
    points=3,
    hints=[
        "In 2 - a, Python asks the number 2 first, and 2 knows no Values. Whom does it ask then?",
        "Write __radd__, __rsub__, __rmul__ and __rtruediv__. In them, self is the right operand: in n - a, self is a.",
        "Look up reflected operands, in Python's data model.",
    ],
    hints_for={"error": "For n + a, Python calls a.__radd__(n). Each of + - * / needs such a method."},
)
def test_number_on_the_left(left_sums, left_differences, left_products, left_quotients, built_in_sum):
    """n + a, n - a, n * a and n / a work, and so does sum() of a list of Values."""
    assert_matches(left_sums)
    assert_matches(left_differences)
    assert_matches(left_products)
    assert_matches(left_quotients)
    assert_matches(built_in_sum)


@check(
    points=2,
    needs=["test_sum_and_product", "test_difference_and_quotient", "test_power_and_minus"],
    hints=[
        "How does a result know what it was computed from?",
        "Give each new Value its operands as parents: the Values themselves, and not their data.",
        "Look up how (self, other) makes a tuple, and (self,) a tuple with one element.",
    ],
)
def test_parents(parents_of_a_sum, parents_of_a_product, whole_graph):
    """A result has its operands as parents, and the name of the operation as op."""
    assert_matches(parents_of_a_sum)
    assert_matches(parents_of_a_product)
    assert_matches(whole_graph)


@check(
    points=1,
    hints=[
        "What does Python show of an object if nobody says how?",
        "Write __repr__. It returns a text, and prints nothing.",
        "Look up __repr__ and f-strings.",
    ],
)
def test_repr(texts):
    """repr(Value(2.0)) is "Value(data=2.0)"."""
    assert_matches(texts)


@check(
    points=1,
    needs=["test_sum_and_product", "test_difference_and_quotient", "test_power_and_minus"],
    hints=[
        "What is a after c = a + b?",
        "It is what it was before. Only the new Value gets the result, and has parents.",
        "Look up how a + b differs from a += b for lists.",
    ],
)
def test_operands_do_not_change(operands):
    """The operands of an operation stay as they are."""
    assert_matches(operands)
