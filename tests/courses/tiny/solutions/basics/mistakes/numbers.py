from dlcourse.graders.authoring import mistake


@mistake(of="double", caught_by="test_double")
def double_squares(x):
    """You square x: multiply it by 2."""
    return x * x


@mistake(of="double", caught_by="test_double_leaves_its_input")
def double_in_place(x):
    """You change the caller's array: make a new one."""
    x *= 2
    return x


@mistake(of="total", caught_by="test_total_of_nothing")
def total_of_nothing_is_zero(values):
    """You return 0 for an empty list: raise ValueError."""
    return float(sum(values))


@mistake(of="total", caught_by="test_total")
def total_is_the_mean(values):
    """You divide by the number of values: that is the mean."""
    if not values:
        raise ValueError
    return sum(values) / len(values)
