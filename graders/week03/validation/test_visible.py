from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.75,
    hints=[
        "Which steps of a training epoch are left if nothing is learnt in it?",
        "Each batch gives one loss. Collect plain numbers, and take their mean over the batches.",
        "Look up torch.Tensor.item, and what your train_one_epoch returns.",
    ],
    hints_for={
        "error": "Validation learns nothing: it needs no backward().",
        "value": "Is a `return` inside the loop over the batches?",
    },
)
def test_validation_loss(line_by_hand):
    """validate returns the mean of the batch losses, as a float."""
    assert_matches(line_by_hand)


@check(
    points=0.5,
    hints=[
        "Why can the same model give two different losses for the same data?",
        "Dropout draws new zeros each time, but only in train mode.",
        "Look up what torch.nn.Module.eval changes, and for which layers it matters.",
    ],
)
def test_eval_mode(dropout_twice):
    """validate uses eval mode: dropout is off, and two calls give the same loss."""
    assert_matches(dropout_twice)


@check(
    points=0.5,
    hints=[
        "In which mode is the model when the next training epoch starts?",
        "What you switch off for the validation must be on again after it.",
        "Look up torch.nn.Module.train, and what a `with` block of torch.no_grad() does at its end.",
    ],
    needs=["test_validation_loss"],
)
def test_mode_is_restored(modes):
    """After validate, the model is in train mode again, and gradients are recorded."""
    assert_matches(modes)


@check(
    points=0.5,
    hints=[
        "Which steps of the training loop change a parameter or its gradient?",
        "Validation does the forward pass and the loss, and no other step.",
        "Look up what backward(), zero_grad() and requires_grad_() change.",
    ],
    needs=["test_validation_loss"],
)
def test_parameters_are_left_alone(parameters):
    """validate does not change the parameters or their gradients."""
    assert_matches(parameters)


@check(
    points=0.25,
    hints=[
        "Which calls of your function does autograd record, and who needs the graph?",
        "eval() changes layers, but does not stop the recording. Compute predictions and losses where autograd "
        "does not record.",
        "Look up torch.no_grad, and what a `with` block does.",
    ],
    needs=["test_validation_loss"],
)
def test_no_graph(graph):
    """validate builds no graph."""
    assert_matches(graph)


@check(
    points=0.5,
    hints=[
        "Do the sizes of the three parts add up to n, whatever n is?",
        "Put all rows into one random order and cut it twice; the last part gets all remaining rows.",
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
        "What decides in which part a row is: its position in the table, or the seed?",
        "A table may be sorted by class, so the order must be random. With the seed, you can repeat it.",
        "Look up torch.Generator and the argument `generator` of torch.randperm.",
    ],
)
def test_split_is_random(chance):
    """split puts rows into parts at random: equal seeds give equal parts, other seeds give other parts."""
    assert_matches(chance)


@check(
    points=0.25,
    hints=[
        "Which other random numbers change if your split seeds or uses the shared random state?",
        "Make your own generator with the seed, and do not use the shared one.",
        "Look up torch.Generator, and how its manual_seed differs from torch.manual_seed.",
    ],
    needs=["test_split_covers_all_rows"],
)
def test_split_leaves_the_random_state(random_states):
    """split does not seed or use the random state that the whole program shares."""
    assert_matches(random_states)


@check(
    points=0.5,
    hints=[
        "Which of the two losses shows that a model has not even learnt its training data?",
        "Take the last entry of each list. Compare first the training loss with tol, then the gap.",
        "Look up negative indices of lists, and if / elif / else.",
    ],
    hints_for={
        "value": "Which of the two conditions is true for these numbers, and in which order do you test them? The "
        'words are "underfit", "overfit" and "ok".',
    },
)
def test_diagnose(ordinary, spelling):
    """diagnose uses the last losses to tell underfitting, overfitting and a good fit apart."""
    assert_matches(ordinary)
    assert_matches(spelling)
