"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import dropout

from dlcourse.graders.authoring import mistake


def checked(p):
    if not 0 <= p <= 1:
        raise ValueError("p is no probability")


def drop(x, p, generator, shape=None, scale=None):
    kept = torch.rand(shape or x.shape, generator=generator) >= p
    scale = scale if scale is not None else 1 / (1 - p) if p < 1 else 0
    return torch.where(kept, scale * x, 0)


@mistake(of="dropout", caught_by="test_what_is_kept_is_scaled")
def nothing_is_scaled(x, p, training=True, generator=None):
    """You drop elements, but do not scale up the others, so the outputs are smaller in training than in evaluation.
    Multiply the kept elements by 1 / (1 − p).
    """
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, scale=1)


@mistake(of="dropout", caught_by="test_what_is_kept_is_scaled")
def scaled_by_one_over_p(x, p, training=True, generator=None):
    """You divide by p. Divide by 1 − p: that is the share of the elements that are kept."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, scale=1 / p if p else 1)


@mistake(of="dropout", caught_by="test_what_is_kept_is_scaled")
def scaled_down(x, p, training=True, generator=None):
    """You make the kept elements smaller. Make them larger: on average, their sum must equal the sum of all elements."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, scale=1 - p)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def p_is_kept(x, p, training=True, generator=None):
    """You keep an element with probability p. Drop it with probability p."""
    return dropout(x, 1 - p, training, generator)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def p_is_kept_and_scale_is_right(x, p, training=True, generator=None):
    """Your scaling is right, but you keep a share p of the elements. Drop a share p of them."""
    if not training:
        return x
    checked(p)
    return drop(x, 1 - p, generator, scale=1 / (1 - p) if p < 1 else 0)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def half_is_dropped(x, p, training=True, generator=None):
    """You always drop half of the elements. Use the argument p."""
    return dropout(x, 0.5, training, generator)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def normal_draws(x, p, training=True, generator=None):
    """You compare p with normally distributed draws, so the share that you drop is not p. Draw uniformly between 0 and
    1.
    """
    if not training:
        return x
    checked(p)
    kept = torch.randn(x.shape, generator=generator) >= p
    return torch.where(kept, x * (1 / (1 - p) if p < 1 else 0), 0)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def only_scaled(x, p, training=True, generator=None):
    """Your dropout scales all elements, but drops none in this call. Draw for each element: a single draw for the whole
    tensor keeps or drops everything.
    """
    if not training:
        return x
    checked(p)
    return x / (1 - p) if p < 1 else torch.zeros_like(x)


@mistake(of="dropout", caught_by="test_evaluation")
def active_in_evaluation(x, p, training=True, generator=None):
    """You drop elements in evaluation too. Return the values unchanged if training is False."""
    return dropout(x, p, True, generator)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def training_is_turned_round(x, p, training=True, generator=None):
    """You drop if training is False, and not if it is True. Swap the two."""
    if not training:
        return drop(x, p, generator)
    checked(p)
    return x


@mistake(of="dropout", caught_by="test_share_of_zeros")
def turned_round_and_not_scaled(x, p, training=True, generator=None):
    """You drop if training is False, and not if it is True. Swap the two, and scale up the kept elements."""
    if not training:
        return drop(x, p, generator, scale=1)
    checked(p)
    return x


@mistake(of="dropout", caught_by="test_share_of_zeros")
def nothing_happens(x, p, training=True, generator=None):
    """You return the values unchanged in training too. In training, drop each element with probability p."""
    checked(p)
    return x


@mistake(of="dropout", caught_by="test_evaluation")
def scaled_in_evaluation(x, p, training=True, generator=None):
    """You scale the values in evaluation. Return them unchanged: the scaling happens in training."""
    if not training:
        return x * (1 - p)
    return dropout(x, p, training, generator)


@mistake(of="dropout", caught_by="test_each_element_has_its_own_draw")
def one_mask_for_the_batch(x, p, training=True, generator=None):
    """You draw one mask for all rows, so every sample loses the same neurons. Draw for each element."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, shape=x.shape[-1:])


@mistake(of="dropout", caught_by="test_each_element_has_its_own_draw")
def whole_samples_are_dropped(x, p, training=True, generator=None):
    """You draw once for each row, so whole samples are lost. Draw for each element."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, shape=(*x.shape[:-1], 1))


@mistake(of="dropout", caught_by="test_input_is_left")
def input_is_changed(x, p, training=True, generator=None):
    """You write into the caller's tensor. Make a new tensor."""
    if not training:
        return x
    checked(p)
    with torch.no_grad():
        x[torch.rand(x.shape, generator=generator) < p] = 0
    return x * (1 / (1 - p)) if p < 1 else x


