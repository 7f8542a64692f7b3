"""Bytes that are not, or no longer, an ONNX file."""

import onnx

from framework.randomness import Draws
from framework.refused_case import RefusedCases, small_generator


def varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def field(number: int, content: bytes, length: int | None = None) -> bytes:
    """A length-delimited field, whose stated length may be a lie."""
    return varint(number << 3 | 2) + varint(len(content) if length is None else length) + content


def nested_subgraphs(depth: int) -> bytes:
    """If in If in If …: node (1) > attribute (5) > graph (6) > node (1) …; too deep for a reader that recurses."""
    graph = b""
    for _ in range(depth):
        graph = field(1, field(4, b"If") + field(5, field(6, graph)))
    return b"\x08\x08" + field(7, graph) + field(8, b"\x10\x0d")


def damage(cases: RefusedCases) -> None:
    sound = small_generator().SerializeToString(deterministic=True)
    add = cases.add
    add("empty", b"", "a file of 0 bytes", ["empty"])
    add("truncated", sound[: len(sound) // 2], "the second half is missing", ["truncated"])
    add("truncated-by-one", sound[:-1], "the last byte is missing", ["truncated"])
    add("random-bytes", Draws("random bytes").generator.bytes(512), "noise", ["ONNX"])
    add(
        "web-page",
        b"<!DOCTYPE html><html><body>404 Not Found</body></html>\n",
        "what a failed download leaves",
        ["ONNX"],
    )
    add(
        "git-pointer",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n",
        "a pointer of Git LFS instead of the file",
        ["ONNX"],
    )
    add("only-zeros", bytes(256), "256 zeros", ["ONNX"])
    header = b"\x08\x08"
    imports = field(8, b"\x10\x0d")
    add(
        "length-lies",
        header + field(7, b"\x0a\x02", 1000),
        "the graph says 1,000 bytes, 2 follow",
        ["truncated"],
    )
    add("length-huge", header + field(7, b"", 2**62), "a field says 2^62 bytes", ["truncated"])
    add("length-negative", header + b"\x3a" + b"\xff" * 9 + b"\x01", "a field says −1 bytes", ["ONNX"])
    add("varint-endless", header + b"\x3a" + b"\xff" * 40, "a number of 40 bytes", ["ONNX"])
    add(
        "inner-length-lies",
        header + field(7, field(5, field(8, b"w") + b"\x4a\xff\x7f")) + imports,
        "raw data of a weight says more bytes than its tensor has",
        ["truncated"],
    )
    add("wrong-wire-type", header + b"\x38\x01" + imports, "the graph is a number", ["ONNX"])
    add("no-graph", header + imports, "a model without a graph", ["graph"])
    add("nested-subgraphs", nested_subgraphs(500), "subgraphs nested 500 deep", ["nested"])
    add("group-nesting", header + b"\x0b" * 1000, "1,000 opened groups of protobuf", ["ONNX"])
    empty = onnx.ModelProto(ir_version=8)
    empty.graph.name = "empty"
    add("no-opset", small_without_imports(), "no opset is stated", ["opset"])
    add("empty-graph", empty, "a graph without nodes, inputs and outputs", ["output"])


def small_without_imports() -> onnx.ModelProto:
    model = small_generator()
    del model.opset_import[:]
    return model
