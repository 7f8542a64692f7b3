// The arrows of ARCHITECTURE.md: what the sources of each package may import besides themselves.
const arrows = {
  core: [],
  metrics: ["core"],
  datasets: ["core"],
  backend: ["core"],
  models: ["core"],
  losses: ["core"],
  training: ["core", "metrics", "datasets", "backend", "models", "losses"],
  interpret: ["core", "metrics", "datasets", "backend", "models", "losses", "training"],
  report: ["core"],
  testkit: [],
};

// Tests, and the READMEs' examples that they run, may use the testkit, and Node.
const tests = "\\.(test|example)\\.ts$|/testdata/";

const arrowRules = Object.entries(arrows).map(([name, allowed]) => ({
  name: `arrow-${name}`,
  comment: `${name} may import ${allowed.length === 0 ? "no other package" : allowed.join(", ")}.`,
  severity: "error",
  from: { path: `^packages/${name}/` },
  to: {
    path: "^(packages|apps|tools)/[^/]+/",
    pathNot: `^packages/(${[name, "testkit", ...allowed].join("|")})/`,
  },
}));

// The page sits on five packages, and only its worker may hold tfjs, and data sets with what is embedded in them.
const viewerRules = [
  {
    name: "arrow-viewer",
    comment: "The viewer may import core, datasets, backend, models, report.",
    severity: "error",
    from: { path: "^apps/viewer/" },
    to: {
      path: "^(packages|apps|tools)/[^/]+/",
      pathNot: "^(apps/viewer|packages/(core|datasets|backend|models|report))/",
    },
  },
  {
    name: "viewer-tfjs-in-worker",
    comment:
      "The page asks the worker to compute: only what the worker loads may import packages that bring tfjs.",
    severity: "error",
    from: {
      path: "^apps/viewer/src/",
      pathNot: `^apps/viewer/src/worker/|${tests}`,
    },
    to: { path: "^packages/(backend|datasets|models)/", dependencyTypesNot: ["type-only"] },
  },
];

// Experiments draw with what is published, and nothing waits for them.
const experimentRules = [
  {
    name: "arrow-experiments",
    comment: "Experiments may import every package that is published, and no app or tool.",
    severity: "error",
    from: { path: "^apps/experiments/", pathNot: tests },
    to: {
      path: "^(packages|apps|tools)/[^/]+/",
      pathNot: `^(apps/experiments|packages/(${Object.keys(arrows)
        .filter((name) => name !== "testkit")
        .join("|")}))/`,
    },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...arrowRules,
    ...viewerRules,
    ...experimentRules,
    {
      name: "no-cycle",
      comment: "Modules that import each other cannot be read or tested alone.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      comment: "Every import must resolve. Optional native backends are reached by dynamic import.",
      severity: "error",
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: "^(@tensorflow/tfjs-node(-gpu)?|@tensorflow/tfjs-backend-webgpu|webgpu)$",
      },
    },
    {
      name: "no-node-builtin",
      comment:
        "Packages run in a page: Node's modules are imported only in a `node` folder, behind `./node`.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: `^packages/(testkit/|[^/]+/src/node/)|${tests}` },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-node-folder",
      comment:
        "What runs in a page must not load a `node` folder, its own or another package's; a dynamic import may.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: `^packages/(testkit/|[^/]+/src/node/)|${tests}` },
      to: { path: "^packages/[^/]+/src/node/", dependencyTypesNot: ["dynamic-import", "type-only"] },
    },
    {
      name: "no-deep-import",
      comment:
        "Another package is imported through its declared entries only: index, ./node, ./fixtures, ./networks.",
      severity: "error",
      from: { path: "^(packages|apps|tools)/([^/]+)/" },
      to: {
        path: "^(packages|apps|tools)/[^/]+/",
        pathNot:
          "^$1/$2/|^(packages|apps|tools)/[^/]+/(src/((node|fixtures|networks)/)?index\\.ts|package\\.json)$",
      },
    },
    {
      name: "no-test-import",
      comment: "What is shipped never imports tests or the testkit.",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src/", pathNot: `^packages/testkit/|${tests}` },
      to: { path: `^packages/testkit/|${tests}` },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "(^|/)(dist|\\.turbo)/|^tools/scratch-project/" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@ganlens/source", "import", "node", "default"],
      extensions: [".ts", ".mts", ".js", ".mjs", ".json"],
    },
  },
};
