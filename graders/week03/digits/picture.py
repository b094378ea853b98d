import numpy as np

from dlcourse.graders.pictures import GREEN, GREY, ORANGE, numbers, say

SHOWN = 12


def picture(figure, new_pictures):
    """New digits, first those that your network reads wrong. Right, how often it takes one digit for another."""
    figure.set_size_inches(7.2, 3.6)
    left, right = figure.subfigures(1, 2, width_ratios=[1, 1])
    y, scores = new_pictures.inputs["y_new"], numbers(new_pictures["scores"], 2)
    table = right.subplots()
    table.grid(visible=False)
    if scores is None or scores.shape != (len(y), 10) or not np.isfinite(scores).all():
        say(table, "yours: no scores of 10 digits for each picture")
        return
    told = scores.argmax(axis=1)
    order = np.argsort(told == y, kind="stable")[:SHOWN]
    images = new_pictures.inputs["X_new"].reshape(-1, 8, 8)
    for axes, i in zip(left.subplots(3, 4).flat, order, strict=True):
        axes.imshow(images[i], cmap="gray_r")
        axes.set_axis_off()
        text = f"{told[i]}" if told[i] == y[i] else f"{told[i]}, is {y[i]}"
        axes.set_title(text, color=GREEN if told[i] == y[i] else ORANGE, fontsize=9)
    left.suptitle(f"{(told == y).mean():.1%} of {len(y)} are right", fontsize=11)
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (y, told), 1)
    table.imshow(np.sqrt(counts), cmap="Blues")
    for row, column in np.argwhere(counts):
        color = "white" if row == column else GREY
        table.text(column, row, counts[row, column], ha="center", va="center", fontsize=8, color=color)
    table.set(title="Which digit it takes for which", xlabel="your network says", ylabel="the digit")
    table.set(xticks=range(10), yticks=range(10))
