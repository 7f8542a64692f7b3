import type { Reporter } from "../reporters/reporter.ts";
import { openEngine } from "../engine/open-engine.ts";
import { startRun } from "../runs/start-run.ts";
import { trainRun } from "../runs/train-run.ts";
import { testIo } from "./test-io.ts";

export interface StoppedRunOptions {
  readonly cwd: string;
  readonly out: string;
  /** The step after which it is stopped, as by Ctrl-C. */
  readonly at: number;
  /** What lies over a GAN of a few units on 8 × 8 digits. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Trains a tiny GAN in this process until it is stopped after a step. */
export async function stoppedRun({ cwd, out, at, values = {} }: StoppedRunOptions): Promise<void> {
  const stop = new AbortController();
  const io = testIo({ cwd, signal: stop.signal });
  const tiny = {
    data: "digits-8x8",
    generator: { latent: 4, widths: [8] },
    discriminator: { widths: [8] },
    batchSize: 8,
    samples: 4,
  };
  const reporter: Reporter = {
    report(event) {
      if (event.type === "step-end" && event.step === at) stop.abort();
    },
    close: () => {},
  };
  const run = await startRun({
    preset: "mlp-gan",
    layers: [{ origin: "set", values: { ...tiny, ...values } }],
    out,
    openEngine: () => openEngine({ require: "wasm" }),
    io,
    reporter,
  });
  await trainRun({ run, io, reporter }).catch((error: { readonly code?: string }) => {
    if (error.code !== "cancelled") throw error;
  });
}
