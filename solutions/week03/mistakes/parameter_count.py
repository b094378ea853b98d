"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_tensors(model, trainable_only=False):
    """You count the parameter tensors (one weight, one bias, …). Add up the numbers in each of them: `p.numel()`."""
    return sum(1 for p in model.parameters() if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_weights_only(model, trainable_only=False):
    """You count the weights and leave out the biases. A neuron with n inputs has n + 1 parameters."""
    kept = [p for name, p in model.named_parameters() if name.endswith("weight")]
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)


@mistake(of="count_parameters", caught_by="test_two_layers")
def counts_one_bias_per_layer(model, trainable_only=False):
    """You count one bias for each layer. Every neuron has its own: a layer with n neurons has n biases."""
    kept = [p for p in model.parameters() if p.requires_grad or not trainable_only]
    return sum(p.numel() if p.dim() > 1 else 1 for p in kept)


@mistake(of="count_parameters", caught_by="test_frozen_parameters_count")
def counts_only_trainable(model, trainable_only=False):
    """You always leave out frozen parameters. They are part of the model; leave them out only if trainable_only is True."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


@mistake(of="count_parameters", caught_by="test_trainable_only")
def ignores_trainable_only(model, trainable_only=False):
    """You count frozen parameters whatever `trainable_only` says. Leave them out where it is True."""
    return sum(p.numel() for p in model.parameters())


@mistake(of="count_parameters", caught_by="test_buffers_do_not_count")
def counts_the_state_dict(model, trainable_only=False):
    """You count all of `state_dict()`, in which buffers stand too, such as a batch norm's running mean. Use `parameters()`."""
    frozen = {name for name, p in model.named_parameters() if not p.requires_grad} if trainable_only else set()
    return sum(value.numel() for name, value in model.state_dict().items() if name not in frozen)


@mistake(of="count_parameters", caught_by="test_shared_parameters_count_once")
def counts_shared_parameters_twice(model, trainable_only=False):
    """You count a parameter once for every module that uses it. `model.parameters()` yields a shared one only once."""
    kept = [p for module in model.modules() for p in module.parameters(recurse=False)]
    return sum(p.numel() for p in kept if p.requires_grad or not trainable_only)
