def count_parameters(model, trainable_only=False):
    parameters = list(model.parameters())
    total, i = 0, 0
    while i < len(parameters):
        if parameters[i].requires_grad or not trainable_only:
            total += parameters[i].numel()
    return total
