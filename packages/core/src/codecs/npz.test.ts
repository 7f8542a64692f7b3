import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { sizeOf } from "../contracts/nd-array.ts";
import { encodeNpy } from "./npy.ts";
import { decodeNpz, encodeNpz, type Npz } from "./npz.ts";
import { bytesOfBase64, caseFile, caseJson } from "./testdata/case-file.ts";
import { refusesTruncation, survivesChanges } from "./testdata/hostile-bytes.ts";

const ramp = { data: Float32Array.from({ length: 6 }, (_, i) => i / 2), shape: [2, 3] };
const long = { data: new Int32Array(4096), shape: [64, 64] };

const dialects: Readonly<Record<string, string>> = caseJson("npz-dialects.json");

/** A zip of one deflated array, with one number of its directory overwritten. */
function forged(offsetInDirectory: number, value: number): Uint8Array {
  const bytes = encodeNpz({ long }, { compress: true });
  const view = new DataView(bytes.buffer);
  view.setUint32(view.getUint32(bytes.length - 6, true) + offsetInDirectory, value, true);
  return bytes;
}

describe("encodeNpz and decodeNpz", () => {
  test.each([true, false])("give back names and arrays, compressed: %s", (compress) => {
    const name = fc
      .stringMatching(/^[a-zé0-9_.:]{1,8}(\/[a-z0-9]{1,4})?$/)
      .filter((text) => !/^\.+$/.test(text.split("/")[0] as string));
    const arrays = fc.uniqueArray(fc.tuple(name, fc.float32Array({ maxLength: 9 })), {
      maxLength: 4,
      selector: ([key]) => key,
    });
    fc.assert(
      fc.property(arrays, (pairs) => {
        const input = pairs.map(([key, data]) => [key, { data, shape: [data.length] }] as const);
        const output = decodeNpz(encodeNpz(input, { compress })).arrays;
        expect([...output.keys()]).toEqual(pairs.map(([key]) => key));
        for (const [key, data] of pairs) expect(output.get(key)?.data).toEqual(data);
      }),
      { numRuns: 50 },
    );
  });

  test("equal arrays give equal bytes in every time zone", () => {
    const zone = process.env.TZ;
    const files = ["UTC", "Asia/Tokyo", "America/New_York"].map((place) => {
      process.env.TZ = place;
      return encodeNpz({ ramp, long }, { compress: true });
    });
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(files[1]).toEqual(files[0]);
    expect(files[2]).toEqual(files[0]);
    expect((files[0] as Uint8Array).length).toBeLessThan(2000);
  });

  test("a name like __proto__ is an ordinary name", () => {
    const { arrays } = decodeNpz(encodeNpz([["__proto__", ramp]]));
    expect([...arrays.keys()]).toEqual(["__proto__"]);
  });

  test.each(["", "/etc/x", "../x", "a/../b", "a\\b", "a//b", "a\u0000"])(
    "refuse the name %j in both directions",
    (name) => {
      expect(() => encodeNpz([[name, ramp]])).toThrowError(/relative name/);
      if (name !== "")
        expect(() => decodeNpz(zipSync({ [`${name}.npy`]: encodeNpy(ramp) }))).toThrowError(/relative name/);
    },
  );

  test("refuse the same name twice, and files that are no arrays", () => {
    expect(() =>
      encodeNpz([
        ["a", ramp],
        ["a", ramp],
      ]),
    ).toThrowError(/twice/);
    const twice = zipSync({ "a.npy": encodeNpy(ramp), "b.npy": encodeNpy(ramp) }, { level: 0 });
    for (let i = 0; i < twice.length; i++) if (twice[i] === 0x62 && twice[i + 1] === 0x2e) twice[i] = 0x61;
    expect(() => decodeNpz(twice)).toThrowError(/twice/);
    expect(() => decodeNpz(zipSync({ "readme.txt": new Uint8Array(3) }))).toThrowError(
      /readme\.txt \(It is no \.npy file/,
    );
  });
});

describe("decodeNpz", () => {
  test("gives the others where one member is a pickled object, and names that one", () => {
    const { arrays, unreadable } = decodeNpz(caseFile("shapes-with-pickled-member.npz"));
    const facts = [...arrays].map(([name, { dtype, shape, data }]) => {
      return [
        name,
        dtype,
        shape,
        Array.from(data as ArrayLike<number | bigint>, Number).reduce((a, b) => a + b),
      ];
    });
    expect(facts).toEqual([
      ["imgs", "uint8", [50, 8, 8], 1567],
      ["latents_classes", "int64", [50, 3], 142],
    ]);
    expect(unreadable).toEqual([{ name: "metadata", reason: expect.stringContaining("Python objects") }]);
  });

  test.each(["savez", "savez_compressed", "data descriptors", "64 bits everywhere", "a comment"])(
    "reads what Python writes: %s",
    (name) => {
      const { arrays, unreadable } = decodeNpz(bytesOfBase64(dialects[name] as string));
      expect([...arrays.keys()]).toEqual(["a", "b"]);
      expect(arrays.get("a")).toMatchObject({ shape: [2, 3], data: Float32Array.from([0, 1, 2, 3, 4, 5]) });
      expect(arrays.get("b")?.data).toEqual(Int16Array.from({ length: 300 }, (_, i) => i % 7));
      expect(unreadable).toEqual([]);
    },
  );

  test("passes over folders, and keeps files that are no arrays of numbers aside", () => {
    const { arrays, unreadable } = decodeNpz(bytesOfBase64(dialects["folders and strangers"] as string), {
      source: "x.npz",
    });
    expect([...arrays.keys()]).toEqual(["a", "sub/b"]);
    expect(unreadable).toEqual([
      { name: "readme.txt", reason: "It is no .npy file." },
      { name: "text", reason: expect.stringContaining("<U1: text") },
      { name: "broken", reason: expect.stringContaining("Expected a .npy file") },
    ]);
    const packed = decodeNpz(bytesOfBase64(dialects["another method"] as string));
    expect([...packed.arrays.keys()]).toEqual(["a"]);
    expect(packed.unreadable).toEqual([{ name: "b", reason: "It uses zip method 12; 0 and 8 are known." }]);
  });

  test("names a member that is damaged or lies about its size, and gives the others", () => {
    const file = encodeNpz({ ramp, long }, { compress: true });
    const view = new DataView(file.buffer);
    const directory = view.getUint32(file.length - 6, true);
    for (const [at, value] of [
      [16, 1],
      [24, 100],
      [24, 1_000_000_000],
      [42, 0xfffffff0],
    ] as const) {
      const changed = file.slice();
      new DataView(changed.buffer).setUint32(directory + at, value, true);
      const { arrays, unreadable } = decodeNpz(changed, { source: "x.npz" });
      expect([...arrays.keys()]).toEqual(["long"]);
      expect(unreadable).toEqual([{ name: "ramp", reason: expect.stringMatching(/^x\.npz: ramp\.npy /) }]);
    }
  });

  test("is refused when nothing in it can be read, and empty when it is empty", () => {
    const text = encodeNpy(ramp);
    text[text.indexOf(0x66, 10)] = 0x55; // <f4 becomes <U4
    expect(() => decodeNpz(zipSync({ "a.npy": text }), { source: "x.npz" })).toThrowError(
      /^x\.npz: .* a \(.*<U4: text/,
    );
    expect(decodeNpz(encodeNpz({}))).toEqual({ arrays: new Map(), unreadable: [] });
  });
});

describe("a hostile archive", () => {
  test("is refused before it is inflated when it announces more than is allowed", () => {
    expect(() => decodeNpz(encodeNpz({ long }, { compress: true }), { maxBytes: 16_384 })).toThrowError(
      /are allowed/,
    );
  });

  test("is refused when it gives more or less than it announces", () => {
    // Byte 24 of a directory entry is the inflated size, 16 the checksum, 20 the packed size, 42 the place.
    expect(() => decodeNpz(forged(24, 100))).toThrowError(/differs/);
    expect(() => decodeNpz(forged(24, 17_000))).toThrowError(/differs/);
    expect(() => decodeNpz(forged(24, 1_000_000_000))).toThrowError(/impossible/);
    expect(() => decodeNpz(forged(16, 1))).toThrowError(/checksum/);
    expect(() => decodeNpz(forged(20, 0xfffffff0))).toThrowError(/truncated/);
    expect(() => decodeNpz(forged(42, 0xfffffff0))).toThrowError(/does not lie/);
  });

  test("is refused when truncated; changed bytes never give a wrong size", () => {
    for (const compress of [false, true]) {
      const file = encodeNpz({ ramp }, { compress });
      refusesTruncation(file, decodeNpz);
      survivesChanges(file, decodeNpz, ({ arrays }: Npz) => {
        return [...arrays.values()].every(({ data, shape, dtype }) => {
          return data.length === sizeOf(shape) * (dtype === "complex64" ? 2 : 1);
        });
      });
    }
  });

  test("of 64 bits is refused when truncated; changed bytes never give a wrong size", () => {
    const file = bytesOfBase64(dialects["64 bits everywhere"] as string);
    refusesTruncation(file, decodeNpz);
    survivesChanges(file, decodeNpz, ({ arrays }: Npz) =>
      [...arrays.values()].every(({ data, shape, dtype }) => {
        return data.length === sizeOf(shape) * (dtype === "complex64" ? 2 : 1);
      }),
    );
  });

  test("with one changed value is refused by its checksum", () => {
    const file = encodeNpz({ ramp });
    const at = file.findLastIndex((byte, i) => byte === 0x20 && file[i + 1] === 0x40);
    file[at] = 0x21;
    expect(() => decodeNpz(file, { source: "state.npz" })).toThrowError(
      /^state\.npz: ramp\.npy at byte 0 is damaged/,
    );
  });
});
