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
    """You drop elements, but do not scale up the others, so the outputs are smaller in training than in evaluation. Multiply what is kept by 1 / (1 − p)."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, scale=1)


@mistake(of="dropout", caught_by="test_what_is_kept_is_scaled")
def scaled_by_one_over_p(x, p, training=True, generator=None):
    """You divide by p. A share 1 − p of the elements is kept, so divide by that."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, scale=1 / p if p else 1)


@mistake(of="dropout", caught_by="test_what_is_kept_is_scaled")
def scaled_down(x, p, training=True, generator=None):
    """You make what is kept smaller. It has to stand for what is dropped too, so it becomes larger."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, scale=1 - p)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def p_is_kept(x, p, training=True, generator=None):
    """You keep an element with probability p. p is the probability that it is dropped."""
    return dropout(x, 1 - p, training, generator)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def p_is_kept_and_scale_is_right(x, p, training=True, generator=None):
    """You keep a share p of the elements and drop the others. p is the probability that an element is dropped; your scaling is right."""
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
    """You compare p with normally distributed draws, so another share than p is dropped. Draw uniformly between 0 and 1."""
    if not training:
        return x
    checked(p)
    kept = torch.randn(x.shape, generator=generator) >= p
    return torch.where(kept, x * (1 / (1 - p) if p < 1 else 0), 0)


@mistake(of="dropout", caught_by="test_share_of_zeros")
def only_scaled(x, p, training=True, generator=None):
    """What is kept is scaled, but nothing is dropped here. A draw for each element must decide; a single draw for the whole tensor keeps it or loses it as a whole."""
    if not training:
        return x
    checked(p)
    return x / (1 - p) if p < 1 else torch.zeros_like(x)


@mistake(of="dropout", caught_by="test_evaluation")
def active_in_evaluation(x, p, training=True, generator=None):
    """You drop elements in evaluation too. If training is False, return the values as they are."""
    return dropout(x, p, True, generator)


@mistake(of="dropout", caught_by="test_evaluation")
def training_is_turned_round(x, p, training=True, generator=None):
    """You drop when training is False, and not when it is True. It is the other way round."""
    if not training:
        return drop(x, p, generator)
    checked(p)
    return x


@mistake(of="dropout", caught_by="test_evaluation")
def turned_round_and_not_scaled(x, p, training=True, generator=None):
    """You drop when training is False, and not when it is True. It is the other way round. And scale up what is kept."""
    if not training:
        return drop(x, p, generator, scale=1)
    checked(p)
    return x


@mistake(of="dropout", caught_by="test_share_of_zeros")
def nothing_happens(x, p, training=True, generator=None):
    """You return the values as they are in training too. There, each element is dropped with probability p."""
    checked(p)
    return x


@mistake(of="dropout", caught_by="test_evaluation")
def scaled_in_evaluation(x, p, training=True, generator=None):
    """You scale the values in evaluation. The scaling happens in training already, so evaluation returns the values as they are."""
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
    """You write into the caller's tensor. Make a new one."""
    if not training:
        return x
    checked(p)
    with torch.no_grad():
        x[torch.rand(x.shape, generator=generator) < p] = 0
    return x * (1 / (1 - p)) if p < 1 else x


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def divided_by_zero(x, p, training=True, generator=None):
    """For p = 1 you divide by 0. Everything is dropped then, so the result is 0 everywhere."""
    if not training:
        return x
    checked(p)
    return x * (torch.rand(x.shape, generator=generator) >= p) * (1 / (1 - p))


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def nan_for_everything(x, p, training=True, generator=None):
    """For p = 1 you divide 0 by 0, which is NaN. Everything is dropped then, so the result is 0 everywhere."""
    if not training:
        return x
    checked(p)
    return x * (torch.rand(x.shape, generator=generator) >= p) / (1 - p)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def open_interval(x, p, training=True, generator=None):
    """You refuse p = 0 or p = 1. Both are probabilities: nothing is dropped, or everything."""
    if not training:
        return x
    if not 0 < p < 1:
        raise ValueError("p is no probability")
    return drop(x, p, generator)


