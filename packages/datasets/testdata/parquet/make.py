"""Makes the parquet files beside it: pictures as the datasets library of HuggingFace stores them (pyarrow 26, Pillow).

hub-<codec>.parquet: image: struct<bytes: binary, path: string>, label: int64 with the names of its classes in the file's metadata,
200 rows in two groups; plain.parquet: a binary column and labels as text, data pages of version 2.
"""

import io
import json
import struct
import zlib

import pyarrow as pa
import pyarrow.parquet as pq


def png(level):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes([(level + x + y) % 256 for x in range(4)]) for y in range(4))
    header = struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


pictures = [png(i) for i in range(200)]
images = pa.array([{"bytes": b, "path": f"{i}.png"} for i, b in enumerate(pictures)],
                  pa.struct([("bytes", pa.binary()), ("path", pa.string())]))
labels = pa.array([i % 3 for i in range(200)], pa.int64())
features = {"info": {"features": {
    "image": {"_type": "Image"},
    "label": {"names": ["cat", "dog", "owl"], "_type": "ClassLabel"},
}}}
table = pa.table({"image": images, "label": labels}).replace_schema_metadata({"huggingface": json.dumps(features)})
for codec in ["snappy", "zstd"]:
    pq.write_table(table, f"hub-{codec}.parquet", compression=codec, row_group_size=120)
text = pa.array([["one", "two"][i % 2] for i in range(200)])
pq.write_table(pa.table({"png": pa.array(pictures, pa.binary()), "kind": text}), "plain.parquet",
               compression="none", data_page_version="2.0")
