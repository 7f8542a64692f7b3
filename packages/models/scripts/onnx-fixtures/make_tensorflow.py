"""Writes the cases that Keras exports through TensorFlow and tf2onnx: `python make_tensorflow.py [--out FOLDER]`.

A program of its own, because one process has one backend of Keras.
"""

import argparse
import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

from keras_models.cases import keras_cases

TESTDATA = Path(__file__).resolve().parents[2] / "testdata"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TESTDATA, help="folder that gets onnx/")
    keras_cases(parser.parse_args().out / "onnx", lambda name: True)


main()
