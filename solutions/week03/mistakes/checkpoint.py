"""Wrong answers that students give; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="sequential_order", caught_by="test_sequential_order")
def order_is_reversed():
    """A model is opened before anything stands in it, and closed at the end. In between, the data go through the layers from top to bottom."""
    return [3, 4, 2, 5, 6, 1]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def layers_are_reversed():
    """Your layers match at the wrong ends: the first number of nn.Linear is what goes in, the second what comes out, and the data go through the layers from top to bottom."""
    return [1, 4, 2, 5, 6, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def order_is_that_of_the_question():
    """You return the lines as they stand in the question. Arrange them so that what one layer returns, the next one takes."""
    return [1, 2, 3, 4, 5, 6]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def two_layers_are_swapped_early():
    """The first two layers do not fit together. Compare the outputs of each layer with the inputs of the next one."""
    return [1, 5, 6, 2, 4, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def two_layers_are_swapped_in_the_middle():
    """Two layers in the middle do not fit together. Compare the outputs of each layer with the inputs of the next one."""
    return [1, 6, 2, 5, 4, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def two_layers_are_swapped_late():
    """The last two layers do not fit together. Compare the outputs of each layer with the inputs of the next one."""
    return [1, 6, 5, 4, 2, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def last_layer_does_not_fit():
    """Your first layers fit together, but one layer stands at the wrong end: it does not take what the one before it returns."""
    return [1, 5, 2, 4, 6, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def brackets_are_missing():
    """Return the numbers of all six lines, each once; the brackets are lines too."""
    return [6, 5, 2, 4]


@mistake(of="true_statements", caught_by="test_true_statements")
def only_the_logistic_regression():
    """This is true, but it is not all. Judge each of the other statements by itself."""
    return "A"


@mistake(of="true_statements", caught_by="test_true_statements")
def only_the_softmax():
    """Something true is missing. Judge each of the other statements by itself, too."""
    return "C"


@mistake(of="true_statements", caught_by="test_true_statements")
def only_the_sizes():
    """What you name is true, but not all that is. Judge each of the other statements by itself."""
    return "D"


@mistake(of="true_statements", caught_by="test_true_statements")
def the_sizes_are_missing():
    """What you name is true, but there is more. Judge each of the statements that you left out by itself."""
    return ["A", "C"]


@mistake(of="true_statements", caught_by="test_true_statements")
def the_softmax_is_missing():
    """Both of these are true, but there is more. Judge each of the statements that you left out by itself."""
    return ["A", "D"]


@mistake(of="true_statements", caught_by="test_true_statements")
def the_logistic_regression_is_missing():
    """These two are true, and they are not all. Judge each of the statements that you left out by itself."""
    return ["C", "D"]


@mistake(of="true_statements", caught_by="test_true_statements")
def everything_is_true():
    """One of the statements is false. Think of the networks that you have built in this week."""
    return ["A", "B", "C", "D"]


@mistake(of="true_statements", caught_by="test_true_statements")
def only_the_number_of_layers():
    """A network may have any number of layers; you have built some yourself. And several of the statements are true."""
    return "B"


@mistake(of="true_statements", caught_by="test_true_statements")
def number_of_layers_for_the_sizes():
    """One of these statements is false, and something true is missing. Think of the networks that you have built in this week."""
    return ["A", "B", "C"]


@mistake(of="parameter_count", caught_by="test_parameter_count")
def biases_are_not_counted():
    """You count the weights only. Every neuron has a bias as well."""
    return 74


@mistake(of="parameter_count", caught_by="test_parameter_count")
def one_bias_for_each_layer():
    """You count one bias for each layer. Every neuron has its own."""
    return 77


@mistake(of="parameter_count", caught_by="test_parameter_count")
def biases_of_the_inputs():
    """You count a bias for each input of a layer. There is one for each of its neurons, that is, for each output."""
    return 96


@mistake(of="parameter_count", caught_by="test_parameter_count")
def one_bias_is_missing():
    """You are one short. Look for a bias that you forgot: every neuron has one, that of the last layer too."""
    return 80


@mistake(of="parameter_count", caught_by="test_parameter_count")
def neurons_are_counted():
    """You count neurons. Each of them has several parameters: a weight for each of its inputs, and a bias."""
    return 7


@mistake(of="parameter_count", caught_by="test_parameter_count")
def inputs_and_neurons_are_counted():
    """You add up the sizes of the layers. Each neuron has several parameters: a weight for each of its inputs, and a bias."""
    return 23


@mistake(of="parameter_count", caught_by="test_parameter_count")
def tensors_are_counted():
    """You count the tensors, a weight and a bias for each layer. Count the numbers in them."""
    return 6


@mistake(of="parameter_count", caught_by="test_parameter_count")
def first_layer_only():
    """You count the first layer only. Add those of the others."""
    return 68


@mistake(of="parameter_count", caught_by="test_parameter_count")
def last_layer_is_missing():
    """You leave the last layer out. It is small, but it has parameters too."""
    return 78


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def steps_are_reversed():
    """You begin with what needs all the rest. The first step is the one that needs none of the others."""
    return [5, 1, 2, 3, 4]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def steps_are_those_of_the_question():
    """You return the steps as they stand in the question. Ask of each what must be there before it."""
    return [1, 2, 3, 4, 5]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def frozen_before_loading():
    """You freeze layers before anything is loaded into them. The step speaks of loaded layers: what is to stay must be there first."""
    return [4, 2, 3, 1, 5]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def frozen_after_training():
    """You freeze layers only after the training, when they have changed already. Freezing has to protect them during it."""
    return [4, 3, 1, 2, 5]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def frozen_in_the_end():
    """You freeze layers in the end, when the training is over and they have changed already. Freezing has to protect them during it."""
    return [4, 3, 1, 5, 2]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def losses_before_training():
    """You look at the losses before there are any. Training makes them."""
    return [4, 3, 2, 5, 1]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def loaded_before_looking():
    """You load weights before you have found a model that has them."""
    return [3, 4, 2, 1, 5]


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric")
def accuracy_for_all():
    """A classifier that calls everybody healthy is right 98 times in 100: its accuracy is 0.98, and it finds nobody."""
    return "accuracy"


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric")
def precision_alone():
    """Precision looks only at those who are reported. A classifier that reports the one clearest case and misses the 19 others has a precision of 1."""
    return "precision"


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric")
def recall_alone():
    """Recall looks only at those who have the disease. A classifier that reports everybody misses none of them: its recall is 1."""
    return "recall"


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric")
def loss_as_a_metric():
    """This is none of the four metrics in the question. Return one of their names, as it is written there."""
    return "cross-entropy"
