"""Wrong solutions that students hand in; each docstring is the feedback."""

from solution import transfer
from torch import nn

from dlcourse.graders.authoring import mistake


def shared(source, target):
    theirs = source.state_dict()
    return [name for name, entry in target.state_dict().items() if name in theirs and theirs[name].shape == entry.shape]


@mistake(of="transfer", caught_by="test_body_is_copied", raises="RuntimeError")
def loads_not_strictly(source, target):
    """Your transfer fails if the heads differ: `load_state_dict` refuses entries of another shape, even with
    `strict=False`. Give it only the entries whose name and shape agree.
    """
    target.load_state_dict(source.state_dict(), strict=False)
    return shared(source, target)


@mistake(of="transfer", caught_by="test_body_is_copied", raises="RuntimeError", like="loads_not_strictly")
def loads_everything(source, target):
    target.load_state_dict(source.state_dict())
    return list(source.state_dict())


@mistake(of="transfer", caught_by="test_body_is_copied")
def entries_are_broadcast(source, target):
    """You compare names, but not shapes, so `copy_` broadcasts a head with one output to all outputs of the new head.
    Copy only if the shapes are equal.
    """
    theirs, copied = source.state_dict(), []
    for name, entry in target.state_dict().items():
        if name in theirs:
            entry.copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_body_is_copied")
def copies_the_wrong_way(source, target):
    """You copy from the target into the source. Copy the source's values into the target."""
    return transfer(target, source)


@mistake(of="transfer", caught_by="test_body_is_copied")
def only_a_local_name(source, target):
    """You write nothing into the target's tensors, so the target keeps its old weights: a new value for a local name,
    or for an entry of a dict, changes no model. Copy into the tensors themselves.
    """
    theirs, mine = source.state_dict(), target.state_dict()
    copied = shared(source, target)
    for name in copied:
        mine[name] = theirs[name].clone()
    return copied


@mistake(of="transfer", caught_by="test_body_is_copied", raises="RuntimeError")
def in_place_in_the_graph(source, target):
    """You change a parameter in place while autograd records, which torch does not allow. Copy under `torch.no_grad()`."""
    copied = []
    theirs = dict(source.named_parameters()) | dict(source.named_buffers())
    for name, entry in (dict(target.named_parameters()) | dict(target.named_buffers())).items():
        if name in theirs and theirs[name].shape == entry.shape:
            entry.copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_body_is_copied")
def only_the_weights(source, target):
    """You copy the weights, but not the biases. Copy every entry whose name and shape agree."""
    theirs, copied = source.state_dict(), []
    for name in shared(source, target):
        if name.endswith("weight"):
            target.state_dict()[name].copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_body_is_copied")
def compares_a_part_of_the_shapes(source, target):
    """You compare only a part of the shapes, so you copy entries that differ in the other part. Compare the whole
    shapes, and the names.
    """
    theirs, copied = source.state_dict(), []
    for name, entry in target.state_dict().items():
        if name in theirs and theirs[name].shape[-1:] == entry.shape[-1:]:
            entry.copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_names")
def returns_nothing(source, target):
    """You copy the entries, but return nothing. Return the names of the copied entries."""
    transfer(source, target)


@mistake(of="transfer", caught_by="test_names")
def returns_all_names(source, target):
    """You return the names of all entries. Return only those that you have copied."""
    transfer(source, target)
    return list(target.state_dict())


@mistake(of="transfer", caught_by="test_names")
def returns_what_was_kept(source, target):
    """You return the names of the entries that were not copied. Return the names of the copied ones."""
    copied = transfer(source, target)
    return [name for name in target.state_dict() if name not in copied]


@mistake(of="transfer", caught_by="test_names")
def returns_a_count(source, target):
    """You return how many entries were copied. Return their names."""
    return len(transfer(source, target))


@mistake(of="transfer", caught_by="test_buffers_are_copied")
def parameters_only(source, target):
    """You copy only the parameters. Copy the buffers too, such as the running mean of a batch norm:
    `named_parameters()` does not have them, `state_dict()` does.
    """
    theirs, copied = dict(source.named_parameters()), []
    for name, parameter in target.named_parameters():
        if name in theirs and theirs[name].shape == parameter.shape:
            parameter.data.copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_memory_is_not_shared")
def shares_the_memory(source, target):
    """Your target holds the source's own tensors, so both models change when one of them learns. Copy the numbers into
    the target's tensors.
    """
    theirs, copied = source.state_dict(), shared(source, target)
    entries = dict(target.named_parameters()) | dict(target.named_buffers())
    for name in copied:
        entries[name].data = theirs[name]
    return copied


@mistake(of="transfer", caught_by="test_memory_is_not_shared", like="shares_the_memory")
def shares_the_parameters(source, target):
    theirs, copied = source.state_dict(), shared(source, target)
    target.load_state_dict({name: theirs[name] for name in copied}, strict=False, assign=True)
    return copied


@mistake(of="transfer", caught_by="test_parameters_stay_the_same_objects")
def new_parameters(source, target):
    """You put new Parameter objects into the target: frozen ones become trainable, and an optimizer that holds the old
    ones would train parameters that nobody uses. Write the values into the old objects.
    """
    theirs, copied = source.state_dict(), shared(source, target)
    for name in copied:
        owner, _, last = name.rpartition(".")
        module = target.get_submodule(owner)
        if isinstance(getattr(module, last), nn.Parameter):
            setattr(module, last, nn.Parameter(theirs[name].clone()))
        else:
            getattr(module, last).copy_(theirs[name])
    return copied


