def relu(x):
    return x * (x > 0)


def leaky_relu(x, negative_slope=0.01):
    return x.relu() - negative_slope * (-x).relu()
