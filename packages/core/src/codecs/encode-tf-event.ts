import { ProtobufWriter } from "./protobuf.ts";
import type { TfEvent, TfImage, TfScalar } from "./tf-event.ts";
import { encodeTfRecord } from "./tf-record.ts";

/**
 * The record that begins every TensorBoard file.
 *
 * @param wallTime seconds since 1970
 */
export function encodeTfFileVersion(wallTime: number): Uint8Array {
  return encodeTfEvent({ wallTime, step: 0, fileVersion: "brain.Event:2", values: [] });
}

/**
 * One event as a framed record: the records of a file are written one after the other.
 *
 * @throws {RangeError} when the step is not a whole number
 * @see tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto
 */
export function encodeTfEvent({
  wallTime,
  step,
  fileVersion,
  values,
}: TfEvent<TfScalar | TfImage>): Uint8Array {
  const event = new ProtobufWriter().float64(1, wallTime).int(2, step);
  if (fileVersion !== undefined) event.text(3, fileVersion);
  if (values.length > 0) {
    event.message(5, (summary) => {
      for (const value of values) summary.message(1, (writer) => writeValue(writer, value));
    });
  }
  return encodeTfRecord(event.finish());
}

function writeValue(writer: ProtobufWriter, value: TfScalar | TfImage): void {
  writer.text(1, value.tag);
  if (value.kind === "image") {
    writer.message(4, (image) =>
      image.int(1, value.height).int(2, value.width).int(3, value.colorspace).bytes(4, value.png),
    );
  } else if (value.form === "tensor") {
    // A rank 0 tensor of type 1, float32, marked for the plugin "scalars".
    writer.message(8, (tensor) =>
      tensor
        .int(1, 1)
        .message(2, () => {})
        .bytes(5, new Uint8Array(new Float32Array([value.value]).buffer)),
    );
    writer.message(9, (metadata) => metadata.message(1, (plugin) => plugin.text(1, "scalars")).int(4, 1));
  } else writer.float32(2, value.value);
}
