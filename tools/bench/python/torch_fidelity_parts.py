"""Times the parts of the lenses on images that torch-fidelity has without downloaded weights: torch_fidelity_parts.py FOLDER RESULT.

Its extractors of features are downloaded networks; its metrics take any features, here 64 principal components of pixels.
"""

import json
import sys
import time

import numpy as np
import torch
from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
from torch_fidelity.metric_kid import kid_features_to_metric
from torch_fidelity.metric_prc import prc_features_to_metric

torch.set_num_threads(1)
folder, result = sys.argv[1:]
images = {name: np.load(f"{folder}/{name}.npy").astype(np.float64) for name in ("generated", "train", "held-out")}
fitted = images["train"][:1500]
mean = fitted.mean(0)
axes = np.linalg.svd(fitted - mean, full_matrices=False)[2][:64]
features = {name: torch.from_numpy(((x - mean) @ axes.T).astype(np.float32)) for name, x in images.items()}
generated, held_out = features["generated"], features["held-out"]


def distance():
    """Fréchet distance and kernel distance (100 subsets of at most 1,000) between generated and held-out images."""
    statistics = [fid_features_to_statistics(each) for each in (generated, held_out)]
    fid_statistics_to_metric(*statistics, False)
    size = min(1000, len(generated), len(held_out))
    kid_features_to_metric(generated, held_out, kid_subsets=100, kid_subset_size=size, verbose=False)


def coverage():
    """Precision and recall of a thousand images by three neighbours."""
    prc_features_to_metric(generated[:1000], held_out[:1000], verbose=False)


def seconds(part):
    start = time.perf_counter()
    part()
    return time.perf_counter() - start


parts = {"distance": distance, "coverage": coverage}
with open(result, "w", encoding="utf8") as file:
    json.dump([(name, part.__doc__.rstrip("."), seconds(part)) for name, part in parts.items()], file)
