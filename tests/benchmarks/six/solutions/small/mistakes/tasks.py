import torch

from dlcourse.graders.authoring import mistake


@mistake(of="relu", caught_by="test_relu")
def relu_is_absolute_value(x):
    """Your relu mirrors negative values instead of replacing them by 0: that is `abs`."""
    return x.abs()


@mistake(of="count_parameters", caught_by="test_count_parameters")
def count_parameters_of_frozen_layers_too(model):
    """You count frozen parameters: leave out those with requires_grad False."""
    return sum(p.numel() for p in model.parameters())


@mistake(of="freeze", caught_by="test_freeze")
def freeze_weights_only(model, prefix):
    """You freeze the weights and forget the biases."""
    for name, parameter in model.named_parameters():
        if name.startswith(prefix) and name.endswith("weight"):
            parameter.requires_grad_(False)


@mistake(of="softmax", caught_by="test_softmax")
def softmax_over_everything(x):
    """Your softmax normalises over the whole tensor instead of over the last dimension."""
    e = torch.exp(x - x.max())
    return e / e.sum()


@mistake(of="cross_entropy", caught_by="test_cross_entropy")
def cross_entropy_is_summed(logits, targets):
    """You add the losses up: return their mean."""
    log_p = logits - logits.logsumexp(dim=1, keepdim=True)
    return -log_p[torch.arange(len(targets)), targets].sum()


@mistake(of="train", caught_by="test_train")
def train_never_clears_the_gradients(model, X, y, lr):
    """You never clear the gradients, so each step uses the sum of all so far: call optimizer.zero_grad()."""
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(100):
        loss = ((model(X) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
