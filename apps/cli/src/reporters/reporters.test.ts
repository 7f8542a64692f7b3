import { tmpdir } from "node:os";
import { stripVTControlCharacters } from "node:util";
import { CancelledError, type StepEndEvent, type Verdict } from "@ganlens/core";
import { expect, test } from "vitest";
import type { CliIo } from "../cli-io.ts";
import { type TestIo, testIo } from "../testdata/test-io.ts";
import { withReporter } from "./with-reporter.ts";

const totalSteps = 200;

const none = { measures: [], artifacts: [], verdicts: [], controls: [] };
const answered = {
  schemaVersion: 2,
  lens: "a",
  fingerprint: "f",
  step: null,
  question: "?",
  answer: "!",
  effort: "quick",
  seed: 0,
  ...none,
  figures: [],
  evidence: [],
} as const;

function stepEnd(step: number): StepEndEvent {
  return {
    type: "step-end",
    step,
    totalSteps,
    losses: { generator: 1.25, discriminator: 0.5 },
    parts: { "discriminator/real-error": 0.25 },
    images: step * 10,
    time: { seconds: step / 10, imagesPerSecond: 100 },
  };
}

/** Twenty seconds of training, one step each tenth of a second. */
async function trainIn(
  form: "auto" | "plain" | "json",
  options: Partial<CliIo> & { columns?: number } = {},
): Promise<TestIo> {
  let now = 0;
  const io = testIo({ cwd: tmpdir(), clock: () => now, ...options });
  await withReporter(form, io, async (reporter) => {
    reporter.report({ type: "stage-start", stage: "train", position: { index: 1, count: 3 } });
    reporter.report({ type: "run-start", step: 0, totalSteps, parameters: { generator: 5 } });
    for (let step = 1; step <= totalSteps; step++) {
      now = 100 * step;
      reporter.report(stepEnd(step));
      if (step === 100) reporter.report({ type: "note", text: "half of it." });
    }
    reporter.report({ type: "summary", run: "runs/x", report: "runs/x/report.html", next: ["ganlens list"] });
  });
  return io;
}

test("plain: a line at most every five seconds, without control characters", async () => {
  const { written } = await trainIn("plain");
  expect(written.stdout).toBe(stripVTControlCharacters(written.stdout));
  expect(written.stdout.split("\n")).toEqual([
    "1/3 Training",
    "  step 1/200 (0 %)  generator 1.250, discriminator 0.500  100 images/s",
    "  step 51/200 (25 %)  generator 1.250, discriminator 0.500  100 images/s  0:15 left",
    "Note: half of it.",
    "  step 101/200 (50 %)  generator 1.250, discriminator 0.500  100 images/s  0:10 left",
    "  step 151/200 (75 %)  generator 1.250, discriminator 0.500  100 images/s  0:05 left",
    "  step 200/200 (100 %)  generator 1.250, discriminator 0.500  100 images/s  0:00 left",
    "",
    "Run      runs/x",
    "Report   runs/x/report.html",
    "Next     ganlens list",
    "",
  ]);
  expect(written.stderr).toBe("");
});

test("lenses at work at the same time stand side by side, and what is done is counted together", async () => {
  let now = 0;
  const io = testIo({ cwd: tmpdir(), clock: () => now });
  await withReporter("plain", io, async (reporter) => {
    const look = (lens: string, stage: string, done: number): void => {
      now += 1000;
      reporter.report({ type: "lens-progress", lens, stage, done });
    };
    reporter.report({ type: "stage-start", stage: "explain", lenses: ["a", "b", "c", "d"] });
    look("a", "drawing", 0);
    look("b", "drawing", 0);
    look("a", "training", 0.2);
    look("b", "training", 0.2);
    look("a", "training", 0.4);
    now += 5000;
    look("b", "training", 0.4);
    look("b", "failed", 1);
    look("c", "drawing", 0);
    look("a", "done", 1);
    look("c", "done", 1);
    look("d", "drawing", 0);
    now += 5000;
    look("d", "done", 1);
  });
  expect(io.written.stdout.trimEnd().split("\n")).toEqual([
    "Explaining",
    "  a: drawing (0 %)",
    "  a: drawing; b: drawing (0 %)",
    "  a: training; b: training (20 %)  0:44 left",
    "  a: training; c: drawing (35 %)  0:24 left",
    "  d: drawing (75 %)  0:05 left",
    "  d: done (100 %)  0:00 left",
  ]);
});

