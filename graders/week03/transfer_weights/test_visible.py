from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.75,
    hints=[
        "Which entries of the two models have the same name, and which of these have the same shape?",
        "Go through the entries by name, and copy an entry only if name and shape agree.",
        "Look up Module.state_dict, and Tensor.copy_ or Module.load_state_dict with its argument strict.",
    ],
)
def test_body_is_copied(new_head):
    """transfer copies the entries with the same name and shape, and the target keeps its own head."""
    assert_matches(new_head)


@check(
    points=0.5,
    hints=[
        "How can the caller see what was copied and what was not?",
        "Store the name of each entry that you copy, and return these names.",
        "Look up how to go through the keys and the values of a state_dict together.",
    ],
)
def test_names(names):
    """transfer returns the names of the copied entries."""
    assert_matches(names)


@check(
    points=0.5,
    hints=[
        "What does a batch norm keep that is not a parameter?",
        "The running mean and variance are buffers: no optimizer moves them, but the model needs them.",
        "Look up the difference between Module.named_parameters, Module.named_buffers and Module.state_dict.",
    ],
)
def test_buffers_are_copied(batch_norm):
    """transfer copies buffers too, such as the statistics of a batch norm."""
    assert_matches(batch_norm)


@check(
    points=0.25,
    hints=[
        "If the source goes on learning, should the target change too?",
        "Copy the numbers into the target's own memory. Do not let both models hold one tensor.",
        "Look up Tensor.copy_ and Tensor.clone, and what plain assignment does in Python.",
    ],
)
def test_memory_is_not_shared(source_goes_on, statistics_go_on):
    """transfer gives the target its own copy, of buffers too: the target does not change when the source does."""
    assert_matches(source_goes_on)
    assert_matches(statistics_go_on)


@check(
    points=0.25,
    hints=[
        "Which names does a source with more layers have that the target does not have?",
        "Do nothing with entries that only one model has: check whether the name is there before you use it.",
        "Look up the operator in for dicts, or dict.get.",
    ],
)
def test_models_of_different_depth(deeper_source):
    """transfer works if the source has more layers than the target."""
    assert_matches(deeper_source)


@check(
    points=0.25,
    hints=[
        "Does an optimizer that holds the target's parameters still move what the target uses?",
        "Change only the values of the target's parameters: keep the objects and their requires_grad.",
        "Look up Tensor.copy_ and torch.no_grad.",
    ],
)
def test_parameters_stay_the_same_objects(parameter_objects):
    """transfer keeps the target's Parameter objects, frozen or trainable as before, and does not change the source."""
    assert_matches(parameter_objects)


@check(
    points=0.25,
    hints=[
        "Which entry of the source belongs to which entry of the target?",
        "The one with the same name, wherever it stands. The target may not have a name of the source, and the source may not "
        "have a name of the target.",
        "Look up why zip pairs by position, and how to look up a name in a dict.",
    ],
)
def test_nothing_in_common(nothing_in_common):
    """transfer copies nothing, and returns no names, if the models have no names in common."""
    assert_matches(nothing_in_common)
