"""Right but unusual solutions."""

import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from dlcourse.graders.authoring import variant


@variant(of="sgd_step")
def through_data(model, lr):
    """Writes through .data, where autograd does not record."""
    for p in model.parameters():
        if p.grad is not None:
            p.data = p.data - lr * p.grad


@variant(of="sgd_step")
def through_data_in_place(model, lr):
    """Does the same in place, with the factor in the call."""
    for p in model.parameters():
        if p.grad is not None:
            p.data.add_(p.grad.data, alpha=-lr)


@variant(of="sgd_step")
def all_at_once(model, lr):
    """Makes one call for the whole list."""
    moving = [p for p in model.parameters() if p.grad is not None]
    with torch.no_grad():
        torch._foreach_add_(moving, [p.grad for p in moving], alpha=-lr)


@variant(of="sgd_step")
@torch.no_grad()
def by_decorator(model, lr):
    """Turns autograd off for the whole function, and copies."""
    for _, p in model.named_parameters():
        if p.grad is None:
            continue
        p.copy_(torch.sub(p, p.grad, alpha=lr))


@variant(of="sgd_step")
def in_inference_mode(model, lr):
    """inference_mode and set_grad_enabled are as good as no_grad."""
    with torch.inference_mode(), torch.set_grad_enabled(False):
        for p in model.parameters():
            if p.grad is not None:
                p.sub_(p.grad * lr)


@variant(of="sgd_step")
def by_the_optimizer(model, lr):
    """Lets PyTorch's own SGD make the step."""
    torch.optim.SGD(model.parameters(), lr=lr).step()


@variant(of="sgd_step")
def by_the_state_dict(model, lr):
    """Writes into the tensors of the state dict, which share the parameters' memory."""
    entries = model.state_dict(keep_vars=False)
    for name, p in model.named_parameters():
        if p.grad is not None:
            entries[name].sub_(lr * p.grad)


@variant(of="sgd_step")
def grad_switched_off_and_on(model, lr):
    """Turns requires_grad off for a moment."""
    for p in model.parameters():
        if p.grad is not None:
            trainable = p.requires_grad
            p.requires_grad_(False)
            p -= lr * p.grad
            p.requires_grad_(trainable)


@variant(of="sgd_step")
def as_one_vector(model, lr):
    """Joins all parameters into one vector, and splits it again."""
    moving = [p for p in model.parameters() if p.grad is not None]
    gradients = torch.cat([p.grad.reshape(-1) for p in moving])
    vector = parameters_to_vector(moving).detach() - lr * gradients
    vector_to_parameters(vector, moving)


@variant(of="sgd_step")
def through_numpy(model, lr):
    """Writes into the memory that the parameters share with arrays."""
    for p in model.parameters():
        if p.grad is not None:
            array = p.detach().numpy()
            array -= lr * p.grad.numpy()
