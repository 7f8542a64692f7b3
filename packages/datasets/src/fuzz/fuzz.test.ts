import { expect, test } from "vitest";
import { fuzzReader } from "./testdata/fuzz-reader.ts";
import { fuzzedReaders } from "./testdata/fuzzed-readers.ts";

test.each(Object.keys(fuzzedReaders))(
  "%s: 60 damaged files are read or refused",
  { timeout: 180_000 },
  async (name) => {
    const { read, refused, grown } = await fuzzReader(name, { cases: 60, seed: 7, minutes: 2 });
    expect(read + refused).toBe(60);
    expect(refused).toBeGreaterThan(20);
    expect(grown).toBeLessThan(128);
  },
);
