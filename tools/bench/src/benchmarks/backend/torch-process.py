"""Trains one network in PyTorch when it is told to; the counterpart of tfjs-process.ts. Arguments: NETWORK THREADS."""

import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

name, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)


def sequence(*layers):
    return nn.Sequential(*layers)


def leaky():
    return nn.LeakyReLU(0.2)


def convolution(size, inputs, outputs, side):
    """Stride 2 with TensorFlow's padding `same`."""
    total = max((-(-side // 2) - 1) * 2 + size - side, 0)
    pad = nn.ZeroPad2d((total // 2, total - total // 2) * 2)
    if total % 2 == 0:
        return nn.Conv2d(inputs, outputs, size, 2, total // 2)
    return sequence(pad, nn.Conv2d(inputs, outputs, size, 2))


def transposed(size, inputs, outputs):
    return nn.ConvTranspose2d(inputs, outputs, size, 2, (size - 1) // 2, output_padding=size % 2)


def softplus(score):
    return F.softplus(score).mean()


def adversarial_pair(generator, discriminator, batch, latent, shape):
    parameters = list(generator.parameters())
    of_generator = torch.optim.Adam(parameters, 2e-4, (0.5, 0.999))
    of_discriminator = torch.optim.Adam(discriminator.parameters(), 2e-4, (0.5, 0.999))
    real = torch.rand(batch, *shape) * 2 - 1

    def step():
        with torch.no_grad():
            fake = generator(torch.randn(batch, latent))
        first = softplus(-discriminator(real)) + softplus(discriminator(fake))
        of_discriminator.zero_grad(set_to_none=True)
        first.backward()
        of_discriminator.step()
        second = softplus(-discriminator(generator(torch.randn(batch, latent))))
        for parameter, gradient in zip(parameters, torch.autograd.grad(second, parameters)):
            parameter.grad = gradient
        of_generator.step()
        return [first.item(), second.item()]

    return batch, step


def fitted(modules, batch, loss):
    optimizer = torch.optim.Adam([p for module in modules for p in module.parameters()], 1e-3, eps=1e-7)

    def step():
        value = loss()
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        return [value.item()]

    return batch, step


def mlp_gan():
    generator = sequence(
        nn.Linear(100, 128), leaky(), nn.Linear(128, 256), leaky(), nn.Linear(256, 512), leaky(), nn.Linear(512, 784), nn.Tanh()
    )
    discriminator = sequence(nn.Linear(784, 512), leaky(), nn.Linear(512, 256), leaky(), nn.Linear(256, 1))
    return adversarial_pair(generator, discriminator, 64, 100, [784])


def dcgan():
    generator = sequence(
        nn.Linear(100, 7 * 7 * 128),
        nn.Unflatten(1, (128, 7, 7)),
        nn.BatchNorm2d(128),
        nn.ReLU(),
        transposed(5, 128, 64),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        transposed(5, 64, 1),
        nn.Tanh(),
    )
    discriminator = sequence(
        convolution(5, 1, 64, 28), leaky(), convolution(5, 64, 128, 14), leaky(), nn.Flatten(), nn.Linear(7 * 7 * 128, 1)
    )
    return adversarial_pair(generator, discriminator, 64, 100, [1, 28, 28])


def points_gan():
    def network(outputs):
        return sequence(nn.Linear(2, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, outputs))

    return adversarial_pair(network(2), network(1), 256, 2, [2])


def conv_vae():
    batch = 64
    encoder = sequence(
        convolution(4, 1, 32, 28),
        nn.ReLU(),
        convolution(4, 32, 64, 14),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(3136, 256),
        nn.ReLU(),
    )
    to_mu, to_log_var = nn.Linear(256, 10), nn.Linear(256, 10)
    decoder = sequence(
        nn.Linear(10, 256),
        nn.ReLU(),
        nn.Linear(256, 3136),
        nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        transposed(4, 64, 32),
        nn.ReLU(),
        transposed(4, 32, 1),
    )
    x = torch.rand(batch, 1, 28, 28)

    def loss():
        hidden = encoder(x)
        mu, log_var = to_mu(hidden), to_log_var(hidden)
        logits = decoder(mu + torch.randn(batch, 10) * torch.exp(0.5 * log_var))
        likelihood = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        return (likelihood + 0.5 * (mu**2 + log_var.exp() - log_var - 1).sum()) / batch

    return fitted([encoder, to_mu, to_log_var, decoder], batch, loss)


def autoencoder():
    batch, sizes = 64, [784, 512, 256, 32, 256, 512, 784]
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    network = sequence(*layers[:-1])
    x = torch.rand(batch, 784)
    return fitted([network], batch, lambda: F.mse_loss(network(x), x))


def sparse_autoencoder():
    batch, encoder, decoder = 1024, nn.Linear(256, 2048), nn.Linear(2048, 256)
    x = torch.randn(batch, 256)

    def loss():
        codes = torch.relu(encoder(x))
        return F.mse_loss(decoder(codes), x) + 1e-3 / batch * codes.sum()

    return fitted([encoder, decoder], batch, loss)


batch, step = {
    "mlp-gan": mlp_gan,
    "dcgan": dcgan,
    "conv-vae": conv_vae,
    "autoencoder": autoencoder,
    "sparse-autoencoder": sparse_autoencoder,
    "points-gan": points_gan,
}[name]()


def steps(count):
    milliseconds, before = [], time.process_time()
    for _ in range(count):
        start = time.perf_counter()
        losses = step()
        milliseconds.append((time.perf_counter() - start) * 1e3)
    return {"milliseconds": milliseconds, "cpu": (time.process_time() - before) * 1e3 / count, "losses": losses}


def say(answer):
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**answer, "batch": batch, "memory": memory}), flush=True)


first = steps(1)
say({**first, "ready": time.time() * 1e3})
for line in sys.stdin:
    say(steps(int(line)))
