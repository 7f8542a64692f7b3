import { cp, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { sumCounts } from "../counts.ts";
import { findChromium } from "../find-chromium.ts";
import { packPackages } from "../pack-packages.ts";
import { readmeProgram } from "../readme-program.ts";
import { runCommand } from "../run-command.ts";
import { oneResult, type StepContext, type StepResult } from "../step.ts";
import { answerOfPage } from "./answer-of-page.ts";
import { buildPage } from "./build-page.ts";
import { installTarballs } from "./install-tarballs.ts";
import { installedCopies } from "./installed-copies.ts";
import { outsideEnvironment } from "./outside-environment.ts";
import { servedPage } from "./served-page.ts";

/** One way of using the packages; throws when it does not work. */
interface Use {
  readonly name: string;
  /** @returns why it was skipped, or nothing */
  run(): Promise<string | undefined>;
}

/** Uses all packages from their tarballs in projects outside the workspace, as one who installs them with npm does. */
export async function usePackages(context: StepContext): Promise<StepResult> {
  const packed = await packPackages(context);
  const unpacked = packed.filter(({ tarball }) => tarball === null);
  if (unpacked.length > 0) {
    return oneResult({
      holds: false,
      output: unpacked.map(({ name, output }) => `${name}\n${output}`).join("\n"),
    });
  }
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, tarball ?? ""]));
  const counts: StepResult["counts"][] = [];
  const output: string[] = [];
  const report: string[] = [];
  for (const { name, run } of usesOf(context, tarballs)) {
    const start = performance.now();
    let problem: string | undefined;
    let skipped: string | undefined;
    try {
      skipped = await run();
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      output.push(`${name}: ${problem}`);
    }
    const verdict = problem === undefined ? (skipped === undefined ? "passed" : "skipped") : "failed";
    counts.push({ passed: 0, failed: 0, skipped: 0, [verdict]: 1 });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    report.push(
      `${`${seconds} s`.padStart(8)}  ${verdict}  ${name}${skipped === undefined ? "" : `: ${skipped}`}`,
    );
  }
  return { counts: sumCounts(counts), output: output.join("\n"), report: report.join("\n") };
}

