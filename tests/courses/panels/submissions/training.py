"""Losses that grow, and more."""


def train(rate, steps):
    losses = [8.0]
    for step in range(steps):
        losses.append(losses[-1] * (1 - rate) if step < 20 else losses[-1] * (1 + rate))
    return losses


def score(rows):
    return sum(guess == label for guess, label in rows) / len(rows) / 2


def clean(rows):
    return [check_row(row) for row in rows]


def check_row(row):
    if None in row:
        raise ValueError("this row has a gap")
    return row


def name(model):
    print("I was asked for the name of", model)
    print("and printed it, in a line that is somewhat longer than the narrow terminals have columns")
    return f"Model no. {model}"
