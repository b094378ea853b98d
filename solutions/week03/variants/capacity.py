"""Right but unusual solutions."""

from torch import nn

from dlcourse.graders.authoring import variant


@variant(of="mlp_within")
def by_building_and_counting(n_in, n_out, lo, hi):
    """Builds networks, widest first, and counts their parameters."""
    for hidden in range(max(hi // (n_in + n_out + 1), 0), 0, -1):
        model = nn.Sequential(nn.Linear(n_in, hidden), nn.Sigmoid(), nn.Linear(hidden, n_out))
        if lo <= sum(p.numel() for p in model.parameters()) <= hi:
            return model
    raise ValueError("impossible")


@variant(of="mlp_within")
def by_division(n_in, n_out, lo, hi):
    """Computes the widest hidden layer that fits."""
    hidden = (hi - n_out) // (n_in + n_out + 1)
    if hidden < 1 or hidden * (n_in + n_out + 1) + n_out < lo:
        raise ValueError("impossible")
    return nn.Sequential(nn.Linear(n_in, hidden), nn.Tanh(), nn.Linear(hidden, n_out), nn.Identity())


class TwoLayers(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(n, m) for n, m in zip(sizes, sizes[1:], strict=False))

    def forward(self, X):
        for layer in self.layers[:-1]:
            X = layer(X).sigmoid()
        return self.layers[-1](X)


@variant(of="mlp_within")
def by_two_hidden_layers(n_in, n_out, lo, hi):
    """Tries two hidden layers of one width first, then one; a subclass of nn.Module."""
    for depth in (2, 1):
        for hidden in range(1, 10_000):
            model = TwoLayers(n_in, *[hidden] * depth, n_out)
            count = sum(p.numel() for p in model.parameters())
            if lo <= count <= hi:
                return model
            if count > hi:
                break
    raise ValueError("impossible")


@variant(of="mlp_within")
def by_leaving_biases_out(n_in, n_out, lo, hi):
    """Tries networks without biases too."""
    for hidden in range(1, 10_000):
        for first, last in ((True, True), (True, False), (False, True), (False, False)):
            count = hidden * (n_in + first) + n_out * (hidden + last)
            if lo <= count <= hi:
                return nn.Sequential(nn.Linear(n_in, hidden, first), nn.ReLU(), nn.Linear(hidden, n_out, last))
    raise ValueError("impossible")
