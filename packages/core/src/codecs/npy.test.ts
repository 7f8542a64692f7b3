import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sizeOf } from "../contracts/nd-array.ts";
import { DatasetInvalidError } from "../errors/dataset-invalid-error.ts";
import { ShapeError } from "../errors/shape-error.ts";
import { decodeNpy, encodeNpy, type NpyInput } from "./npy.ts";
import { type StoredArray, toFloat32 } from "./stored-array.ts";
import { bytesOfBase64, caseFile, caseJson } from "./testdata/case-file.ts";
import { refusesTruncation, survivesChanges } from "./testdata/hostile-bytes.ts";

/** A `.npy` file with a header of our choosing. */
function npy(header: string, values: readonly number[] = [], version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length =
    version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...values]);
}

interface Dialect {
  readonly name: string;
  readonly npy: string;
  readonly shape?: readonly number[];
  readonly values?: readonly string[];
  readonly refused?: string;
}

const dialects: readonly Dialect[] = caseJson("npy-dialects.json");
const readDialects = dialects.filter(({ refused }) => refused === undefined);
const refusedDialects = dialects.filter(({ refused }) => refused !== undefined);

const shapes = fc.array(fc.nat(4), { maxLength: 4 });
const inputs: fc.Arbitrary<NpyInput> = shapes.chain((shape) => {
  const size = { minLength: sizeOf(shape), maxLength: sizeOf(shape) };
  const plain = fc.oneof(
    fc.uint8Array(size),
    fc.int8Array(size),
    fc.uint16Array(size),
    fc.int16Array(size),
    fc.uint32Array(size),
    fc.int32Array(size),
    fc.float32Array(size),
    fc.float64Array(size),
    fc.bigInt64Array(size),
    fc.bigUint64Array(size),
  );
  const twice = { minLength: 2 * sizeOf(shape), maxLength: 2 * sizeOf(shape) };
  return fc.oneof(
    plain.map((data) => ({ data, shape })),
    fc.uint8Array({ ...size, max: 1 }).map((data) => ({ data, shape, dtype: "bool" as const })),
    fc.float32Array(twice).map((data) => ({ data, shape, dtype: "complex64" as const })),
    fc.int8Array(size).map((data) => ({ data: Float32Array.from(data), shape, dtype: "float16" as const })),
  );
});

