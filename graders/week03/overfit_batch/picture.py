import numpy as np

from dlcourse.graders.pictures import GREEN, ORANGE, numbers


def picture(figure, handwritten_digits):
    """The batch of 16 digits on which the network was trained, each with what it says, and how sure it is."""
    figure.set_size_inches(7.2, 2.6)
    images, y = handwritten_digits.inputs["X"][:16].reshape(-1, 8, 8), handwritten_digits.inputs["y"][:16]
    shares = softmax(numbers(handwritten_digits["logits"], 2))
    for i, axes in enumerate(figure.subplots(2, 8).flat):
        axes.imshow(images[i], cmap="gray_r")
        axes.set_axis_off()
        if shares is None:
            axes.set_title("?", color=ORANGE)
        else:
            told = shares[i].argmax()
            axes.set_title(f"{told}  {shares[i, told]:.0%}", color=GREEN if told == y[i] else ORANGE)


def softmax(logits):
    """Return the shares of the classes; None if these are no logits of 16 digits."""
    if logits is None or logits.shape != (16, 10) or not np.isfinite(logits).all():
        return None
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