@mistake(of="transfer", caught_by="test_parameters_stay_the_same_objects")
def freezes_what_it_copies(source, target):
    """You freeze the entries that you copy. Do not change requires_grad: the caller decides what learns."""
    copied = transfer(source, target)
    for name, parameter in target.named_parameters():
        if name in copied:
            parameter.requires_grad_(False)
    return copied


@mistake(of="transfer", caught_by="test_parameters_stay_the_same_objects")
def unfreezes_what_it_copies(source, target):
    """You set requires_grad to True for the entries that you copy. Do not change requires_grad: the caller decides what
    learns.
    """
    copied = transfer(source, target)
    target.requires_grad_(True)
    return copied


@mistake(of="transfer", caught_by="test_shapes_must_agree")
def compares_the_number_of_elements(source, target):
    """You compare how many numbers the entries hold. Compare the shapes: a (3, 2) and a (2, 3) tensor both hold six
    numbers, but they mean different things.
    """
    theirs, copied = source.state_dict(), []
    for name, entry in target.state_dict().items():
        if name in theirs and theirs[name].numel() == entry.numel():
            entry.copy_(theirs[name].reshape(entry.shape))
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_models_of_different_depth", raises="KeyError")
def every_name_must_be_there(source, target):
    """Your transfer fails if the target does not have a name of the source. Check first whether the name is there."""
    mine, copied = target.state_dict(), []
    for name, entry in source.state_dict().items():
        if mine[name].shape == entry.shape:
            mine[name].copy_(entry)
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_nothing_in_common", raises="KeyError")
def every_name_must_be_in_the_source(source, target):
    """Your transfer fails if the source does not have a name of the target. Check first whether the name is there."""
    theirs, copied = source.state_dict(), []
    for name, entry in target.state_dict().items():
        if theirs[name].shape == entry.shape:
            entry.copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_nothing_in_common")
def goes_by_position(source, target):
    """You pair the entries by position. Pair them by name: the first entries of two models may be different things."""
    copied = []
    for (name, entry), theirs in zip(target.state_dict().items(), source.state_dict().values(), strict=False):
        if theirs.shape == entry.shape:
            entry.copy_(theirs)
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_memory_is_not_shared")
def shares_the_buffers(source, target):
    """Your target holds the source's own buffers, such as the running mean of a batch norm, so they change when the
    source learns. Copy their numbers, like those of the parameters.
    """
    copied = transfer(source, target)
    theirs = dict(source.named_buffers())
    for name, buffer in target.named_buffers():
        if name in copied:
            buffer.data = theirs[name]
    return copied


@mistake(of="transfer", caught_by="test_shapes_must_agree")
def stops_at_the_first_difference(source, target):
    """You stop at the first entry that does not agree. Skip it and go on: later entries may agree."""
    theirs, copied = source.state_dict(), []
    for name, entry in target.state_dict().items():
        if name not in theirs or theirs[name].shape != entry.shape:
            break
        entry.copy_(theirs[name])
        copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_shapes_must_agree")
def compares_the_first_sizes(source, target):
    """You compare only the first sizes of the shapes, so you copy entries whose other sizes differ. Compare the whole
    shapes.
    """
    theirs, copied = source.state_dict(), []
    for name, entry in target.state_dict().items():
        if name in theirs and theirs[name].shape[:1] == entry.shape[:1]:
            entry.copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_shapes_must_agree")
def copies_whole_layers_only(source, target):
    """You copy a layer only if all its entries agree. Look at each entry by itself: the bias may agree even if the
    weight does not.
    """
    copied = []
    for name, module in target.named_modules():
        mine, theirs = module.state_dict(), dict(source.named_modules()).get(name, nn.Module()).state_dict()
        if module._parameters and all(key in theirs and theirs[key].shape == mine[key].shape for key in mine):
            module.load_state_dict(theirs)
            copied += [f"{name}.{key}" if name else key for key in mine]
    return copied


@mistake(of="transfer", caught_by="test_shapes_must_agree")
def looks_at_direct_children_only(source, target):
    """You look only at the layers directly in the model. Copy entries of modules inside modules too: `state_dict()` has
    them.
    """
    theirs, copied = source.state_dict(), []
    for name, entry in target.state_dict().items():
        if name.count(".") < 2 and name in theirs and theirs[name].shape == entry.shape:
            entry.copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_parameters_stay_the_same_objects")
def passes_over_frozen_entries(source, target):
    """You do not copy into frozen entries. Copy into them too, and keep them frozen."""
    frozen = [name for name, parameter in target.named_parameters() if not parameter.requires_grad]
    theirs, copied = source.state_dict(), []
    for name, entry in target.state_dict().items():
        if name in theirs and theirs[name].shape == entry.shape and name not in frozen:
            entry.copy_(theirs[name])
            copied.append(name)
    return copied


@mistake(of="transfer", caught_by="test_parameters_stay_the_same_objects")
def freezes_the_source(source, target):
    """You freeze the source. Do not change it: only read its entries."""
    source.requires_grad_(False)
    return transfer(source, target)


@mistake(of="transfer", caught_by="test_parameters_stay_the_same_objects")
def source_in_eval_mode(source, target):
    """You put the source into eval mode. Do not change its mode: its entries are the same in both modes."""
    source.eval()
    return transfer(source, target)
