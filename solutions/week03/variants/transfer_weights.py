"""Right but unusual solutions."""

import torch

from dlcourse.graders.authoring import variant


@variant(of="transfer")
def by_loading_what_fits(source, target):
    """Filters the source's state_dict and loads it with strict=False; goes through the names in reverse order."""
    mine = target.state_dict()
    fitting = {
        name: entry
        for name, entry in reversed(source.state_dict().items())
        if name in mine and mine[name].shape == entry.shape
    }
    target.load_state_dict(fitting, strict=False)
    return list(fitting)


@variant(of="transfer")
def by_updating_a_whole_dict(source, target):
    """Loads a complete state_dict with strict=True, and returns a tuple."""
    merged = dict(target.state_dict())
    shared = {n: e for n, e in source.state_dict().items() if n in merged and e.size() == merged[n].size()}
    target.load_state_dict(merged | shared)
    return tuple(shared)


@variant(of="transfer")
def by_parameters_and_buffers(source, target):
    """Copies parameters and buffers separately, through `.data`."""
    copied = []
    for theirs, mine in (
        (dict(source.named_parameters()), dict(target.named_parameters())),
        (dict(source.named_buffers()), dict(target.named_buffers())),
    ):
        for name in theirs.keys() & mine.keys():
            if theirs[name].shape == mine[name].shape:
                mine[name].data[...] = theirs[name].data.clone()
                copied.append(name)
    return copied


@variant(of="transfer")
def by_trying(source, target):
    """Sets entries to 0 and adds; compares shapes as lists; returns a set."""
    mine, theirs = target.state_dict(), source.state_dict()
    copied = [name for name in mine if name in theirs and list(mine[name].shape) == list(theirs[name].shape)]
    with torch.no_grad():
        for name in copied:
            mine[name].zero_().add_(theirs[name])
    return set(copied)


@variant(of="transfer")
def by_recursion(source, target, prefix=""):
    """Goes through both trees of modules together; returns the keys of a dict."""
    copied = {}
    theirs = {**source._parameters, **source._buffers}
    for name, entry in {**target._parameters, **target._buffers}.items():
        other = theirs.get(name)
        if entry is not None and other is not None and entry.shape == other.shape:
            entry.data = other.detach().clone()
            copied[prefix + name] = True
    for name, child in target.named_children():
        if (other := dict(source.named_children()).get(name)) is not None:
            copied |= dict.fromkeys(by_recursion(other, child, f"{prefix}{name}."))
    return copied.keys()
