import {
  explainTerm,
  type Figure,
  type HealthAlarm,
  type LensResult,
  lensResultSchema,
  type Measure,
  type RunRecord,
  runRecordSchema,
  type TrainingRecord,
} from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { createDocument } from "./node/create-document.ts";
import { type ReportOptions, renderReport } from "./render-report.ts";
import { syntheticGrid } from "./testdata/synthetic-png.ts";
import { olderReport, syntheticReport, syntheticRun } from "./testdata/synthetic-report.ts";

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
  ...olderReport.results[0]!,
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

  it("begins with every verdict in a line, problems first, each with a shape, a word and the way to its lens", async () => {
    const document = parsed(await renderReport(syntheticReport));
    const headings = [...document.querySelectorAll("h2")].map((each) => each.textContent);
    expect(headings).toEqual([
      "In short",
      "Real and generated images",
      "Distance",
      "Reconstruction",
      "Compression",
      "Identifiability",
      "Training",
      "About the run",
      "Words used here",
    ]);
    const ways = [...document.querySelectorAll("nav a")].map((each) => each.getAttribute("href")?.slice(1));
    expect(ways).toEqual([...document.querySelectorAll("h2")].map(({ id }) => id));
    const lines = [...document.querySelectorAll("section:has(> #verdicts) .verdicts > li")];
    const said = lines.map((line) => [
      line.querySelector(".mark")?.textContent.trim(),
      line.querySelector(".headline")?.textContent,
      line.querySelector("a:last-of-type")?.textContent,
    ]);
    const headlineOf = (at: number, id: string) =>
      syntheticReport.results[at]?.verdicts.find((verdict) => verdict.id === id)?.headline;
    expect(said.map(([level, headline]) => [level, headline])).toEqual([
      ["Problem", headlineOf(0, "distance")],
      ["Problem", headlineOf(1, "missing")],
      ["Cannot tell", headlineOf(2, "compresses")],
      ["Note", headlineOf(1, "foreign")],
      ["Good", headlineOf(0, "copies")],
      ["Good", headlineOf(3, "readable")],
    ]);
    const shapes = lines.map((line) => line.querySelector("svg")?.innerHTML);
    expect(new Set(shapes).size).toBe(4);
    const leads = lines.map((line) => line.querySelector(".says a")?.getAttribute("href"));
    expect(leads).toEqual(
      ["distance", "reconstruction", "compression", "reconstruction", "distance", "identifiability"].map(
        (lens) => `#lens-${lens}`,
      ),
    );
    expect(document.querySelector(".verdict-counts")?.textContent).toBe(
      "Found, problems first: 2 problems, 1 that cannot be told, 1 note, 2 good.",
    );
  });

  it("shows real images beside generated ones once, before the lenses", async () => {
    const document = parsed(await renderReport(syntheticReport));
    const grids = [...document.querySelectorAll(".grids figure")];
    expect(grids.map((each) => each.querySelector("h3")?.textContent)).toEqual([
      "Real images",
      "Generated images",
    ]);
    expect(document.querySelectorAll("#lens-distance-samples")).toHaveLength(1);
    const alone = syntheticReport.results.map((result) => ({
      ...result,
      figures: result.figures.filter(({ id }) => id !== "real-samples"),
    }));
    const page = await renderReport({ ...syntheticReport, results: alone });
    expect(page).not.toContain("Real and generated images");
    expect(page).toContain('<figure id="lens-distance-samples"');
  });

  it("says of each lens the conclusion before the numbers, and no extractor before the table", async () => {
    const document = parsed(await renderReport(syntheticReport));
    const lens = document.querySelector("section:has(> #lens-distance)");
    const parts = [".asked", ".verdicts", ".answer-text", ".controls", ".lead-numbers", ".figures", ".fold"];
    const places = parts.map((part) =>
      [...(lens?.children ?? [])].indexOf(lens?.querySelector(`:scope > ${part}`) as Element),
    );
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
    const tiles = [...(lens?.querySelectorAll(".lead-numbers > div") ?? [])].map((each) => each.textContent);
    expect(tiles).toHaveLength(4);
    for (const tile of tiles) expect(tile).toMatch(/n\u00a0=\u00a0[\d,]+/);
    expect(tiles.join()).not.toMatch(/PCA-64|classifier\]/);
    expect(lens?.querySelector(".measures")?.textContent).toContain("[PCA-64 of pixels]");
  });

  it("says what would have been seen, here and in the calibration, and what was not", async () => {
    const document = parsed(await renderReport(syntheticReport));
    const controls = [...document.querySelectorAll(".controls li")].map((each) => [
      each.querySelector(":scope > span")?.className,
      each.textContent?.trim(),
    ]);
    expect(controls).toEqual([
      [
        "passed",
        "500 held-out real images: found clean in 1 of 1 draw of this run.194 of 200 found clean in the calibration, n = 500.",
      ],
      [
        "passed",
        "5 % of training images copied: seen in 1 of 1 draw of this run.190 of 200 seen in the calibration, n = 500.",
      ],
      ["failed", "Blurred with σ = 0.5 pixels: missed in 1 of 1 draw of this run.Power not measured yet."],
      [
        "failed",
        "One of ten classes left out: missed in 3 of 5 draws of this run.118 of 200 seen in the calibration, n = 1000.",
      ],
      ["passed", "Held-out real images: found clean in 4 of 5 draws of this run.Not calibrated yet."],
      [
        "passed",
        "Images mixed pixel by pixel: told apart in 5 of 5 draws of this run.200 of 200 told apart in the calibration, n = 1000.",
      ],
      [
        "unmade",
        "5 % of copies: could not be made: fewer than 200 images are held out.Power not measured yet.",
      ],
    ]);
  });

  it("explains the words of the glossary where they first stand, and in a list at the end", async () => {
    const page = await renderReport(syntheticReport);
    const document = parsed(page);
    for (const word of document.querySelectorAll("dfn")) {
      const entry = explainTerm(word.textContent ?? "");
      expect(word.getAttribute("title")).toBe(entry?.text);
      const target = document.querySelector(word.querySelector("a")?.getAttribute("href") ?? "#none");
      expect(target?.querySelector("dd")?.textContent).toContain(entry?.text);
    }
    expect(document.querySelectorAll("section:has(> #lens-distance) dfn[title]").length).toBeGreaterThan(4);
    const terms = [...document.querySelectorAll(".words dt")].map((each) => each.textContent);
    expect(terms).toEqual(
      expect.arrayContaining(["Fréchet distance", "PCA", "placebo", "n", "perfect line"]),
    );
    expect(terms).not.toContain("KID");
    expect(await renderReport(noRun)).not.toContain("Words used here");
  });

  it("shows verdicts beside answers of lenses that gave none", async () => {
    const [one, ...rest] = syntheticReport.results;
    const page = await renderReport({
      ...olderReport,
      results: [one as LensResult, ...olderReport.results.slice(1)],
    });
    const document = parsed(page);
    expect(document.querySelectorAll("section:has(> #verdicts) .verdicts > li")).toHaveLength(2);
    expect(document.querySelectorAll("article.answer")).toHaveLength(rest.length);
  });

  it.each([
    ["older answers", olderReport],
    ["verdicts", syntheticReport],
  ])("says at %s that they are of an earlier step or of another generator", async (_, report) => {
    const [distance, ...others] = report.results;
    const results = [{ ...(distance as LensResult), fingerprint: "b" }, ...others];
    const at = new Map([
      [1600, distance?.fingerprint ?? null],
      [3200, "c"],
    ]);
    const now = { step: 3200, now: "c", at };
    const document = parsed(await renderReport({ ...report, results, fingerprints: now }));
    const standings = [...document.querySelectorAll(".standing")].map((each) => each.textContent?.trim());
    expect(standings).toHaveLength(results.length);
    expect(standings[0]).toMatch(
      /^Made from another generator.* Ask again: ganlens explain RUN --lens distance$/s,
    );
    expect(standings[1]).toMatch(/^Made from step 1600 of 1600; the generator is of step 3200 now\./);
    const current = { step: 1600, now: distance?.fingerprint ?? null, at: new Map() };
    expect(await renderReport({ ...report, fingerprints: current })).not.toContain('class="standing"');
  });

  it("begins with the answers where no lens gave a verdict, in their order, each beside a figure", async () => {
    const document = parsed(await renderReport(olderReport));
    const headings = [...document.querySelectorAll("h2")].map((each) => each.textContent);
    expect(headings).toEqual([
      "Answers",
      "How to read this",
      "Training",
      "Distance",
      "Reconstruction",
      "Compression",
      "Identifiability",
      "About the run",
      "Words used here",
    ]);
    const articles = [...document.querySelectorAll("article.answer")];
    expect(articles.map((each) => each.querySelector("h3")?.textContent)).toEqual(
      olderReport.results.map(({ question }) => question),
    );
    expect(articles.every((each) => each.querySelector("figure svg, figure table") !== null)).toBe(true);
    const shown = olderReport.results.flatMap(({ figures }) => figures.map(({ title }) => title));
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

  it("tells what looked ill while training, and draws what was measured beside the losses", async () => {
    const { training, ...rest } = syntheticRun;
    const alarm = {
      step: 40,
      monitor: "loss-plateau",
      about: "autoencoder",
      cause: "The loss of the <autoencoder> stands still.",
      evidence: { loss: 0.25 },
      suggestion: "Lower its learning rate.",
    };
    const losses = [10, 20].map((step) => ({
      step,
      losses: { generator: 1 / step },
      parts: { "discriminator/real-error": 0.5, "discriminator/gradient-norm": 3 },
    }));
    const render = (health: readonly HealthAlarm[]) =>
      renderReport({
        ...noRun,
        run: { ...rest, training: { ...(training as TrainingRecord), health } },
        losses,
      });
    const page = await render([alarm]);
    expect(page).toContain(
      "Step 40: The loss of the &lt;autoencoder&gt; stands still. Lower its learning rate.",
    );
    expect(page).toContain("One thing looked ill while training:");
    expect(page).toContain("of real images");
    expect(page).not.toContain("gradient-norm");
    expect(await render([])).not.toContain("looked ill");
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