@mistake(of="dropout", caught_by="test_p_is_a_probability")
def any_p(x, p, training=True, generator=None):
    """You take any p. Raise ValueError for one below 0 or above 1."""
    if not training:
        return x
    return drop(x, p, generator)


@mistake(of="dropout", caught_by="test_p_is_a_probability")
def negative_p(x, p, training=True, generator=None):
    """You check p on one side only. Raise ValueError for a p below 0 and for one above 1."""
    if not training:
        return x
    if p > 1:
        raise ValueError("p is no probability")
    return drop(x, p, generator)


@mistake(of="dropout", caught_by="test_p_is_a_probability")
def asserted_p(x, p, training=True, generator=None):
    """You raise another exception than ValueError for a p that is no probability. `assert`, for one, raises AssertionError."""
    assert 0 <= p <= 1
    return dropout(x, p, training, generator)


@mistake(of="dropout", caught_by="test_generator")
def generator_is_ignored(x, p, training=True, generator=None):
    """You do not use the generator, so a caller who seeds one does not get the same result again. Hand it on to the function that draws."""
    return dropout(x, p, training)


@mistake(of="dropout", caught_by="test_generator")
def seeded_inside(x, p, training=True, generator=None):
    """You seed a generator inside of the function, so every call drops the same elements. Leave the seeds to the caller."""
    torch.manual_seed(0)
    return dropout(x, p, training)


@mistake(of="dropout", caught_by="test_generator")
def seeded_by_the_generator(x, p, training=True, generator=None):
    """You seed torch's own generator with the seed of the one that you are given, so every call drops the same elements. Draw from the given one itself."""
    if generator is not None:
        torch.manual_seed(generator.initial_seed())
    return dropout(x, p, training)


@mistake(of="dropout", caught_by="test_gradient")
def the_graph_is_left(x, p, training=True, generator=None):
    """No gradient flows through your dropout: it leaves torch by NumPy, `.detach()` or `torch.tensor(…)`, or is computed under `torch.no_grad()`."""
    return dropout(x.detach(), p, training, generator)


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_is_subtracted(p, g, wd):
    """You subtract the decay from the gradient. SGD goes against the gradient, so the weights would grow: add it."""
    return g - wd * p


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_of_the_gradient(p, g, wd):
    """You scale the gradient. The decay is a share of the parameter, which is added to the gradient."""
    return g + wd * g


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_without_the_gradient(p, g, wd):
    """You return the decay alone. Add it to the gradient."""
    return wd * p


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_is_ignored(p, g, wd):
    """You return the gradient as it is. Add the decay, which depends on the parameter."""
    return g.clone()


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_of_the_size(p, g, wd):
    """You add the decay with the same sign for all parameters. It follows the parameter's own sign, and so pulls both signs towards 0."""
    return g + wd * p.abs()


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_of_the_sign(p, g, wd):
    """You add wd for each positive weight and subtract it for each negative one, which is another penalty (L1). Here the decay is proportional to the weight."""
    return g + wd * p.sign()


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_twice(p, g, wd):
    """Your decay is twice as strong: the penalty is wd / 2 times the square, and the 2 of its derivative cancels."""
    return g + 2 * wd * p


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decay_is_halved(p, g, wd):
    """Your decay is half as strong as it should be: the penalty is wd / 2 times the square, and the derivative of the square brings a factor."""
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
    """You add wd times the square of the parameter. The derivative of a square is no square any more."""
    return g + wd * p**2


@mistake(of="decayed_grad", caught_by="test_decayed_grad")
def decayed_parameter(p, g, wd):
    """You return a parameter after a step. Return the gradient that the optimizer would step against."""
    return p - (g + wd * p)


@mistake(of="decayed_grad", caught_by="test_decayed_grad_leaves_its_inputs")
def gradient_is_changed(p, g, wd):
    """You add to the caller's gradient in place. Make a new tensor: called twice, yours would add the decay twice."""
    g += wd * p
    return g