@mistake(of="dropout", caught_by="test_nothing_and_everything", raises="ZeroDivisionError")
def divided_by_zero(x, p, training=True, generator=None):
    """You divide by 0 if p is 1. Return 0 everywhere in that case, because everything is dropped."""
    if not training:
        return x
    checked(p)
    return x * (torch.rand(x.shape, generator=generator) >= p) * (1 / (1 - p))


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def nan_for_everything(x, p, training=True, generator=None):
    """You divide 0 by 0 if p is 1, which is NaN. Return 0 everywhere in that case, because everything is dropped."""
    if not training:
        return x
    checked(p)
    return x * (torch.rand(x.shape, generator=generator) >= p) / (1 - p)


@mistake(of="dropout", caught_by="test_nothing_and_everything", raises="ValueError")
def open_interval(x, p, training=True, generator=None):
    """You refuse p = 0 or p = 1. Accept both: drop nothing, or everything."""
    if not training:
        return x
    if not 0 < p < 1:
        raise ValueError("p is no probability")
    return drop(x, p, generator)


@mistake(of="dropout", caught_by="test_p_is_a_probability")
def any_p(x, p, training=True, generator=None):
    """You accept any p. Raise ValueError for a p below 0 or above 1."""
    if not training:
        return x
    return drop(x, p, generator)


@mistake(of="dropout", caught_by="test_p_is_a_probability")
def negative_p(x, p, training=True, generator=None):
    """You check p on one side only. Raise ValueError for a p below 0 and for a p above 1."""
    if not training:
        return x
    if p > 1:
        raise ValueError("p is no probability")
    return drop(x, p, generator)


@mistake(of="dropout", caught_by="test_p_is_a_probability")
def asserted_p(x, p, training=True, generator=None):
    """You raise another exception than ValueError for a wrong p. Raise ValueError: `assert`, for example, raises
    AssertionError.
    """
    assert 0 <= p <= 1
    return dropout(x, p, training, generator)


@mistake(of="dropout", caught_by="test_generator")
def generator_is_ignored(x, p, training=True, generator=None):
    """You do not use the generator, so a caller with a seeded generator cannot get the same result again. Pass it to
    the function that draws.
    """
    return dropout(x, p, training)


@mistake(of="dropout", caught_by="test_generator")
def seeded_inside(x, p, training=True, generator=None):
    """You set a seed inside the function, so every call drops the same elements. Leave the seed to the caller."""
    torch.manual_seed(0)
    return dropout(x, p, training)


@mistake(of="dropout", caught_by="test_generator")
def seeded_by_the_generator(x, p, training=True, generator=None):
    """You seed torch's own generator with the seed of the caller's generator, so every call drops the same elements.
    Draw from the caller's generator itself.
    """
    if generator is not None:
        torch.manual_seed(generator.initial_seed())
    return dropout(x, p, training)


@mistake(of="dropout", caught_by="test_gradient", raises="RuntimeError")
def the_graph_is_left(x, p, training=True, generator=None):
    """No gradient flows through your dropout: NumPy, `.detach()`, `torch.tensor(…)` and `torch.no_grad()` cut the
    graph. Use operations on tensors only.
    """
    return dropout(x.detach(), p, training, generator)


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_is_subtracted(p, g, wd):
    """You subtract the decay from the gradient. Add it: SGD steps against the gradient, so your weights would grow."""
    return g - wd * p


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_of_the_gradient(p, g, wd):
    """You add a share of the gradient. Add a share of the parameter."""
    return g + wd * g


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_without_the_gradient(p, g, wd):
    """You return the decay only. Add it to the gradient."""
    return wd * p


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_is_ignored(p, g, wd):
    """You return the gradient unchanged. Add the decay, which depends on the parameter."""
    return g.clone()


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_of_the_size(p, g, wd):
    """You add the decay with the same sign for all parameters. Give it the sign of the parameter, so that it pulls both
    signs towards 0.
    """
    return g + wd * p.abs()


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_of_the_sign(p, g, wd):
    """You add wd for each positive weight and subtract it for each negative one: that is another penalty (L1). Make the
    decay proportional to the weight.
    """
    return g + wd * p.sign()


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_twice(p, g, wd):
    """Your decay is twice too strong. Check the derivative: the penalty is wd / 2 times the square, so the 2 of the
    derivative cancels.
    """
    return g + 2 * wd * p


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_is_halved(p, g, wd):
    """Your decay is half as strong as it should be. Check the derivative: the penalty is wd / 2 times the square, and
    the derivative of the square has a factor too.
    """
    return g + wd / 2 * p


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def penalty_is_added(p, g, wd):
    """You add the penalty itself to the gradient. Add its derivative with respect to p."""
    return g + wd / 2 * p**2


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def penalty_alone(p, g, wd):
    """You return the penalty itself. Add its derivative with respect to p to the gradient of the loss."""
    return wd / 2 * p**2


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def square_is_kept(p, g, wd):
    """You add wd times the square of the parameter. Add the derivative of the penalty, which is not a square."""
    return g + wd * p**2


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decayed_parameter(p, g, wd):
    """You return the parameter after a step. Return the gradient that the optimizer uses for the step."""
    return p - (g + wd * p)


