import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The most that each entry may add to a program, in kB: minified, gzip, all its exports and what they load at once, except
 * TensorFlow.js, which a program has anyway. What is loaded on demand (embedded data, Node's half) is not part of it.
 */
const ceilings = {
  "@ganlens/backend": 89,
  "@ganlens/backend/node": 8,
  "@ganlens/backend/fixtures": 45,
  "@ganlens/backend/networks": 53,
  "@ganlens/core": 85,
  "@ganlens/core/node": 38,
  "@ganlens/core/fixtures": 21,
  "@ganlens/datasets": 121,
  "@ganlens/datasets/node": 118,
  "@ganlens/datasets/fixtures": 3,
  "@ganlens/interpret": 330,
  "@ganlens/losses": 14,
  "@ganlens/losses/fixtures": 15,
  "@ganlens/metrics": 104,
  "@ganlens/metrics/fixtures": 94,
  "@ganlens/models": 125,
  "@ganlens/models/fixtures": 45,
  "@ganlens/report": 176,
  "@ganlens/training": 238,
  "@ganlens/training/node": 295,
  "@ganlens/training/shard-worker": 187,
  "@ganlens/training/fixtures": 75,
  ganlens: 80,
};

/** What one function brings with it when a program uses nothing else of the package. */
const singleImports = [
  { entry: "@ganlens/core", name: "Random", ceiling: 29 },
  { entry: "@ganlens/metrics", name: "frechetDistance", ceiling: 54 },
  { entry: "@ganlens/models", name: "buildModel", ceiling: 58 },
  { entry: "@ganlens/report", name: "drawFigure", ceiling: 106 },
];

const root = fileURLToPath(new URL(".", import.meta.url));
const folders = [
  ..."backend core datasets interpret losses metrics models report training"
    .split(" ")
    .map((name) => `packages/${name}`),
  "apps/cli",
];

const laterLoadedIsLeftOut = {
  name: "later-loaded-is-left-out",
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ kind }) => (kind === "dynamic-import" ? { external: true } : undefined)),
};

const entries = folders.flatMap((folder) => {
  const manifest = JSON.parse(readFileSync(`${root}${folder}/package.json`, "utf8"));
  return Object.entries(manifest.exports)
    .filter(([, target]) => typeof target === "object")
    .map(([entry, target]) => {
      const name = `${manifest.name}${entry.slice(1)}`;
      if (ceilings[name] === undefined) throw new Error(`Expected a ceiling for ${name} in .size-limit.js.`);
      return {
        name,
        path: `${folder}/${target.default.slice(2)}`,
        limit: `${ceilings[name]} kB`,
        gzip: true,
        modifyEsbuildConfig: (config) => ({
          ...config,
          format: "esm",
          platform: folder === "apps/cli" || entry === "./node" ? "node" : "browser",
          external: ["@tensorflow/*"],
          plugins: [laterLoadedIsLeftOut],
          logLevel: "error",
        }),
      };
    });
});

export default [
  ...entries,
  ...singleImports.map(({ entry, name, ceiling }) => ({
    ...entries.find((candidate) => candidate.name === entry),
    name: `${entry}: ${name}`,
    limit: `${ceiling} kB`,
    import: `{ ${name} }`,
  })),
];
