"""Makes events.out.tfevents.2.every-type and every-type.json, what TensorBoard reads in it.

pip install tensorboard ml_dtypes; then run it in this folder.
"""
import json
import ml_dtypes
import numpy as np
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2
from tensorboard.compat.tensorflow_stub import dtypes
from tensorboard.plugins.histogram import summary_v2
from tensorboard.summary.writer.record_writer import RecordWriter
from tensorboard.util import tensor_util

PATH = "events.out.tfevents.2.every-type"
types = {
    "FLOAT": np.float32, "DOUBLE": np.float64, "INT8": np.int8, "INT16": np.int16, "INT32": np.int32, "INT64": np.int64,
    "UINT8": np.uint8, "UINT16": np.uint16, "UINT32": np.uint32, "UINT64": np.uint64, "BOOL": np.bool_, "HALF": np.float16,
    "BFLOAT16": ml_dtypes.bfloat16,
}
lists = {"FLOAT": "float_val", "DOUBLE": "double_val", "INT64": "int64_val", "UINT32": "uint32_val", "UINT64": "uint64_val",
         "BOOL": "bool_val", "HALF": "half_val", "BFLOAT16": "half_val"}
expected = {}


def scalars():
    for name, kind in types.items():
        if name == "BOOL": values = [True]
        elif np.issubdtype(kind, np.integer): values = sorted({np.iinfo(kind).min, np.iinfo(kind).max, 7})
        else: values = [0.5, -3.140625, float("inf"), 0.0]
        for i, value in enumerate(values):
            number = np.array(value, kind)
            listed, packed = (tensor_pb2.TensorProto(dtype=getattr(types_pb2, f"DT_{name}")) for _ in range(2))
            bits = int(number.view(np.uint16)) if "half" in lists.get(name, "") else number.item()
            getattr(listed, lists.get(name, "int_val")).append(bits)
            packed.tensor_content = number.tobytes()
            for form, tensor in [("list", listed), ("content", packed)]:
                tag = f"{name}/{form}/{i}"
                # TensorBoard reads these with TensorFlow only; NumPy and ml_dtypes give the same values.
                read = number if name in ("BFLOAT16", "UINT32", "UINT64") else tensor_util.make_ndarray(tensor)
                expected[tag] = repr(float(read) if read.dtype.kind in "fV" else int(read))
                yield tag, "scalars", tensor


def write(writer, step, value):
    event = event_pb2.Event(wall_time=1.0 + step, step=step, summary=summary_pb2.Summary(value=[value]))
    writer.write(event.SerializeToString())


random = np.random.default_rng(0)
histograms = {"normal": random.normal(size=500), "one value": np.full(20, 2.5), "empty": np.zeros(0)}
with open(PATH, "wb") as file:
    writer = RecordWriter(file)
    writer.write(event_pb2.Event(wall_time=1.0, file_version="brain.Event:2").SerializeToString())
    for step, (tag, plugin, tensor) in enumerate(scalars()):
        value = summary_pb2.Summary.Value(tag=tag, tensor=tensor)
        value.metadata.plugin_data.plugin_name = plugin
        write(writer, step, value)
    for name, data in histograms.items():
        value = summary_v2.histogram_pb(f"histogram/{name}", data, buckets=4).value[0]
        write(writer, 0, value)

for event in EventFileLoader(PATH).Load():
    for value in event.summary.value:
        if value.tag.startswith("histogram/"):
            expected[value.tag] = tensor_util.make_ndarray(value.tensor).tolist()
with open("every-type.json", "w") as file:
    json.dump(expected, file, separators=(",", ":"))
    file.write("\n")
