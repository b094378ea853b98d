from dlcourse.graders.pictures import BLUE, GREEN, GREY, ORANGE

SHOWN = 6


def picture(figure, ordinary):
    """The losses of six trainings, each with your diagnosis."""
    figure.set_size_inches(7.2, 4.6)
    cases, answers = ordinary.inputs["cases"], list(ordinary.expected.items())
    for i, axes in enumerate(figure.subplots(2, 3).flat):
        train, val, tol = cases[i]
        axes.plot(range(1, len(train) + 1), train, color=BLUE, label="train")
        axes.plot(range(1, len(val) + 1), val, color=ORANGE, label="validation")
        axes.axhline(tol, color=GREY, linewidth=1, linestyle=":", label="tol")
        axes.set_ylim(bottom=0)
        name, expected = answers[i]
        yours = str(ordinary[name])[:20]
        axes.set_title(yours if yours == expected else f"{yours}: wrong", color=GREEN if yours == expected else ORANGE)
        if i >= SHOWN - 3:
            axes.set_xlabel("epoch")
    figure.axes[0].legend(frameon=False, fontsize=8)
