"""Generators with more inputs than noise."""

import torch
from torch import nn

from framework.architecture_case import ArchitectureCases

CLASSES = 5


class Body(nn.Module):
    """[n, features] to 1 × 16 × 16."""

    def __init__(self, features: int, width: int = 4):
        super().__init__()
        self.width = width
        self.project = nn.Sequential(nn.Linear(features, width * 16), nn.BatchNorm1d(width * 16), nn.ReLU())
        self.up = nn.Sequential(
            nn.ConvTranspose2d(width, width, 4, 2, 1),
            nn.BatchNorm2d(width),
            nn.LeakyReLU(0.2),
            nn.ConvTranspose2d(width, 1, 4, 2, 1),
            nn.Tanh(),
        )

    def forward(self, x):
        return self.up(self.project(x).view(x.size(0), self.width, 4, 4))


class EmbeddingConcatenated(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.body = nn.Embedding(CLASSES, 3), Body(9)

    def forward(self, z, label):
        return self.body(torch.cat([z, self.table(label)], 1))


class EmbeddingMultiplied(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.body = nn.Embedding(CLASSES, 6), Body(6)

    def forward(self, z, label):
        return self.body(z * self.table(label))


class EmbeddingAsChannel(nn.Module):
    """The label as a picture beside the projected noise, as in widely copied tutorials."""

    def __init__(self):
        super().__init__()
        self.table, self.project = nn.Embedding(CLASSES, 16), nn.Linear(6, 3 * 16)
        self.up = nn.Sequential(
            nn.ConvTranspose2d(4, 4, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(4, 1, 4, 2, 1), nn.Tanh()
        )

    def forward(self, z, label):
        picture = self.table(label).view(-1, 1, 4, 4)
        return self.up(torch.cat([self.project(z).view(-1, 3, 4, 4), picture], 1))


class OneHotInput(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = Body(6 + CLASSES)

    def forward(self, z, classes):
        return self.body(torch.cat([z, classes], dim=-1))


class OneHotInside(nn.Module):
    """Integer labels, made one-hot in the graph."""

    def __init__(self):
        super().__init__()
        self.body = Body(6 + CLASSES)

    def forward(self, z, label):
        return self.body(torch.cat([z, nn.functional.one_hot(label, CLASSES).float()], 1))


class NoiseAndCode(nn.Module):
    """InfoGAN: noise, label and two continuous codes."""

    def __init__(self):
        super().__init__()
        self.body = Body(6 + CLASSES + 2)

    def forward(self, noise, classes, code):
        return self.body(torch.cat([noise, classes, code], 1))


class PixelLatentWithLabel(nn.Module):
    """Latent [n, z, 1, 1] and one-hot label [n, classes, 1, 1], each with its own transposed convolution."""

    def __init__(self):
        super().__init__()
        self.noise, self.label = nn.ConvTranspose2d(6, 3, 4), nn.ConvTranspose2d(CLASSES, 3, 4)
        self.up = nn.Sequential(
            nn.BatchNorm2d(6),
            nn.ReLU(),
            nn.ConvTranspose2d(6, 4, 4, 2, 1),
            nn.ReLU(),
            nn.ConvTranspose2d(4, 1, 4, 2, 1),
            nn.Tanh(),
        )

    def forward(self, z, classes):
        return self.up(torch.cat([self.noise(z), self.label(classes)], 1))


def one_hot(draws, count: int):
    return (
        torch.nn.functional.one_hot(torch.from_numpy(draws.integers(count, below=CLASSES)), CLASSES)
        .float()
        .numpy()
    )


def conditional(cases: ArchitectureCases) -> None:
    labelled = lambda draws: {"z": draws.normal(3, 6), "label": draws.integers(3, below=CLASSES)}
    hot = lambda draws: {"z": draws.normal(3, 6), "classes": one_hot(draws, 3)}
    cases.both(
        "conditional-concatenated",
        "embedding of an int64 label beside the noise",
        EmbeddingConcatenated,
        labelled,
        torchscript=11,
        dynamo=18,
    )
    cases.both(
        "conditional-multiplied",
        "embedding of an int64 label times the noise",
        EmbeddingMultiplied,
        labelled,
        torchscript=20,
        dynamo=None,
    )
    cases.both(
        "conditional-channel",
        "embedding of an int64 label as one more channel",
        EmbeddingAsChannel,
        labelled,
        torchscript=13,
        dynamo=None,
    )
    cases.both(
        "conditional-one-hot",
        "a one-hot label [n, 5] as float input",
        OneHotInput,
        hot,
        torchscript=17,
        dynamo=18,
    )
    cases.both(
        "conditional-one-hot-inside",
        "an int64 label made one-hot in the graph",
        OneHotInside,
        labelled,
        torchscript=13,
        dynamo=18,
    )
    cases.both(
        "noise-and-code",
        "InfoGAN: noise, one-hot label, continuous code",
        NoiseAndCode,
        lambda draws: {
            "noise": draws.normal(3, 6),
            "classes": one_hot(draws, 3),
            "code": draws.uniform(3, 2, low=-1),
        },
        torchscript=None,
        dynamo=20,
    )
    cases.both(
        "conditional-pixel",
        "latent [n, 6, 1, 1] and one-hot label [n, 5, 1, 1]",
        PixelLatentWithLabel,
        lambda draws: {"z": draws.normal(2, 6, 1, 1), "classes": one_hot(draws, 2).reshape(2, CLASSES, 1, 1)},
        torchscript=13,
        dynamo=None,
    )
