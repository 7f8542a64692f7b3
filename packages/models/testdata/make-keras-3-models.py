"""Makes layers-model-keras-3* with Keras 3 and tensorflowjs_converter, with inputs and outputs of Keras itself.

    pip install tensorflow-cpu keras tensorflow-hub packaging importlib_resources
    pip install --no-deps tensorflowjs   # its decision forests and jax are not used
    python make-keras-3-models.py .
"""

import json
import pathlib
import sys
import tempfile
import types

import keras
import numpy as np

# The converter imports these for kinds of models that are not converted here; Keras would take them for real ones.
for name in ["tensorflow_decision_forests", "jax", "jax.experimental", "jax.experimental.jax2tf"]:
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["jax.experimental"].jax2tf = sys.modules["jax.experimental.jax2tf"]

from tensorflowjs.converters import converter

out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
keras.utils.set_random_seed(1)
layers = keras.layers


def generator() -> keras.Model:
    """Two inputs, a skip, and layers whose settings Keras 3 names differently; 8 × 8 × 1 in [0, 1]."""
    noise = keras.Input((3,), name="noise")
    style = keras.Input((2,), name="style")
    x = layers.Concatenate(name="code")([noise, style])
    x = layers.Dense(16, use_bias=False, name="first_dense")(x)
    x = layers.BatchNormalization(name="norm")(x)
    x = layers.LeakyReLU(negative_slope=0.1, name="leaky")(x)
    x = layers.Reshape((4, 4, 1), name="map")(x)
    a = layers.Conv2D(2, 3, padding="same", name="left")(x)
    b = layers.Conv2D(2, 3, padding="same", name="right")(x)
    x = layers.Add(name="sum")([a, b])
    x = layers.Conv2DTranspose(1, 4, 2, "same", activation="sigmoid", name="image")(x)
    return keras.Model([noise, style], x, name="generator")


def main() -> None:
    random = np.random.default_rng(2)
    model = generator()
    gamma, beta, mean, variance = model.get_layer("norm").get_weights()
    model.get_layer("norm").set_weights([gamma * 1.2, beta + 0.1, mean - 0.1, variance * 0.7])
    noise = random.normal(size=(2, 3)).astype(np.float32).round(3)
    style = random.normal(size=(2, 2)).astype(np.float32).round(3)
    output = np.asarray(model([noise, style], training=False), np.float64)
    case = {"inputs": {"noise": noise.tolist(), "style": style.tolist()}, "output": output.round(6).tolist()}
    (out / "keras-3-models.json").write_text(json.dumps({"keras-3": case}) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        for ending, convert, name in [
            ("h5", converter.dispatch_keras_h5_to_tfjs_layers_model_conversion, "layers-model-keras-3"),
            ("keras", converter.dispatch_keras_keras_to_tfjs_layers_model_conversion, "layers-model-keras-3-places"),
        ]:
            saved = f"{folder}/model.{ending}"
            model.save(saved)
            convert(saved, str(out / name))


main()
