from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Nobody asks for gradients here; look up torch.no_grad."])
def test_no_graph(graph):
    """validate builds no graph."""
    assert_matches(graph)


@check(
    points=0.25,
    hints=["Put the whole model into eval mode: a batch norm is not the only module that looks at its mode."],
)
def test_patients(patients, own_mode):
    """On real patients and on any other model and data, validate gives the loss of eval mode; no batch norm learns."""
    assert_matches(patients)
    assert_matches(own_mode, rtol=1e-3, atol=0)


@check(
    points=0.25, hints=["The fractions come in the order train, validation, test, and 0 is a fraction and a seed too."]
)
def test_split_sizes(sizes, empty_part, every_row):
    """The sizes of split's parts are within 1 of their shares, even of 0, and every row can come into every part."""
    n, fractions = sizes.inputs["n"], sizes.inputs["fractions"]
    for found in sizes["sizes"]:
        assert len(found) == 3, f"split returned {len(found)} parts instead of three."
        off = [abs(size - n * fraction) for size, fraction in zip(found, fractions, strict=True)]
        assert max(off) < 1 + 1e-6, f"The parts of {n} rows have the sizes {found}; the fractions are {fractions}."
    assert_matches(empty_part)
    assert_matches(every_row)


@check(
    points=0.25,
    hints=["Go through the three cases in the order of the docstring, and read what `above` says of equal ones."],
)
def test_diagnose_in_order(
    both_problems, validation_below_training, validation_far_below_training, falling_apart, at_the_limits
):
    """diagnose names underfitting first, compares the last losses with each other and with tol, and nothing else."""
    assert_matches(both_problems)
    assert_matches(validation_below_training)
    assert_matches(validation_far_below_training)
    assert_matches(falling_apart)
    assert_matches(at_the_limits)
