import {
  BackendUnavailableError,
  CancelledError,
  CheckpointCorruptError,
  ConfigInvalidError,
  DatasetInvalidError,
  GanlensError,
  RunUnsupportedError,
  ShapeError,
  TrainingDivergedError,
} from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { fromPortable, toPortable } from "./portable-error.ts";

const classes = [
  BackendUnavailableError,
  CancelledError,
  CheckpointCorruptError,
  ConfigInvalidError,
  DatasetInvalidError,
  RunUnsupportedError,
  ShapeError,
  TrainingDivergedError,
];
/** As a message between threads carries it. */
const sent = (error: unknown): Error => fromPortable(structuredClone(toPortable(error)));

describe("an error of another thread", () => {
  it.each(classes.map((Known) => [Known.name, Known] as const))("is a %s as it was there", (_, Known) => {
    const cause = new RangeError("planted", { cause: new ShapeError({ message: "deeper" }) });
    const error = new Known({ message: "What happened.", hint: "What to do.", cause });
    const there = sent(error);
    expect(there).toBeInstanceOf(Known);
    expect(there).toMatchObject({ code: error.code, message: "What happened.", hint: "What to do." });
    expect([there.name, there.stack]).toEqual([error.name, error.stack]);
    expect(there.cause).toMatchObject({ name: "RangeError", message: "planted" });
    expect((there.cause as Error).cause).toBeInstanceOf(ShapeError);
    const bare = sent(new Known({ message: "Bare." })) as GanlensError;
    expect([bare.hint, bare.cause]).toEqual([undefined, undefined]);
  });

  it("keeps a code that is not known here, and becomes an error where it was none", () => {
    const other = sent(new GanlensError("of-a-later-version", { message: "New." }));
    expect([GanlensError.isInstance(other), (other as GanlensError).code]).toEqual([
      true,
      "of-a-later-version",
    ]);
    expect(sent("text")).toEqual(new Error("text"));
    expect(GanlensError.isInstance(sent(new Error("plain")))).toBe(false);
  });
});