@mistake(of="decayed_grad", caught_by="test_decayed_grad_leaves_its_inputs")
def parameter_is_changed(p, g, wd):
    """You change the parameter in place. Make a new tensor, and leave the step to the optimizer."""
    return p.mul_(wd).add_(g)


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay")
def returns_the_gradient_itself(p, g, wd):
    """Without a decay you return the caller's own gradient. Make a new tensor in each case."""
    return g + wd * p if wd else g


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def fixed_number_is_dropped(x, p, training=True, generator=None):
    """You drop the same number of elements in every call. Each element has a draw of its own, so the number differs a little each time."""
    if not training:
        return x
    checked(p)
    order = torch.randperm(x.numel(), generator=generator).reshape(x.shape)
    return torch.where(order >= round(p * x.numel()), x * (1 / (1 - p) if p < 1 else 0), 0)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def one_mask_for_all_samples(x, p, training=True, generator=None):
    """You draw for the last two dimensions only, so with more of them every sample loses the same elements. Draw for each element."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, shape=x.shape[-2:])


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def whole_channels_are_dropped(x, p, training=True, generator=None):
    """You draw for the first two dimensions only, so with more of them whole channels are lost. Draw for each element."""
    if not training:
        return x
    checked(p)
    return drop(x, p, generator, shape=(*x.shape[:2], *(1 for _ in x.shape[2:])))


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def two_dimensions_are_taken_for_granted(x, p, training=True, generator=None):
    """You count on two dimensions. x may have any number of them: draw in the shape that it has."""
    if not training or p == 0:
        return x
    checked(p)
    rows, columns = x.shape if p < 1 else (1, 1)
    return drop(x, p, generator, shape=(rows, columns))


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def memory_is_taken_for_granted(x, p, training=True, generator=None):
    """You count on the order of the elements in memory: `view` fails for a transposed tensor. Draw in the shape of x."""
    if not training:
        return x
    checked(p)
    return drop(x.view(-1), p, generator).view(x.shape)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def mask_of_float32(x, p, training=True, generator=None):
    """Your mask is float32, and makes float32 of what has fewer bits, such as float16. Return the dtype of x."""
    if not training:
        return x
    checked(p)
    kept = (torch.rand(x.shape, generator=generator) >= p).float()
    return x * kept * (1 / (1 - p) if p < 1 else 0)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def everything_is_float32(x, p, training=True, generator=None):
    """You return float32, whatever x is. Return the dtype of x."""
    if not training or p == 0:
        return x
    checked(p)
    return drop(x.float(), p, generator)


@mistake(of="dropout", caught_by="test_nothing_and_everything")
def input_is_emptied(x, p, training=True, generator=None):
    """With p = 1 you write zeros into the caller's tensor. Make a new one."""
    if training and p == 1:
        return x.detach().zero_()
    return dropout(x, p, training, generator)


@mistake(of="dropout", caught_by="test_generator")
def draws_from_elsewhere(x, p, training=True, generator=None):
    """Without a generator, you draw from somewhere else than torch's own, so `torch.manual_seed` does not repeat your draws. Give None on to the function that draws."""
    if generator is None:
        generator = torch.Generator()
        generator.seed()
    return dropout(x, p, training, generator)


@mistake(of="dropout", caught_by="test_gradient")
def the_graph_is_left_in_evaluation(x, p, training=True, generator=None):
    """In evaluation you take the result out of the graph. Gradients flow through there too; return x, or a clone of it."""
    return dropout(x, p, training, generator) if training else x.detach().clone()


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay")
def biases_do_not_decay(p, g, wd):
    """You leave out parameters of one dimension, that is, biases. SGD's weight decay takes all that it is given."""
    return g + wd * p if p.ndim != 1 else g.clone()


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay")
def decay_in_float32(p, g, wd):
    """You return float32, whatever you are given. Return the dtype of the gradient."""
    return (g + wd * p).float()


@mistake(of="decayed_grad", caught_by="test_new_tensor_without_decay")
def decay_row_by_row(p, g, wd):
    """You go through rows and columns. A parameter may have any number of dimensions: operations on whole tensors need no loops."""
    result = g.clone()
    for i in range(p.shape[0]):
        for j in range(p.shape[1]):
            result[i, j] += wd * p[i, j]
    return result
