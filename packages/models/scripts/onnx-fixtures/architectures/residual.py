"""Residual generators: WGAN-GP with batch norm, SNGAN with spectral norm, and their conditional kin."""

import numpy as np
import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

from framework.architecture_case import ArchitectureCases


class ResidualBlock(nn.Module):
    """Batch norm, relu, upsample, convolution, twice; the skip is upsampled and convolved 1 × 1."""

    def __init__(self, inputs: int, outputs: int, wrap=lambda layer: layer):
        super().__init__()
        self.first, self.second = nn.BatchNorm2d(inputs), nn.BatchNorm2d(outputs)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.conv1 = wrap(nn.Conv2d(inputs, outputs, 3, padding=1))
        self.conv2 = wrap(nn.Conv2d(outputs, outputs, 3, padding=1))
        self.skip = wrap(nn.Conv2d(inputs, outputs, 1))

    def forward(self, x):
        y = self.conv1(self.up(torch.relu(self.first(x))))
        return self.conv2(torch.relu(self.second(y))) + self.skip(self.up(x))


class ResidualGenerator(nn.Module):
    def __init__(self, wrap=lambda layer: layer, latent: int = 6, width: int = 4):
        super().__init__()
        self.width = width
        self.project = wrap(nn.Linear(latent, width * 16))
        self.blocks = nn.Sequential(ResidualBlock(width, width, wrap), ResidualBlock(width, width, wrap))
        self.norm, self.to_image = nn.BatchNorm2d(width), wrap(nn.Conv2d(width, 3, 3, padding=1))

    def forward(self, z):
        x = self.blocks(self.project(z).view(-1, self.width, 4, 4))
        return torch.tanh(self.to_image(torch.relu(self.norm(x))))


class ConditionalBatchNorm(nn.Module):
    """Batch norm whose scale and offset are looked up by the label."""

    def __init__(self, channels: int, classes: int):
        super().__init__()
        self.norm = nn.BatchNorm2d(channels, affine=False)
        self.table = nn.Embedding(classes, channels * 2)

    def forward(self, x, label):
        gamma, beta = self.table(label).chunk(2, 1)
        return (1 + gamma.view(-1, gamma.size(1), 1, 1)) * self.norm(x) + beta.view(-1, beta.size(1), 1, 1)


class ConditionalResidual(nn.Module):
    def __init__(self, classes: int = 4, latent: int = 6, width: int = 4):
        super().__init__()
        self.width = width
        self.project, self.start = nn.Linear(latent, width * 16), nn.Conv2d(width, width, 3, padding=1)
        self.norm1, self.norm2 = ConditionalBatchNorm(width, classes), ConditionalBatchNorm(width, classes)
        self.conv1, self.conv2 = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, 3, 3, padding=1)
        self.skip = nn.Conv2d(width, width, 1)

    def forward(self, z, label):
        x = self.start(self.project(z).view(-1, self.width, 4, 4))
        up = lambda value: nn.functional.interpolate(value, scale_factor=2)
        x = self.conv1(up(torch.relu(self.norm1(x, label)))) + self.skip(up(x))
        return torch.tanh(self.conv2(up(torch.relu(self.norm2(x, label)))))


def residual(cases: ArchitectureCases) -> None:
    latent = lambda draws: {"z": draws.normal(2, 6)}
    labelled = lambda draws: {"z": draws.normal(2, 6), "label": np.array([3, 1])}
    cases.both(
        "wgan-gp-residual",
        "residual blocks with nearest upsampling and batch norm, 3 × 16 × 16",
        ResidualGenerator,
        latent,
        torchscript=17,
        dynamo=18,
    )
    text = "the same with spectral norm, whose division by sigma the exporter folds or leaves in"
    # The exporter of TorchScript knows no vdot, so it gets spectral norm as PyTorch had it before parametrizations.
    cases.add(
        "sngan-residual",
        text,
        lambda: ResidualGenerator(torch.nn.utils.spectral_norm),
        latent,
        dynamo=False,
        opset=13,
    )
    cases.add("sngan-residual", text, lambda: ResidualGenerator(spectral_norm), latent, dynamo=True, opset=20)
    cases.both(
        "conditional-batch-norm",
        "residual, scale and offset of each batch norm by label",
        ConditionalResidual,
        labelled,
        torchscript=11,
        dynamo=18,
    )
