import { MemoryRunStore } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendRow, readRows, repairRows } from "./read-rows.ts";
import type { Row } from "./row.ts";

const row: Row = {
  condition: "null-500",
  draw: 0,
  version: 1,
  seconds: 0.25,
  backend: "wasm",
  found: { said: true, "not-made": null, value: -0.5 },
};

function storeOf(text: string | Uint8Array): MemoryRunStore {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return new MemoryRunStore("rows", [["planted.ndjson", bytes]]);
}

const textOf = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

const anyRow: fc.Arbitrary<Row> = fc.record({
  condition: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/),
  draw: fc.nat(1e6),
  version: fc.integer({ min: 1, max: 9 }),
  seconds: fc.double({ min: 0, max: 1e4, noNaN: true }).map(Math.abs),
  backend: fc.constantFrom("wasm", "node", "cpu"),
  found: fc.dictionary(
    fc
      .stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/)
      .filter((name) => name !== "constructor" && name !== "prototype"),
    fc.oneof(fc.boolean(), fc.constant(null), fc.integer()),
    { maxKeys: 5, noNullPrototype: true },
  ),
});

describe("rows", () => {
  it("reads what was added, the first of each draw", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 6 }), async (rows) => {
        const store = new MemoryRunStore();
        for (const row of [...rows, ...rows]) await appendRow(store, "planted", row);
        const keys = rows.map(({ version, condition, draw }) => `${version} ${condition} ${draw}`);
        expect(await readRows(store, "planted")).toEqual(
          rows.filter((_, at) => keys.indexOf(keys[at]!) === at),
        );
      }),
    );
  });

  it("are none where there is no file", async () => {
    expect(await readRows(new MemoryRunStore(), "planted")).toEqual([]);
    await repairRows(new MemoryRunStore(), "planted");
  });

  it("tells rows of one draw apart by their version, and lets the first count", async () => {
    const rows = [row, { ...row, version: 2 }, { ...row, found: { said: false } }];
    expect(await readRows(storeOf(textOf(rows)), "planted")).toEqual(rows.slice(0, 2));
  });

  it("are whole wherever the file was cut, and repaired to whole lines", async () => {
    const rows = [0, 1, 2].map((draw) => ({ ...row, draw }));
    const bytes = new TextEncoder().encode(textOf(rows));
    const length = bytes.length / 3;
    for (let cut = 0; cut <= bytes.length; cut++) {
      const store = storeOf(bytes.slice(0, cut));
      const whole = rows.slice(0, Math.floor(cut / length));
      expect(await readRows(store, "planted")).toEqual(whole);
      await repairRows(store, "planted");
      expect(await store.read("planted.ndjson")).toEqual(bytes.slice(0, whole.length * length));
    }
  });

  it.each([
    ["no JSON", "{", /line 2: .*JSON/],
    ["an empty line", "", /line 2/],
    ["a merge conflict", "<<<<<<< ours", /line 2/],
    ["a missing field", JSON.stringify({ ...row, found: undefined }), /line 2: found/],
    ["an unknown field", JSON.stringify({ ...row, more: 1 }), /line 2: it: .*more/],
    ["a draw below 0", JSON.stringify({ ...row, draw: -1 }), /line 2: draw/],
    ["a draw that is no whole number", JSON.stringify({ ...row, draw: 0.5 }), /line 2: draw/],
    ["a backend that is none", JSON.stringify({ ...row, backend: "abacus" }), /line 2: backend/],
    ["an answer that is none", JSON.stringify({ ...row, found: { said: "yes" } }), /line 2: found\.said/],
    [
      "a number that JSON has, and arithmetic has not",
      JSON.stringify(row).replace("-0.5", "1e999"),
      /line 2: found\.value/,
    ],
    ["a condition with a path", JSON.stringify({ ...row, condition: "../x" }), /line 2: condition/],
    [
      "a reserved key",
      `{"__proto__":{"said":true},${JSON.stringify(row).slice(1)}`,
      /line 2: it holds the key/,
    ],
    ["depth", "[".repeat(1e4), /line 2: It nests/],
    [
      "a long line",
      JSON.stringify({ ...row, condition: "x".repeat(20_000) }),
      /line 2: it has 20\d+ letters/,
    ],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe]), /line 2/],
  ])("refuse %s with the number of its line", async (_, line, problem) => {
    const bytes = typeof line === "string" ? new TextEncoder().encode(line) : line;
    const [before, after] = [textOf([row]), `\n${textOf([{ ...row, draw: 1 }])}`].map((text) =>
      new TextEncoder().encode(text),
    );
    const store = storeOf(new Uint8Array([...before!, ...bytes, ...after!]));
    await expect(readRows(store, "planted")).rejects.toThrow(problem);
    await expect(readRows(store, "planted")).rejects.toThrow("planted.ndjson in rows");
  });
});
