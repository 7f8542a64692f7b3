"""Draws whose seed is the name of what they are for, so that a new case changes no other case."""

import zlib

import numpy as np


def seed_of(name: str) -> int:
    return zlib.crc32(name.encode())


def short(values: np.ndarray) -> np.ndarray:
    """Multiples of 1/128: exact in float32, and half as long when compressed."""
    return (np.round(values * 128) / 128).astype(np.float32)


class Draws:
    """Random arrays of one case."""

    def __init__(self, name: str):
        self.generator = np.random.Generator(np.random.PCG64(seed_of(name)))

    def normal(self, *shape: int, scale: float = 1.0) -> np.ndarray:
        return short(self.generator.standard_normal(shape) * scale)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> np.ndarray:
        return short(self.generator.uniform(low, high, shape))

    def integers(self, *shape: int, below: int) -> np.ndarray:
        return self.generator.integers(0, below, shape).astype(np.int64)


def int64(*values: int) -> np.ndarray:
    """The sizes, axes and steps that ONNX takes as tensors."""
    return np.array(values, dtype=np.int64)


def float32(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def scalar(value: float) -> np.ndarray:
    return np.array(value, dtype=np.int64 if isinstance(value, int) else np.float32)
