import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { BackendUnavailableError } from "@ganlens/core";
import { isTfjsNodeSetUp, stampName, tfjsNodeFolder, tfjsNodeVersion } from "../tfjs-node-folder.ts";
import { checkFileHash } from "./check-file-hash.ts";
import { runCommand } from "./run-command.ts";
import type { SetupEvent, SetupStep } from "./setup-event.ts";
import { smokeTest } from "./smoke-test.ts";
import { unpackZip } from "./unpack-zip.ts";

/** The smallest wheel among those whose library the addon was tried with (2.12 to 2.21). */
const tensorflowVersion = "2.13.1";
/** Of tensorflow_cpu-2.13.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl, as PyPI has it. */
const wheelSha256 = "87be6e61314b2c0fa062f71e26e41d6a17e162ffe4da72c820fe8f1fc94d97fe";
const headersVersion = "1.5.0";

const steps: readonly SetupStep[] = [
  "check tools",
  "install packages",
  "download library",
  "unpack library",
  "compile addon",
  "try it",
];

const headerFolders = [
  "tensorflow/include/tensorflow/c/",
  "tensorflow/include/tensorflow/core/platform/",
  "tensorflow/include/tensorflow/tsl/",
  "tensorflow/include/tsl/",
];

export interface SetupTfjsNodeOptions {
  /** ganlens's cache folder; tfjs-node goes into a folder below it. */
  readonly cacheFolder?: string;
  readonly signal?: AbortSignal;
  /** Programs to use instead of `python3`, `npm` and `g++`. */
  readonly programs?: { readonly python?: string; readonly npm?: string; readonly compiler?: string };
}

/**
 * Installs `@tensorflow/tfjs-node` with nothing but pip, npm and g++ (Linux on x86-64 with glibc; about 850 MB).
 *
 * Its own install script downloads TensorFlow from a site that many networks block. The same library is inside the
 * Python wheel `tensorflow-cpu`, with the headers; the addon is two C++ files that come with the npm package. Everything is
 * built in a folder beside the final one and moved there when a small training step has worked. A finished
 * setup is only tried again. A wheel of other bytes than PyPI's is refused before anything is unpacked.
 *
 * @throws {BackendUnavailableError} when a tool is missing or a step fails, with what to do about it
 * @throws {CancelledError} when the signal stops it; nothing is left behind
 */
