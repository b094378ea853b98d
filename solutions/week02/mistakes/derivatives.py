"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(caught_by="test_forward_difference", edit={"(f(x + eps) - f(x)) / eps": "f(x + eps) - f(x) / eps"})
def forward_without_brackets():
    """Python divides first, so only f(x) is divided by eps. Put the difference into brackets."""


@mistake(caught_by="test_forward_difference", edit={"(f(x + eps) - f(x)) / eps": "f(x + eps) - f(x)"})
def forward_is_not_divided():
    """You return the rise only. Divide it by the run, which is eps."""


@mistake(caught_by="test_forward_difference", edit={"f(x + eps) - f(x)": "f(x) - f(x + eps)"})
def forward_sign():
    """Your forward difference has the wrong sign. Subtract the value at x from the value at x + eps."""


@mistake(caught_by="test_forward_difference", edit={"f(x + eps) - f(x)": "f(x) - f(x - eps)"})
def backward():
    """You go to the left of x, to x - eps. Go to the right, to x + eps."""


@mistake(caught_by="test_forward_difference", edit={"f(x + eps) - f(x)": "f(x) + eps - f(x)"})
def eps_is_added_to_f():
    """You add eps to the value of f, so the slope is always 1. Add it to x, before you call f."""


@mistake(
    caught_by="test_forward_difference", edit={"return (f(x + eps) - f(x))": "eps = 1e-6\nreturn (f(x + eps) - f(x))"}
)
def forward_own_eps():
    """You use an eps of your own. Use the one that you are given."""


@mistake(
    caught_by="test_forward_difference", edit={"(f(x + eps) - f(x)) / eps": "(f(x + eps) - f(x - eps)) / (2 * eps)"}
)
def forward_by_two_sides():
    """You use both sides of x, which is the central difference. Use the points at x and x + eps."""


@mistake(caught_by="test_forward_difference", edit={"(f(x + eps) - f(x)) / eps": "(f(x + eps) - f(x)) / (2 * eps)"})
def forward_by_two_eps():
    """You divide by 2 eps. From x to x + eps, the run is eps."""


@mistake(caught_by="test_forward_difference", edit={"(f(x + eps) - f(x)) / eps": "abs(f(x + eps) - f(x)) / eps"})
def forward_without_its_sign():
    """Your slope has lost its sign. Where f falls, the slope is negative: do not take abs."""


@mistake(
    caught_by="test_forward_difference",
    raises="TypeError",
    edit={"return (f(x + eps) - f(x))": "f = f(x)\nreturn (f(x + eps) - f)"},
)
def f_is_overwritten():
    """You assign the value f(x) to the name f, so the function is gone. Give the value another name."""


@mistake(caught_by="test_central_difference", edit={"(2 * eps)": "eps"})
def one_eps():
    """You divide by eps, but it is 2 eps from x - eps to x + eps. Your derivative is twice as large as it should be."""


@mistake(caught_by="test_central_difference", edit={"/ (2 * eps)": "/ 2 * eps"})
def multiplied_by_eps():
    """Python calculates from left to right: / 2 * eps divides by 2 and multiplies by eps. Put 2 * eps into brackets."""


@mistake(caught_by="test_central_difference", edit={"(f(x + eps) - f(x - eps)) /": "f(x + eps) - f(x - eps) /"})
def central_without_brackets():
    """Python divides first, so only f(x - eps) is divided. Put the difference into brackets."""


@mistake(caught_by="test_central_difference", edit={"f(x + eps) - f(x - eps)": "f(x - eps) - f(x + eps)"})
def central_sign():
    """Your central difference has the wrong sign. Subtract the value at x - eps from the value at x + eps."""


@mistake(
    caught_by="test_central_difference", edit={"(f(x + eps) - f(x - eps)) / (2 * eps)": "(f(x + eps) - f(x)) / eps"}
)
def central_by_one_side():
    """You use the right side of x only, which is the forward difference. Use the points at x - eps and x + eps."""


@mistake(caught_by="test_central_difference", edit={"f(x + eps) - f(x - eps)": "f(x + eps) - f(x)"})
def half_of_it():
    """You go from x to x + eps, and divide by 2 eps. Begin at x - eps."""


@mistake(caught_by="test_central_difference", edit={"(f(x + eps) - f(x - eps))": "abs(f(x + eps) - f(x - eps))"})
def central_without_its_sign():
    """Your derivative has lost its sign. Where f falls, it is negative: do not take abs."""


@mistake(
    caught_by="test_eps_is_used",
    edit={"return (f(x + eps) - f(x - eps))": "eps = 1e-5\nreturn (f(x + eps) - f(x - eps))"},
)
def central_own_eps():
    """You use an eps of your own. Use the one that you are given: for measured values, a tiny one sees steps and no slope."""


@mistake(
    caught_by="test_only_near_x",
    edit={"return (f(x + eps) - f(x - eps))": "eps *= 2\nreturn (f(x + eps) - f(x - eps))"},
)
def too_far_from_x():
    """You ask f farther than eps from x. Go eps to the left, and eps to the right."""


@mistake(caught_by="test_d_sin", edit={"k * math.cos": "math.cos"})
def without_the_inner_slope():
    """You forget the slope of k x, which is k. The chain rule multiplies the two slopes."""


@mistake(caught_by="test_d_sin", edit={"math.cos(k * x)": "math.cos(x)"})
def k_is_not_inside():
    """You take the cosine of x. The slope of the outer function is taken at k x."""


@mistake(caught_by="test_d_sin", edit={"k * math.cos(k * x)": "x * math.cos(k * x)"})
def with_respect_to_k():
    """You multiply by x, which is the derivative with respect to k. With respect to x, multiply by k."""


@mistake(caught_by="test_d_sin", edit={"k * math.cos": "-k * math.cos"})
def wrong_sign():
    """The slope of sin is cos, without a minus. The minus belongs to the slope of cos."""


@mistake(caught_by="test_d_sin", edit={"math.cos": "math.sin"})
def sine_stays():
    """You keep the sine. Its slope is the cosine."""


@mistake(caught_by="test_d_sin", edit={"math.cos(k * x)": "math.cos(math.radians(k * x))"})
def degrees():
    """You read the angle as degrees. It is in radians, and math.cos wants radians: do not convert it."""


@mistake(caught_by="test_d_sin", edit={"k * math.cos(k * x)": "6 * math.cos(6 * x)"})
def always_six():
    """You use 6 for k, whatever k is. Use the argument."""


@mistake(caught_by="test_any_k", edit={"k * math.cos": "abs(k) * math.cos"})
def size_of_k():
    """Your sign is wrong for a negative k. The slope of k x is k itself, with its sign."""


@mistake(caught_by="test_any_k", edit={"k * math.cos": "(k or 1) * math.cos"})
def zero_is_one():
    """For k = 0 you return 1, but sin(0 x) is always 0, and its slope is 0. Treat 0 like any other k."""
