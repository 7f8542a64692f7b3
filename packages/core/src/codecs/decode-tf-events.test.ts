import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTfEvents } from "./decode-tf-events.ts";
import { encodeTfEvent, encodeTfFileVersion } from "./encode-tf-event.ts";
import { joinBytes } from "./join-bytes.ts";
import { encodePng } from "./png.ts";
import { ProtobufWriter } from "./protobuf.ts";
import { survivesChanges } from "./testdata/hostile-bytes.ts";
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
      { kind: "other", tag: "sound", plugin: "" },
    ]);
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
});
