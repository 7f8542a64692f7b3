"""Makes small pictures of many kinds, and what Pillow reads in them (expected.json). Needs Pillow 12 or newer and NumPy."""

import json
import pathlib

import numpy as np
from PIL import Image, ImageOps

here = pathlib.Path(__file__).parent
y, x = np.mgrid[0:24, 0:32]
rgb = np.stack([x * 8, y * 10, 255 - x * 4 - y * 4], -1).clip(0, 255).astype("uint8")
picture, negative = Image.fromarray(rgb), Image.fromarray(255 - rgb)
alpha = np.dstack([rgb, (x * 8).astype("uint8")])


def turned(orientation):
    exif = Image.Exif()
    exif[0x112] = orientation
    return exif


picture.convert("L").save(here / "grey.jpg", quality=95)
picture.convert("CMYK").save(here / "cmyk.jpg", quality=95)
picture.convert("CMYK").save(here / "cmyk.tif", compression="tiff_lzw")
picture.save(here / "progressive.jpg", quality=95, progressive=True)
picture.save(here / "subsampled.jfif", "JPEG", quality=95, subsampling=2)
picture.save(here / "rgb-by-name.jpe", "JPEG", quality=95, keep_rgb=True)
for orientation in range(2, 9):
    picture.save(here / f"turned-{orientation}.jpg", exif=turned(orientation), quality=95)
for ending in ["png", "webp", "tif", "avif"]:
    picture.save(here / f"turned-6.{ending}", exif=turned(6), quality=95)
picture.save(here / "lossless.webp", lossless=True)
picture.save(here / "plain.avif", quality=95)
picture.save(here / "palette.gif")
picture.convert("L").save(here / "grey.gif")
picture.save(here / "film.gif", save_all=True, append_images=[negative])
picture.save(here / "pages.tiff", save_all=True, append_images=[negative], compression="tiff_lzw")
picture.quantize(16).save(here / "palette.png")
picture.convert("1").save(here / "one-bit.png")
Image.fromarray((x * 2000 + y).astype("uint16")).save(here / "grey-16.png")
Image.fromarray(alpha, "RGBA").save(here / "alpha.png")
Image.fromarray(alpha[..., [0, 3]], "LA").save(here / "grey-alpha.png")

expected = {}
for path in sorted(here.iterdir()):
    if path.suffix in (".py", ".json"):
        continue
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype("uint8"))
    if "transparency" in image.info or image.mode in ("LA", "RGBA"):
        image = image.convert("RGBA" if image.mode != "LA" else "LA")
        pixels = np.asarray(image)[..., :-1]
    else:
        pixels = np.asarray(image.convert("L" if image.mode in ("L", "1") else "RGB"))
    pixels = pixels.reshape(image.height, image.width, -1)
    expected[path.name] = {
        "shape": list(pixels.shape),
        "points": {f"{row},{column}": pixels[row, column].tolist() for row, column in [(3, 3), (20, 5), (12, 20)]},
        "mean": round(float(pixels.mean()), 2),
    }
lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in expected.items())
(here / "expected.json").write_text("{\n" + lines + "\n}\n")
