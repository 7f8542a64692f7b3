"""Makes npy-dialects.json, npz-dialects.json and png-kinds.json from what NumPy, zipfile, pypng and Pillow do.

pip install numpy pillow pypng; then run it in this folder. The other files here are described in README.md.
"""
import base64, io, json, struct, warnings, zipfile, zlib
import numpy as np
import png
from PIL import Image

b64 = lambda data: base64.b64encode(data).decode()


def written(array, version=None):
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.lib.format.write_array(file, array, version=version)
    return file.getvalue()


def by_hand(header, data, version=1):
    text = header.encode()
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + length + text + data


def expected(data):
    array = np.load(io.BytesIO(data), allow_pickle=False)
    values = array.astype(object).ravel().tolist()
    return {"shape": list(array.shape), "values": [repr(v) if not isinstance(v, float) else repr(float(v)) for v in values]}


def npy_dialects():
    cases = []
    def reads(name, data):
        cases.append({"name": name, "npy": b64(data), **expected(data)})
    def refuses(name, data, word):
        cases.append({"name": name, "npy": b64(data), "refused": word})
    ramp = np.arange(24).reshape(2, 3, 4)
    for kind in ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"]:
        for order in "<>":
            extreme = (ramp - 5 if kind[0] != "u" else ramp).astype(order + kind)
            if kind[0] != "f":
                extreme.ravel()[0], extreme.ravel()[-1] = np.iinfo(kind).min, np.iinfo(kind).max
            reads(f"{order}{kind}", written(extreme))
            reads(f"{order}{kind} columns first", written(np.asfortranarray(extreme)))
    reads("bool", written(ramp % 2 == 0))
    for version in [(1, 0), (2, 0), (3, 0)]:
        reads(f"version {version[0]}", written(ramp.astype("<f4"), version))
    reads("no dimensions", written(np.array(2.5)))
    reads("no values", written(np.zeros((0,), "<f4")))
    reads("no values in two dimensions", written(np.zeros((3, 0), "<i8")))
    reads("64 dimensions", written(np.zeros((1,) * 64, "<f4")))
    data = np.arange(6, dtype="<f4").tobytes()
    headers = {
        "Python 2 in every place": "{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 2L, 3L), }",
        "Python 2, one dimension": "{'descr': '<f4', 'fortran_order': False, 'shape': (6L,)}",
        "double quotes, other order": '{"shape": (2, 3), "fortran_order": False, "descr": "<f4"}',
        "more white space": "  { 'descr' :\t'<f4' ,\n 'fortran_order' : False ,  'shape' : ( 2 ,3 , ) , }  \n \n",
        "no white space": "{'descr':'<f4','fortran_order':False,'shape':(2,3)}",
        "native order": "{'descr': '=f4', 'fortran_order': False, 'shape': (6,)}",
        "no order": "{'descr': 'f4', 'fortran_order': False, 'shape': (6,)}",
        "a name": "{'descr': 'float32', 'fortran_order': False, 'shape': (6,)}",
        "one letter": "{'descr': '<f', 'fortran_order': False, 'shape': (6,)}",
        "marked texts": "{u'descr': u'<f4', u'fortran_order': False, u'shape': (6,)}",
    }
    for name, header in headers.items():
        reads(name, by_hand(header, data))
        if "L" not in header:
            reads(f"{name}, version 2", by_hand(header, data, 2))
    refuses("objects", written(np.array([{}, None], object)), "Python objects")
    refuses("a structure", written(np.zeros(2, [("a", "<f4"), ("shape", "<i8", (2,))])), "structured type of fields a, shape")
    refuses("nested structures", written(np.zeros(2, [("a", [("b", "<f4")])])), "structured type of fields a")
    refuses("text", written(np.array(["ab", "c"])), "<U2: text")
    refuses("bytes", written(np.array([b"ab"])), "text of bytes")
    refuses("complex128", written(np.zeros(2, complex)), "complex")
    refuses("long doubles", written(np.zeros(2, np.longdouble)), "floating-point numbers of another size")
    refuses("dates", written(np.zeros(2, "M8[s]")), "dates")
    refuses("time spans", written(np.zeros(2, "m8[ms]")), "time spans")
    refuses("raw bytes", written(np.zeros(2, "V2")), "raw bytes")
    return cases


