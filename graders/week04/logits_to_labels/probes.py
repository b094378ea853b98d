"""Inputs and calls for binary_labels and multiclass_labels. No logit is 0, where both labels are right."""

from dlcourse.graders.authoring import probe


def one_column(rng):
    around_zero = [0.2, 0.4, -0.3, *rng.uniform(0.6, 4, size=9) * rng.choice([-1, 1], size=9)]
    return {"logits": rng.permutation(around_zero)[:, None] + rng.uniform(0, 0.09)}


def table(rng):
    return {"logits": rng.normal(scale=1.5, size=(6, 4))}


def far_from_zero(rng):
    column = rng.uniform(100, 1000, size=12) * rng.choice([-1, 1], size=12)
    return {"column": column[:, None], "table": rng.normal(size=(6, 4)) + rng.choice([-1000, 1000], size=(6, 1))}


@probe(inputs=one_column)
def binary_probs(student, logits):
    """12 samples, with one logit each."""
    probs, _ = student.binary_labels(logits)
    return {"probs": probs, "logits": logits}


@probe(inputs=one_column)
def binary_labels(student, logits):
    """12 samples, with one logit each."""
    _, labels = student.binary_labels(logits)
    return {"labels": labels}


@probe(inputs=table)
def multiclass_probs(student, logits):
    """Six samples, four classes."""
    probs, _ = student.multiclass_labels(logits)
    return {"probs": probs, "logits": logits}


@probe(inputs=table)
def multiclass_labels(student, logits):
    """Six samples, four classes."""
    _, labels = student.multiclass_labels(logits)
    return {"labels": labels}


@probe(inputs=table)
def binary_shapes(student, logits):
    """A batch of one sample, (1, 1)."""
    probs, labels = student.binary_labels(logits[:1, :1].clone())
    return {"shape of probs": str(tuple(probs.shape)), "shape of labels": str(tuple(labels.shape))}


@probe(inputs=table)
def binary_dtypes(student, logits):
    """Logits in float64."""
    probs, labels = student.binary_labels(logits[:, :1].double())
    return {"dtype of probs": str(probs.dtype), "dtype of labels": str(labels.dtype)}


@probe(inputs=table)
def multiclass_shapes(student, logits):
    """A batch of one sample, (1, 4)."""
    probs, labels = student.multiclass_labels(logits[:1].clone())
    return {"shape of probs": str(tuple(probs.shape)), "shape of labels": str(tuple(labels.shape))}


@probe(inputs=far_from_zero)
def large_binary(student, column):
    """Logits from -1000 to 1000."""
    return {"probs": student.binary_labels(column)[0]}


@probe(inputs=far_from_zero)
def large_multiclass(student, table):
    """Rows of logits around 1000, and around -1000."""
    return {"probs": student.multiclass_labels(table)[0]}
