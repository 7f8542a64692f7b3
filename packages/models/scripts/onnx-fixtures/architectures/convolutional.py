"""DCGAN in the shapes in which people have it."""

from torch import nn

from framework.architecture_case import ArchitectureCases


def block(
    inputs: int, outputs: int, kernel: int, stride: int, padding: int, output_padding: int = 0
) -> list[nn.Module]:
    return [
        nn.ConvTranspose2d(inputs, outputs, kernel, stride, padding, output_padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(True),
    ]


def dcgan_28(latent: int = 6, width: int = 2) -> nn.Module:
    return nn.Sequential(
        *block(latent, width * 2, 7, 1, 0),
        *block(width * 2, width, 4, 2, 1),
        nn.ConvTranspose2d(width, 1, 4, 2, 1, bias=False),
        nn.Tanh(),
    )


def dcgan_64(channels: int, latent: int = 6, width: int = 2) -> nn.Module:
    return nn.Sequential(
        *block(latent, width * 4, 4, 1, 0),
        *block(width * 4, width * 2, 4, 2, 1),
        *block(width * 2, width * 2, 4, 2, 1),
        *block(width * 2, width, 4, 2, 1),
        nn.ConvTranspose2d(width, channels, 4, 2, 1, bias=False),
        nn.Tanh(),
    )


class DcganFromVector(nn.Module):
    """A latent [n, z], made an image of one pixel by a view."""

    def __init__(self):
        super().__init__()
        self.body = dcgan_28()

    def forward(self, z):
        return self.body(z.view(z.size(0), -1, 1, 1))


class DcganFromLinear(nn.Module):
    """A latent [n, z] through a linear layer and a view, then 5 × 5 transposed convolutions with output padding."""

    def __init__(self, latent: int = 6, width: int = 2):
        super().__init__()
        self.width = width
        self.project = nn.Sequential(
            nn.Linear(latent, width * 2 * 49, bias=False), nn.BatchNorm1d(width * 2 * 49), nn.LeakyReLU(0.2)
        )
        self.body = nn.Sequential(
            *block(width * 2, width * 2, 5, 1, 2),
            *block(width * 2, width, 5, 2, 2, 1),
            nn.ConvTranspose2d(width, 1, 5, 2, 2, 1),
            nn.Tanh(),
        )

    def forward(self, z):
        return self.body(self.project(z).view(-1, self.width * 2, 7, 7))


def dcgan_27() -> nn.Module:
    """27 × 27 × 2: a size and a number of channels that no data set here has."""
    return nn.Sequential(
        *block(6, 4, 7, 1, 0), *block(4, 4, 3, 2, 1), nn.ConvTranspose2d(4, 2, 3, 2, 0), nn.Sigmoid()
    )


def convolutional(cases: ArchitectureCases) -> None:
    pixel = lambda draws: {"z": draws.normal(2, 6, 1, 1)}
    vector = lambda draws: {"z": draws.normal(2, 6)}
    text = "DCGAN, latent [n, 6, 1, 1], 1 × 28 × 28, tanh"
    cases.add("dcgan-28", text, dcgan_28, pixel, dynamo=False, opset=11)
    cases.add(
        "dcgan-28",
        f"{text}; with the metadata of nodes that the exporter writes",
        dcgan_28,
        pixel,
        dynamo=True,
        opset=18,
        keep_metadata=True,
    )
    one = lambda draws: {"z": draws.normal(1, 6, 1, 1)}
    cases.add(
        "dcgan-64",
        "DCGAN, latent [n, 6, 1, 1], 3 × 64 × 64, tanh",
        lambda: dcgan_64(3),
        one,
        dynamo=False,
        opset=13,
        varies=False,
    )
    cases.add(
        "dcgan-64-grey",
        "DCGAN, latent [n, 6, 1, 1], 1 × 64 × 64, tanh",
        lambda: dcgan_64(1),
        one,
        dynamo=True,
        opset=20,
        varies=False,
    )
    cases.add(
        "dcgan-external-data",
        "DCGAN whose weights lie in model.onnx.data",
        dcgan_28,
        pixel,
        dynamo=True,
        opset=18,
        external=True,
    )
    cases.both(
        "dcgan-vector",
        "DCGAN, latent [n, 6] and a view",
        DcganFromVector,
        vector,
        torchscript=17,
        dynamo=None,
    )
    cases.both(
        "dcgan-linear",
        "latent [n, 6], linear, batch norm of vectors, view, 5 × 5 with output padding",
        DcganFromLinear,
        vector,
        torchscript=13,
        dynamo=18,
    )
    cases.add("dcgan-27", "27 × 27 × 2, sigmoid", dcgan_27, pixel, dynamo=False, opset=11)
    cases.add(
        "dcgan-fixed-batch",
        "DCGAN with a batch of exactly 1",
        dcgan_28,
        lambda draws: {"z": draws.normal(1, 6, 1, 1)},
        dynamo=False,
        opset=20,
        fixed=True,
    )
