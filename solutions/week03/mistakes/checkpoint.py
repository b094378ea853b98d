"""Wrong answers that students give; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="sequential_order", caught_by="test_sequential_order")
def order_is_reversed():
    """Your order is reversed. Open the model before its layers, and close it after them: the data go through the layers
    from top to bottom."""
    return [3, 4, 2, 5, 6, 1]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def layers_are_reversed():
    """You have the layers in reverse order. The first number of nn.Linear is the number of inputs, the second the
    number of outputs, and the data go through the layers from top to bottom."""
    return [1, 4, 2, 5, 6, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def order_is_that_of_the_question():
    """You return the lines in the order of the question. Arrange them so that the outputs of one layer are the inputs
    of the next."""
    return [1, 2, 3, 4, 5, 6]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def two_layers_are_swapped_early():
    """The first two layers do not fit together. Compare the outputs of each layer with the inputs of the next one."""
    return [1, 5, 6, 2, 4, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def two_layers_are_swapped_in_the_middle():
    """Two layers in the middle do not fit together. Compare the outputs of each layer with the inputs of the next
    one."""
    return [1, 6, 2, 5, 4, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def two_layers_are_swapped_late():
    """The last two layers do not fit together. Compare the outputs of each layer with the inputs of the next one."""
    return [1, 6, 5, 4, 2, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def last_layer_does_not_fit():
    """Your first layers fit together, but the last one is in the wrong position: its inputs are not the outputs of the
    layer before it. Move it."""
    return [1, 5, 2, 4, 6, 3]


@mistake(of="sequential_order", caught_by="test_sequential_order")
def brackets_are_missing():
    """Return the numbers of all six lines, each once: the brackets are lines too."""
    return [6, 5, 2, 4]


@mistake(of="true_statements", caught_by="test_true_statements")
def only_the_logistic_regression():
    """This statement is true, but it is not the only one. Judge each of the other statements by itself."""
    return "A"


@mistake(of="true_statements", caught_by="test_true_statements")
def only_the_softmax():
    """A true statement is missing. Judge each of the other statements by itself."""
    return "C"


@mistake(of="true_statements", caught_by="test_true_statements")
def only_the_sizes():
    """Your statement is true, but a true one is missing. Judge each of the other statements by itself."""
    return "D"


@mistake(of="true_statements", caught_by="test_true_statements")
def the_sizes_are_missing():
    """Your statements are true, but there is more. Judge each of the statements that you left out by itself."""
    return ["A", "C"]


@mistake(of="true_statements", caught_by="test_true_statements")
def the_softmax_is_missing():
    """Both of your statements are true, but there is more. Judge each of the statements that you left out by itself."""
    return ["A", "D"]


@mistake(of="true_statements", caught_by="test_true_statements")
def the_logistic_regression_is_missing():
    """These two statements are true, but they are not all. Judge each of the statements that you left out by itself."""
    return ["C", "D"]


@mistake(of="true_statements", caught_by="test_true_statements")
def everything_is_true():
    """One of the statements is false. Think of the networks that you have built this week."""
    return ["A", "B", "C", "D"]


@mistake(of="true_statements", caught_by="test_true_statements")
def only_the_number_of_layers():
    """A network may have any number of layers: you have built some yourself. And several of the statements are true."""
    return "B"


@mistake(of="true_statements", caught_by="test_true_statements")
def number_of_layers_for_the_sizes():
    """One of your statements is false, and a true one is missing. Think of the networks that you have built this
    week."""
    return ["A", "B", "C"]


@mistake(of="parameter_count", caught_by="test_parameter_count")
def biases_are_not_counted():
    """You count the weights only. Count the biases too: every neuron has one."""
    return 74


@mistake(of="parameter_count", caught_by="test_parameter_count")
def one_bias_for_each_layer():
    """You count one bias for each layer. Count one for each neuron."""
    return 77


@mistake(of="parameter_count", caught_by="test_parameter_count")
def biases_of_the_inputs():
    """You count a bias for each input of a layer. Count one for each of its neurons, that is, for each output."""
    return 96


@mistake(of="parameter_count", caught_by="test_parameter_count")
def one_bias_is_missing():
    """Your number is one too small. Look for a bias that you forgot: every neuron has one, also in the last layer."""
    return 80


@mistake(of="parameter_count", caught_by="test_parameter_count")
def neurons_are_counted():
    """You count the neurons. Count their parameters: each neuron has a weight for each of its inputs, and a bias."""
    return 7


@mistake(of="parameter_count", caught_by="test_parameter_count")
def inputs_and_neurons_are_counted():
    """You add up the sizes of the layers. Count the parameters: each neuron has a weight for each of its inputs, and a
    bias."""
    return 23


@mistake(of="parameter_count", caught_by="test_parameter_count")
def tensors_are_counted():
    """You count the tensors, a weight and a bias for each layer. Count the numbers in them."""
    return 6


@mistake(of="parameter_count", caught_by="test_parameter_count")
def first_layer_only():
    """You count the first layer only. Add the parameters of the other layers."""
    return 68


@mistake(of="parameter_count", caught_by="test_parameter_count")
def last_layer_is_missing():
    """You leave out the last layer. Add its parameters too."""
    return 78


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def steps_are_reversed():
    """You begin with the step that needs all the others. Begin with the step that needs none of them."""
    return [5, 1, 2, 3, 4]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def steps_are_those_of_the_question():
    """You return the steps in the order of the question. Ask for each step what must be there before it."""
    return [1, 2, 3, 4, 5]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def frozen_before_loading():
    """You freeze layers before anything is loaded into them. Load first: the question speaks of freezing the loaded
    layers."""
    return [4, 2, 3, 1, 5]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def frozen_after_training():
    """You freeze layers only after the training, when they have changed already. Freeze them before, so that they keep
    their weights."""
    return [4, 3, 1, 2, 5]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def frozen_in_the_end():
    """You freeze layers at the end, when the training is over and they have changed already. Freeze them before, so
    that they keep their weights."""
    return [4, 3, 1, 5, 2]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def losses_before_training():
    """You look at the losses before there are any. Train first: training gives the losses."""
    return [4, 3, 2, 5, 1]


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order")
def loaded_before_looking():
    """You load weights before you have found a model that has them. Look for the model first."""
    return [3, 4, 2, 1, 5]


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric")
def accuracy_for_all():
    """Accuracy does not show whether anybody is found: a classifier that calls everybody healthy is right 98 times in
    100, so its accuracy is 0.98."""
    return "accuracy"


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric")
def precision_alone():
    """Precision looks only at the people who are reported. A classifier that reports the one clearest case and misses
    the 19 others has a precision of 1."""
    return "precision"


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric")
def recall_alone():
    """Recall looks only at the people who have the disease. A classifier that reports everybody misses none of them, so
    its recall is 1."""
    return "recall"


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric")
def loss_as_a_metric():
    """This is not one of the four metrics in the question. Return one of their names, as it is written there."""
    return "cross-entropy"
