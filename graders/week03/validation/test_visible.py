from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.75,
    hints=[
        "What is left of a training epoch if nothing is learnt in it?",
        "Each batch gives one loss. Collect plain numbers, and take their mean over the batches.",
        "Look up torch.Tensor.item, and compare with what train_one_epoch returns.",
    ],
)
def test_validation_loss(line_by_hand):
    """validate returns the mean of the batch losses, as a float."""
    assert_matches(line_by_hand)


@check(
    points=0.5,
    hints=[
        "Why could the same model give two losses for the same data?",
        "Dropout draws new zeros each time, but only in train mode.",
        "Look up what torch.nn.Module.eval changes, and which layers it is meant for.",
    ],
)
def test_eval_mode(dropout_twice):
    """validate evaluates the model as it is used later: dropout is off, and two calls give the same loss."""
    assert_matches(dropout_twice)


@check(
    points=0.5,
    hints=[
        "In which state does the next training epoch find the model?",
        "What you switch off for the validation has to be on again after it.",
        "Look up torch.nn.Module.train, and what a `with` block of torch.no_grad() does at its end.",
    ],
)
def test_mode_is_restored(modes):
    """After validate, the model is in train mode again, and gradients are recorded."""
    assert_matches(modes)


@check(
    points=0.5,
    hints=[
        "Which steps of the training loop change a parameter or its gradient?",
        "Validation only looks: it takes the forward pass and the loss, and leaves out the rest.",
        "Look up what backward(), zero_grad() and requires_grad_() change.",
    ],
)
def test_parameters_are_left_alone(parameters):
    """validate changes no parameter, and no gradient that is there."""
    assert_matches(parameters)


@check(
    points=0.5,
    hints=[
        "Do the sizes of the three parts add up to n, whatever n is?",
        "Put all rows into one random order and cut it twice; the last part takes what is left.",
        "Look up torch.randperm and slices such as order[a:b].",
    ],
)
def test_split_covers_all_rows(types_of_parts, all_rows):
    """split returns three int64 tensors, and every row is in exactly one of them."""
    assert_matches(types_of_parts)
    assert_matches(all_rows)


@check(
    points=0.5,
    hints=[
        "What decides which row goes where: its place in the file, or the seed?",
        "A table may be sorted by class, so the rows must be dealt at random; the seed makes that repeatable.",
        "Look up torch.Generator and the argument `generator` of torch.randperm.",
    ],
)
def test_split_is_random(chance):
    """split deals the rows at random: equal seeds give equal parts, other seeds other parts."""
    assert_matches(chance, "a part is a block of neighbours")
    assert_matches(chance, "equal seeds give equal parts")
    assert_matches(chance, "another seed gives other parts")


@check(
    points=0.25,
    hints=[
        "Whose random numbers change when your split seeds or uses the state that everyone shares?",
        "Draw from a generator of your own, made with the seed, and leave the shared one alone.",
        "Look up torch.Generator, and how torch.manual_seed differs from its manual_seed.",
    ],
)
def test_split_leaves_the_random_state(random_states):
    """split does not seed or use the random state that everyone shares."""
    assert_matches(random_states)


@check(
    points=0.5,
    hints=[
        "Which of the two losses tells that a model has not even learnt its training data?",
        "Take the last entry of each list, and compare first the training loss, then the gap, with tol.",
        "Look up negative indices of lists, and if / elif / else.",
    ],
)
def test_diagnose(underfitting, overfitting, good_fit, spelling):
    """diagnose tells underfitting, overfitting and a good fit apart by the last losses."""
    assert_matches(underfitting)
    assert_matches(overfitting)
    assert_matches(good_fit)
    assert_matches(spelling)
