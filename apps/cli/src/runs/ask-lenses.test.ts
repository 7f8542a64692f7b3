import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lens, type LensContext, readRunRecord } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { findLens } from "@ganlens/interpret";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CliEvent } from "../reporters/cli-event.ts";
import { ganlens, testIo, tinyGan } from "../testdata/test-io.ts";
import { askLenses } from "./ask-lenses.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-ask-"));
});
afterEach(() => rm(cwd, { recursive: true }));

test("a lens that fails does not take the others with it, and the failure is still the end", async () => {
  expect((await ganlens(["train", ...tinyGan, "--steps", "4", "--out", "run"], { cwd })).code).toBe(0);
  const distance = findLens("distance");
  const failing = {
    ...distance,
    id: "failing",
    // biome-ignore lint/correctness/useYield: it fails before it has anything to say
    async *run() {
      throw new RangeError("planted");
    },
  } as unknown as Lens;
  const events: CliEvent[] = [];
  const store = new FolderRunStore(join(cwd, "run"));
  const asked = askLenses({
    store,
    record: await readRunRecord(store),
    lenses: [failing, distance],
    named: true,
    effort: "quick",
    seed: 0,
    trainingImages: true,
    stagesBefore: 0,
    io: testIo({ cwd }),
    reporter: { report: (event) => events.push(event), close: () => {} },
  });
  await expect(asked).rejects.toThrow("planted");
  expect(events).toContainEqual({ type: "note", text: "the lens failing failed: planted" });
  const answers = events.flatMap((event) => (event.type === "answers" ? event.results : []));
  expect(answers.map(({ lens }) => lens)).toEqual(["distance"]);
  const page = await readFile(join(cwd, "run", "report.html"), "utf8");
  expect(page).toContain('id="lens-distance"');
});

test.each([true, false])(
  "a lens is told whether it may write pictures of real data: %s",
  async (trainingImages) => {
    expect((await ganlens(["train", ...tinyGan, "--steps", "4", "--out", "run"], { cwd })).code).toBe(0);
    const told: boolean[] = [];
    const asking = {
      ...findLens("distance"),
      // biome-ignore lint/correctness/useYield: it has nothing to say on the way
      async *run(_subject: unknown, _options: unknown, context: LensContext) {
        told.push(context.trainingImages);
        return { answer: "", measures: [], figures: [], evidence: [] };
      },
    } as unknown as Lens;
    const store = new FolderRunStore(join(cwd, "run"));
    await askLenses({
      store,
      record: await readRunRecord(store),
      lenses: [asking],
      named: true,
      effort: "quick",
      seed: 0,
      trainingImages,
      stagesBefore: 0,
      io: testIo({ cwd }),
      reporter: { report: () => {}, close: () => {} },
    });
    expect(told).toEqual([trainingImages]);
  },
);