@mistake(of="decayed_grad", caught_by="test_decayed_grad_leaves_its_inputs")
def gradient_is_changed(p, g, wd):
    """You add to the caller's gradient in place, so a second call adds the decay again. Make a new tensor."""
    g += wd * p
    return g


@mistake(of="decayed_grad", caught_by="test_decayed_grad_leaves_its_inputs")
def parameter_is_changed(p, g, wd):
    """You change the parameter in place. Make a new tensor: only the optimizer makes the step."""
    return p.mul_(wd).add_(g)


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay")
def returns_the_gradient_itself(p, g, wd):
    """You return the caller's own gradient if the decay is 0. Always make a new tensor."""
    return g + wd * p if wd else g


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def fixed_number_is_dropped(x, p, training=True, generator=None):
    """You drop the same number of elements in every call. Draw each element separately, so that the number varies."""
    if not training:
        return x
    checked(p)
    order = torch.randperm(x.numel(), generator=generator).reshape(x.shape)
    return torch.where(order >= round(p * x.numel()), x * (1 / (1 - p) if p < 1 else 0), 0)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def one_mask_for_all_samples(x, p, training=True, generator=None):
    """You draw for the last two dimensions only, so with more dimensions every sample loses the same elements. Draw for
    each element.
    """
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, shape=x.shape[-2:])


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def whole_channels_are_dropped(x, p, training=True, generator=None):
    """You draw for the first two dimensions only, so with more dimensions whole channels are lost. Draw for each
    element.
    """
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, shape=(*x.shape[:2], *(1 for _ in x.shape[2:])))


@mistake(of="dropout", caught_by="test_nothing_and_everything", raises="ValueError")
def two_dimensions_are_taken_for_granted(x, p, training=True, generator=None):
    """Your dropout works for two dimensions only. Draw in the shape of x, whatever its number of dimensions."""
    if not training or p == 0:
        return x
    checked(p)
    rows, columns = x.shape if p < 1 else (1, 1)
    return drop(x, p, generator, shape=(rows, columns))


@mistake(of="dropout", caught_by="test_nothing_and_everything", raises="RuntimeError")
def memory_is_taken_for_granted(x, p, training=True, generator=None):
    """You use `view`, which fails for a transposed tensor because its elements have another order in memory. Draw in
    the shape of x.
    """
    if not training:
        return x
    checked(p)
    return drop(x.view(-1), p, generator).view(x.shape)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def mask_of_float32(x, p, training=True, generator=None):
    """Your mask is float32, so dtypes with fewer bits, such as float16, become float32. Keep the dtype of x."""
    if not training:
        return x
    checked(p)
    kept = (torch.rand(x.shape, generator=generator) >= p).float()
    return x * kept * (1 / (1 - p) if p < 1 else 0)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def everything_is_float32(x, p, training=True, generator=None):
    """You always return float32. Keep the dtype of x."""
    if not training or p == 0:
        return x
    checked(p)
    return drop(x.float(), p, generator)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def input_is_emptied(x, p, training=True, generator=None):
    """You write zeros into the caller's tensor if p is 1. Make a new tensor."""
    if training and p == 1:
        return x.detach().zero_()
    return dropout(x, p, training, generator)


@mistake(of="dropout", caught_by="test_generator")
def draws_from_elsewhere(x, p, training=True, generator=None):
    """You draw from another generator than torch's own if none is given, so `torch.manual_seed` does not repeat your
    draws. Pass None to the function that draws.
    """
    if generator is None:
        generator = torch.Generator()
        generator.seed()
    return dropout(x, p, training, generator)


@mistake(of="dropout", caught_by="test_gradient")
def the_graph_is_left_in_evaluation(x, p, training=True, generator=None):
    """In evaluation you detach the result from the graph. Return x, or a clone of it: gradients flow in evaluation too."""
    return dropout(x, p, training, generator) if training else x.detach().clone()


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay")
def biases_do_not_decay(p, g, wd):
    """You leave out parameters with one dimension, which are biases. Add the decay for them too: SGD does this for all
    its parameters.
    """
    return g + wd * p if p.ndim != 1 else g.clone()


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay")
def decay_in_float32(p, g, wd):
    """You always return float32. Keep the dtype of the gradient."""
    return (g + wd * p).float()


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay", raises="IndexError")
def decay_row_by_row(p, g, wd):
    """You go through rows and columns, so your function works for two dimensions only. Use operations on whole tensors:
    a parameter may have any number of dimensions.
    """
    result = g.clone()
    for i in range(p.shape[0]):
        for j in range(p.shape[1]):
            result[i, j] += wd * p[i, j]
    return result
