import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTfEvents } from "./decode-tf-events.ts";
import { encodeTfEvent, encodeTfFileVersion } from "./encode-tf-event.ts";
import { joinBytes } from "./join-bytes.ts";
import { encodePng } from "./png.ts";
import { ProtobufWriter } from "./protobuf.ts";
import { caseFile, caseJson } from "./testdata/case-file.ts";
import { survivesChanges } from "./testdata/hostile-bytes.ts";
import type { TfValue } from "./tf-event.ts";
import { decodeTfRecords, encodeTfRecord } from "./tf-record.ts";

const png = encodePng({ width: 2, height: 1, channels: 1, data: Uint8Array.from([0, 255]) });

describe("encodeTfEvent and decodeTfEvents", () => {
  test("give back scalars of both forms and images", () => {
    const values = fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant("scalar" as const),
          tag: fc.string(),
          value: fc.float(),
          form: fc.constantFrom("simple_value" as const, "tensor" as const),
        }),
        fc.record({
          kind: fc.constant("image" as const),
          tag: fc.string(),
          width: fc.nat(),
          height: fc.nat(),
          colorspace: fc.nat(4),
          png: fc.uint8Array(),
        }),
      ),
      { maxLength: 4 },
    );
    const events = fc.array(fc.record({ wallTime: fc.double(), step: fc.maxSafeInteger(), values }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(events, (list) => {
        const file = joinBytes([encodeTfFileVersion(1.7e9), ...list.map(encodeTfEvent)]);
        expect(decodeTfEvents(file)).toEqual([
          { wallTime: 1.7e9, step: 0, fileVersion: "brain.Event:2", values: [] },
          ...list,
        ]);
      }),
    );
  });

  test("the first record is the one that TensorBoard expects", () => {
    const [record] = decodeTfRecords(encodeTfFileVersion(1));
    // Field 1 double 1.0, field 2 varint 0, field 3 text.
    expect([...(record as Uint8Array)]).toEqual([
      9,
      0,
      0,
      0,
      0,
      0,
      0,
      0xf0,
      0x3f,
      16,
      0,
      26,
      13,
      ...new TextEncoder().encode("brain.Event:2"),
    ]);
  });

  test("read the image form of TensorBoard 2", () => {
    const event = new ProtobufWriter()
      .float64(1, 5)
      .int(2, 7)
      .message(5, (summary) =>
        summary.message(1, (value) =>
          value
            .text(1, "samples")
            .message(8, (tensor) => tensor.int(1, 7).text(8, "2").text(8, "1").bytes(8, png))
            .message(9, (metadata) => metadata.message(1, (plugin) => plugin.text(1, "images"))),
        ),
      );
    expect(decodeTfEvents(encodeTfRecord(event.finish()))).toEqual([
      {
        wallTime: 5,
        step: 7,
        values: [{ kind: "image", tag: "samples", width: 2, height: 1, colorspace: 0, png }],
      },
    ]);
  });

  test("what is not known is passed over by name", () => {
    const audio = new ProtobufWriter().message(5, (summary) =>
      summary.message(1, (value) => value.text(1, "sound").message(6, (content) => content.int(1, 44_100))),
    );
    expect(decodeTfEvents(encodeTfRecord(audio.finish()))[0]?.values).toEqual([
      { kind: "other", tag: "sound", plugin: "", reason: "Sound is not read here." },
    ]);
  });
});

/** The one value of a file with a tensor and the plugin that shows it. */
function tensorValue(plugin: string, build: (tensor: ProtobufWriter) => void): TfValue | undefined {
  const event = new ProtobufWriter().message(5, (summary) =>
    summary.message(1, (value) =>
      value
        .text(1, "x")
        .message(8, build)
        .message(9, (metadata) => metadata.message(1, (name) => name.text(1, plugin))),
    ),
  );
  return decodeTfEvents(encodeTfRecord(event.finish()))[0]?.values[0];
}

/** A shape as tensor.proto writes it. */
function shape(...sides: readonly number[]) {
  return (writer: ProtobufWriter) => {
    for (const side of sides)
      writer.message(2, (dimension) => (side === 0 ? dimension : dimension.int(1, side)));
  };
}

const doubles = (...values: readonly number[]) => new Uint8Array(Float64Array.from(values).buffer);