test("auto is plain when piped, on a dumb terminal and in CI", async () => {
  const plain = (await trainIn("plain")).written.stdout;
  expect((await trainIn("auto")).written.stdout).toBe(plain);
  expect((await trainIn("auto", { columns: 90, env: { TERM: "dumb" } })).written.stdout).toBe(plain);
  expect((await trainIn("auto", { columns: 90, env: { CI: "1" } })).written.stdout).toBe(plain);
});

test("a terminal gets a bar that is drawn over, and keeps notes and the summary", async () => {
  const { stdout } = (await trainIn("auto", { columns: 90 })).written;
  const shown = stripVTControlCharacters(stdout);
  expect(shown).toMatch(/1\/3 Training {2}━+─+ {2}50 % {2}0:10 left/);
  // With bars for how each loss went, where they fit into the line.
  expect(shown).toMatch(
    /step 100\/200 {3}generator 1\.250 ▅{4,8}, discriminator 0\.500 ▅{4,8} {3}100 images\/s\n/,
  );
  const screen = await screenAfter(stdout);
  expect(screen).toEqual([
    "Note: half of it.",
    "",
    "Run      runs/x",
    "Report   runs/x/report.html",
    "Next     ganlens list",
  ]);
});

test.each([36, 60])(
  "no drawn line is wider than a terminal of %d columns, and no word is cut",
  async (columns) => {
    const { stdout } = (await trainIn("auto", { columns })).written;
    const drawn = stripVTControlCharacters(stdout).split("\n");
    expect(drawn.length).toBeGreaterThan(100);
    for (const line of drawn) expect(line.length).toBeLessThanOrEqual(columns);
    const facts = drawn.filter((line) => line.startsWith("step "));
    expect(facts.length).toBeGreaterThan(50);
    const whole = /^step|\d+\/200|generator|1\.250,|discriminator|0\.500|100|images\/s|…$/;
    for (const word of facts.flatMap((line) => line.split(/\s+/))) expect(word).toMatch(whole);
  },
);

test("a long note is broken between words, at the width of the terminal", async () => {
  const io = testIo({ cwd: tmpdir(), columns: 40, env: { NO_COLOR: "1" } });
  const text = `the training of this run was interrupted at step 10 of 20; go on with: ${"x".repeat(50)}`;
  await withReporter("auto", io, async (reporter) => reporter.report({ type: "note", text }));
  const lines = stripVTControlCharacters(io.written.stdout).trimEnd().split("\n");
  expect(lines).toEqual([
    "Note: the training of this run was",
    "      interrupted at step 10 of 20; go",
    "      on with:",
    `      ${"x".repeat(50)}`,
  ]);
});

test("colours are off with NO_COLOR", async () => {
  const colour = "\u001b[36m";
  expect((await trainIn("auto", { columns: 90 })).written.stdout).toContain(colour);
  expect((await trainIn("auto", { columns: 90, env: { NO_COLOR: "1" } })).written.stdout).not.toContain(
    colour,
  );
});

test("what would steer a terminal is written out in a note, a title and an answer, and stays on its line", async () => {
  const hostile = "a\u001b[2Jb\u009b1mc\u202ed\rNote: fine";
  const shown = "a\\u001b[2Jb\\u009b1mc\\u202ed\\u000dNote: fine";
  for (const columns of [undefined, 90]) {
    const io = testIo({
      cwd: tmpdir(),
      env: { NO_COLOR: "1" },
      ...(columns === undefined ? {} : { columns }),
    });
    await withReporter("auto", io, async (reporter) => {
      reporter.report({ type: "note", text: `${hostile}\nRun      fake` });
      reporter.report({ type: "work-progress", now: hostile, done: 1 });
      reporter.report({ type: "table", title: hostile, columns: [], rows: [], sentences: [] });
      const verdict = { id: "v", level: "problem", headline: hostile, detail: hostile } as const;
      const control = { id: "c", kind: "placebo", title: hostile, draws: 1, found: 1 } as const;
      const results = [{ ...answered, answer: hostile, verdicts: [verdict], controls: [control] }];
      reporter.report({ type: "answers", results });
    });
    const { stdout } = io.written;
    expect(stdout).toContain(`Note: ${shown}\\nRun      fake\n`);
    expect(stdout.split(shown).length).toBeGreaterThanOrEqual(4);
    expect(stdout).toContain("\n  a\\u001b[2Jb\\u009b1mc\\u202ed Note: fine\n");
    for (const raw of ["\u009b", "\u202e", "\u001b[2J", "\nRun"]) expect(stdout).not.toContain(raw);
  }
});

