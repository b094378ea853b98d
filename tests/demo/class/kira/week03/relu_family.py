import tensorflow as tf
import torch


def relu(x):
    return torch.tensor(tf.nn.relu(x.numpy()).numpy())
