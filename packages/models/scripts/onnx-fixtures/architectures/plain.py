"""MLPs, decoders, several outputs, ranges, and generators that something is wrong with."""

import torch
from torch import nn

from framework.architecture_case import ArchitectureCases


class Perceptron(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(6, 8),
            nn.LeakyReLU(0.2),
            nn.Linear(8, 4),
            nn.BatchNorm1d(4, 0.8),
            nn.LeakyReLU(0.2),
            nn.Linear(4, 784),
            nn.Tanh(),
        )

    def forward(self, z):
        return self.layers(z).view(z.size(0), 1, 28, 28)


def perceptron_flat() -> nn.Module:
    """[n, 64] without a view: the picture's shape is not in the file."""
    return nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 64), nn.Sigmoid())


class Decoder(nn.Module):
    """VAE decoder: linear, unflatten, transposed convolutions with softplus and sigmoid."""

    def __init__(self, width: int = 4):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(6, width * 16),
            nn.ELU(),
            nn.Unflatten(1, (width, 4, 4)),
            nn.ConvTranspose2d(width, width, 3, 2, 1, 1),
            nn.Softplus(),
            nn.ConvTranspose2d(width, 1, 3, 2, 1, 1),
            nn.Sigmoid(),
        )

    def forward(self, z):
        return self.layers(z)


class Autoencoder(nn.Module):
    """Image to image through a code: encoder and decoder in one file."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 4, 3, 2, 1),
            nn.ReLU(),
            nn.Conv2d(4, 4, 3, 2, 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(64, 5),
        )
        self.decoder = nn.Sequential(
            nn.Linear(5, 64),
            nn.ReLU(),
            nn.Unflatten(1, (4, 4, 4)),
            nn.ConvTranspose2d(4, 4, 2, 2),
            nn.ReLU(),
            nn.ConvTranspose2d(4, 1, 2, 2),
            nn.Sigmoid(),
        )

    def forward(self, picture):
        return self.decoder(self.encoder(picture))


class ImageAndMask(nn.Module):
    def __init__(self):
        super().__init__()
        self.project, self.up = nn.Linear(6, 64), nn.ConvTranspose2d(4, 4, 4, 2, 1)
        self.image, self.mask = nn.Conv2d(4, 3, 3, padding=1), nn.Conv2d(4, 1, 3, padding=1)

    def forward(self, z):
        x = torch.relu(self.up(self.project(z).view(-1, 4, 4, 4)))
        mask = torch.sigmoid(self.mask(x))
        return torch.tanh(self.image(x)) * mask, mask


class UnitRange(nn.Module):
    """A sigmoid, or tanh brought to [0, 1] by hand."""

    def __init__(self, by_hand: bool):
        super().__init__()
        self.by_hand, self.project, self.up = by_hand, nn.Linear(6, 64), nn.ConvTranspose2d(4, 1, 4, 2, 1)

    def forward(self, z):
        x = self.up(torch.relu(self.project(z)).view(-1, 4, 4, 4))
        return (torch.tanh(x) + 1) / 2 if self.by_hand else torch.sigmoid(x)


class Constant(nn.Module):
    """The latent reaches the output, with weight 0."""

    def __init__(self):
        super().__init__()
        self.project, self.picture = nn.Linear(6, 64), nn.Parameter(torch.randn(1, 1, 8, 8))

    def after_randomising(self):
        nn.init.zeros_(self.project.weight)

    def forward(self, z):
        return torch.tanh(self.picture + self.project(z).view(-1, 1, 8, 8))


class NanWhereNegative(nn.Module):
    """Takes the logarithm of the first component: not a number for half of all latents."""

    def __init__(self):
        super().__init__()
        self.project = nn.Linear(6, 64)

    def forward(self, z):
        return torch.tanh(self.project(torch.cat([torch.log(z[:, :1]), z[:, 1:]], 1)).view(-1, 1, 8, 8))


def plain(cases: ArchitectureCases) -> None:
    latent = lambda draws: {"z": draws.normal(2, 6)}
    cases.both(
        "perceptron",
        "MLP with batch norm and a view to 1 × 28 × 28",
        Perceptron,
        latent,
        torchscript=11,
        dynamo=None,
    )
    cases.both(
        "perceptron-flat", "MLP whose output is [n, 64]", perceptron_flat, latent, torchscript=13, dynamo=None
    )
    cases.both("vae-decoder", "VAE decoder, sigmoid", Decoder, latent, torchscript=17, dynamo=20)
    cases.both(
        "autoencoder",
        "image to code to image",
        Autoencoder,
        lambda draws: {"picture": draws.uniform(3, 1, 16, 16)},
        torchscript=13,
        dynamo=18,
    )
    cases.both(
        "image-and-mask",
        "two outputs: image and mask",
        ImageAndMask,
        latent,
        torchscript=13,
        dynamo=18,
        outputs=["image", "mask"],
    )
    cases.both(
        "unit-range-sigmoid",
        "range [0, 1] by sigmoid",
        lambda: UnitRange(False),
        latent,
        torchscript=11,
        dynamo=None,
    )
    cases.both(
        "unit-range-by-hand",
        "range [0, 1] by (tanh + 1) / 2",
        lambda: UnitRange(True),
        latent,
        torchscript=None,
        dynamo=20,
    )
    cases.both(
        "constant-output",
        "the same image for every latent",
        Constant,
        latent,
        torchscript=13,
        dynamo=None,
        varies=False,
    )
    cases.both(
        "nan-for-half",
        "not a number where z[0] < 0",
        NanWhereNegative,
        lambda draws: {"z": draws.normal(3, 6)},
        torchscript=None,
        dynamo=18,
        varies=False,
        finite=False,
        notes={"nonFinite": "rows of the output whose z[0] is negative are NaN throughout"},
    )