export async function* setupTfjsNode({
  cacheFolder,
  signal,
  programs: {
    python = process.env.PYTHON || "python3",
    npm = "npm",
    compiler = process.env.CXX || "g++",
  } = {},
}: SetupTfjsNodeOptions = {}): AsyncGenerator<SetupEvent, string> {
  const folder =
    cacheFolder === undefined ? tfjsNodeFolder() : join(cacheFolder, `tfjs-node-${tfjsNodeVersion}`);
  yield { type: "setup-start", folder, steps };
  if (isTfjsNodeSetUp(folder)) {
    yield { type: "step-start", step: "try it", detail: folder };
    const summary = await smokeTest(folder, signal);
    yield { type: "step-end", step: "try it" };
    yield { type: "setup-end", folder, already: true, summary };
    return folder;
  }
  refusePlatform();
  await refuseForeignFolder(folder);
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  const addon = join(draft, "node_modules", "@tensorflow", "tfjs-node");
  const run = (command: readonly [string, ...string[]], hint: string, where: string = draft) =>
    runCommand(command, { folder: where, hint, signal });
  try {
    yield { type: "step-start", step: "check tools", detail: `${npm}, ${python} -m pip, ${compiler}` };
    await run([npm, "--version"], "Install npm; it comes with Node.");
    await run(
      [python, "-m", "pip", "--version"],
      "Install pip (Debian: apt install python3-pip), or set PYTHON.",
    );
    await run([compiler, "--version"], "Install g++ (Debian: apt install g++), or set CXX.");
    yield { type: "step-end", step: "check tools" };

    const packages = [`@tensorflow/tfjs-node@${tfjsNodeVersion}`, `node-api-headers@${headersVersion}`];
    yield { type: "step-start", step: "install packages", detail: `${npm} install ${packages.join(" ")}` };
    await writeFile(join(draft, "package.json"), '{ "private": true }\n');
    // Without its scripts: tfjs-node's would download from elsewhere.
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await run([npm, "install", ...quiet, ...packages], "Check that npm reaches its registry: npm ping");
    yield { type: "step-end", step: "install packages" };

    const wheel = `tensorflow-cpu==${tensorflowVersion}`;
    yield {
      type: "step-start",
      step: "download library",
      detail: `${python} -m pip download ${wheel} (190 MB)`,
    };
    // The tags are explicit, so that Python's own version does not matter.
    await run(
      [
        ...[python, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"],
        ...["--only-binary=:all:", "--implementation", "cp", "--python-version", "311", "--abi", "cp311"],
        ...["--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_17_x86_64"],
        ...["--dest", join(draft, "wheel"), wheel],
      ] as unknown as [string, ...string[]],
      "Check that pip reaches its index: python3 -m pip index versions tensorflow-cpu",
    );
    const downloaded = await wheelIn(join(draft, "wheel"));
    await checkFileHash(downloaded, wheelSha256, {
      hint: "pip's index or a mirror of it gives another file than PyPI; see: python3 -m pip config list",
    });
    yield { type: "step-end", step: "download library" };

    yield { type: "step-start", step: "unpack library", detail: wheel };
    await unpackLibrary(downloaded, join(addon, "deps"));
    yield { type: "step-end", step: "unpack library" };

    yield {
      type: "step-start",
      step: "compile addon",
      detail: `${compiler} tfjs_backend.cc tfjs_binding.cc`,
    };
    await mkdir(join(addon, "lib", "napi-v8"), { recursive: true });
    await run(
      [
        ...[
          compiler,
          "-O2",
          "-fPIC",
          "-shared",
          "-std=c++17",
          "-DNAPI_VERSION=8",
          "-DBUILDING_NODE_EXTENSION",
        ],
        ...["-I", join(draft, "node_modules", "node-api-headers", "include"), "-I", join("deps", "include")],
        ...[join("binding", "tfjs_backend.cc"), join("binding", "tfjs_binding.cc")],
        ...["-L", join("deps", "lib"), "-l:libtensorflow_cc.so.2", "-l:libtensorflow_framework.so.2"],
        // Relative to the addon, so that the folder can be moved.
        ...["-Wl,-rpath,$ORIGIN/../../deps/lib", "-o", join("lib", "napi-v8", "tfjs_binding.node")],
      ] as unknown as [string, ...string[]],
      "The compiler must know C++17 (g++ 8 or later); set CXX to take another one.",
      addon,
    );
    yield { type: "step-end", step: "compile addon" };

    yield { type: "step-start", step: "try it", detail: "one gradient of a convolution" };
    const summary = await smokeTest(draft, signal);
    yield { type: "step-end", step: "try it" };
    const stamp = { tfjsNode: tfjsNodeVersion, tensorflow: tensorflowVersion };
    await writeFile(join(draft, stampName), `${JSON.stringify(stamp, null, 2)}\n`);
    // A draft is its maker's own; what is finished may be shared.
    await chmod(draft, 0o755);
    await moveInto(draft, folder);
    yield { type: "setup-end", folder, already: false, summary };
    return folder;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function refusePlatform(): void {
  const glibc = (process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined)
    ?.header?.glibcVersionRuntime;
  if (process.platform === "linux" && process.arch === "x64" && glibc !== undefined) return;
  throw new BackendUnavailableError({
    message: `Expected Linux on x86-64 with glibc, but this is ${process.platform} on ${process.arch}${process.platform === "linux" ? " without glibc" : ""}.`,
    hint: `Install it into your project instead, with its own download: npm install @tensorflow/tfjs-node@${tfjsNodeVersion}`,
  });
}

/** Nothing that this function did not make is overwritten. */
async function refuseForeignFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (names.length === 0) return;
  throw new BackendUnavailableError({
    message: `Expected the folder ${folder} to be empty or to hold a finished setup, but it holds ${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}.`,
    hint: "Remove it, or choose another cache folder.",
  });
}

async function wheelIn(folder: string): Promise<string> {
  const [name] = await readdir(folder).catch(() => []);
  if (name === undefined) throw new BackendUnavailableError({ message: "Expected pip to download a wheel." });
  return join(folder, name);
}

async function unpackLibrary(wheel: string, target: string): Promise<void> {
  const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];
  const unpacked = await unpackZip({
    archive: wheel,
    folder: target,
    place: (file) => {
      const library = libraries.find((known) => file === `tensorflow/${known}`);
      if (library !== undefined) return join("lib", library);
      const isHeader = file.endsWith(".h") && headerFolders.some((start) => file.startsWith(start));
      return isHeader ? join("include", file.slice("tensorflow/include/".length)) : undefined;
    },
  });
  for (const library of libraries) {
    if (unpacked.includes(`tensorflow/${library}`)) continue;
    throw new BackendUnavailableError({
      message: `Expected ${library} in the wheel ${basename(wheel)}, but it is not there.`,
    });
  }
  await rm(dirname(wheel), { recursive: true });
  // The names that tfjs-node's own scripts look for.
  await symlink("libtensorflow_cc.so.2", join(target, "lib", "libtensorflow.so.2"));
  await symlink("libtensorflow_framework.so.2", join(target, "lib", "libtensorflow_framework.so"));
}

/** Takes the finished draft's place; another process may have finished first, and then its folder stays. */
async function moveInto(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!isTfjsNodeSetUp(folder)) throw error;
  }
}
