"""Makes the models of this folder with Keras 2 and tensorflowjs_converter, with inputs and outputs of Keras itself.

    pip install tensorflow-cpu tf_keras tensorflow-hub packaging importlib_resources
    pip install --no-deps tensorflowjs   # its decision forests and jax are not used
    TF_USE_LEGACY_KERAS=1 python make-foreign-models.py .
"""

import json
import pathlib
import sys
import tempfile
import types

# The converter imports these for kinds of models that are not converted here.
for name in ["tensorflow_decision_forests", "jax", "jax.experimental", "jax.experimental.jax2tf"]:
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["jax.experimental"].jax2tf = sys.modules["jax.experimental.jax2tf"]

import numpy as np
import tf_keras as keras
from tensorflowjs.converters import keras_h5_conversion, tf_saved_model_conversion_v2

out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
keras.utils.set_random_seed(1)
layers = keras.layers


def generator() -> keras.Model:
    """A conditional DCGAN in small, 8 × 8 × 3 in [-1, 1]."""
    noise = keras.Input((4,), name="noise")
    label = keras.Input((1,), dtype="int32", name="label")
    embedded = layers.Flatten(name="flat")(layers.Embedding(3, 4, name="embedding")(label))
    x = layers.Concatenate(name="code")([noise, embedded])
    x = layers.Dense(2 * 2 * 8, use_bias=False, name="dense")(x)
    x = layers.BatchNormalization(name="norm1")(x)
    x = layers.LeakyReLU(0.2, name="leaky1")(x)
    x = layers.Reshape((2, 2, 8), name="map")(x)
    x = layers.Conv2DTranspose(8, 4, 2, "same", use_bias=False, name="up1")(x)
    x = layers.BatchNormalization(name="norm2")(x)
    x = layers.LeakyReLU(0.1, name="leaky2")(x)
    x = layers.UpSampling2D(2, name="up2")(x)
    x = layers.Conv2D(3, 3, padding="same", activation="tanh", name="image")(x)
    return keras.Model([noise, label], x, name="generator")


def decoder() -> keras.Model:
    """A dense decoder, 4 × 4 × 1 in [0, 1]."""
    return keras.Sequential(
        [
            layers.Dense(8, activation="relu", input_shape=(3,), name="hidden"),
            layers.Dense(16, activation="sigmoid", name="pixels"),
            layers.Reshape((4, 4, 1), name="image"),
        ],
        name="decoder",
    )


def shuffled(model: keras.Model) -> keras.Model:
    """Batch statistics that are not 0 and 1, so that a mistake in them shows."""
    random = np.random.default_rng(2)
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            layer.set_weights([
                random.uniform(0.5, 1.5, gamma.shape),
                random.normal(size=beta.shape) * 0.1,
                random.normal(size=mean.shape) * 0.1,
                random.uniform(0.5, 1.5, variance.shape),
            ])
    return model


def rounded(values) -> list:
    return np.asarray(values, np.float64).round(6).tolist()


def main() -> None:
    random = np.random.default_rng(3)
    conditional, plain = shuffled(generator()), decoder()
    noise = random.normal(size=(3, 4)).astype(np.float32).round(3)
    label = np.array([[0], [2], [1]], np.int32)
    codes = random.normal(size=(2, 3)).astype(np.float32).round(3)
    cases = {
        "conditional": {
            "inputs": {"noise": rounded(noise), "label": label.tolist()},
            "output": rounded(conditional([noise, label], training=False)),
        },
        "plain": {"inputs": {"z": rounded(codes)}, "output": rounded(plain(codes))},
    }
    (out / "foreign-models.json").write_text(json.dumps(cases) + "\n")

    save = keras_h5_conversion.save_keras_model
    save(conditional, str(out / "layers-model"), weight_shard_size_bytes=1000)
    save(plain, str(out / "layers-model-uint8"), quantization_dtype_map={"uint8": "*"})
    save(plain, str(out / "layers-model-float16"), quantization_dtype_map={"float16": "*"})

    for model, name, options in [
        (conditional, "graph-model", {"weight_shard_size_bytes": 2000}),
        (plain, "graph-model-uint16", {"quantization_dtype_map": {"uint16": "*"}}),
    ]:
        with tempfile.TemporaryDirectory() as saved:
            model.export(saved)
            tf_saved_model_conversion_v2.convert_tf_saved_model(saved, str(out / name), **options)


main()
