"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives(
    "kept = torch.rand(x.shape, generator=generator) >= p -> kept = torch.rand(x.shape, generator=generator) > p",
    because="a draw that equals p is so rare that no share changes",
)
survives(
    "scale = 1 / (1 - p) if p < 1 else 0 -> scale = 1 / (1 - p) if p < 1 else 1",
    because="p = 1 keeps nothing, so any finite scale is right",
)


@mistake(of="dropout", caught_by="test_what_is_kept_is_scaled", edit={"scale * x": "x"})
def nothing_is_scaled():
    """You drop elements, but do not scale up the others, so the outputs are smaller in training than in evaluation.
    Multiply the kept elements by 1 / (1 − p).
    """


@mistake(
    of="dropout", caught_by="test_what_is_kept_is_scaled", edit={"1 / (1 - p) if p < 1 else 0": "1 / p if p else 1"}
)
def scaled_by_one_over_p():
    """You divide by p. Divide by 1 − p: that is the share of the elements that are kept."""


@mistake(of="dropout", caught_by="test_what_is_kept_is_scaled", edit={"1 / (1 - p) if p < 1 else 0": "1 - p"})
def scaled_down():
    """You make the kept elements smaller. Make them larger: on average, their sum must equal the sum of all elements."""


@mistake(of="dropout", caught_by="test_share_of_zeros", edit={">= p": "< p"})
def p_is_kept():
    """You keep an element with probability p. Drop it with probability p."""


@mistake(
    of="dropout",
    caught_by="test_share_of_zeros",
    base="p_is_kept",
    edit={"1 / (1 - p) if p < 1 else 0": "1 / p if p else 0"},
    like="p_is_kept",
)
def p_is_kept_and_scaled_by_one_over_p(): ...


@mistake(of="dropout", caught_by="test_share_of_zeros", edit={"torch.rand(": "torch.randn("})
def normal_draws():
    """You compare p with normally distributed draws, so the share that you drop is not p. Draw uniformly between 0 and
    1.
    """


@mistake(of="dropout", caught_by="test_evaluation", edit={"if not training:\n    return x": "pass"})
def active_in_evaluation():
    """You drop elements in evaluation too. Return the values unchanged if training is False."""


@mistake(of="dropout", caught_by="test_share_of_zeros", edit={"if not training": "if training"})
def training_is_turned_round():
    """You drop if training is False, and not if it is True. Swap the two."""


@mistake(of="dropout", caught_by="test_evaluation", edit={"return x": "return x * (1 - p)"})
def scaled_in_evaluation():
    """You scale the values in evaluation. Return them unchanged: the scaling happens in training."""


@mistake(of="dropout", caught_by="test_each_element_has_its_own_draw", edit={"x.shape": "x.shape[-1:]"})
def one_mask_for_the_batch():
    """You draw one mask for all rows, so every sample loses the same neurons. Draw for each element."""


@mistake(of="dropout", caught_by="test_each_element_has_its_own_draw", edit={"x.shape": "(*x.shape[:-1], 1)"})
def whole_samples_are_dropped():
    """You draw once for each row, so whole samples are lost. Draw for each element."""


@mistake(
    of="dropout",
    caught_by="test_input_is_left",
    edit={"return torch.where(kept, scale * x, torch.zeros_like(x))": "x[~kept] = 0\nreturn scale * x"},
)
def input_is_changed():
    """You write into the caller's tensor. Make a new tensor."""


@mistake(
    of="dropout", caught_by="test_nothing_and_everything", edit={" if p < 1 else 0": ""}, raises="ZeroDivisionError"
)
def divided_by_zero():
    """You divide by 0 if p is 1. Return 0 everywhere in that case, because everything is dropped."""


@mistake(
    of="dropout",
    caught_by="test_nothing_and_everything",
    edit={"torch.where(kept, scale * x, torch.zeros_like(x))": "x * kept / (1 - p)"},
)
def nan_for_everything():
    """You divide 0 by 0 if p is 1, which is NaN. Return 0 everywhere in that case, because everything is dropped."""


@mistake(of="dropout", caught_by="test_nothing_and_everything", edit={"0 <= p <= 1": "0 < p < 1"}, raises="ValueError")
def open_interval():
    """You refuse p = 0 or p = 1. Accept both: drop nothing, or everything."""


@mistake(of="dropout", caught_by="test_p_is_a_probability", edit={"if not 0 <= p <= 1": "if False"})
def any_p():
    """You accept any p. Raise ValueError for a p below 0 or above 1."""


@mistake(of="dropout", caught_by="test_p_is_a_probability", edit={"not 0 <= p <= 1": "p > 1"})
def negative_p():
    """You check p on one side only. Raise ValueError for a p below 0 and for a p above 1."""


@mistake(
    of="dropout",
    caught_by="test_p_is_a_probability",
    edit={'if not 0 <= p <= 1:\n    raise ValueError(f"p is a probability, not {p}")': "assert 0 <= p <= 1"},
)
def asserted_p():
    """You raise another exception than ValueError for a wrong p. Raise ValueError: `assert`, for example, raises
    AssertionError.
    """


