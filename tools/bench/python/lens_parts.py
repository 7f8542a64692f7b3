"""Times the parts of the lenses on images that scikit-learn and prdc have: lens_parts.py FOLDER RESULT."""

import contextlib
import io
import json
import sys
import time

import numpy as np
from prdc import compute_prdc
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

folder, result = sys.argv[1:]
generated, train, held_out = (np.load(f"{folder}/{name}.npy") for name in ("generated", "train", "held-out"))
generated_labels, train_labels, held_out_labels = (
    np.load(f"{folder}/{name}-labels.npy") for name in ("generated", "train", "held-out")
)
side = int(np.sqrt(generated.shape[1]))


def copies():
    """Nearest and next five training images of every generated one, moved by up to two pixels."""
    axes = PCA(64).fit(train[:1500])
    search = NearestNeighbors(n_neighbors=6, algorithm="brute").fit(axes.transform(train))
    images = generated.reshape(-1, side, side)
    for down in range(-2, 3):
        for right in range(-2, 3):
            moved = np.roll(images, (down, right), (1, 2)).reshape(len(images), -1)
            search.kneighbors(axes.transform(moved))


def coverage():
    """Classes by five neighbours, twenty clusters, and precision, recall, density and coverage of a thousand images."""
    axes = PCA(64).fit(train[: len(train) // 3])
    codes, suspect = axes.transform(train), axes.transform(generated)
    KNeighborsClassifier(5, algorithm="brute").fit(codes, train_labels).predict(suspect)
    KMeans(20, n_init=1, random_state=0).fit(codes[: len(train) // 3]).predict(suspect)
    with contextlib.redirect_stdout(io.StringIO()):
        compute_prdc(codes[-1000:], suspect[:1000], nearest_k=5)


def tell():
    """A classifier two-sample test of 500 against 500 in five parts, on 64 components, without permutations."""
    n = min(500, len(held_out) // 2)
    both = np.concatenate([generated[:n], held_out[:n]])
    codes = PCA(64).fit(train[:1500]).transform(both)
    cross_val_predict(LogisticRegression(max_iter=300), codes, np.repeat([1, 0], n), cv=5)


def usefulness():
    """Logistic regression on 64 components, learned from 10, 100, 1,000 and all real images, and from the generated ones."""
    axes = PCA(64).fit(train[:1500])
    test, codes, suspect = axes.transform(held_out), axes.transform(train), axes.transform(generated)
    first = [np.flatnonzero(train_labels == label)[0] for label in np.unique(train_labels)]
    for count in (10, 100, 1000, len(train)):
        rows = np.unique(np.concatenate([first, np.arange(count)]))
        LogisticRegression(max_iter=300).fit(codes[rows], train_labels[rows]).score(test, held_out_labels)
    LogisticRegression(max_iter=300).fit(suspect, generated_labels).score(test, held_out_labels)


def seconds(part):
    start = time.perf_counter()
    part()
    return time.perf_counter() - start


parts = {"memorisation": copies, "coverage": coverage, "tell": tell, "usefulness": usefulness}
with open(result, "w", encoding="utf8") as file:
    json.dump([(name, part.__doc__.rstrip("."), seconds(part)) for name, part in parts.items()], file)
