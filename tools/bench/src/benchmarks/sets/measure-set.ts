import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { encodeImages, generatedSamples, subjectFromModel } from "@ganlens/interpret";
import { frechetMoments, frechetTerms } from "@ganlens/metrics";
import { buildModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { rssMegabytes } from "./rss-megabytes.ts";

const latent = 64;
const code = 16;

/** What one process found. */
export interface SetAnswer {
  /** Memory when everything is loaded and nothing drawn, in MB. */
  readonly loaded: number;
  /** Seconds that drawing, encoding and measuring took. */
  readonly drawing: number;
  readonly encoding: number;
  readonly measuring: number;
  /** The Fréchet distance of the halves' codes as a share of the codes' variance. */
  readonly difference: number;
  readonly bytes: number;
}

/** Draws images of 64 × 64 × 3 from a small DCGAN batch by batch, keeps their codes only, and compares the halves of those. */
export async function measureSet(count: number): Promise<SetAnswer> {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
  const random = Random.fromSeed(1);
  const generator = buildModel({
    spec: { architecture: "dcgan-generator", latent, width: 8, size: 64, channels: 3 },
    name: "generator",
    random: random.split("generator"),
  });
  const autoencoder = buildModel({
    spec: { architecture: "conv-autoencoder", code, channels: [8, 16], shape: [64, 64, 3] },
    name: "autoencoder",
    random: random.split("autoencoder"),
  });
  const subject = await subjectFromModel({
    name: "a small DCGAN",
    generator,
    latent: { parts: [{ kind: "noise", name: "noise", size: latent, prior: "normal" }] },
    outputRange: [-1, 1],
    fingerprint: "a small DCGAN, seed 1",
  });
  const loaded = rssMegabytes();

  const set = generatedSamples(subject, { purpose: "benchmark", count, seed: 1 });
  const codes = new Float32Array(count * code);
  let [at, bytes, encoding] = [0, 0, 0];
  const start = performance.now();
  for await (const { x } of set.batches()) {
    const before = performance.now();
    const { data } = await encodeImages(autoencoder, x);
    encoding += performance.now() - before;
    codes.set(data, at);
    at += data.length;
    bytes += x.data.byteLength;
  }
  const drawing = performance.now() - start - encoding;
  if (at !== codes.length) throw new Error(`Expected ${count} codes, received ${at / code}.`);
  const half = Math.floor(count / 2);
  const part = (from: number, to: number) => ({
    data: codes.subarray(from * code, to * code),
    shape: [to - from, code],
  });
  const before = performance.now();
  const { distance, traceFirst } = frechetTerms(
    frechetMoments(part(0, half)),
    frechetMoments(part(half, count)),
  );
  const measuring = performance.now() - before;
  return {
    loaded,
    drawing: drawing / 1000,
    encoding: encoding / 1000,
    measuring: measuring / 1000,
    difference: distance / traceFirst,
    bytes,
  };
}
