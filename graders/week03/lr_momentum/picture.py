import numpy as np

from dlcourse.graders.pictures import EXPECTED, GREY, YOURS, beside, numbers, say


def picture(figure, small_rate, ten_steps, large_rate, with_momentum):
    """Your steps on a parabola with a small, a good and a large learning rate; below, x after each step with momentum."""
    figure.set_size_inches(7.2, 5.4)
    grid = figure.add_gridspec(2, 3)
    for i, (run, lr) in enumerate([(small_rate, 0.01), (ten_steps, 0.1), (large_rate, 1.0)]):
        axes = figure.add_subplot(grid[0, i])
        draw_steps(axes, numbers(run["x"]), numbers(run.expected["x"]))
        axes.set(title=f"learning rate {lr}", xlabel="x")
        if i == 0:
            axes.set_ylabel("x²")
    axes = figure.add_subplot(grid[1, :])
    beside(axes, with_momentum["x"], with_momentum.expected["x"])
    axes.set(
        title=f"With momentum {with_momentum.inputs['momentum']:g}, on another parabola", xlabel="step", ylabel="x"
    )


def draw_steps(axes, x, expected):
    reach = 1.15 * np.abs(expected).max()
    line = np.linspace(-reach, reach, 100)
    axes.plot(line, line**2, color=GREY, linewidth=1)
    axes.plot(expected, expected**2, color=EXPECTED, linewidth=5, alpha=0.35)
    if x is None:
        say(axes, "yours: no list\nof numbers")
        return
    axes.plot(x, x**2, color=YOURS, linewidth=1, marker="o", markersize=4)
    axes.set(xlim=(-reach, reach), ylim=(-0.05 * reach**2, reach**2))
