"""Losses and scores."""


def train(rate, steps):
    """Return the loss of each step, from 8 on; each step takes away `rate` of it."""
    ### BEGIN SOLUTION
    losses = [8.0]
    for _ in range(steps):
        losses.append(losses[-1] * (1 - rate))
    return losses
    ### END SOLUTION


def score(rows):
    """Return the share of rows that were guessed right."""
    ### BEGIN SOLUTION
    return sum(guess == label for guess, label in rows) / len(rows)
    ### END SOLUTION


def clean(rows):
    """Return the rows without those that hold None."""
    ### BEGIN SOLUTION
    return [row for row in rows if None not in row]
    ### END SOLUTION


def name(model):
    """Return what a model is called."""
    ### BEGIN SOLUTION
    return f"model {model}"
    ### END SOLUTION
