import { expect, test } from "vitest";
import * as z from "zod";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { runCeilings } from "../run/run-ceilings.ts";
import { MemoryRunStore } from "./memory-run-store.ts";
import { readJson } from "./read-json.ts";
import { writeJson } from "./write-json.ts";

interface Note {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly values?: readonly number[];
}
const schema: z.ZodType<Note> = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  values: z.array(z.number()).exactOptional(),
});

const read = (text: string) => {
  const store = new MemoryRunStore("runs/x", [["note.json", new TextEncoder().encode(text)]]);
  return readJson(store, "note.json", schema, "a note");
};

test("writes text that a person can read, and reads it again", async () => {
  const store = new MemoryRunStore();
  const note: Note = { schemaVersion: 1, name: "é", values: [0.5] };
  await writeJson(store, "note.json", schema, note);
  expect(new TextDecoder().decode(await store.read("note.json"))).toBe(
    '{\n  "schemaVersion": 1,\n  "name": "é",\n  "values": [\n    0.5\n  ]\n}\n',
  );
  expect(await readJson(store, "note.json", schema, "a note")).toEqual(note);
});

test.each([
  ['{"schemaVersion": 1', /Expected note\.json in runs\/x to be a note, but it is not JSON/],
  ["", /not JSON/],
  ['{"schemaVersion":1,"name":7}', /note\.json in runs\/x is not a note: name: .*string/],
  ['{"schemaVersion":1,"name":"a","extra":1}', /extra/],
  ["null", /is not a note/],
  ["[]", /is not a note/],
  ['{"schemaVersion":0,"name":"a"}', /is not a note: schemaVersion/],
  ['{"schemaVersion":"2","name":"a"}', /is not a note: schemaVersion/],
])("says what is wrong with %j", async (text, message) => {
  const error = await read(text).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RunUnsupportedError);
  expect((error as Error).message).toMatch(message);
});

test("refuses what nests without end and the key __proto__, plainly", async () => {
  for (const text of ["[".repeat(100_000) + "]".repeat(100_000), `{"a":`.repeat(100_000)]) {
    const error = await read(text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RunUnsupportedError);
    expect((error as Error).message).toMatch(/note\.json in runs\/x .* nests more than 100 levels deep/);
  }
  const error = await read('{"schemaVersion":1,"name":"a","values":[{"__proto__":{}}]}').catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(RunUnsupportedError);
  expect((error as Error).message).toMatch(/holds the key "values\.0\.__proto__"/);
});

test("refuses a file that is too large before it is read, where the reader can tell", async () => {
  const store = new MemoryRunStore("runs/x");
  const asked: number[] = [];
  const telling = Object.assign(store, {
    readAtMost: (path: string, bytes: number) => {
      asked.push(bytes);
      return Promise.reject(new RunUnsupportedError({ message: `${path} is larger than is read` }));
    },
  });
  await expect(readJson(telling, "note.json", schema, "a note")).rejects.toThrow(/larger than is read/);
  expect(asked).toEqual([runCeilings.jsonBytes]);
});

test("a newer schema version is named, whatever else differs", async () => {
  const error = await read('{"schemaVersion":3,"title":"a"}').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RunUnsupportedError);
  expect((error as RunUnsupportedError).message).toBe(
    "note.json in runs/x is a note of schema version 3; this ganlens knows versions up to 1.",
  );
  expect((error as RunUnsupportedError).hint).toMatch(/newer ganlens: upgrade/);
});

test("writes nothing that could not be read again", async () => {
  const store = new MemoryRunStore();
  await expect(writeJson(store, "n.json", schema, { schemaVersion: 1, name: 1 } as never)).rejects.toThrow();
  const loose: z.ZodType<unknown> = z.unknown();
  await expect(writeJson(store, "n.json", loose, { x: Number.NaN })).rejects.toThrow(/at x/);
  expect(await store.list()).toEqual([]);
});
