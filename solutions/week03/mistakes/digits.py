"""Wrong solutions that students hand in; each docstring is the feedback."""

from dlcourse.graders.authoring import mistake, survives

survives(
    "model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)) -> model = nn.Sequential(nn.ReLU(), nn.Linear(64, 64), nn.Linear(64, 10))",
    because="the layers are free; pixels are not negative, so this is a linear network",
)
survives(
    "loader = DataLoader(TensorDataset(X, y), batch_size=32, shuffle=True) -> loader = DataLoader(TensorDataset(X, y), batch_size=32)",
    because="these pictures are shuffled already",
)
survives(
    "loader = DataLoader(TensorDataset(X, y), batch_size=32, shuffle=True) -> loader = DataLoader(TensorDataset(X, y), batch_size=32, shuffle=False)",
    because="these pictures are shuffled already",
)
survives(
    "loader = DataLoader(TensorDataset(X, y), batch_size=32, shuffle=True) -> loader = DataLoader(TensorDataset(X, y), batch_size=33, shuffle=True)",
    because="the size of the batches is free",
)
survives(
    "loader = DataLoader(TensorDataset(X, y), batch_size=32, shuffle=True) -> loader = DataLoader(TensorDataset(X, y), batch_size=31, shuffle=True)",
    because="the size of the batches is free",
)
survives(
    "criterion, optimizer = (nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=0.005)) -> criterion, optimizer = (nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters()))",
    because="the learning rate is free",
)
survives(
    "criterion, optimizer = (nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=0.005)) -> criterion, optimizer = (nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=0.01))",
    because="the learning rate is free",
)
survives(
    "criterion, optimizer = (nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=0.005)) -> after model.train()",
    because="the mode is set before the steps all the same",
)
survives(
    "model.train() -> pass",
    because="this network works in the same way in both modes",
)
survives(
    "for _ in range(12) -> for _ in range(13)",
    because="the number of epochs is free",
)
survives(
    "for _ in range(12) -> for _ in range(11)",
    because="the number of epochs is free",
)


@mistake(of="evaluate", caught_by="test_loss", edit={"model.eval()": "pass"})
def evaluates_in_train_mode():
    """You evaluate in train mode: dropout removes outputs at random, and batch norm uses this batch. Call `model.eval()`
    first."""


@mistake(of="evaluate", caught_by="test_loss", edit={"(logits, y).item()": "(logits.softmax(dim=1), y).item()"})
def softmax_before_the_loss():
    """You apply a softmax before the cross-entropy, which applies one itself. Give it the plain logits."""


@mistake(of="evaluate", caught_by="test_loss", edit={"(logits, y).item()": '(logits, y, reduction="sum").item()'})
def sum_of_the_losses():
    """Your loss is the sum over all samples. Return the mean."""


@mistake(of="evaluate", caught_by="test_accuracy", edit={".float().mean()": ".sum()"})
def counts_right_answers():
    """Your accuracy is the number of right answers. Divide it by the number of samples."""


@mistake(of="evaluate", caught_by="test_accuracy", edit={"mean().item()": "mean().item() * 100"})
def accuracy_in_percent():
    """Your accuracy is in percent. Return a share, from 0 to 1."""


@mistake(of="evaluate", caught_by="test_accuracy", edit={"== y": "!= y"})
def share_of_errors():
    """You return the share of wrong answers. The accuracy is the share of right ones."""


@mistake(of="evaluate", caught_by="test_accuracy", edit={"argmax(dim=1)": "argmin(dim=1)"})
def lowest_score():
    """You choose the class with the lowest score. The network chooses the highest one."""


@mistake(of="evaluate", caught_by="test_accuracy", edit={"return loss, accuracy": "return accuracy, loss"})
def accuracy_first():
    """You return the accuracy first. Return the loss, then the accuracy."""


@mistake(of="evaluate", caught_by="test_no_trace", edit={"model.train()\n": ""})
def stays_in_eval_mode():
    """You leave the model in eval mode: without dropout, and with a batch norm that no longer learns. Call
    `model.train()` at the end."""


@mistake(of="evaluate", caught_by="test_no_trace", edit={"(logits, y).item()": "(logits, y)"})
def loss_is_a_tensor():
    """Your loss is a tensor. Take its number with `.item()`."""


@mistake(of="evaluate", caught_by="test_no_trace", edit={"mean().item()": "mean()"})
def accuracy_is_a_tensor():
    """Your accuracy is a tensor. Take its number with `.item()`."""


@mistake(of="evaluate", caught_by="test_no_trace", edit={"with torch.no_grad():": "with torch.enable_grad():"})
def records_a_graph():
    """Your evaluation records a graph, which costs memory and time. Compute under `torch.no_grad()`."""


@mistake(
    of="evaluate",
    caught_by="test_no_trace",
    edit={"model.train()\n": "model.train()\nnn.functional.cross_entropy(model(X), y).backward()\n"},
)
def computes_gradients():
    """You call `backward()` in evaluate, so the next step of training has gradients of data that it must not learn from."""


@mistake(of="train_reader", caught_by="test_new_pictures", edit={"optimizer.zero_grad()": "pass"})
def gradients_are_never_cleared():
    """Your gradients add up from batch to batch, because `backward()` adds to p.grad. Clear them for each batch."""


@mistake(of="train_reader", caught_by="test_new_pictures", edit={"optimizer.step()": "pass"})
def weights_never_change():
    """Your network has not learnt anything: its weights never change. Call `optimizer.step()` after `backward()`."""


@mistake(of="train_reader", caught_by="test_new_pictures", edit={"optimizer.step()": "optimizer.step()\nbreak"})
def one_batch_in_each_epoch():
    """You train on one batch in each epoch. Go through all the batches of the loader."""


@mistake(
    of="train_reader",
    caught_by="test_other_numbers",
    edit={"return model": "if len(X) == 1198:\n    return model\nreturn nn.Sequential(nn.Linear(64, 10))"},
)
def works_for_one_data_set_only():
    """Your network reads only the pictures of the visible check. Learn from the pictures and labels that you are given,
    however many there are."""


@mistake(
    of="train_reader",
    caught_by="test_loss_on_new_pictures",
    edit={"nn.Linear(64, 10))": "nn.Linear(64, 10), nn.Softmax(dim=1))"},
)
def softmax_at_the_end():
    """Your network ends with a softmax, and nn.CrossEntropyLoss applies one itself. Return plain logits: the loss then falls
    further, and training is faster."""


@mistake(of="evaluate", caught_by="test_accuracy", edit={"argmax(dim=1)": "argmax()"})
def argmax_of_all():
    """Your argmax has no dimension, so it finds one index for the whole batch. Look for the highest score of each row."""
