"""Seconds that Python takes to read the same files: WAY PATH IMAGES, or "versions"."""

import glob
import gzip
import sys
import time

import numpy as np
from PIL import Image, __version__ as pillow

try:
    import torch
    import torchvision

    torch.set_num_threads(1)
except ImportError:
    torchvision = None

BATCH = 64


def picture(path):
    with open(path, "rb") as file:
        return np.asarray(Image.open(file).convert("L"), dtype=np.float32)[..., None] / 255


def by_pillow(paths):
    for at in range(0, len(paths), BATCH):
        np.stack([picture(path) for path in paths[at : at + BATCH]])


class Files(torch.utils.data.Dataset if torchvision else object):
    """What torchvision's ImageFolder does with each file, for a folder without classes."""

    def __init__(self, paths):
        self.paths = paths
        self.transform = torchvision.transforms.Compose(
            [torchvision.transforms.Grayscale(), torchvision.transforms.ToTensor()]
        )

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        return self.transform(torchvision.datasets.folder.default_loader(self.paths[i]))


def by_torchvision(paths, workers):
    loader = torch.utils.data.DataLoader(Files(paths), batch_size=BATCH, shuffle=True, num_workers=workers)
    batches = iter(loader)
    next(batches)  # Workers start.
    start = time.perf_counter()
    count = sum(len(batch) for batch in batches)
    return (time.perf_counter() - start) * len(paths) / count


def main(way, path, images):
    paths = sorted(glob.glob(f"{path}/*.png"))[:images] if way in ("pillow", "torchvision") else []
    if way == "torchvision":
        return by_torchvision(paths, 1)
    start = time.perf_counter()
    if way == "pillow":
        by_pillow(paths)
    elif way == "batches":
        images_of = np.load(path)["images"]
        start = time.perf_counter()
        order = np.random.default_rng(0).permutation(len(images_of))
        for at in range(0, len(order), BATCH):
            images_of[order[at : at + BATCH]].astype(np.float32) / np.float32(255)
    elif way == "npz":
        np.load(path)["images"].astype(np.float32) / np.float32(255)
    elif way == "idx":
        with gzip.open(path) as file:
            np.frombuffer(file.read(), np.uint8, offset=16).astype(np.float32) / np.float32(255)
    return time.perf_counter() - start


if sys.argv[1] == "versions":
    with_torch = f", torchvision {torchvision.__version__}" if torchvision else ""
    print(f"numpy {np.__version__}, Pillow {pillow}{with_torch}")
else:
    print(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