describe("tensors of TensorBoard 2", () => {
  test("are scalars whatever number type they have", () => {
    const values = decodeTfEvents(caseFile("events.out.tfevents.1.number-types")).flatMap(
      (event) => event.values,
    );
    expect(values.map((value) => [value.tag, value.kind, "value" in value ? value.value : null])).toEqual([
      ["f32", "scalar", 0.5],
      ["f64", "scalar", 0.5],
      ["i32", "scalar", 7],
      ["i64", "scalar", 7],
      ["bf16", "scalar", 0.5],
      ["f16", "scalar", 0.5],
      ["f16c", "scalar", 0.5],
    ]);
  });

  test("have the values that TensorBoard reads, listed or packed, and its histograms", () => {
    const expected: Readonly<Record<string, string | readonly (readonly number[])[]>> =
      caseJson("every-type.json");
    const values = decodeTfEvents(caseFile("events.out.tfevents.2.every-type")).flatMap(
      (event) => event.values,
    );
    expect(values.map(({ tag }) => tag)).toEqual(Object.keys(expected));
    for (const value of values) {
      const right = expected[value.tag] as (typeof expected)[string];
      if (typeof right === "string") {
        const number = right === "inf" ? Number.POSITIVE_INFINITY : Number(right);
        expect(value).toEqual({ kind: "scalar", tag: value.tag, value: number, form: "tensor" });
      } else {
        expect(value).toEqual({
          kind: "histogram",
          tag: value.tag,
          min: right[0]?.[0],
          max: right.at(-1)?.[1],
          num: right.reduce((sum, [, , count]) => sum + (count as number), 0),
          sum: null,
          sumSquares: null,
          bucketLimit: right.map((row) => row[1]),
          bucket: right.map((row) => row[2]),
        });
      }
    }
  });

  test("repeat their last value, and may leave zeros out", () => {
    expect(tensorValue("scalars", (tensor) => tensor.int(1, 9))).toMatchObject({ kind: "scalar", value: 0 });
    const ones = tensorValue("histograms", (tensor) =>
      tensor.int(1, 2).message(2, shape(2, 3)).bytes(6, doubles(1)),
    );
    expect(ones).toMatchObject({ kind: "histogram", min: 1, max: 1, num: 2, bucket: [1, 1] });
    const none = tensorValue("histograms", (tensor) => tensor.int(1, 2).message(2, shape(0, 3)));
    expect(none).toMatchObject({ kind: "histogram", num: 0, bucket: [], bucketLimit: [] });
  });

  test("of another form are passed over, with the reason", () => {
    const histogram = (...values: readonly number[]) =>
      tensorValue("histograms", (t) =>
        t
          .int(1, 2)
          .message(2, shape(1, 3))
          .bytes(4, doubles(...values)),
      );
    for (const [value, reason] of [
      [tensorValue("scalars", (tensor) => tensor.int(1, 8)), /complex64, is not read/],
      [tensorValue("scalars", (tensor) => tensor.int(1, 99)), /number 99, is not read/],
      [tensorValue("pr_curves", (t) => t.int(1, 1).message(2, shape(6, 2))), /shape \[6, 2\]/],
      [tensorValue("histograms", (t) => t.int(1, 2).message(2, shape(2, 2))), /shape \[buckets, 3\]/],
      [tensorValue("histograms", (t) => t.int(1, 2).message(2, shape(1e9, 3))), /more than 196608 numbers/],
      [tensorValue("scalars", (t) => t.int(1, 1).message(2, shape(2 ** 50, 2 ** 50))), /more than 196608/],
      [tensorValue("scalars", (t) => t.int(1, 4).bytes(4, new Uint8Array(200_000))), /more than 196608/],
      [tensorValue("images", (tensor) => tensor.int(1, 7).text(8, "2")), /a width, a height/],
      [histogram(0, 1, Number.NaN), /holds NaN/],
      [histogram(0, 1, -2), /holds -2/],
      [histogram(2, 1, 1), /from 2 to 1/],
      [histogram(Number.NEGATIVE_INFINITY, 1, 1), /from -Infinity/],
    ] as const) {
      expect(value).toMatchObject({ kind: "other", tag: "x", reason: expect.stringMatching(reason) });
    }
  });

  test("with truncated lists are refused", () => {
    for (const [type, field, bytes] of [
      [1, 5, [0, 0, 0]],
      [2, 4, [0, 0, 0]],
      [9, 10, [128]],
      [19, 13, Array(11).fill(255)],
    ] as const) {
      expect(() =>
        tensorValue("scalars", (tensor) => tensor.int(1, type).bytes(field, Uint8Array.from(bytes))),
      ).toThrowError(/^Event 1 cannot be read/);
    }
  });
});

describe("a hostile event file", () => {
  test.each([
    ["a length beyond the end", [42, 255, 255, 255, 255, 15]],
    ["a number without end", [16, ...Array(20).fill(255)]],
    ["an unknown wire type", [15]],
    ["half a double", [9, 0, 0]],
    ["field 0", [0, 0]],
  ])("is refused for %s", (_, message) => {
    expect(() => decodeTfEvents(encodeTfRecord(Uint8Array.from(message)), { source: "e" })).toThrowError(
      /^e: Event 1/,
    );
  });

  test("with sound checksums and changed messages is read or refused", () => {
    const [record] = decodeTfRecords(
      encodeTfEvent({
        wallTime: 3,
        step: 4,
        values: [
          { kind: "scalar", tag: "loss", value: 2, form: "tensor" },
          { kind: "image", tag: "x", width: 2, height: 1, colorspace: 1, png },
        ],
      }),
    );
    survivesChanges(
      record as Uint8Array,
      (bytes) => decodeTfEvents(encodeTfRecord(bytes)),
      () => true,
    );
  });

  test("of tensors, changed, is read or refused", () => {
    const records = decodeTfRecords(caseFile("events.out.tfevents.2.every-type"));
    for (const record of [records[9], records.at(-3)]) {
      survivesChanges(
        record as Uint8Array,
        (bytes) => decodeTfEvents(encodeTfRecord(bytes)),
        () => true,
      );
    }
  });
});
