import { describe, expect, test } from "vitest";
import { sizeOf } from "../contracts/nd-array.ts";
import { bytesOf } from "./data-type.ts";
import { decodeSafetensors, type Safetensors } from "./safetensors.ts";
import { refusesTruncation, survivesChanges } from "./testdata/hostile-bytes.ts";

function safetensors(header: unknown, body: readonly number[]): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const length = new Uint8Array(BigUint64Array.from([BigInt(text.length)]).buffer);
  return Uint8Array.from([...length, ...text, ...body]);
}

const one = { dtype: "U8", shape: [2], data_offsets: [0, 2] };
const two = { dtype: "I16", shape: [], data_offsets: [2, 4] };

describe("decodeSafetensors", () => {
  test("reads tensors in any order, and the remarks", () => {
    const { tensors, metadata } = decodeSafetensors(
      safetensors({ __metadata__: { format: "pt" }, b: two, a: one }, [7, 8, 255, 255]),
    );
    expect([...tensors.keys()]).toEqual(["b", "a"]);
    expect(tensors.get("a")).toEqual({ dtype: "uint8", shape: [2], data: Uint8Array.from([7, 8]) });
    expect(tensors.get("b")).toEqual({ dtype: "int16", shape: [], data: Int16Array.from([-1]) });
    expect(metadata).toEqual({ format: "pt" });
  });

  test("reads bfloat16 as float32", () => {
    // 1.0 is 3f80, −2.5 is c020, infinity is 7f80.
    const file = safetensors(
      { x: { dtype: "BF16", shape: [3], data_offsets: [0, 6] } },
      [0x80, 0x3f, 0x20, 0xc0, 0x80, 0x7f],
    );
    expect(decodeSafetensors(file).tensors.get("x")).toEqual({
      dtype: "float32",
      shape: [3],
      data: Float32Array.from([1, -2.5, Number.POSITIVE_INFINITY]),
    });
  });

  test("leaves out tensors of types that are not read here, by name, and gives the others", () => {
    const deep = JSON.parse(`${"[".repeat(9)}1${"]".repeat(9)}`);
    for (const [dtype, shown] of [
      ["F8_E4M3", "F8_E4M3"],
      [undefined, "none"],
      [deep, "[[[[[[[[[1]]]]]]]]]"],
    ] as const) {
      const file = safetensors({ a: { ...one, dtype }, b: two }, [7, 8, 255, 255]);
      const { tensors, unreadable } = decodeSafetensors(file);
      expect([...tensors.keys()]).toEqual(["b"]);
      expect(unreadable).toEqual([{ name: "a", reason: `It has type ${shown}, which is not read here.` }]);
    }
  });

  test("reads every type that NumPy has", () => {
    const widths = {
      BOOL: 1,
      U8: 1,
      I8: 1,
      U16: 2,
      I16: 2,
      F16: 2,
      U32: 4,
      I32: 4,
      F32: 4,
      U64: 8,
      I64: 8,
      F64: 8,
      C64: 8,
    };
    let at = 0;
    const header = Object.fromEntries(
      Object.entries(widths).map(([dtype, width]) => {
        at += 2 * width;
        return [dtype, { dtype, shape: [2], data_offsets: [at - 2 * width, at] }];
      }),
    );
    const { tensors, unreadable } = decodeSafetensors(safetensors(header, Array(at).fill(0)));
    expect([...tensors.keys()]).toEqual(Object.keys(widths));
    expect(unreadable).toEqual([]);
    for (const [name, { dtype, data }] of tensors) {
      expect(data).toHaveLength(name === "C64" ? 4 : 2);
      expect(bytesOf[dtype]).toBe(widths[name as keyof typeof widths]);
    }
  });

  test("remarks may have any key", () => {
    const text = '{"__metadata__": {"__proto__": "x", "deep": [1]}}';
    const { metadata } = decodeSafetensors(safetensors(text, []));
    expect(Object.entries(metadata)).toEqual([
      ["__proto__", "x"],
      ["deep", "[1]"],
    ]);
  });

  test.each([
    ["overlap", { a: one, b: { ...two, data_offsets: [1, 3] } }],
    ["the same place twice", { a: one, b: one }],
    ["a gap", { a: one, b: { ...two, data_offsets: [3, 5] } }],
    ["data that no tensor covers", { a: one }],
    ["offsets outside", { a: one, b: { dtype: "I16", shape: [10], data_offsets: [2, 22] } }],
    ["offsets backwards", { a: { ...one, data_offsets: [2, 0] }, b: two }],
    ["negative offsets", { a: { ...one, data_offsets: [-2, 0] }, b: two }],
    ["a size that its shape lacks", { a: { ...one, shape: [3] }, b: two }],
    ["a shape that overflows", { a: { ...one, shape: [2 ** 52, 2 ** 52, 2 ** 52] }, b: two }],
    ["no known type", { a: { ...one, dtype: "F8_E4M3" }, b: { ...two, dtype: ["I16"] } }],
    [
      "an unknown type that ends before it begins",
      { a: { ...one, dtype: "F4", data_offsets: [2, 0] }, b: two },
    ],
    ["a header that nests without end", `{"a":${"[".repeat(100_000)}`],
    ["no offsets", { a: { dtype: "U8", shape: [2] }, b: two }],
    ["a list as header", [one]],
    ["a header that is not JSON", "{"],
    ["null", "null"],
  ])("refuses %s", (_, header) => {
    expect(() =>
      decodeSafetensors(safetensors(header, [1, 2, 3, 4]), { source: "m.safetensors" }),
    ).toThrowError(/^m\.safetensors: /);
  });

  test("refuses a header longer than the file", () => {
    const file = Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 255, 123, 125]);
    expect(() => decodeSafetensors(file)).toThrowError(/header of/);
  });

  test("refuses every truncation; changed bytes never give a wrong size", () => {
    const file = safetensors({ a: one, b: two }, [1, 2, 3, 4]);
    refusesTruncation(file, decodeSafetensors);
    survivesChanges(file, decodeSafetensors, ({ tensors }: Safetensors) => {
      return [...tensors.values()].every(({ data, shape }) => data.length === sizeOf(shape));
    });
  });
});