test.each([undefined, 90])(
  "answers begin with all verdicts, problems first (columns: %s)",
  async (columns) => {
    const io = testIo({
      cwd: tmpdir(),
      env: { NO_COLOR: "1" },
      ...(columns === undefined ? {} : { columns }),
    });
    const result = (lens: string, level: Verdict["level"]) => ({
      ...answered,
      lens,
      question: `What of ${lens}?`,
      verdicts: [{ id: "v", level, headline: `${lens} says so.` }],
    });
    await withReporter("auto", io, async (reporter) =>
      reporter.report({ type: "answers", results: [result("one", "good"), result("two", "problem")] }),
    );
    const lines = stripVTControlCharacters(io.written.stdout).trim().split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "✗ problem      two says so.",
      "✓ good         one says so.",
      "",
      "What of one?",
    ]);
  },
);

test("json: every line is an event with a type", async () => {
  const { written } = await trainIn("json");
  const events = written.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string });
  expect(events.filter(({ type }) => type === "step-end")).toHaveLength(totalSteps);
  expect(events[2]).toEqual(stepEnd(1));
  expect(events.at(-1)).toMatchObject({ type: "summary", run: "runs/x" });
});

test("json: arrays stay out, answers come one a line, an error is told too", async () => {
  const io = testIo({ cwd: tmpdir() });
  const failing = withReporter("json", io, async (reporter) => {
    const samples = { data: new Float32Array(8), shape: [2, 2, 2, 1] };
    reporter.report({ type: "sample-ready", step: 4, samples });
    reporter.report({ type: "answers", results: [answered] });
    throw new CancelledError({ message: "stopped", hint: "go on" });
  });
  await expect(failing).rejects.toThrow("stopped");
  const lines = io.written.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toEqual([
    { type: "sample-ready", step: 4, shape: [2, 2, 2, 1] },
    {
      type: "answer",
      lens: "a",
      fingerprint: "f",
      step: null,
      question: "?",
      answer: "!",
      effort: "quick",
      seed: 0,
      ...none,
    },
    { type: "error", code: "cancelled", message: "stopped", hint: "go on" },
  ]);
});

/** What a terminal shows at the end: understands the few control sequences that are used. */
async function screenAfter(output: string): Promise<readonly string[]> {
  const lines: string[] = [""];
  let row = 0;
  let column = 0;
  for (const [part] of output.replaceAll("\u001b[", "␛").matchAll(/␛[?\d;]*[A-Za-z]|\n|[^␛\n]+/g)) {
    const sequence = /^␛([?\d;]*)([A-Za-z])$/.exec(part);
    const count = Number(sequence?.[1] || 1);
    if (part === "\n") {
      row += 1;
      column = 0;
      lines[row] ??= "";
    } else if (sequence === null) {
      const line = (lines[row] ?? "").padEnd(column);
      lines[row] = line.slice(0, column) + part + line.slice(column + part.length);
      column += part.length;
    } else if (sequence[2] === "A") row = Math.max(0, row - count);
    else if (sequence[2] === "B") row += count;
    else if (sequence[2] === "G") column = count - 1;
    else if (sequence[2] === "K") lines[row] = sequence[1] === "2" ? "" : (lines[row] ?? "").slice(0, column);
    else if (!"mhl".includes(sequence[2] ?? "")) throw new Error(`Unknown sequence ${JSON.stringify(part)}.`);
  }
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

test("an alarm is told in a line of its own with what to change, and an evaluation with its floors", async () => {
  const io = testIo({ cwd: tmpdir() });
  await withReporter("plain", io, async (reporter) => {
    reporter.report({
      type: "health-alarm",
      step: 320,
      monitor: "mode-collapse",
      about: "spread",
      cause: "the samples have become alike",
      evidence: { now: 0.0512345, before: 0.9 },
      suggestion: "Go back.",
    });
    const value = { value: 12.3456, floor: 1.25, interval: null, better: "lower" } as const;
    const best = { measure: "frechet-distance", step: 320, value: 12.3456 };
    const common = { samples: 1000, features: "PCA-64 of pixels", classes: null, best };
    const measures = { "frechet-distance": value };
    reporter.report({ type: "evaluation-ready", step: 320, measures, ...common });
    reporter.report({ type: "evaluation-ready", step: 400, measures, ...common });
    const end = { reason: "finished", early: "it got no better", time: { seconds: 2 } } as const;
    reporter.report({ type: "run-end", step: 400, ...end });
  });
  expect(io.written.stdout.split("\n").slice(0, 4)).toEqual([
    "Alarm: at step 320 the samples have become alike (now 0.0512, before 0.9). Go back.",
    "  step 320, 1000 samples: frechet-distance 12.3 (real 1.25); the best frechet-distance so far",
    "  step 400, 1000 samples: frechet-distance 12.3 (real 1.25)",
    "  trained 400 steps in 2.0 s; it ended there, since it got no better",
  ]);
});
