"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives("with torch.no_grad() -> only what is in it", because="entries of a state_dict require no gradient")


@mistake(
    caught_by="test_body_is_copied",
    raises="RuntimeError",
    edit={"copied = []": "target.load_state_dict(source.state_dict(), strict=False)\ncopied = []"},
)
def loads_not_strictly():
    """Your transfer fails if the heads differ: `load_state_dict` refuses entries of another shape, even with
    `strict=False`. Give it only the entries whose name and shape agree."""


@mistake(
    caught_by="test_body_is_copied",
    raises="RuntimeError",
    edit={"copied = []": "target.load_state_dict(source.state_dict())\ncopied = []"},
    like="loads_not_strictly",
)
def loads_everything(): ...


@mistake(caught_by="test_body_is_copied", edit={" and theirs[name].shape == entry.shape": ""})
def entries_are_broadcast():
    """You compare names, but not shapes, so `copy_` broadcasts a head with one output to all outputs of the new head.
    Copy only if the shapes are equal."""


@mistake(caught_by="test_body_is_copied", edit={"entry.copy_(theirs[name])": "theirs[name].copy_(entry)"})
def copies_the_wrong_way():
    """You copy from the target into the source. Copy the source's values into the target."""


@mistake(caught_by="test_body_is_copied", edit={"entry.copy_(theirs[name])": "entry = theirs[name]"})
def only_a_local_name():
    """You write nothing into the target's tensors, so the target keeps its old weights: a new value for a local name,
    or for an entry of a dict, changes no model. Copy into the tensors themselves."""


@mistake(caught_by="test_body_is_copied", edit={"if name": 'if "weight" in name and name'})
def only_the_weights():
    """You copy the weights, but not the biases. Copy every entry whose name and shape agree."""


@mistake(caught_by="test_body_is_copied", edit={"copied.append(name)": "copied.append(name)\nreturn copied"})
def returns_in_the_loop():
    """You stop after the first entry that you copy, because `return` stands inside the loop. Move it behind the loop."""


@mistake(caught_by="test_names", edit={"return copied": "return None"})
def returns_nothing():
    """You copy the entries, but return nothing. Return the names of the copied entries."""


@mistake(caught_by="test_names", edit={"return copied": "return list(target.state_dict())"})
def returns_all_names():
    """You return the names of all entries. Return only those that you have copied."""


@mistake(
    caught_by="test_buffers_are_copied",
    edit={
        "source.state_dict()": "dict(source.named_parameters())",
        "target.state_dict().items()": "target.named_parameters()",
    },
)
def parameters_only():
    """You copy only the parameters. Copy the buffers too, such as the running mean of a batch norm:
    `named_parameters()` does not have them, `state_dict()` does."""


@mistake(
    caught_by="test_body_is_copied",
    raises="RuntimeError",
    base="parameters_only",
    edit={"no_grad": "enable_grad"},
)
def in_place_in_the_graph():
    """You change a parameter in place while autograd records, which torch does not allow. Copy under `torch.no_grad()`."""


@mistake(
    caught_by="test_memory_is_not_shared",
    edit={
        "target.state_dict().items()": "(*target.named_parameters(), *target.named_buffers())",
        "entry.copy_(theirs[name])": "entry.data = theirs[name]",
    },
)
def shares_the_memory():
    """Your target holds the source's own tensors, so both models change when one of them learns. Copy the numbers into
    the target's tensors."""


@mistake(
    caught_by="test_parameters_stay_the_same_objects",
    edit={
        "entry.copy_(theirs[name])": "target.load_state_dict({name: theirs[name].clone()}, strict=False, assign=True)"
    },
)
def new_parameters():
    """You put new Parameter objects into the target, so an optimizer that holds the old ones would train parameters
    that nobody uses. Write the values into the old objects."""


@mistake(
    caught_by="test_models_of_different_depth",
    raises="KeyError",
    edit={
        "theirs = source": "mine = target",
        "target.state_dict().items()": "source.state_dict().items()",
        "name in theirs and theirs[name]": "mine[name]",
        "entry.copy_(theirs[name])": "mine[name].copy_(entry)",
    },
)
def every_name_must_be_there():
    """Your transfer fails if the target does not have a name of the source. Check first whether the name is there."""


@mistake(caught_by="test_nothing_in_common", raises="KeyError", edit={"name in theirs and ": ""})
def every_name_must_be_in_the_source():
    """Your transfer fails if the source does not have a name of the target. Check first whether the name is there."""


@mistake(
    caught_by="test_shapes_must_agree",
    edit={
        "].shape == entry.shape": "].numel() == entry.numel()",
        "copy_(theirs[name])": "copy_(theirs[name].view_as(entry))",
    },
)
def compares_the_number_of_elements():
    """You compare how many numbers the entries hold. Compare the shapes: a (3, 2) and a (2, 3) tensor both hold six
    numbers, but they mean different things."""


@mistake(caught_by="test_shapes_must_agree", edit={"if name": 'if name.count(".") < 2 and name'})
def looks_at_direct_children_only():
    """You look only at the layers directly in the model. Copy entries of modules inside modules too: `state_dict()` has
    them."""


@mistake(caught_by="test_body_is_copied", edit={"return copied": "    return copied"}, like="returns_in_the_loop")
def returns_after_the_first_entry(): ...


@mistake(of="transfer", caught_by="test_nothing_in_common")
def goes_by_position(source, target):
    """You pair the entries by their position. Pair them by name: another model may have other layers in between."""
    copied = []
    pairs = zip(source.state_dict().items(), target.state_dict().values(), strict=False)
    for (name, value), entry in pairs:
        if value.shape == entry.shape:
            entry.copy_(value)
            copied.append(name)
    return copied


@mistake(caught_by="test_names", edit={"return copied": "return [name for name in theirs if name not in copied]"})
def returns_the_other_names():
    """You return the names of the entries that you have not copied. Return those that you have copied."""


@mistake(of="transfer", caught_by="test_body_is_copied", raises="RuntimeError")
def loads_some_entries_strictly(source, target):
    """You load only some entries, but load_state_dict expects all of them. Write `strict=False`, or update a whole
    `target.state_dict()` with your entries, and load that."""
    mine = target.state_dict()
    shared = {
        name: value for name, value in source.state_dict().items() if name in mine and mine[name].shape == value.shape
    }
    target.load_state_dict(shared)
    return list(shared)