@mistake(of="dropout", caught_by="test_generator", edit={", generator=generator": ""})
def generator_is_ignored():
    """You do not use the generator, so a caller with a seeded generator cannot get the same result again. Pass it to
    the function that draws.
    """


@mistake(
    of="dropout",
    caught_by="test_generator",
    base="generator_is_ignored",
    edit={"kept =": "torch.manual_seed(0)\nkept ="},
)
def seeded_inside():
    """You set a seed inside the function, so every call drops the same elements. Leave the seed to the caller."""


@mistake(of="dropout", caught_by="test_gradient", edit={"scale * x": "scale * x.detach()"}, raises="RuntimeError")
def the_graph_is_left():
    """No gradient flows through your dropout: NumPy, `.detach()`, `torch.tensor(…)` and `torch.no_grad()` cut the
    graph. Use operations on tensors only.
    """


@mistake(of="dropout", caught_by="test_gradient", edit={"return x": "return x.detach()"})
def the_graph_is_left_in_evaluation():
    """In evaluation you detach the result from the graph. Return x, or a clone of it: gradients flow in evaluation too."""


@mistake(
    of="dropout",
    caught_by="test_nothing_and_everything",
    edit={"kept = torch.rand(x.shape,": "rows, columns = x.shape\nkept = torch.rand(rows, columns,"},
    raises="ValueError",
)
def two_dimensions_are_taken_for_granted():
    """Your dropout works for two dimensions only. Draw in the shape of x, whatever its number of dimensions."""


@mistake(
    of="dropout",
    caught_by="test_nothing_and_everything",
    edit={"torch.where(kept, scale * x, torch.zeros_like(x))": "x * kept.float() * scale"},
)
def mask_of_float32():
    """Your mask is float32, so dtypes with fewer bits, such as float16, become float32. Keep the dtype of x."""


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"+": "-"})
def decay_is_subtracted():
    """You subtract the decay from the gradient. Add it: SGD steps against the gradient, so your weights would grow."""


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"wd * p": "wd * g"})
def decay_of_the_gradient():
    """You add a share of the gradient. Add a share of the parameter."""


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"g + ": ""})
def decay_without_the_gradient():
    """You return the decay only. Add it to the gradient."""


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"wd * p": "wd * p.sign()"})
def decay_of_the_sign():
    """You add wd for each positive weight and subtract it for each negative one: that is another penalty (L1). Make the
    decay proportional to the weight.
    """


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"wd": "2 * wd"})
def decay_twice():
    """Your decay is twice too strong. Check the derivative: the penalty is wd / 2 times the square, so the 2 of the
    derivative cancels.
    """


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"wd": "wd / 2"})
def decay_is_halved():
    """Your decay is half as strong as it should be. Check the derivative: the penalty is wd / 2 times the square, and
    the derivative of the square has a factor too.
    """


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"wd * p": "wd / 2 * p**2"})
def penalty_is_added():
    """You add the penalty itself to the gradient. Add its derivative with respect to p."""


@mistake(
    of="decayed_grad",
    caught_by="test_decayed_grad_leaves_its_inputs",
    edit={"return g + wd * p": "g += wd * p\nreturn g"},
)
def gradient_is_changed():
    """You add to the caller's gradient in place, so a second call adds the decay again. Make a new tensor."""


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay", edit={"g + wd * p": "g + wd * p if wd else g"})
def returns_the_gradient_itself():
    """You return the caller's own gradient if the decay is 0. Always make a new tensor."""


@mistake(
    of="decayed_grad",
    caught_by="test_decayed_grad",
    edit={"wd * p": "wd / 2 * p.square().sum()"},
    like="penalty_is_added",
)
def sum_of_the_penalty_is_added(): ...


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"wd * p": "wd * p**2"})
def square_is_added():
    """You add wd · p². Add the derivative of wd / 2 · p², which is wd · p."""


@mistake(of="decayed_grad", caught_by="test_decayed_grad", edit={"g + wd * p": "p - wd * g"})
def step_is_returned():
    """You return the parameter after a step. Return a gradient: g plus the derivative of the decay."""


@mistake(
    of="dropout", caught_by="test_generator", edit={"generator=generator": "generator=generator or torch.Generator()"}
)
def new_generator_in_each_call():
    """You make a new torch.Generator in each call. It always starts with the same seed, so every call drops the same elements.
    Give the argument on as it is: with None, torch.rand draws from torch's own generator."""


@mistake(
    of="dropout",
    caught_by="test_nothing_and_everything",
    edit={
        "kept = torch.rand(x.shape, generator=generator) >= p": "kept = torch.ones(x.numel(), dtype=torch.bool)\n"
        "kept[torch.randperm(x.numel(), generator=generator)[: int(p * x.numel())]] = False\n"
        "kept = kept.reshape(x.shape)"
    },
)
def drops_an_exact_number():
    """You drop the same number of elements in each call. Draw for each element by itself: the number then differs."""
