import type { BackendName } from "../choose/backend-name.ts";
import type { MachineDescription } from "../choose/node-side.ts";
import type { OpenedBackend } from "../open-backend.ts";

/** What {@link inspectBackend} found out; plain data. */
export interface Inspection {
  readonly schemaVersion: 1;
  readonly deep: boolean;
  /** Null in a browser, which does not tell. */
  readonly machine: MachineDescription | null;
  /** Package → version, of those that are installed. */
  readonly versions: Readonly<Record<string, string>>;
  readonly wasm: {
    readonly simd: boolean;
    /** Relaxed SIMD, with fused multiply-add. */
    readonly relaxedSimd: boolean;
    /** Whether wasm may use several threads: in pages that are cross-origin isolated, never in Node. */
    readonly threads: boolean;
  };
  /** What `openBackend` takes with the same options. */
  readonly chosen: OpenedBackend;
  /** Every backend, in a fixed order. */
  readonly backends: readonly BackendStatus[];
  /** One table per backend that was checked: the chosen one, and with `deep` every one that works. */
  readonly operations: readonly OperationTable[];
  readonly speed: readonly StepTime[];
  /** What is not as it should be, and what to do about it; the gravest first. */
  readonly findings: readonly Finding[];
}

export interface BackendStatus {
  readonly name: BackendName;
  readonly works: boolean;
  readonly device: string | null;
  /** Why it does not work. */
  readonly problem: string | null;
  /** What would make it work. */
  readonly hint: string | null;
}

/**
 * One operation at one order: `right` in stock tfjs already; `fixed` by ganlens's kernels and gradients; `still-wrong`
 * with them; `missing` when it throws with them.
 */
export interface OperationRow {
  readonly operation: string;
  readonly variant: string;
  /** 0: the value, 1: its gradient, 2: the gradient of a directional derivative. */
  readonly order: 0 | 1 | 2;
  readonly status: "right" | "fixed" | "still-wrong" | "missing";
  /** What stock tfjs gives; `missing` when it throws. */
  readonly stock: "right" | "wrong" | "missing";
  /** The largest deviation with ganlens, relative to the largest expected value; null when it throws. */
  readonly error: number | null;
  /** What was thrown. */
  readonly problem: string | null;
}

export interface OperationTable {
  readonly backend: BackendName;
  readonly rows: readonly OperationRow[];
  readonly counts: Readonly<Record<OperationRow["status"], number>>;
}

export interface StepTime {
  readonly backend: BackendName;
  /** The network that is trained, a key of `networks`. */
  readonly step: string;
  /** Wall time of one step, the median; null when it throws, or was skipped for want of time (then `runs` is 0). */
  readonly milliseconds: number | null;
  readonly runs: number;
  /** What was thrown. */
  readonly problem: string | null;
}

export interface Finding {
  /** `error`: results would be wrong or nothing runs; `warning`: slower or less than could be; `note`: good to know. */
  readonly level: "error" | "warning" | "note";
  readonly what: string;
  /** What to do about it; often a command. */
  readonly todo: string;
}
