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
});
