"""Wrong answers that students give; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake


@mistake(of="sequential_order", caught_by="test_sequential_order", edit={"6, 5, 2, 4": "4, 2, 5, 6"})
def layers_are_reversed():
    """You have the layers in reverse order. The first number of nn.Linear is the number of inputs, the second the
    number of outputs, and the data go through the layers from top to bottom."""


@mistake(of="sequential_order", caught_by="test_sequential_order", edit={"1, 6, 5, 2, 4, 3": "1, 2, 3, 4, 5, 6"})
def order_is_that_of_the_question():
    """You return the lines in the order of the question. Arrange them so that the outputs of one layer are the inputs
    of the next."""


@mistake(of="sequential_order", caught_by="test_sequential_order", edit={"6, 5, 2, 4": "5, 6, 2, 4"})
def two_layers_are_swapped_early():
    """Two neighbouring layers are swapped. Compare the outputs of each layer with the inputs of the next one."""


@mistake(
    of="sequential_order",
    caught_by="test_sequential_order",
    edit={"6, 5, 2, 4": "6, 2, 5, 4"},
    like="two_layers_are_swapped_early",
)
def two_layers_are_swapped_in_the_middle(): ...


@mistake(
    of="sequential_order",
    caught_by="test_sequential_order",
    edit={"6, 5, 2, 4": "6, 5, 4, 2"},
    like="two_layers_are_swapped_early",
)
def two_layers_are_swapped_late(): ...


@mistake(of="sequential_order", caught_by="test_sequential_order", edit={"1, 6, 5, 2, 4, 3": "6, 5, 2, 4"})
def brackets_are_missing():
    """Return the numbers of all six lines, from 1 to 6, each once. The brackets are lines too."""


@mistake(of="true_statements", caught_by="test_true_statements", edit={'"A", "C", "D"': '"A"'})
def one_true_statement():
    """What you name is true, but there is more. Judge each of the statements that you left out by itself."""


@mistake(
    of="true_statements", caught_by="test_true_statements", edit={'"A", "C", "D"': '"C"'}, like="one_true_statement"
)
def only_the_softmax(): ...


@mistake(
    of="true_statements", caught_by="test_true_statements", edit={'"A", "C", "D"': '"D"'}, like="one_true_statement"
)
def only_the_sizes(): ...


@mistake(of="true_statements", caught_by="test_true_statements", edit={', "D"': ""}, like="one_true_statement")
def the_sizes_are_missing(): ...


@mistake(of="true_statements", caught_by="test_true_statements", edit={', "C"': ""}, like="one_true_statement")
def the_softmax_is_missing(): ...


@mistake(of="true_statements", caught_by="test_true_statements", edit={'"A", ': ""}, like="one_true_statement")
def the_logistic_regression_is_missing(): ...


@mistake(of="true_statements", caught_by="test_true_statements", edit={'"A"': '"A", "B"'})
def everything_is_true():
    """One of the statements is false. Think of the networks that you have built this week."""


@mistake(of="true_statements", caught_by="test_true_statements", edit={'"C", "D"': '"B", "C"'})
def number_of_layers_for_the_sizes():
    """One of your statements is false, and a true one is missing. Think of the networks that you have built this
    week."""


@mistake(of="parameter_count", caught_by="test_parameter_count", edit={"81": "74"})
def biases_are_not_counted():
    """You count the weights only. Count the biases too: every neuron has one."""


@mistake(of="parameter_count", caught_by="test_parameter_count", edit={"81": "77"})
def one_bias_for_each_layer():
    """You count one bias for each layer. Count one for each neuron."""


@mistake(of="parameter_count", caught_by="test_parameter_count", edit={"81": "96"})
def biases_of_the_inputs():
    """You count a bias for each input of a layer. Count one for each of its neurons, that is, for each output."""


@mistake(of="parameter_count", caught_by="test_parameter_count", edit={"81": "7"})
def neurons_are_counted():
    """You count the neurons. Count their parameters: each neuron has a weight for each of its inputs, and a bias."""


@mistake(of="parameter_count", caught_by="test_parameter_count", edit={"81": "68"})
def first_layer_only():
    """You count the first layer only. Add the parameters of the other layers."""


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order", edit={"4, 3, 2, 1, 5": "1, 2, 3, 4, 5"})
def steps_are_those_of_the_question():
    """You return the steps in the order of the question. Ask for each step what must be there before it."""


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order", edit={"3, 2": "2, 3"})
def frozen_before_loading():
    """You freeze layers before anything is loaded into them. Load first: the question speaks of freezing the loaded
    layers."""


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order", edit={"2, 1, 5": "1, 2, 5"})
def frozen_after_training():
    """You freeze layers only after the training, when they have changed already. Freeze them before, so that they keep
    their weights."""


@mistake(
    of="fine_tuning_order",
    caught_by="test_fine_tuning_order",
    edit={"2, 1, 5": "1, 5, 2"},
    like="frozen_after_training",
)
def frozen_in_the_end(): ...


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order", edit={"1, 5": "5, 1"})
def losses_before_training():
    """You look at the losses before there are any. Train first: training gives the losses."""


@mistake(of="fine_tuning_order", caught_by="test_fine_tuning_order", edit={"4, 3": "3, 4"})
def loaded_before_looking():
    """You load weights before you have found a model that has them. Look for the model first."""


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric", edit={"F1": "accuracy"})
def accuracy_for_all():
    """Accuracy does not show whether anybody is found: a classifier that calls everybody healthy is right 98 times in
    100, so its accuracy is 0.98."""


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric", edit={"F1": "precision"})
def precision_alone():
    """Precision looks only at the people who are reported. A classifier that reports the one clearest case and misses
    the 19 others has a precision of 1."""


@mistake(of="imbalanced_metric", caught_by="test_imbalanced_metric", edit={"F1": "recall"})
def recall_alone():
    """Recall looks only at the people who have the disease. A classifier that reports everybody misses none of them, so
    its recall is 1."""
