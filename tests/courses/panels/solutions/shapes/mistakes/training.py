from dlcourse.graders.authoring import mistake


@mistake(of="train", caught_by="test_train")
def train_without_the_first(rate, steps):
    """You leave out the loss before the first step."""
    losses = []
    for step in range(steps):
        losses.append(8.0 * (1 - rate) ** (step + 1))
    return losses
