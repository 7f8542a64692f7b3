import { expect, test } from "vitest";
import { fuzzReader } from "./testdata/fuzz-reader.ts";
import { fuzzedReaders } from "./testdata/fuzzed-readers.ts";

test.each(Object.keys(fuzzedReaders))(
  "%s: 10,000 damaged files are read or refused, in bounded memory",
  { timeout: 31 * 60_000 },
  async (name) => {
    const { read, refused, grown } = await fuzzReader(name, {
      cases: 10_000,
      seed: 11,
      minutes: 30,
    });
    expect(read + refused).toBe(10_000);
    expect(grown).toBeLessThan(192);
  },
);