function usesOf({ root, scratch }: StepContext, tarballs: Readonly<Record<string, string>>): readonly Use[] {
  const folder = join(scratch, "project");
  const metricsFolder = join(scratch, "project-of-metrics");
  const built = join(scratch, "page");
  const node = (script: string) => run([process.execPath, script], folder);
  return [
    {
      name: "@ganlens/metrics with @ganlens/core installs no tfjs",
      run: async () => {
        const names = ["@ganlens/core", "@ganlens/metrics"];
        await installTarballs({
          folder: metricsFolder,
          tarballs: Object.fromEntries(names.map((name) => [name, tarballs[name] ?? ""])),
        });
        same(await installedCopies(metricsFolder, (name) => name.startsWith("@tensorflow/")), []);
        const program = await programOf(join(metricsFolder, "node_modules", "@ganlens", "metrics"));
        await writeFile(join(metricsFolder, "example.js"), program);
        await run([process.execPath, "example.js"], metricsFolder);
        return undefined;
      },
    },
    {
      name: "all tarballs install, with one copy of tfjs",
      run: async () => {
        await installTarballs({ folder, tarballs });
        await cp(join(root, "tools", "scratch-project"), folder, { recursive: true });
        const copies = await installedCopies(folder, (name) => /^@tensorflow\/tfjs(-core)?$/.test(name));
        const modules = join(folder, "node_modules", "@tensorflow");
        same(copies, [join(modules, "tfjs"), join(modules, "tfjs-core")]);
        return undefined;
      },
    },
    {
      name: "npx ganlens demo --glance",
      run: async () => {
        await run(["npx", "--no-install", "ganlens", "demo", "--glance", "--out", "runs/demo"], folder);
        const { size } = await stat(join(folder, "runs", "demo", "report.html"));
        if (size < 10_000) throw new Error(`Expected a whole report.html, found ${size} bytes.`);
        return undefined;
      },
    },
    {
      name: "ganlens view serves its page and that run",
      run: async () => {
        const { html, assets, files, exitCode } = await servedPage({ folder, run: "runs/demo" });
        if (!html.includes('id="root"'))
          throw new Error(`Expected the viewer's page, found ${html.slice(0, 300)}`);
        same([...new Set(assets)].sort(), ["200 text/css", "200 text/javascript"]);
        if (files < 20) throw new Error(`Expected the files of a whole run, found ${files}.`);
        same(exitCode, 0);
        return undefined;
      },
    },
    {
      name: "the programs in the READMEs compile",
      run: async () => {
        const programs = join(folder, "programs");
        await mkdir(programs);
        for (const name of Object.keys(tarballs)) {
          const program = await programOf(join(folder, "node_modules", name));
          await writeFile(join(programs, `${fileNameOf(name)}.ts`), program);
        }
        await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig(root)));
        await run([process.execPath, join(root, "node_modules", "typescript", "bin", "tsc")], folder);
        return undefined;
      },
    },
    ...Object.keys(tarballs).map((name) => ({
      name: `the program in the README of ${name} runs`,
      run: async () => {
        await node(join("programs", `${fileNameOf(name)}.js`));
        return undefined;
      },
    })),
    {
      name: "workers that open a backend and build a model (worker_threads)",
      run: async () => {
        const { first, second } = JSON.parse(await node("worker-pool.js"));
        same([first.backend, first.shape], ["wasm", [4, 28, 28, 1]]);
        if (isDeepStrictEqual(first.values, second.values))
          throw new Error("Two seeds gave the same images.");
        return undefined;
      },
    },
    {
      name: "a page and its worker are built by Vite, without Node",
      run: async () => {
        const result = await buildPage({ folder: join(folder, "page"), output: built });
        same(result, { warnings: [], reachingForNode: [] });
        return undefined;
      },
    },
    {
      name: "the page builds and runs models, and its worker too (Chromium)",
      run: async () => {
        const executablePath = findChromium(process.env);
        if (executablePath === null) return "no Chromium here";
        const { answer, problems } = await answerOfPage({ folder: built, executablePath });
        same(problems, []);
        const { distance, loss, inWorker, ...rest } = answer as PageAnswer;
        same(rest, {
          backend: "webgl",
          shape: [4, 28, 28, 1],
          finite: true,
          digits: 359,
          presets: 30,
          lenses: 8,
          figures: 1,
        });
        same([Math.round(distance), Math.round(loss * 1000)], [0, 693]);
        same(inWorker, { backend: "wasm", shape: [4, 28, 28, 1], logits: [4, 10] });
        return undefined;
      },
    },
  ];
}

/** What `page/main.js` leaves; the rest is compared as a whole. */
interface PageAnswer {
  readonly distance: number;
  readonly loss: number;
  readonly inWorker: unknown;
}

const fileNameOf = (name: string): string => name.replace(/^@/, "").replace("/", "-");

const tsconfig = (root: string) => ({
  compilerOptions: {
    target: "es2022",
    lib: ["es2023", "dom"],
    module: "nodenext",
    strict: true,
    skipLibCheck: true,
    noEmitOnError: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  },
  include: ["programs"],
});

async function programOf(folder: string): Promise<string> {
  const program = readmeProgram(await readFile(join(folder, "README.md"), "utf8"));
  if (program === null) throw new Error(`Expected a program in the README in ${folder}.`);
  return program;
}

/** Standard output and error of a command outside the workspace that must exit with 0. */
async function run(command: readonly [string, ...string[]], directory: string): Promise<string> {
  const { exitCode, output } = await runCommand(command, { directory, environment: outsideEnvironment() });
  if (exitCode !== 0) throw new Error(`${command.join(" ")} ended with exit code ${exitCode}.\n${output}`);
  return output;
}

function same(found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}
