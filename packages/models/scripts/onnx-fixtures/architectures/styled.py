"""Style-modulated generators, without custom operations."""

import torch
import torch.nn.functional as F
from torch import nn

from framework.architecture_case import ArchitectureCases


class Mapping(nn.Module):
    """Pixel norm of the latent, then two layers."""

    def __init__(self, latent: int, style: int):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(latent, style), nn.LeakyReLU(0.2), nn.Linear(style, style), nn.LeakyReLU(0.2)
        )

    def forward(self, z):
        return self.layers(z * torch.rsqrt(z.pow(2).mean(1, keepdim=True) + 1e-8))


class GroupedModulation(nn.Module):
    """Weights per sample, all samples folded into the groups of one convolution (StyleGAN2)."""

    def __init__(self, inputs: int, outputs: int, style: int):
        super().__init__()
        self.outputs = outputs
        self.weight = nn.Parameter(torch.randn(outputs, inputs, 3, 3))
        self.affine = nn.Linear(style, inputs)

    def forward(self, x, w):
        batch, channels, height, width = x.shape
        weight = self.weight[None] * (self.affine(w) + 1).view(batch, 1, channels, 1, 1)
        weight = weight * torch.rsqrt(weight.pow(2).sum([2, 3, 4], keepdim=True) + 1e-8)
        weight = weight.view(batch * self.outputs, channels, 3, 3)
        x = F.conv2d(x.reshape(1, batch * channels, height, width), weight, padding=1, groups=batch)
        return x.view(batch, self.outputs, height, width)


class ScaledModulation(nn.Module):
    """The same by scaling the input, and the output by one over the norm of its weights."""

    def __init__(self, inputs: int, outputs: int, style: int):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, 3, 3) / 3)
        self.affine = nn.Linear(style, inputs)

    def forward(self, x, w):
        scale = self.affine(w) + 1
        x = F.conv2d(x * scale[:, :, None, None], self.weight, padding=1)
        squares = self.weight.pow(2).sum([2, 3])
        return x * torch.rsqrt(scale.pow(2) @ squares.t() + 1e-8)[:, :, None, None]


class StyleGenerator(nn.Module):
    """Learned constant, modulated convolutions with fixed noise, skips of colour images."""

    def __init__(self, modulation, width: int = 4, style: int = 6):
        super().__init__()
        self.mapping = Mapping(6, style)
        self.constant = nn.Parameter(torch.randn(1, width, 4, 4))
        self.first, self.second = modulation(width, width, style), modulation(width, width, style)
        self.register_buffer("noise", torch.randn(1, 1, 8, 8))
        self.strength = nn.Parameter(torch.tensor(0.3))
        self.colour1, self.colour2 = nn.Conv2d(width, 3, 1), nn.Conv2d(width, 3, 1)

    def forward(self, z):
        w = self.mapping(z)
        x = F.leaky_relu(self.first(self.constant.expand(z.shape[0], -1, -1, -1), w), 0.2) * 2**0.5
        image = F.interpolate(self.colour1(x), scale_factor=2, mode="bilinear", align_corners=False)
        x = self.second(F.interpolate(x, scale_factor=2, mode="nearest"), w) + self.noise * self.strength
        return image + self.colour2(F.leaky_relu(x, 0.2))


class AdaptiveInstanceNorm(nn.Module):
    def __init__(self, channels: int, style: int):
        super().__init__()
        self.norm, self.affine = nn.InstanceNorm2d(channels, affine=True), nn.Linear(style, channels * 2)

    def forward(self, x, w):
        scale, offset = self.affine(w)[:, :, None, None].chunk(2, 1)
        return self.norm(x) * (scale + 1) + offset


class AdaptiveGenerator(nn.Module):
    """StyleGAN's first form: learned constant, AdaIN, noise as a constant."""

    def __init__(self, width: int = 4, style: int = 6):
        super().__init__()
        self.mapping = Mapping(6, style)
        self.constant = nn.Parameter(torch.randn(1, width, 4, 4))
        self.norm1, self.norm2 = AdaptiveInstanceNorm(width, style), AdaptiveInstanceNorm(width, style)
        self.conv, self.to_image = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, 3, 1)
        self.register_buffer("noise", torch.randn(1, width, 8, 8) * 0.3)

    def forward(self, z):
        w = self.mapping(z)
        x = self.norm1(self.constant.repeat(z.shape[0], 1, 1, 1), w)
        x = self.conv(F.interpolate(F.leaky_relu(x, 0.2), scale_factor=2)) + self.noise
        return torch.tanh(self.to_image(F.leaky_relu(self.norm2(x, w), 0.2)))


def styled(cases: ArchitectureCases) -> None:
    latent = lambda draws: {"z": draws.normal(3, 6)}
    cases.both(
        "style-grouped",
        "mapping network, weights of each sample in a grouped convolution, whose groups are the batch: 1",
        lambda: StyleGenerator(GroupedModulation),
        lambda draws: {"z": draws.normal(1, 6)},
        torchscript=17,
        dynamo=18,
        fixed=True,
    )
    cases.both(
        "style-scaled",
        "mapping network, modulation by scaling inputs and outputs",
        lambda: StyleGenerator(ScaledModulation),
        latent,
        torchscript=13,
        dynamo=18,
    )
    cases.both(
        "style-adaptive",
        "mapping network, learned constant, AdaIN, fixed noise",
        AdaptiveGenerator,
        latent,
        torchscript=11,
        dynamo=20,
    )
