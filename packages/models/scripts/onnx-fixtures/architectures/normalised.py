"""Generators with layer, instance or group norm, bilinear upsampling, pixel shuffle, self-attention."""

import torch
from torch import nn

from framework.architecture_case import ArchitectureCases

WIDTH = 4


class Upsampling(nn.Module):
    """Latent to 1 × 16 × 16: projection, then two steps of norm, activation, upsampling and convolution."""

    def __init__(self, norm, activation, up):
        super().__init__()
        self.project = nn.Linear(6, WIDTH * 16)
        self.body = nn.Sequential(
            norm(4),
            activation(),
            *up(WIDTH),
            norm(8),
            activation(),
            *up(WIDTH),
            activation(),
            nn.Conv2d(WIDTH, 1, 3, padding=1),
            nn.Tanh(),
        )

    def forward(self, z):
        return self.body(self.project(z).view(-1, WIDTH, 4, 4))


def nearest(width: int):
    return nn.Upsample(scale_factor=2), nn.Conv2d(width, width, 3, padding=1)


def bilinear(width: int):
    return nn.Upsample(scale_factor=2, mode="bilinear"), nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3)


def aligned(width: int):
    return nn.UpsamplingBilinear2d(scale_factor=2), nn.Conv2d(width, width, 3, padding=1)


def shuffled(width: int):
    return nn.Conv2d(width, width * 4, 3, padding=1), nn.PixelShuffle(2)


class SelfAttention(nn.Module):
    """SAGAN: softmax of queries and keys over all places, added with a learned weight."""

    def __init__(self, channels: int):
        super().__init__()
        self.query, self.key, self.value = (
            nn.Conv2d(channels, 2, 1),
            nn.Conv2d(channels, 2, 1),
            nn.Conv2d(channels, channels, 1),
        )
        self.gamma = nn.Parameter(torch.tensor([0.7]))

    def forward(self, x):
        batch, channels, height, width = x.size()
        query = self.query(x).view(batch, -1, height * width).permute(0, 2, 1)
        attention = torch.softmax(torch.bmm(query, self.key(x).view(batch, -1, height * width)), dim=-1)
        out = torch.bmm(self.value(x).view(batch, -1, height * width), attention.permute(0, 2, 1))
        return self.gamma * out.view(batch, channels, height, width) + x


class Transformer(nn.Module):
    """One block of TransGAN: tokens, positions, attention of two heads, then pixels."""

    def __init__(self, width: int = 8):
        super().__init__()
        self.width = width
        self.project, self.position = nn.Linear(6, 16 * width), nn.Parameter(torch.randn(1, 16, width))
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query_key_value, self.out = nn.Linear(width, width * 3), nn.Linear(width, width)
        self.feed = nn.Sequential(nn.Linear(width, width * 2), nn.GELU(), nn.Linear(width * 2, width))
        self.to_image = nn.Linear(width, 12)

    def forward(self, z):
        x = self.project(z).reshape(-1, 16, self.width) + self.position
        heads = (
            self.query_key_value(self.norm1(x)).reshape(-1, 16, 3, 2, self.width // 2).permute(2, 0, 3, 1, 4)
        )
        query, key, value = heads[0], heads[1], heads[2]
        attention = (query @ key.transpose(-2, -1) * (self.width // 2) ** -0.5).softmax(-1)
        x = x + self.out((attention @ value).transpose(1, 2).reshape(-1, 16, self.width))
        x = x + self.feed(self.norm2(x))
        return torch.tanh(
            nn.functional.pixel_shuffle(self.to_image(x).permute(0, 2, 1).reshape(-1, 12, 4, 4), 2)
        )


def normalised(cases: ArchitectureCases) -> None:
    latent = lambda draws: {"z": draws.normal(2, 6)}
    batch = lambda size: nn.BatchNorm2d(WIDTH)
    image = lambda size: nn.LayerNorm([WIDTH, size, size])
    instance = lambda size: nn.InstanceNorm2d(WIDTH, affine=True)
    group = lambda size: nn.GroupNorm(2, WIDTH)
    leaky = lambda: nn.LeakyReLU(0.2)

    def add(name, description, norm, activation, up, torchscript, dynamo):
        cases.both(
            name,
            description,
            lambda: Upsampling(norm, activation, up),
            latent,
            torchscript=torchscript,
            dynamo=dynamo,
        )

    add(
        "layer-norm",
        "layer norm over channels, rows and columns; relu; nearest",
        image,
        nn.ReLU,
        nearest,
        17,
        18,
    )
    add(
        "layer-norm-composed",
        "the same below opset 17, composed of smaller operators",
        image,
        nn.ReLU,
        nearest,
        11,
        None,
    )
    add("instance-norm", "instance norm; leaky relu; nearest", instance, leaky, nearest, 13, 18)
    add("group-norm", "group norm; silu; nearest", group, nn.SiLU, nearest, 13, 18)
    add(
        "group-norm-21",
        "group norm; silu; nearest; opset 21, which has the operator",
        group,
        nn.SiLU,
        nearest,
        None,
        21,
    )
    add(
        "bilinear",
        "batch norm; elu; bilinear upsampling; reflection padding",
        batch,
        nn.ELU,
        bilinear,
        11,
        18,
    )
    add(
        "bilinear-aligned",
        "batch norm; parametric relu; bilinear upsampling with aligned corners",
        batch,
        nn.PReLU,
        aligned,
        13,
        None,
    )
    add("pixel-shuffle", "batch norm; gelu; pixel shuffle", batch, nn.GELU, shuffled, 17, 20)
    add("mish", "batch norm; mish; nearest", batch, nn.Mish, nearest, None, 18)

    class Attentive(nn.Module):
        def __init__(self):
            super().__init__()
            self.project, self.attention = nn.Linear(6, WIDTH * 16), SelfAttention(WIDTH)
            self.up = nn.Sequential(
                nn.BatchNorm2d(WIDTH), nn.ReLU(), nn.ConvTranspose2d(WIDTH, 3, 4, 2, 1), nn.Tanh()
            )

        def forward(self, z):
            return self.up(self.attention(self.project(z).view(-1, WIDTH, 4, 4)))

    cases.both(
        "self-attention", "SAGAN: attention over all places", Attentive, latent, torchscript=13, dynamo=18
    )
    cases.both(
        "transformer",
        "tokens, layer norm, attention of two heads, gelu, pixel shuffle",
        Transformer,
        latent,
        torchscript=17,
        dynamo=18,
    )
