"""Takes the network of a written file up again, to train it onward.

In a file every normalisation is part of the convolution before it. It is parted again here: each
gets the mean and spread that its channels have over some windows, and the gain and shift that undo
them, so that the network answers as the file does and learns as it did.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from runtime.inference.training.plate_shapes.network import ShapeNetwork


def read(path: Path, images: Tensor) -> ShapeNetwork:
    """The network of this file; `images` are what its channels' means and spreads are taken of."""
    network = ShapeNetwork().eval()
    graph = onnx.load(str(path)).graph
    held = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    nodes = [node for node in graph.node if node.op_type == "Conv"]
    layers = [layer for layer in network.modules() if isinstance(layer, nn.Conv2d | nn.BatchNorm2d)]
    norms = dict(pairwise(layers))
    hooks = []
    for layer, node in zip(
        (layer for layer in layers if isinstance(layer, nn.Conv2d)), nodes, strict=True
    ):
        kernel, biases = (torch.from_numpy(np.array(held[name])) for name in node.input[1:])
        layer.weight.data.copy_(kernel)
        shift = layer.bias if layer.bias is not None else norms[layer].bias
        shift.data.copy_(biases)
        if layer.bias is None:
            hooks.append(norms[layer].register_forward_pre_hook(_settle))
    with torch.no_grad():
        network(images)
    for hook in hooks:
        hook.remove()
    return network.train()


def _settle(norm: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
    """What it takes off and divides by, it gives back."""
    mean, variance = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3))
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.weight.data.copy_(torch.sqrt(variance + norm.eps))
    norm.bias.data.add_(mean)
