from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=1,
    hints=[
        "Of what type is the sum of two Scalars?",
        "Calculate with the two numbers in the boxes, and put the result into a new box.",
        "Look up __add__, __sub__ and __neg__ in the table of this section of the README.",
    ],
    hints_for={"error": "The result of an operator is a Scalar, which has .x; not a plain number."},
)
def test_sums(plus, minus, negative):
    """+, - and the sign give new Scalars with the right numbers."""
    assert_matches(plus)
    assert_matches(minus)
    assert_matches(negative)


@check(
    points=1,
    hints=[
        "Which number is the base, and which is the exponent?",
        "self is on the left of the operator, other on the right.",
        "Look up __mul__ and __pow__ in the table of this section of the README.",
    ],
    hints_for={"error": "The result of an operator is a Scalar, which has .x; not a plain number."},
)
def test_products(times, power):
    """* and ** give new Scalars with the right numbers."""
    assert_matches(times)
    assert_matches(power)


@check(
    points=1,
    hints=[
        "What are -7 / 2, -7 // 2 and -7 % 2 in Python?",
        "Use Python's own operators on the two numbers: // rounds down, not towards 0.",
        "Look up __truediv__, __floordiv__ and __mod__ in the table of this section of the README.",
    ],
    hints_for={"error": "The result of an operator is a Scalar, which has .x; not a plain number."},
)
def test_divisions(divided, whole_division, remainder):
    """/, // and % give new Scalars with the right numbers."""
    assert_matches(divided)
    assert_matches(whole_division)
    assert_matches(remainder)


@check(
    points=0.5,
    hints=[
        "What are 6 & 3, 6 | 3 and 6 ^ 3, bit by bit?",
        "These operators work on the bits of whole numbers; they are not `and` and `or`.",
        "Look up __and__, __or__ and __xor__ in the table of this section of the README.",
    ],
    hints_for={"error": "The result of an operator is a Scalar, which has .x; not a plain number."},
)
def test_bits(bits_of_both, bits_of_one, bits_that_differ):
    """&, | and ^ give new Scalars with the right numbers."""
    assert_matches(bits_of_both)
    assert_matches(bits_of_one)
    assert_matches(bits_that_differ)


@check(
    points=0.5,
    hints=[
        "When are two boxes equal?",
        "Compare the numbers in them, not the objects. Python makes != from it.",
        "Look up __eq__ in the table of this section of the README.",
    ],
)
def test_equality(equal, not_equal):
    """== and != compare the numbers."""
    assert_matches(equal)
    assert_matches(not_equal)


@check(
    points=1,
    hints=[
        "What do < and <= say of two equal numbers?",
        "Each of the four compares self.x with other.x, by the operator that it is named after.",
        "Look up __lt__, __le__, __gt__ and __ge__ in the table of this section of the README.",
    ],
)
def test_order(less, less_or_equal, greater, greater_or_equal):
    """<, <=, > and >= compare the numbers."""
    assert_matches(less)
    assert_matches(less_or_equal)
    assert_matches(greater)
    assert_matches(greater_or_equal)


@check(
    points=1,
    hints=[
        "Who reads str(a), and who reads repr(a)?",
        "str(a) is the number alone. repr(a) is code: the name of the class, and the number in brackets.",
        "Look up f-strings, and what !r does in them.",
    ],
    hints_for={"error": "__str__ and __repr__ return a text. They do not print it."},
)
def test_texts(text_for_people, text_for_programmers):
    """str gives the number, and repr the code that makes the object."""
    assert_matches(text_for_people)
    assert_matches(text_for_programmers)


@check(
    points=0.5,
    needs=["test_sums", "test_products", "test_divisions", "test_order"],
    hints=[
        "After c = a + b, what do a and b hold?",
        "A Scalar never changes. Put each result into a new one.",
        "Look up what your methods write to: self.x is set in __init__ only.",
    ],
)
def test_operands_stay(operands):
    """The operators leave both operands as they are."""
    assert_matches(operands)


@check(
    points=0.5,
    needs=["test_sums", "test_products", "test_divisions", "test_bits", "test_equality", "test_order"],
    hints=[
        "What does 1 == 'x' give, and what does 1 < 'x'?",
        "Test the type of other first. If it is not a Scalar, return NotImplemented, and Python does the rest.",
        "Look up isinstance, and NotImplemented.",
    ],
)
def test_other_types(other_types, equal_to_other_types):
    """With an object of another type, == is False and the other operators end in a TypeError."""
    assert_matches(other_types)
    assert_matches(equal_to_other_types)
