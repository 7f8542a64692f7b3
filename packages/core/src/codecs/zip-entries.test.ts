import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openZip } from "./zip-entries.ts";

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

describe("openZip", () => {
  const bytes = zipSync(
    { "run/": new Uint8Array(), "run/a.json": text("{}"), "run/b.bin": new Uint8Array(3000) },
    { level: 0 },
  );

  test("lists files without folders, and inflates one at a time", () => {
    const archive = openZip(bytes);
    expect([...archive.files]).toEqual([
      ["run/a.json", 2],
      ["run/b.bin", 3000],
    ]);
    expect(archive.read("run/a.json")).toEqual(text("{}"));
    expect(() => archive.read("run/c")).toThrow(/Holds no "run\/c"/);
  });

  test("a damaged file is found when it is read, and leaves the others alone", () => {
    const damaged = bytes.slice();
    const at = damaged.findIndex((_, i) => new TextDecoder().decode(damaged.subarray(i, i + 2)) === "{}");
    damaged[at] = 0x5b;
    const archive = openZip(damaged);
    expect(() => archive.read("run/a.json")).toThrow(/damaged/);
    expect(archive.read("run/b.bin")).toHaveLength(3000);
  });

  test.each(["../x", "/x", "a/../x", "a\\x", "../"])("refuses the name %j", (name) => {
    expect(() => openZip(zipSync({ [name]: new Uint8Array() }))).toThrow(/without '\.\.'/);
  });

  test("refuses what would inflate to more than allowed, before inflating", () => {
    expect(() => openZip(bytes, { maxBytes: 3000 })).toThrow(/Inflates to 3002 bytes/);
  });

  test("names what it cannot unpack, and reads the others", () => {
    const changed = bytes.slice();
    const directory = new DataView(changed.buffer).getUint32(bytes.length - 6, true);
    const entries = [...changed.keys()].filter(
      (at) =>
        at >= directory &&
        new DataView(changed.buffer).getUint32(Math.min(at, bytes.length - 4), true) === 0x02014b50,
    );
    changed[(entries[1] as number) + 8] = 1; // the flag "encrypted"
    changed[(entries[2] as number) + 10] = 14; // LZMA
    const archive = openZip(changed);
    expect([...archive.unreadable]).toEqual([
      ["run/a.json", "It is encrypted."],
      ["run/b.bin", "It uses zip method 14; 0 and 8 are known."],
    ]);
    expect(() => archive.read("run/a.json")).toThrow(/encrypted/);
  });
});

describe("an archive of 64 bits", () => {
  /** An archive of empty files, with the closing record of 64 bits that more than 65,535 files need. */
  function crowded(count: number): Uint8Array {
    const names = Array.from({ length: count }, (_, i) => `f${i.toString(36).padStart(4, "0")}`);
    const local = 30 + 5;
    const central = 46 + 5;
    const bytes = new Uint8Array(count * (local + central) + 56 + 20 + 22);
    const view = new DataView(bytes.buffer);
    const start = count * local;
    for (const [i, name] of names.entries()) {
      view.setUint32(i * local, 0x04034b50, true);
      view.setUint16(i * local + 26, 5, true);
      bytes.set(text(name), i * local + 30);
      const at = start + i * central;
      view.setUint32(at, 0x02014b50, true);
      view.setUint16(at + 28, 5, true);
      view.setUint32(at + 42, i * local, true);
      bytes.set(text(name), at + 46);
    }
    const end = start + count * central;
    view.setUint32(end, 0x06064b50, true);
    view.setBigUint64(end + 4, 44n, true);
    view.setBigUint64(end + 32, BigInt(count), true);
    view.setBigUint64(end + 48, BigInt(start), true);
    view.setUint32(end + 56, 0x07064b50, true);
    view.setBigUint64(end + 64, BigInt(end), true);
    view.setUint32(end + 76, 0x06054b50, true);
    view.setUint16(end + 86, 0xffff, true);
    view.setUint32(end + 92, 0xffffffff, true);
    return bytes;
  }

  test("may hold more than 65,535 files", () => {
    const archive = openZip(crowded(65_600));
    expect(archive.files.size).toBe(65_600);
    expect(archive.read("f0000")).toHaveLength(0);
  });

  test("is refused for a false count, place or pointer", () => {
    const bytes = crowded(2);
    const end = bytes.length - 98;
    for (const [at, value] of [
      [end + 32, 2n ** 60n],
      [end + 32, 3n],
      [end + 48, 2n ** 63n],
      [end + 64, 2n ** 64n - 1n],
      [end + 64, 7n],
    ] as const) {
      const changed = bytes.slice();
      new DataView(changed.buffer).setBigUint64(at, value, true);
      expect(() => openZip(changed, { source: "x.zip" })).toThrow(/^x\.zip: The zip /);
    }
  });

  test("is refused for announcing more than 4 GiB before anything is inflated, or no size at all", () => {
    const wide = zipSync({ a: [text("1"), { extra: { 1: new Uint8Array(8) } }] }, { level: 0 });
    const view = new DataView(wide.buffer);
    const entry = view.getUint32(wide.length - 6, true);
    view.setUint32(entry + 24, 0xffffffff, true);
    view.setBigUint64(entry + 46 + 1 + 4, 5n * 2n ** 30n, true);
    expect(() => openZip(wide)).toThrow(/Inflates to 5368709120 bytes/);
    // Two numbers are missing, and the field holds one.
    view.setUint32(entry + 20, 0xffffffff, true);
    expect(() => openZip(wide)).toThrow(/damaged at entry 1/);
  });
});
