"""Writes the ONNX cases anew: `python make.py [--out FOLDER] [PART-OF-A-NAME …]`."""

import argparse
import logging
import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
os.environ["KERAS_BACKEND"] = "torch"

import torch

from architectures import architecture_groups
from framework.architecture_case import ArchitectureCases
from framework.operator_case import OperatorCases
from framework.refused_case import RefusedCases
from keras_models.cases import keras_cases
from operators import operator_groups
from refused import refused_groups

TESTDATA = Path(__file__).resolve().parents[2] / "testdata"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TESTDATA, help="folder that gets onnx/ and onnx-refused/")
    parser.add_argument("names", nargs="*", help="only cases whose names contain one of these")
    arguments = parser.parse_args()

    def only(name: str) -> bool:
        return not arguments.names or any(part in name for part in arguments.names)

    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for group in operator_groups:
        group(OperatorCases(arguments.out / "onnx", only))
    for group in architecture_groups:
        group(ArchitectureCases(arguments.out / "onnx", only))
    keras_cases(arguments.out / "onnx", only)
    for group in refused_groups:
        group(RefusedCases(arguments.out / "onnx-refused", only))


main()
