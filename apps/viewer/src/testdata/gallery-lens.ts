import type { LensResult } from "@ganlens/core";

const base = { caption: "How to read it." };
const x = { label: "x" };
const y = { label: "y" };

/** A lens's result with every kind of figure, a control that failed, and a number that could not be computed. */
export const galleryLens: LensResult = {
  schemaVersion: 2,
  fingerprint: "f".repeat(64),
  step: 20,
  lens: "gallery",
  question: "What can a lens show?",
  answer: "Every kind of figure: 7 of 7, which is 100 %.",
  effort: "quick",
  seed: 1,
  measures: [
    {
      name: "kinds of figures (all)",
      value: 7,
      n: 7,
      interval: { low: 6.5, high: 7.5, level: 0.95, method: "counting", resampled: "samples" },
      floor: { value: 1, n: 7, meaning: "one" },
      control: { value: 9, meaning: "too many", expected: "lower", passed: false },
      better: "higher",
    },
    { name: "what cannot be", value: null, reason: "it was not tried", n: 0, better: "neither" },
  ],
  figures: [
    { ...base, kind: "line", id: "line", title: "A line", x, y, series: [{ name: "one", points: [{ x: 0, y: 1 }, { x: 1, y: 2, low: 1, high: 3 }] }] },
    { ...base, kind: "bar", id: "bar", title: "Bars", x, y, bars: [{ label: "a", value: 2, low: 1, high: 3 }, { label: "b", value: 1 }] },
    { ...base, kind: "scatter", id: "scatter", title: "Points", x, y, groups: [{ name: "g", points: [{ x: 0, y: 0 }, { x: 1, y: 1, label: "image 3" }] }] },
    { ...base, kind: "heat-map", id: "heat-map", title: "A map", x, y, columns: ["a", "b"], rows: ["c"], values: [[0, 1]] },
    { ...base, kind: "histogram", id: "histogram", title: "Counts", x, edges: [0, 1, 2], series: [{ name: "n", counts: [1, 3] }] },
    { ...base, kind: "table", id: "table", title: "A table", columns: ["name", "value"], rows: [["<b>bold</b>", 1], ["none", null]] },
    {
      ...base,
      kind: "image-grid",
      id: "tiles",
      title: "Tiles",
      image: "tiles.png",
      columns: 4,
      tileSize: [29, 29],
      tiles: Array.from({ length: 8 }, (_, at) => ({ label: at < 4 ? `image ${at}` : `reconstruction ${at}`, value: at / 8, real: true })),
      showsRealData: true,
    },
  ],
  artifacts: [],
  verdicts: [
    { id: "all-there", level: "good", headline: "All kinds of figures can be drawn." },
    {
      id: "a-few",
      level: "note",
      headline: "7 of 7 kinds stand in one lens, which no real lens has.",
      detail: "Counted over kinds: 6.5 to 7.5.",
      measures: ["kinds of figures (all)"],
    },
    {
      id: "unknown",
      level: "cannot tell",
      headline: "Whether others would draw them alike cannot be told.",
      detail: "Nobody else was asked.",
      controls: ["others", "copies"],
    },
    {
      id: "broken",
      level: "problem",
      headline: "A tile of the picture is no digit.",
      detail: "It would be seen in one of eight.",
      controls: ["blank"],
    },
  ],
  controls: [
    { id: "blank", kind: "placebo", title: "held-out tiles", draws: 5, found: 5, calibration: { found: 195, draws: 200, n: 2000 } },
    { id: "copies", kind: "spike-in", title: "5 % of the tiles copied", draws: 5, found: 3 },
    { id: "others", kind: "contrast", title: "tiles of others", draws: 0, found: null, reason: "there are none" },
  ],
  evidence: [{ id: "tiles", claim: "the tiles", seed: 1, sampleIds: ["digits/1"], indices: [1, 2], models: ["m".repeat(64)] }],
};
