"""Generators with skips from early to late layers."""

import torch
from torch import nn

from framework.architecture_case import ArchitectureCases


class ImageToImage(nn.Module):
    """pix2pix in small: 32 × 32 down to 4 × 4 and up again, each level joined to its mirror."""

    def __init__(self, width: int = 3):
        super().__init__()
        down = lambda i, o: nn.Sequential(
            nn.LeakyReLU(0.2), nn.Conv2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o)
        )
        up = lambda i, o: nn.Sequential(
            nn.ReLU(), nn.ConvTranspose2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.Dropout(0.5)
        )
        self.down1, self.down2, self.down3 = (
            nn.Conv2d(3, width, 4, 2, 1),
            down(width, width),
            down(width, width),
        )
        self.up3, self.up2 = up(width, width), up(width * 2, width)
        self.up1 = nn.Sequential(nn.ReLU(), nn.ConvTranspose2d(width * 2, 3, 4, 2, 1), nn.Tanh())

    def forward(self, source):
        d1 = self.down1(source)
        d2 = self.down2(d1)
        d3 = self.down3(d2)
        u = torch.cat([self.up3(d3), d2], 1)
        return self.up1(torch.cat([self.up2(u), d1], 1))


class LatentWithSkips(nn.Module):
    """From a latent: a picture is made, folded down and unfolded again with skips; average pools and bilinear steps."""

    def __init__(self, width: int = 4):
        super().__init__()
        self.width = width
        self.project = nn.Linear(6, width * 64)
        self.down = nn.Conv2d(width, width, 3, padding=1)
        self.middle = nn.Conv2d(width, width, 3, padding=1)
        self.up = nn.Conv2d(width * 2, width, 3, padding=1)
        self.to_image = nn.Conv2d(width * 2, 3, 3, padding=1)

    def forward(self, z):
        x0 = torch.nn.functional.silu(self.project(z).view(-1, self.width, 8, 8))
        x1 = torch.relu(self.down(nn.functional.avg_pool2d(x0, 2)))
        x2 = torch.relu(self.middle(nn.functional.max_pool2d(x1, 2)))
        u1 = nn.functional.interpolate(x2, scale_factor=2, mode="nearest")
        u1 = torch.relu(self.up(torch.cat([u1, x1], 1)))
        u0 = nn.functional.interpolate(u1, scale_factor=2, mode="bilinear", align_corners=False)
        return torch.tanh(self.to_image(torch.cat([u0, x0], 1)))


def u_shaped(cases: ArchitectureCases) -> None:
    cases.both(
        "pix2pix",
        "image [n, 3, 32, 32] to image with skips",
        ImageToImage,
        lambda draws: {"source": draws.uniform(1, 3, 32, 32, low=-1)},
        torchscript=13,
        dynamo=None,
        varies=False,
    )
    cases.both(
        "pix2pix-16",
        "image [n, 3, 16, 16] to image with skips",
        ImageToImage,
        lambda draws: {"source": draws.uniform(2, 3, 16, 16, low=-1)},
        torchscript=None,
        dynamo=18,
    )
    cases.both(
        "u-shaped-latent",
        "latent to image with skips, pools, nearest and bilinear steps",
        LatentWithSkips,
        lambda draws: {"z": draws.normal(2, 6)},
        torchscript=11,
        dynamo=18,
    )
