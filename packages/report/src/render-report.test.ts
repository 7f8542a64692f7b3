import {
  type Figure,
  type LensResult,
  lensResultSchema,
  type Measure,
  type RunRecord,
  runRecordSchema,
} from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { createDocument } from "./node/create-document.ts";
import { type ReportOptions, renderReport } from "./render-report.ts";
import { syntheticGrid } from "./testdata/synthetic-png.ts";
import { syntheticReport, syntheticRun } from "./testdata/synthetic-report.ts";

const noRun: ReportOptions = { run: null, results: [], readImage: async () => null, trainingImages: true };

function parsed(page: string): Document {
  const document = createDocument();
  document.documentElement.innerHTML = page.replace(/^<!doctype html>\s*<html[^>]*>|<\/html>\s*$/g, "");
  return document;
}

/** Every text of a value that a schema does not bind, changed. */
function withTexts(value: unknown, change: (text: string) => string, name = ""): unknown {
  const bound = /^(kind|id|image|scale|better|expected|resampled|effort|lens|state|trainer|file|models)$/;
  if (typeof value === "string") return bound.test(name) ? value : change(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, change, name));
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const free = /^(config|versions|splits)$/.test(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) =>
      name === "origin" || typeof each === "function"
        ? [key, each]
        : [free ? `${change(key)} ${key}` : key, withTexts(each, change, free ? name : key)],
    ),
  );
}

const figure: Figure = { kind: "table", id: "one", title: "One", caption: "", columns: ["a"], rows: [["b"]] };
const measure: Measure = { name: "a number", value: null, n: 10, better: "higher" };
const result: LensResult = {
  ...syntheticReport.results[0]!,
  lens: "only",
  measures: [measure],
  figures: [figure],
  evidence: [],
};

