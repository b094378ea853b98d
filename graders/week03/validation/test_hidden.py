from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Nobody asks for gradients here; look up torch.no_grad."])
def test_no_graph(graph):
    """validate builds no graph."""
    assert_matches(graph)


@check(points=0.25, hints=["A batch norm in train mode updates its running statistics, even without gradients."])
def test_patients(patients):
    """On real patients, validate gives the right loss and leaves the batch norm's statistics alone."""
    assert_matches(patients)


@check(points=0.25, hints=["The fractions come in the order train, validation, test."])
def test_split_sizes(sizes):
    """The sizes of split's parts are within 1 of their shares."""
    n, fractions, found = sizes.inputs["n"], sizes.inputs["fractions"], sizes["sizes"]
    assert len(found) == 3, f"split returned {len(found)} parts instead of three."
    off = [abs(size - n * fraction) for size, fraction in zip(found, fractions, strict=True)]
    assert max(off) < 1 + 1e-6, f"The parts of {n} rows have the sizes {found}; the fractions are {fractions}."


@check(points=0.25, hints=["Go through the three cases in the order of the docstring."])
def test_diagnose_in_order(both_problems, validation_below_training):
    """diagnose names underfitting first, and takes a validation loss below the training loss as fine."""
    assert_matches(both_problems)
    assert_matches(validation_below_training)
