"""Trains one contest in PyTorch as its users would; arguments: NAME SEED STEPS THREADS FOLDER.

FOLDER holds images.u8 (n × 784 bytes), labels.u8 and, for autoencoders, test.u8. A GAN writes 10,000 images into made.u8, an
autoencoder what it makes of the test images.
"""

import sys

import numpy
import torch
from torch import nn
from torch.nn import functional as F

name, seed, steps, threads, folder = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5]
torch.set_num_threads(threads)
torch.manual_seed(seed)
batch, latent, width, classes = 64, 100, 32, 10


def images_of(file):
    return torch.from_numpy(numpy.fromfile(f"{folder}/{file}", numpy.uint8).reshape(-1, 1, 28, 28).astype(numpy.float32) / 255)


images = images_of("images.u8")
labels = torch.from_numpy(numpy.fromfile(f"{folder}/labels.u8", numpy.uint8).astype(numpy.int64))


def batches():
    while True:
        order = torch.randperm(len(images))
        for start in range(0, len(order) - batch + 1, batch):
            part = order[start : start + batch]
            yield images[part], labels[part]


def radford(module):
    if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
        nn.init.normal_(module.weight, 0.0, 0.02)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    if isinstance(module, nn.BatchNorm2d):
        nn.init.normal_(module.weight, 1.0, 0.02)


def dcgan(conditional):
    generator = nn.Sequential(
        nn.Linear(latent + (classes if conditional else 0), 49 * 2 * width, bias=False),
        nn.Unflatten(1, (2 * width, 7, 7)),
        nn.BatchNorm2d(2 * width),
        nn.ReLU(),
        nn.ConvTranspose2d(2 * width, width, 4, 2, 1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU(),
        nn.ConvTranspose2d(width, 1, 4, 2, 1),
        nn.Tanh(),
    )
    features = nn.Sequential(
        nn.Conv2d(1, width, 4, 2, 1),
        nn.LeakyReLU(0.2),
        nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False),
        nn.BatchNorm2d(2 * width),
        nn.LeakyReLU(0.2),
        nn.Flatten(),
    )
    heads = nn.Linear(49 * 2 * width, 1 + (classes if conditional else 0))
    discriminator = nn.Sequential(features, heads)
    generator.apply(radford)
    discriminator.apply(radford)
    return generator, discriminator


def mlp_gan():
    sizes = [latent, 128, 256, 512]
    hidden = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        hidden += [nn.Linear(inputs, outputs, bias=False), nn.BatchNorm1d(outputs), nn.ReLU()]
    generator = nn.Sequential(*hidden, nn.Linear(512, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))
    discriminator = nn.Sequential(
        nn.Flatten(), nn.Linear(784, 512), nn.LeakyReLU(0.2), nn.Linear(512, 256), nn.LeakyReLU(0.2), nn.Linear(256, 1)
    )
    return generator, discriminator


def train_gan(generator, discriminator, conditional):
    of_generator = torch.optim.Adam(generator.parameters(), 2e-4, (0.5, 0.999))
    of_discriminator = torch.optim.Adam(discriminator.parameters(), 2e-4, (0.5, 0.999))

    def noise(count):
        z, wanted = torch.randn(count, latent), torch.randint(classes, (count,))
        return (torch.cat([z, F.one_hot(wanted, classes).float()], 1) if conditional else z), wanted

    def loss(answer, sign, wanted):
        value = F.softplus(-sign * answer[:, 0]).mean()
        return value + F.cross_entropy(answer[:, 1:], wanted) if conditional else value

    source = batches()
    for _ in range(steps):
        real, actual = next(source)
        z, wanted = noise(batch)
        fake = generator(z)
        of_discriminator.zero_grad()
        (loss(discriminator(2 * real - 1), 1, actual) + loss(discriminator(fake.detach()), -1, wanted)).backward()
        of_discriminator.step()
        of_generator.zero_grad()
        loss(discriminator(fake), 1, wanted).backward()
        of_generator.step()
    generator.eval()
    with torch.no_grad():
        return torch.cat([generator(noise(500)[0]) for _ in range(20)]) / 2 + 0.5


def train_autoencoder(network, test):
    optimizer = torch.optim.Adam(network.parameters(), 1e-3)
    source = batches()
    for _ in range(steps):
        x, _ = next(source)
        optimizer.zero_grad()
        F.mse_loss(network(x), x).backward()
        optimizer.step()
    with torch.no_grad():
        return torch.cat([network(part) for part in test.split(500)])


def dense_autoencoder():
    sizes = [(784, 256, nn.ReLU()), (256, 16, nn.Identity()), (16, 256, nn.ReLU()), (256, 784, nn.Sigmoid())]
    layers = [layer for inputs, outputs, activation in sizes for layer in (nn.Linear(inputs, outputs), activation)]
    return nn.Sequential(nn.Flatten(), *layers, nn.Unflatten(1, (1, 28, 28)))


def conv_autoencoder():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, 2, 1),
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, 2, 1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(49 * 32, 16),
        nn.Linear(16, 49 * 32),
        nn.ReLU(),
        nn.Unflatten(1, (32, 7, 7)),
        nn.ConvTranspose2d(32, 16, 3, 2, 1, 1),
        nn.ReLU(),
        nn.ConvTranspose2d(16, 1, 3, 2, 1, 1),
        nn.Sigmoid(),
    )


if name == "mlp-gan":
    made = train_gan(*mlp_gan(), False)
elif name in ("dcgan", "ac-gan"):
    made = train_gan(*dcgan(name == "ac-gan"), name == "ac-gan")
else:
    made = train_autoencoder(dense_autoencoder() if name == "dense-autoencoder" else conv_autoencoder(), images_of("test.u8"))
(made.clamp(0, 1) * 255).round().to(torch.uint8).numpy().tofile(f"{folder}/made.u8")