describe("decodeNpy", () => {
  test("gives back what encodeNpy wrote, for every type and shape", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const bytes = encodeNpy(input);
        const array = decodeNpy(bytes);
        expect(array.shape).toEqual(input.shape);
        expect(array.data).toEqual(input.data);
        expect(array.fortranOrder).toBe(false);
        expect(encodeNpy(array)).toEqual(bytes);
      }),
    );
  });

  test("turns columns first into rows first, in three dimensions", () => {
    const shape = [2, 3, 4];
    // Value at (i, j, k) is 100 i + 10 j + k; Fortran order has the first axis vary fastest.
    const columns: number[] = [];
    for (let k = 0; k < 4; k++)
      for (let j = 0; j < 3; j++) for (let i = 0; i < 2; i++) columns.push(100 * i + 10 * j + k);
    const { data } = decodeNpy(npy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4)}", columns));
    const rowMajor = Array.from({ length: sizeOf(shape) }, (_, at) => {
      return 100 * Math.floor(at / 12) + 10 * (Math.floor(at / 4) % 3) + (at % 4);
    });
    expect([...data]).toEqual(rowMajor);
  });

  test("complex numbers stay pairs when columns come first", () => {
    const pairs = new Uint8Array(Float32Array.from([0, 1, 10, 11, 2, 3, 12, 13]).buffer);
    const { data } = decodeNpy(npy("{'descr': '<c8', 'fortran_order': True, 'shape': (2, 2)}", [...pairs]));
    expect([...data]).toEqual([0, 1, 2, 3, 10, 11, 12, 13]);
  });

  test("reads versions 2 and 3", () => {
    const header = "{'descr': '>i2', 'fortran_order': False, 'shape': (2,)}";
    for (const version of [2, 3])
      expect([...decodeNpy(npy(header, [0, 1, 255, 255], version)).data]).toEqual([1, -1]);
  });

  test("reads a header of Python 2", () => {
    const { dtype, shape, data } = decodeNpy(caseFile("py2.npy"));
    expect({ dtype, shape }).toEqual({ dtype: "float32", shape: [4, 6] });
    expect([...data]).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  test.each(readDialects.map((dialect) => [dialect.name, dialect] as const))(
    "reads %s as NumPy does",
    (_, { npy: file, shape, values }) => {
      const array = decodeNpy(bytesOfBase64(file));
      expect(array.shape).toEqual(shape);
      const written = (value: number | bigint) => {
        if (array.dtype === "bool") return value === 1 ? "True" : "False";
        return array.dtype.startsWith("float") ? Number(value) : String(value);
      };
      const expected = values?.map((value) => (array.dtype.startsWith("float") ? Number(value) : value));
      expect(Array.from(array.data as ArrayLike<number | bigint>, written)).toEqual(expected);
    },
  );

  test.each(refusedDialects.map((dialect) => [dialect.name, dialect] as const))(
    "refuses %s by name",
    (_, { npy: file, refused }) => {
      expect(() => decodeNpy(bytesOfBase64(file), { source: "x.npy" })).toThrowError(refused);
    },
  );

  test.each([
    ["a text that never ends", "{'descr': '<f4, 'fortran_order': False, 'shape': (1,)}"],
    ["brackets without end", `{'descr': ${"(".repeat(50_000)}`],
    ["closed brackets without end", `{'descr': ${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
    ["white space without end", `{'descr': ${" ".repeat(60_000)}`],
    ["code", "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}"],
    ["a type named like a property", "{'descr': 'constructor', 'fortran_order': False, 'shape': (1,)}"],
    ["a fourth field", "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}"],
    ["a side that is no number", "{'descr': '<f4', 'fortran_order': False, 'shape': ('1',)}"],
    ["a fraction", "{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,)}"],
    ["two headers", "{'descr': '|u1', 'fortran_order': False, 'shape': (3,)} {}"],
  ])("refuses %s", (_, header) => {
    expect(() => decodeNpy(npy(header, [0, 0, 0]), { source: "x.npy" })).toThrowError(/^x\.npy: /);
  });

  test.each([
    ["structured", "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}"],
    ["objects", "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}"],
    ["text", "{'descr': '<U3', 'fortran_order': False, 'shape': (1,)}"],
    ["complex128", "{'descr': '<c16', 'fortran_order': False, 'shape': (1,)}"],
    ["negative side", "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}"],
    ["overflow", "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 0)}x"],
    [
      "overflow to infinity",
      `{'descr': '<f4', 'fortran_order': False, 'shape': (${"999999999999999, ".repeat(30)})}`,
    ],
    ["missing order", "{'descr': '<f4', 'shape': (1,)}"],
    ["no header", ""],
  ])("refuses %s", (_, header) => {
    expect(() => decodeNpy(npy(header, [0, 0, 0]), { source: "x.npy" })).toThrowError(/^x\.npy: /);
  });

  test("refuses a header length that reaches beyond the file, and too many bytes", () => {
    expect(() =>
      decodeNpy(Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 255, 255, 255, 255])),
    ).toThrowError(/header of at most/);
    const bytes = encodeNpy({ data: new Float32Array(8), shape: [8] });
    expect(() => decodeNpy(bytes, { maxBytes: 31 })).toThrowError(/at most 31/);
    expect(() => decodeNpy(Uint8Array.from([...bytes, 0]))).toThrowError(/longer/);
  });

  test("refuses every truncation; changed bytes never give a wrong size", () => {
    const file = encodeNpy({ data: Float32Array.from({ length: 6 }, (_, i) => i), shape: [2, 3] });
    refusesTruncation(file, decodeNpy);
    survivesChanges(file, decodeNpy, ({ data, shape, dtype }: StoredArray) => {
      return data.length === sizeOf(shape) * (dtype === "complex64" ? 2 : 1);
    });
  });
});

test("any header is read or refused, never more", () => {
  const sign = fc.constantFrom(
    ..."{}()[],:'\"\\ \n\0",
    "4",
    "L",
    "-",
    "True",
    "None",
    "u'",
    "'descr'",
    "'shape'",
    "<f4",
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      expect(() => decodeNpy(npy(signs.join("")))).toThrowError(DatasetInvalidError);
    }),
  );
});

test("encodeNpy refuses data that do not fit their shape or type", () => {
  expect(() => encodeNpy({ data: new Float32Array(3), shape: [2, 2] })).toThrowError(ShapeError);
  expect(() => encodeNpy({ data: new Float64Array(4), shape: [4], dtype: "float16" })).toThrowError(
    ShapeError,
  );
  expect(() => encodeNpy({ data: new Int32Array(4), shape: [4], dtype: "float32" })).toThrowError(ShapeError);
});

test("the file begins like NumPy's own", () => {
  const bytes = encodeNpy({ data: new Float32Array(6), shape: [2, 3] });
  const header = String.fromCharCode(...bytes.subarray(0, 128));
  expect(header).toBe(
    `\x93NUMPY\x01\x00v\x00${"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(117)}\n`,
  );
  expect(bytes.length).toBe(128 + 24);
});

test("reads a header as Latin-1", () => {
  const bytes = encodeNpy({ data: new Float32Array(6), shape: [2, 3] });
  bytes[10] = 0x93; // the opening brace
  bytes[bytes.indexOf(0x28, 10)] = 0x20; // the parenthesis of the shape
  expect(() => decodeNpy(bytes)).toThrowError(/received \x93'descr'/);
});

test("toFloat32 converts bigints and refuses complex values", () => {
  const integers = decodeNpy(encodeNpy({ data: BigInt64Array.from([-3n, 7n]), shape: [2] }));
  expect(toFloat32(integers)).toEqual({ data: Float32Array.from([-3, 7]), shape: [2] });
  const complex = decodeNpy(encodeNpy({ data: new Float32Array(2), shape: [1], dtype: "complex64" }));
  expect(() => toFloat32(complex)).toThrowError(ShapeError);
});