def npz_dialects():
    cases = {}
    a, b = written(np.arange(6, dtype="<f4").reshape(2, 3)), written((np.arange(300) % 7).astype("<i2"))
    def archive(name, write):
        file = io.BytesIO()
        write(file)
        cases[name] = b64(file.getvalue())
    archive("savez", lambda f: np.savez(f, a=np.load(io.BytesIO(a)), b=np.load(io.BytesIO(b))))
    archive("savez_compressed", lambda f: np.savez_compressed(f, a=np.load(io.BytesIO(a)), b=np.load(io.BytesIO(b))))
    class Unseekable(io.RawIOBase):
        def __init__(self, file): self.file = file
        def writable(self): return True
        def write(self, data): return self.file.write(data)
    def described(f):
        with zipfile.ZipFile(Unseekable(f), "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("a.npy", a); z.writestr("b.npy", b)
    archive("data descriptors", described)
    def zip64_everywhere(f):
        # Limits of one byte make zipfile write every size, place and the closing record in 64 bits.
        limits = zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT
        zipfile.ZIP64_LIMIT = 1; zipfile.ZIP_FILECOUNT_LIMIT = 0
        try:
            with zipfile.ZipFile(f, "w", zipfile.ZIP_DEFLATED) as z:
                for name, data in [("a.npy", a), ("b.npy", b)]:
                    with z.open(name, "w", force_zip64=True) as member: member.write(data)
        finally:
            zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = limits
    archive("64 bits everywhere", zip64_everywhere)
    def folders(f):
        with zipfile.ZipFile(f, "w") as z:
            z.mkdir("sub"); z.writestr("a.npy", a); z.writestr("sub/b.npy", b); z.writestr("readme.txt", "hello")
            z.writestr("text.npy", written(np.array(["x"]))); z.writestr("broken.npy", b"no array")
    archive("folders and strangers", folders)
    def methods(f):
        with zipfile.ZipFile(f, "w") as z:
            z.writestr("a.npy", a); z.writestr("b.npy", b, zipfile.ZIP_BZIP2)
    archive("another method", methods)
    def comment(f):
        with zipfile.ZipFile(f, "w") as z:
            z.writestr("a.npy", a); z.writestr("b.npy", b); z.comment = b"made by hand" * 50
    archive("a comment", comment)
    return cases


def filtered(rows, step):
    """The lines of a PNG with each of the five filters in turn (pypng writes the first only)."""
    out, above = b"", bytes(len(rows[0])) if rows else b""
    for y, row in enumerate(rows):
        kind, line = y % 5, bytearray()
        for i, value in enumerate(row):
            left, up = row[i - step] if i >= step else 0, above[i]
            corner = above[i - step] if i >= step else 0
            p = left + up - corner
            paeth = min((left, up, corner), key=lambda v: abs(p - v))
            line.append((value - [0, left, up, (left + up) // 2, paeth][kind]) % 256)
        out += bytes([kind]) + bytes(line)
        above = row
    return out


def refilter(data):
    """The same PNG with filtered lines."""
    chunks = list(png.Reader(bytes=data).chunks())
    header = chunks[0][1]
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    planes = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    raw = zlib.decompress(b"".join(c for t, c in chunks if t == b"IDAT"))
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    at, out = 0, b""
    for x, y, dx, dy in passes if interlaced else [(0, 0, 1, 1)]:
        columns, lines = -((x - width) // dx), -((y - height) // dy)
        size = (columns * planes * depth + 7) // 8
        if columns <= 0 or lines <= 0: continue
        rows = []
        for _ in range(lines):
            assert raw[at] == 0
            rows.append(raw[at + 1:at + 1 + size]); at += 1 + size
        out += filtered(rows, max(1, planes * depth // 8))
    body = zlib.compress(out, 9)
    half = len(body) // 2
    result, placed = io.BytesIO(), False
    def kept():
        for t, c in chunks:
            if t != b"IDAT": yield t, c
            elif not hasattr(kept, "done"):
                kept.done = True
                yield t, body[:half]; yield t, body[half:]
    png.write_chunks(result, kept())
    return result.getvalue()


def png_kinds():
    cases, random = [], np.random.default_rng(1)
    for planes, grey, alpha, palette, depths in [
        (1, True, False, False, [1, 2, 4, 8, 16]), (3, False, False, False, [8, 16]), (1, False, False, True, [1, 2, 4, 8]),
        (2, True, True, False, [8, 16]), (4, False, True, False, [8, 16]),
    ]:
        for depth in depths:
            for interlace in [False, True]:
                for width, height in [(13, 11), (1, 1), (3, 2)]:
                    top = 2 ** depth if not palette else min(2 ** depth, 7)
                    values = random.integers(0, top, (height, width * planes))
                    if depth == 16: values[0, 0] = 0x1234
                    colours = [tuple(int(v) for v in random.integers(0, 256, 4)) for _ in range(top)] if palette else None
                    file = io.BytesIO()
                    png.Writer(width, height, greyscale=grey, alpha=alpha, bitdepth=depth, palette=colours, interlace=interlace,
                               gamma=0.45455).write(file, values.tolist())
                    data = refilter(file.getvalue())
                    if palette: levels = [c for v in values.ravel() for c in colours[int(v)]]
                    elif depth < 8: levels = (values * (255 // (2 ** depth - 1))).ravel().tolist()
                    else: levels = values.ravel().tolist()
                    # Pillow keeps the upper 8 of 16 bits in colour, and 16-bit greys whole.
                    image = Image.open(io.BytesIO(data)); image.load()
                    mode = "RGBA" if palette else {1: "I" if depth == 16 else "L", 2: "LA", 3: "RGB", 4: "RGBA"}[planes]
                    pillow = np.array(image if image.mode.startswith("I;16") else image.convert(mode)).ravel()
                    ours = np.array(levels) if depth < 16 or planes == 1 else np.array(levels) // 256
                    assert (pillow == ours).all() , (planes, depth, palette, image.mode, pillow[:9], ours[:9])
                    cases.append({"name": f"{planes} x {depth} bits{', palette' if palette else ''}{', interlaced' if interlace else ''}, {width} x {height}",
                                  "png": b64(data), "width": width, "height": height,
                                  "channels": 4 if palette else planes, "values": [int(v) for v in levels]})
    return cases


for name, make in [("npy-dialects", npy_dialects), ("npz-dialects", npz_dialects), ("png-kinds", png_kinds)]:
    with open(f"{name}.json", "w") as file:
        json.dump(make(), file, separators=(",", ":"))
        file.write("\n")