describe("renderReport", () => {
  it("is made from data that the schemas accept", () => {
    expect(runRecordSchema.safeParse(syntheticRun).success).toBe(true);
    for (const each of syntheticReport.results) expect(lensResultSchema.safeParse(each).success).toBe(true);
  });

  it("is one page without scripts or outside addresses, and the same at each call", async () => {
    const page = await renderReport(syntheticReport);
    expect(await renderReport({ ...syntheticReport })).toBe(page);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain(
      '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:;',
    );
    expect(page).not.toMatch(/<(script|iframe|object|embed|base)\b|@import|javascript:|\son[a-z]+=/i);
    const addresses = [
      ...page.matchAll(/\b(?:href|src|srcset|action|poster|data)="([^"]*)"|url\(([^)]*)\)/g),
    ];
    expect(addresses.length).toBeGreaterThan(20);
    for (const [, address] of addresses)
      expect(address).toMatch(/^(#[a-z0-9-]+|data:(,|image\/png;base64,.+))$/);
    expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });

  it("links only to ids that are there once", async () => {
    const document = parsed(await renderReport(syntheticReport));
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const name of ["href", "aria-labelledby"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        for (const id of (element.getAttribute(name) ?? "").split(" ")) {
          if (id.startsWith("data:")) continue;
          expect(ids).toContain(id.replace(/^#/, ""));
        }
      }
    }
  });

  it("answers first, in the order of the results, each beside a figure", async () => {
    const document = parsed(await renderReport(syntheticReport));
    const headings = [...document.querySelectorAll("h2")].map((each) => each.textContent);
    expect(headings).toEqual([
      "Answers",
      "How to read this",
      "Training",
      "Reconstruction",
      "Compression",
      "Identifiability",
      "About the run",
    ]);
    const articles = [...document.querySelectorAll("article.answer")];
    expect(articles.map((each) => each.querySelector("h3")?.textContent)).toEqual(
      syntheticReport.results.map(({ question }) => question),
    );
    expect(articles.every((each) => each.querySelector("figure svg, figure table") !== null)).toBe(true);
    const shown = syntheticReport.results.flatMap(({ figures }) => figures.map(({ title }) => title));
    const titles = [...document.querySelectorAll("figure > h3, figure > h4")].map((each) => each.textContent);
    expect(await renderReport(noRun)).not.toContain("How to read this");
    expect(titles.toSorted()).toEqual([...shown, "Generated samples", "Losses"].toSorted());
  });

  it("keeps hostile text text: the page has the same elements as with harmless text", async () => {
    const attack = `"'><script>alert(1)</script><img/src=x/onerror=alert(1)>&lt;]]>--!></title></style></svg>`;
    const harmless = attack.replace(/[<>"'&/=!;()[\]-]/g, "x");
    const render = async (text: string): Promise<string> => {
      const changed = withTexts({ run: syntheticRun, results: syntheticReport.results }, () => text);
      return renderReport({
        ...syntheticReport,
        ...(changed as Pick<ReportOptions, "run" | "results">),
        losses: [1, 2].map((step) => ({ step, losses: { [text]: step, [`${text} too`]: 1 } })),
        samples: { png: syntheticGrid(1, 1), caption: text },
        notes: [text],
      });
    };
    const elements = (page: string): readonly string[] =>
      (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/="[^"]*"/g, ""));
    const page = await render(attack);
    expect(elements(page)).toEqual(elements(await render(harmless)));
    expect(page.split("&lt;script&gt;alert(1)&lt;/script&gt;").length).toBeGreaterThan(100);
    expect(parsed(page).querySelector("h1")?.textContent).toBe(attack);
  });

  it("draws every kind of figure for wide and narrow pages, with its numbers", async () => {
    const kinds = syntheticReport.results.flatMap(({ figures }) => figures.map(({ kind }) => kind));
    expect(new Set(kinds).size).toBe(7);
    const document = parsed(await renderReport(syntheticReport));
    for (const { lens, figures } of syntheticReport.results) {
      for (const { id, kind, caption } of figures) {
        const drawn = document.querySelector(`#lens-${lens}-${id}`);
        expect(drawn?.querySelector("figcaption")?.textContent).toBe(caption);
        expect(drawn?.querySelectorAll("svg[role=img]")).toHaveLength(kind === "table" ? 0 : 2);
        expect(drawn?.querySelectorAll("tbody tr").length).toBeGreaterThan(0);
      }
    }
  });

  it.each<readonly [string, Figure]>([
    [
      "line",
      {
        ...figure,
        kind: "line",
        x: { label: "x" },
        y: { label: "y", scale: "log" },
        series: [{ name: "", points: [{ x: 0, y: -1 }] }],
      },
    ],
    ["bar", { ...figure, kind: "bar", x: { label: "x" }, y: { label: "y" }, bars: [] }],
    ["scatter", { ...figure, kind: "scatter", x: { label: "x" }, y: { label: "y" }, groups: [] }],
    [
      "heat map",
      {
        ...figure,
        kind: "heat-map",
        x: { label: "x" },
        y: { label: "y" },
        columns: ["a"],
        rows: ["b"],
        values: [[null]],
      },
    ],
    [
      "histogram",
      { ...figure, kind: "histogram", x: { label: "x" }, edges: [0], series: [{ name: "", counts: [1, 2] }] },
    ],
    [
      "image grid",
      {
        ...figure,
        kind: "image-grid",
        image: "a.png",
        columns: 4,
        tileSize: [2, 2],
        tiles: [],
        showsRealData: false,
      },
    ],
    ["table", { ...figure, columns: [], rows: [[1, null, "more cells than columns"]] }],
  ])("stands a %s without anything to draw", async (_, empty) => {
    const readImage = async (): Promise<Uint8Array> => syntheticGrid(1, 1);
    const page = await renderReport({ ...noRun, results: [{ ...result, figures: [empty] }], readImage });
    expect(page).toContain('<figure id="lens-only-one"');
    expect(page).not.toMatch(/NaN|undefined|could not be drawn/);
  });

  it("says what is missing: no results, no run, no value, no numbers", async () => {
    expect(await renderReport(noRun)).toContain("No lens has looked at this run yet");
    expect(await renderReport({ ...noRun, title: "Named" })).toContain(
      "<title>Named – ganlens report</title>",
    );
    const of = (measures: readonly Measure[]): Promise<string> =>
      renderReport({ ...noRun, results: [{ ...result, measures }] });
    expect(await of([{ ...measure, reason: "too few images" }])).toContain("not computed: too few images");
    expect(await of([measure])).toContain("not computed: no reason was given");
    expect(await of([])).toContain("This lens reported no numbers.");
  });

  const hash = "0".repeat(64);
  it.each<readonly [string, Partial<RunRecord>, readonly string[]]>([
    [
      "an imported generator",
      {
        kind: "imported",
        subject: {
          shape: [64, 64, 3],
          latent: {
            parts: [
              { kind: "noise", name: "z", size: 100, prior: "uniform", low: 0 },
              { kind: "code", name: "style", size: 2, prior: "given" },
              { kind: "label", name: "class", classes: 10, distribution: Array(10).fill(0.1) },
            ],
          },
          range: [-1, 1],
          origin: { format: "onnx", name: "generator.onnx", sha256: hash, producer: "pytorch 2.15" },
          notes: ["The range was read off the last activation, a tanh."],
        },
      },
      [
        "imported from generator.onnx (pytorch 2.15)",
        `<code>${hash}</code>`,
        "64 × 64 × 3",
        "z: 100 numbers, uniform from 0 to 1; style: 2 numbers, taken from a file; one of 10 classes",
        "from −1 to 1",
        "The range was read off the last activation, a tanh.",
      ],
    ],
    [
      "nothing but samples",
      {
        kind: "samples",
        subject: {
          shape: [8, 8, 1],
          samples: { count: 500, parts: [{ count: 500, images: "a.npy" }], sha256: hash },
        },
      },
      ["samples only: 500 images", "8 × 8 × 1"],
    ],
    ["a series", { kind: "series", subject: { shape: [8, 8, 1] } }, ["a series of 5 models"]],
  ])("says what a run is that was not trained here: %s", async (_, changes, words) => {
    const { training, ...rest } = syntheticRun;
    const run: RunRecord = { ...rest, ...changes };
    expect(runRecordSchema.safeParse(run).error).toBeUndefined();
    const page = await renderReport({ ...noRun, run, models: 5 });
    for (const each of words) expect(page).toContain(each);
    expect(page).not.toMatch(/undefined|NaN|Configuration|Trainer|Seed</);
    expect(training?.seed).toBe(7);
  });

  it("shows counts whole and other values as precisely as their intervals allow", async () => {
    const interval = { level: 0.95, method: "bootstrap", resampled: "samples" } as const;
    const page = await renderReport({
      ...noRun,
      results: [
        {
          ...result,
          measures: [
            { ...measure, value: 12, interval: { ...interval, low: 11, high: 14 } },
            { ...measure, value: 0.123456, interval: { ...interval, low: 0.11, high: 0.14 } },
          ],
        },
      ],
    });
    expect(page).toMatch(/class="value">12</);
    expect(page).toContain("11 to 14");
    expect(page).toMatch(/class="value">0\.123</);
    expect(page).toContain("0.110 to 0.140");
  });

  it.each([
    [1, "The control passed."],
    [2, "Both controls passed."],
    [3, "All 3 controls passed."],
  ])("says that controls passed: %i", async (count, words) => {
    const control = { value: 3, meaning: "shuffled pairs", expected: "lower", passed: true } as const;
    const measures = Array.from({ length: count }, () => ({ ...measure, control }));
    expect(await renderReport({ ...noRun, results: [{ ...result, measures }] })).toContain(words);
  });

  it("says at the answer and in the lens that a control failed", async () => {
    const control = { value: 3, meaning: "shuffled pairs", expected: "lower", passed: false } as const;
    const page = await renderReport({
      ...noRun,
      results: [{ ...result, measures: [{ ...measure, control }] }],
    });
    expect(page).toContain("1 of 1 control failed: do not rely on this answer.");
    expect(page).toContain("One control failed:");
    expect(page).toContain("a number: 3, must be lower (shuffled pairs)");
  });

  it("says which picture is missing or broken and still shows its numbers", async () => {
    const grid: Figure = {
      ...figure,
      kind: "image-grid",
      image: "a.png",
      columns: 2,
      tileSize: [28, 28],
      tiles: [{ label: "first tile" }, { label: "second tile" }],
      showsRealData: false,
    };
    const withPicture = (readImage: ReportOptions["readImage"]): Promise<string> =>
      renderReport({ ...noRun, results: [{ ...result, figures: [grid] }], readImage });
    const whole = syntheticGrid(2, 1);
    for (const [readImage, reason] of [
      [async () => null, "a.png is missing"],
      [async () => Promise.reject(new Error("disk")), "a.png is missing"],
      [async () => whole.subarray(0, whole.length - 9), "a.png cannot be shown: the PNG is cut short"],
      [async () => Uint8Array.of(1, 2, 3), "a.png cannot be shown: the file is not a PNG"],
      [async () => syntheticGrid(1, 1), "28 × 28 pixels, expected at least 56 × 28"],
    ] as const) {
      const page = await withPicture(readImage);
      expect(page).toContain(reason);
      expect(page).toContain("second tile");
      expect(page).not.toContain("data:image/png");
    }
    expect(await withPicture(async () => whole)).toContain("data:image/png");
  });

  it("leaves pictures of real data out when asked, and says so", async () => {
    const grid: Figure = {
      ...figure,
      kind: "image-grid",
      image: "real.png",
      columns: 1,
      tileSize: [28, 28],
      tiles: [{ label: "a", real: true }],
      showsRealData: true,
    };
    const generated: Figure = { ...grid, id: "two", image: "generated.png", showsRealData: false };
    const asked: string[] = [];
    const render = (trainingImages: boolean): Promise<string> =>
      renderReport({
        ...noRun,
        results: [{ ...result, figures: [grid, generated] }],
        trainingImages,
        readImage: async (_, name) => {
          asked.push(name);
          return name === "real.png" ? syntheticGrid(1, 1) : syntheticGrid(1, 2);
        },
      });
    const real = Buffer.from(syntheticGrid(1, 1)).toString("base64");
    const page = await render(false);
    expect(asked).toEqual(["generated.png"]);
    expect(page).not.toContain(real);
    expect(page).toContain("Left out: this picture shows images of the data set");
    expect(await render(true)).toContain(real);
  });
});
