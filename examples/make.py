"""Trains the small PyTorch generator of this folder on the 5,000 digits that come with ganlens, and exports it.

    pip install torch numpy onnx onnxscript
    python examples/make.py

Writes `digits.onnx` (the last state), `series/step-*.onnx` (three states of its training), and `samples.npz` with
`latents.npz`: 1,000 of its images as bytes, and what each was drawn from. About two minutes on two cores.
"""

import gzip
import pathlib
import random

import numpy as np
import torch
from torch import nn

here = pathlib.Path(__file__).parent
latent, width, batch, steps = 16, 24, 64, 1600
kept = [100, 400, steps]


def digits() -> torch.Tensor:
    """The images [5000, 1, 28, 28] in [-1, 1]."""
    path = here.parent / "packages/datasets/data/mnist-5k/mnist5k-images.idx3-ubyte.gz"
    raw = gzip.decompress(path.read_bytes())
    images = np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 1, 28, 28).astype(np.float32)
    return torch.from_numpy(images / images.max() * 2 - 1)


generator = nn.Sequential(
    nn.ConvTranspose2d(latent, 2 * width, 7, 1, 0, bias=False),
    nn.BatchNorm2d(2 * width),
    nn.ReLU(),
    nn.ConvTranspose2d(2 * width, width, 4, 2, 1, bias=False),
    nn.BatchNorm2d(width),
    nn.ReLU(),
    nn.ConvTranspose2d(width, 1, 4, 2, 1),
    nn.Tanh(),
)
discriminator = nn.Sequential(
    nn.Conv2d(1, width, 4, 2, 1),
    nn.LeakyReLU(0.2),
    nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False),
    nn.BatchNorm2d(2 * width),
    nn.LeakyReLU(0.2),
    nn.Flatten(),
    nn.Linear(2 * width * 49, 1),
)


def export(path: pathlib.Path) -> None:
    generator.eval()
    path.parent.mkdir(exist_ok=True)
    torch.onnx.export(
        generator,
        (torch.zeros(1, latent, 1, 1),),
        path,
        input_names=["z"],
        output_names=["image"],
        dynamic_axes={"z": {0: "batch"}, "image": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    generator.train()


def main() -> None:
    random.seed(0)
    torch.manual_seed(0)
    for module in [*generator.modules(), *discriminator.modules()]:
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(module.weight, 0, 0.02)
    real = digits()
    adam = {"lr": 4e-4, "betas": (0.5, 0.999)}
    of_generator = torch.optim.Adam(generator.parameters(), **adam)
    of_discriminator = torch.optim.Adam(discriminator.parameters(), **adam)
    loss = nn.BCEWithLogitsLoss()
    ones, zeros = torch.ones(batch, 1), torch.zeros(batch, 1)
    for step in range(1, steps + 1):
        x = real[torch.randint(len(real), (batch,))]
        fake = generator(torch.randn(batch, latent, 1, 1))
        of_discriminator.zero_grad()
        (loss(discriminator(x), ones * 0.9) + loss(discriminator(fake.detach()), zeros)).backward()
        of_discriminator.step()
        of_generator.zero_grad()
        loss(discriminator(fake), ones).backward()
        of_generator.step()
        if step in kept:
            export(here / f"series/step-{step:04d}.onnx")
            print(step, flush=True)
    export(here / "digits.onnx")
    generator.eval()
    with torch.no_grad():
        z = torch.randn(1000, latent, generator=torch.Generator().manual_seed(1))
        images = generator(z[:, :, None, None]).clamp(-1, 1)
    stored = ((images + 1) * 127.5).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()
    np.savez_compressed(here / "samples.npz", images=stored)
    np.savez_compressed(here / "latents.npz", z=z.numpy())


main()
