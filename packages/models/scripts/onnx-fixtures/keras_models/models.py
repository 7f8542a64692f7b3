"""Generators as Keras 3 users write them: channels last, layers named, weights drawn by name."""

from collections.abc import Callable

import keras
import numpy as np
from keras import layers

from framework.randomness import Draws


def dcgan() -> keras.Model:
    z = keras.Input((6,), name="z")
    x = layers.Dense(4 * 4 * 4, use_bias=False)(z)
    x = layers.LeakyReLU()(layers.BatchNormalization()(x))
    x = layers.Reshape((4, 4, 4))(x)
    x = layers.Conv2DTranspose(4, 5, strides=2, padding="same", use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    return keras.Model(z, layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh")(x))


def perceptron() -> keras.Model:
    z = keras.Input((6,), name="z")
    x = layers.Dense(8, activation="relu")(z)
    x = layers.Dense(64, activation="sigmoid")(layers.Dropout(0.3)(x))
    return keras.Model(z, layers.Reshape((8, 8, 1))(x))


def conditional() -> keras.Model:
    z, label = keras.Input((6,), name="z"), keras.Input((1,), dtype="int32", name="label")
    x = layers.Concatenate()([z, layers.Flatten()(layers.Embedding(5, 3)(label))])
    x = layers.Reshape((4, 4, 4))(layers.Dense(64)(x))
    x = layers.Conv2D(4, 3, padding="same", activation="relu")(layers.UpSampling2D()(x))
    x = layers.UpSampling2D(interpolation="bilinear")(x)
    return keras.Model([z, label], layers.Conv2D(1, 3, padding="same", activation="tanh")(x))


MODELS: dict[str, tuple[str, Callable[[], keras.Model]]] = {
    "keras-dcgan": ("Dense, batch norm, Reshape, Conv2DTranspose", dcgan),
    "keras-perceptron": ("Dense, Dropout, Reshape", perceptron),
    "keras-conditional": (
        "Embedding of int32 labels [n, 1], Concatenate, UpSampling2D nearest and bilinear, Conv2D",
        conditional,
    ),
}


def randomise(name: str, model: keras.Model) -> None:
    draws = Draws(name)
    for weight in model.weights:
        shape = tuple(weight.shape)
        if "variance" in weight.path or "gamma" in weight.path:
            value = draws.uniform(*shape, low=0.5, high=1.5)
        elif len(shape) == 1:
            value = draws.normal(*shape, scale=0.3)
        else:
            # Transposed kernels are [height, width, out, in]: each output sees a quarter of them at stride 2.
            fan = (
                int(np.prod(shape[:-1]))
                if len(shape) == 2 or "transpose" not in weight.path
                else shape[0] * shape[1] * shape[3] / 4
            )
            value = draws.normal(*shape, scale=1.0 if "embedding" in weight.path else 1.3 / fan**0.5)
        weight.assign(value)


def inputs_of(name: str) -> dict[str, np.ndarray]:
    draws = Draws(name + " inputs")
    given = {"z": draws.normal(2, 6)}
    if name == "keras-conditional":
        given["label"] = np.array([[3], [1]], dtype=np.int32)
    return given
