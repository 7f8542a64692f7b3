import { GanlensError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { checkOperations } from "../checks/check-operations.ts";
import { type BackendName, backendNames } from "../choose/backend-name.ts";
import { isNode, loadNodeSide } from "../choose/node-side.ts";
import { installGradients } from "../gradients/install-gradients.ts";
import { installKernels } from "../kernels/install-kernels.ts";
import { type OpenBackendOptions, openBackend } from "../open-backend.ts";
import { findProblems } from "./find-problems.ts";
import type { BackendStatus, Inspection, OperationTable, StepTime } from "./inspection.ts";
import { countRows, operationRows } from "./operation-rows.ts";
import { timeSteps } from "./time-steps.ts";
import { hasRelaxedSimd } from "./wasm-features.ts";

export interface InspectBackendOptions extends OpenBackendOptions {
  /** Check every variant of every operation on every backend that works; minutes instead of seconds. */
  readonly deep?: boolean;
  /** Called before each part, with what is done next. */
  readonly onProgress?: (what: string) => void;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/**
 * Finds out what tfjs can do on this machine: which backends work, which operations are right in stock tfjs and with
 * ganlens's kernels and gradients, how fast training steps are, and what to do about each finding.
 *
 * Takes less than 10 seconds unless `deep`. Leaves the chosen backend open, with stock kernels and gradients.
 *
 * @throws {BackendUnavailableError} when no backend works, or tfjs is loaded twice
 */
export async function inspectBackend({
  deep = false,
  onProgress = () => {},
  now = () => performance.now(),
  ...options
}: InspectBackendOptions = {}): Promise<Inspection> {
  onProgress("choosing a backend");
  const chosen = await openBackend(options);
  const backends: BackendStatus[] = [];
  for (const name of backendNames) {
    onProgress(`starting ${name}`);
    backends.push(await tryBackend(name, options));
  }
  const checked = deep ? backends.filter(({ works }) => works).map(({ name }) => name) : [chosen.name];
  const operations: OperationTable[] = [];
  const speed: StepTime[] = [];
  for (const backend of checked) {
    await open(backend, options);
    onProgress(`checking operations on ${backend}`);
    operations.push(await checkBoth(backend, { quick: !deep }));
    onProgress(`timing training steps on ${backend}`);
    installGradients(tf);
    installKernels(tf);
    speed.push(...(await timeSteps({ backend, seconds: deep ? 60 : 5, now })));
    restoreStock();
  }
  await open(chosen.name, options);
  const node = isNode() ? await loadNodeSide() : null;
  const found: Omit<Inspection, "findings" | "schemaVersion"> = {
    deep,
    machine: node?.machine() ?? null,
    versions: node?.packageVersions() ?? { "@tensorflow/tfjs": tf.version.tfjs },
    wasm: {
      simd: await flag("WASM_HAS_SIMD_SUPPORT"),
      relaxedSimd: hasRelaxedSimd(),
      threads: globalThis.crossOriginIsolated === true,
    },
    chosen,
    backends,
    operations,
    speed,
  };
  return { schemaVersion: 1, ...found, findings: findProblems(found) };
}

function open(name: BackendName, { threads }: OpenBackendOptions): ReturnType<typeof openBackend> {
  return openBackend({ require: name, ...(threads === undefined ? {} : { threads }) });
}

async function tryBackend(name: BackendName, options: OpenBackendOptions): Promise<BackendStatus> {
  try {
    const { device } = await open(name, options);
    const one = tf.tensor1d([1]);
    const two = tf.add(one, one);
    const [value] = await two.data();
    tf.dispose([one, two]);
    if (value !== 2) return failed(name, `1 + 1 came out as ${value}`);
    return { name, works: true, device, problem: null, hint: null };
  } catch (error) {
    const [, problem] = /but [a-z-]+: (.*)\.$/s.exec(error instanceof Error ? error.message : "") ?? [];
    return failed(name, problem ?? String(error), GanlensError.isInstance(error) ? error.hint : undefined);
  }
}

function failed(name: BackendName, problem: string, hint: string | null = null): BackendStatus {
  return { name, works: false, device: null, problem, hint };
}

async function checkBoth(
  backend: BackendName,
  { quick }: { readonly quick: boolean },
): Promise<OperationTable> {
  restoreStock();
  const stock = await checkOperations({ tf, quick });
  installGradients(tf);
  installKernels(tf);
  const patched = await checkOperations({ tf, quick });
  restoreStock();
  const rows = operationRows({ stock, patched });
  return { backend, rows, counts: countRows(rows) };
}

/** Installing twice gives the same restoring function, whoever installed first. */
function restoreStock(): void {
  installKernels(tf)();
  installGradients(tf)();
}

async function flag(name: string): Promise<boolean> {
  try {
    return (await tf.env().getAsync(name)) === true;
  } catch {
    // The flag belongs to a package that is not loaded.
    return false;
  }
}
