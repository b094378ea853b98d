import numpy as np

from dlcourse.graders.pictures import BLUE, GREEN, GREY, ORANGE, beside, numbers, say


def picture(figure, fit_with_momentum, iris_flowers):
    """Left, the losses that fit returns, beside the expected ones. Right, the flowers that your trained network tells apart."""
    losses, flowers = figure.subplots(1, 2)
    beside(losses, fit_with_momentum["losses"], fit_with_momentum.expected["losses"], first=1)
    losses.set(title="Loss of each epoch", xlabel="epoch", xticks=range(1, 5))
    draw_flowers(flowers, numbers(iris_flowers["logits"], 2), iris_flowers.inputs)


def draw_flowers(axes, logits, inputs):
    X, y = inputs["X_test"], inputs["y_test"]
    axes.set(title="Flowers that it has not seen", xlabel="petal length, cm", ylabel="petal width, cm")
    if logits is None or logits.shape != (len(y), 3) or not np.isfinite(logits).all():
        say(axes, "yours: no logits of 3 classes for each flower")
        return
    told = logits.argmax(axis=1)
    for species, color in enumerate((BLUE, ORANGE, GREEN)):
        chosen = told == species
        axes.scatter(X[chosen, 2], X[chosen, 3], s=28, color=color)
    wrong = told != y
    axes.scatter(X[wrong, 2], X[wrong, 3], s=110, facecolors="none", edgecolors=GREY, linewidths=1.5)
    axes.text(0.03, 0.95, f"{(~wrong).mean():.0%} right\n○ wrong", transform=axes.transAxes, va="top")
