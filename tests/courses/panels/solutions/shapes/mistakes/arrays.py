from dlcourse.graders.authoring import mistake


@mistake(of="row_sums", caught_by="test_row_sums")
def row_sums_is_flat(x):
    """Your sums stand in a row, since `sum` takes the summed axis away. The task asks for a column of shape (rows, 1): keep that axis."""
    return x.sum(axis=1)
