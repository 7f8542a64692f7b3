import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parseJson } from "./parse-json.ts";
import { versioned } from "./versioned.ts";

interface Note {
  readonly schemaVersion: 2;
  readonly text: string;
  readonly tags: readonly string[];
}

const schema = versioned<Note>({
  2: z.strictObject({ schemaVersion: z.literal(2), text: z.string(), tags: z.array(z.string()) }),
  1: z
    .strictObject({ schemaVersion: z.literal(1), text: z.string() })
    .transform(({ text }): Note => ({ schemaVersion: 2, text, tags: [] })),
});
const parse = (value: unknown) =>
  parseJson(new TextEncoder().encode(JSON.stringify(value)), "note.json in run", schema, "a note");
const messageOf = (value: unknown): string => {
  try {
    parse(value);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("accepted");
};

describe("versioned", () => {
  it("brings every known version to the newest form", () => {
    const newest = { schemaVersion: 2, text: "a", tags: ["b"] } as const;
    expect(parse(newest)).toEqual(newest);
    expect(parse({ schemaVersion: 1, text: "a" })).toEqual({ schemaVersion: 2, text: "a", tags: [] });
  });

  it("names a newer version, and says what to do", () => {
    expect(() => parse({ schemaVersion: 3, anything: true })).toThrow(
      expect.objectContaining({
        code: "run-unsupported",
        message: "note.json in run is a note of schema version 3; this ganlens knows versions up to 2.",
        hint: expect.stringContaining("upgrade"),
      }),
    );
  });

  it.each([0, 1.5, -1, "2", null, true, [2], { toString: 2 }])(
    "does not take %j for a version",
    (version) => {
      const message = messageOf({ schemaVersion: version, text: "a", tags: [] });
      expect(message).toContain("schemaVersion: expected 1 or 2, received");
      expect(message).not.toContain("upgrade");
    },
  );

  it.each([null, 7, "text", [], {}, [{ schemaVersion: 2 }]])("says that %j has no version", (value) => {
    expect(messageOf(value)).toContain("received none");
  });

  it("says what is wrong within a known version, where, and no more than can be read", () => {
    expect(messageOf({ schemaVersion: 2, text: 5, tags: "x" })).toMatch(
      /^note\.json in run is not a note: text: .*string.*; tags: .*array/,
    );
    expect(messageOf({ schemaVersion: 1, text: "a", tags: [] })).toContain("tags");
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, i]));
    expect(messageOf({ schemaVersion: 2, text: 1, tags: 1, ...many }).length).toBeLessThan(2000);
    expect(messageOf({ schemaVersion: "9".repeat(1e6), text: "a", tags: [] }).length).toBeLessThan(200);
  });
});
