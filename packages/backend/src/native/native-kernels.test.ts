import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { BackendUnavailableError, Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { type NativeKernels, nativeKernels } from "./native-kernels.ts";
import * as plain from "./native-module.generated.ts";
import * as relaxed from "./native-module-relaxed.generated.ts";

let native: NativeKernels;

beforeAll(async () => {
  await tf.setBackend("wasm");
  const kernels = nativeKernels(tf);
  if (kernels === null) throw new Error("The compiled kernels did not load.");
  native = kernels;
});

const random = Random.fromSeed(3);
const normal = (name: string, count: number): Float32Array => random.split(name).normal(count);
const upload = (values: Float32Array, shape: number[] = [values.length]) => tf.tensor(values, shape);

/** Runs a kernel into a fresh output whose memory is dirty, and gives its values. */
async function run(
  shape: number[],
  inputs: tf.Tensor[],
  kernel: (out: number, ...pointers: number[]) => void,
  dtype: "float32" | "bool" = "float32",
): Promise<number[]> {
  tf.fill(shape, Number.NaN).dispose();
  const info = native.output(shape, dtype);
  kernel(native.pointer(info), ...inputs.map(native.pointer));
  const output = tf.engine().makeTensorFromTensorInfo(info);
  const values = [...(await output.data())];
  tf.dispose([output, ...inputs]);
  return values;
}

/** Expects values to agree relative to the largest expected one. */
function expectClose(received: number[], expected: ArrayLike<number>, tolerance: number) {
  expect(received).toHaveLength(expected.length);
  let [scale, error] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i] as number));
    const difference = Math.abs((received[i] as number) - (expected[i] as number));
    error = Math.max(error, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }
  expect(error / scale).toBeLessThan(tolerance);
}

describe("matrixProducts", () => {
  const sizes = [
    [1, 1, 1],
    [1, 7, 5],
    [7, 1, 5],
    [5, 9, 1],
    [4, 8, 16],
    [13, 11, 259],
    [131, 37, 6],
    [6, 70, 517],
    [2, 3, 9001],
  ];
  const cases = sizes.flatMap(([m, n, k]) =>
    [0, 1].flatMap((transposeA) => [0, 1].map((transposeB) => ({ m, n, k, transposeA, transposeB }))),
  ) as { m: number; n: number; k: number; transposeA: number; transposeB: number }[];

  it.each(cases)("$m × $k × $n, transposed $transposeA, $transposeB", async (shape) => {
    const { m, n, k, transposeA, transposeB } = shape;
    const [a, b, bias] = [normal("a", m * k), normal("b", k * n), normal("bias", n)];
    const at = (i: number, l: number) => a[transposeA ? l * m + i : i * k + l] as number;
    const bt = (l: number, j: number) => b[transposeB ? j * k + l : l * n + j] as number;
    const expected = new Float64Array(m * n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = bias[j] as number;
        for (let l = 0; l < k; l++) sum += at(i, l) * bt(l, j);
        expected[i * n + j] = sum;
      }
    }
    const received = await run([m, n], [upload(a), upload(b), upload(bias)], (c, a, b, bias) =>
      native.functions.matrixProducts(
        1,
        m,
        n,
        k,
        a as number,
        0,
        transposeA,
        b as number,
        0,
        transposeB,
        c,
        bias as number,
        native.productScratch,
      ),
    );
    expectClose(received, expected, 2e-6 * Math.sqrt(k));
  });
});

const convolutions = [
  { batch: 2, input: [7, 9, 3], filter: [3, 2], out: 5, stride: [1, 1], pad: [1, 0], dilation: [1, 1] },
  { batch: 3, input: [8, 8, 1], filter: [5, 5], out: 9, stride: [2, 2], pad: [1, 1], dilation: [1, 1] },
  { batch: 2, input: [9, 6, 5], filter: [2, 3], out: 4, stride: [3, 2], pad: [0, 1], dilation: [1, 1] },
  { batch: 1, input: [8, 9, 2], filter: [2, 2], out: 3, stride: [3, 3], pad: [0, 0], dilation: [1, 1] },
  { batch: 2, input: [4, 5, 6], filter: [1, 1], out: 7, stride: [1, 1], pad: [0, 0], dilation: [1, 1] },
  { batch: 2, input: [9, 8, 3], filter: [3, 3], out: 2, stride: [1, 2], pad: [2, 2], dilation: [2, 3] },
  { batch: 1, input: [3, 3, 4], filter: [5, 5], out: 4, stride: [1, 1], pad: [2, 2], dilation: [1, 1] },
  { batch: 1, input: [2, 2, 1], filter: [3, 3], out: 1, stride: [2, 2], pad: [5, 5], dilation: [1, 1] },
] as const;

describe("convolutions", () => {
  it.each(convolutions)(
    "of $input by $filter, stride $stride, pad $pad, dilation $dilation",
    async (shape) => {
      const [height, width, channels] = shape.input;
      const [filterHeight, filterWidth] = shape.filter;
      const [strideHeight, strideWidth] = shape.stride;
      const [padTop, padLeft] = shape.pad;
      const [dilationHeight, dilationWidth] = shape.dilation;
      const outSize = (size: number, pad: number, filter: number, stride: number, dilation: number) =>
        Math.floor((size + 2 * pad - (filter - 1) * dilation - 1) / stride) + 1;
      const outHeight = outSize(height, padTop, filterHeight, strideHeight, dilationHeight);
      const outWidth = outSize(width, padLeft, filterWidth, strideWidth, dilationWidth);
      const { batch, out } = shape;
      const x = normal("x", batch * height * width * channels);
      const f = normal("f", filterHeight * filterWidth * channels * out);
      const bias = normal("bias", out);
      const dy = normal("dy", batch * outHeight * outWidth * out);
      const y = new Float64Array(dy.length);
      const dx = new Float64Array(x.length);
      const df = new Float64Array(f.length);
      for (let n = 0; n < batch; n++) {
        for (let p = 0; p < outHeight; p++) {
          for (let q = 0; q < outWidth; q++) {
            const to = ((n * outHeight + p) * outWidth + q) * out;
            for (let k = 0; k < out; k++) y[to + k] = bias[k] as number;
            for (let i = 0; i < filterHeight; i++) {
              for (let j = 0; j < filterWidth; j++) {
                const row = p * strideHeight - padTop + i * dilationHeight;
                const column = q * strideWidth - padLeft + j * dilationWidth;
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                for (let c = 0; c < channels; c++) {
                  const at = ((n * height + row) * width + column) * channels + c;
                  for (let k = 0; k < out; k++) {
                    const weight = ((i * filterWidth + j) * channels + c) * out + k;
                    y[to + k]! += (x[at] as number) * (f[weight] as number);
                    dx[at]! += (dy[to + k] as number) * (f[weight] as number);
                    df[weight]! += (dy[to + k] as number) * (x[at] as number);
                  }
                }
              }
            }
          }
        }
      }
      const geometry = [
        height,
        width,
        channels,
        filterHeight,
        filterWidth,
        outHeight,
        outWidth,
        strideHeight,
        strideWidth,
        padTop,
        padLeft,
        dilationHeight,
        dilationWidth,
      ] as const;
      // Blocks that end in the middle of a row of an image.
      const block = 7;
      const rows = native.scratch(block * filterHeight * filterWidth * channels);
      const rest = [batch, out, block, rows, native.productScratch, ...geometry] as const;
      const forward = await run([y.length], [upload(x), upload(f), upload(bias)], (to, x, f, bias) =>
        native.functions.convolutionForward(x as number, f as number, bias as number, to, ...rest),
      );
      expectClose(forward, y, 2e-6);
      const input = await run([x.length], [upload(dy), upload(f)], (to, dy, f) =>
        native.functions.convolutionInputGradient(dy as number, f as number, to, ...rest),
      );
      expectClose(input, dx, 2e-6);
      const filter = await run([f.length], [upload(x), upload(dy)], (to, x, dy) =>
        native.functions.convolutionFilterGradient(x as number, dy as number, to, ...rest),
      );
      expectClose(filter, df, 2e-6);
    },
  );
});

describe("elementwise functions", () => {
  const inputs = Float32Array.from([
    ...Array.from({ length: 4001 }, (_, i) => (i - 2000) / 19.7),
    ...Array.from({ length: 99 }, (_, i) => 1 + (i - 49) / 150),
    ...[0, 1e-30, 1e-40, -1e-8, 1e-4, -0.6249, 0.6251, 88.7, -87, 104, -104, 3e38, -3e38],
  ]);
  const infinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const functions = [
    { name: "exponentials", of: Math.exp },
    { name: "sigmoids", of: (x: number) => 1 / (1 + Math.exp(-x)) },
    { name: "tanhs", of: Math.tanh },
    { name: "softplus", of: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) },
    { name: "logarithms", of: Math.log },
    { name: "signs", of: (x: number) => (Number.isNaN(x) ? x : x > 0 ? 1 : x < 0 ? -1 : 0) },
    { name: "relus", of: (x: number) => Math.max(x, 0) },
    { name: "leakyRelus", of: (x: number) => (x < 0 ? Math.fround(0.2) * x : x) },
    { name: "steps", of: (x: number) => (x > 0 ? 1 : Number.isNaN(x) ? x : Math.fround(0.2)) },
  ] as const;

  it.each(functions)("$name are within 4 units in the last place", async ({ name, of }) => {
    const values = Float32Array.from([...inputs, ...infinite]);
    const received = await run([values.length], [upload(values)], (out, x) =>
      native.functions[name](x as number, out, values.length, 0.2),
    );
    for (const [i, x] of values.entries()) {
      const [exact, value] = [of(x), received[i] as number];
      // Below the smallest normal float32, results may be zero.
      const tiny = Math.abs(exact) < 1.2e-38 && Math.abs(value) < 1.2e-38;
      const same = Object.is(value, exact) || value === Math.fround(exact);
      if (!tiny && !same && !(Math.abs(value - exact) <= 4 * 2 ** -23 * Math.abs(exact))) {
        expect.fail(`${name}(${x}) gave ${value} instead of ${exact}`);
      }
    }
  });

  it.each([
    { name: "reluGradients", of: (x: number) => (x > 0 ? 1 : 0) },
    { name: "leakyReluGradients", of: (x: number) => (x > 0 ? 1 : 0.2) },
    { name: "tanhGradients", of: (y: number) => 1 - y * y },
    { name: "sigmoidGradients", of: (y: number) => y * (1 - y) },
  ] as const)("$name multiply by the derivative", async ({ name, of }) => {
    const [saved, dy] = [normal("saved", 31), normal("dy", 31)];
    const received = await run([31], [upload(saved), upload(dy)], (out, saved, dy) =>
      native.functions[name](saved as number, dy as number, out, 31, 0.2),
    );
    expectClose(
      received,
      [...saved].map((value, i) => of(value) * (dy[i] as number)),
      1e-6,
    );
  });

  it.each([
    { name: "greater", of: (a: number, b: number) => a > b },
    { name: "greaterEqual", of: (a: number, b: number) => a >= b },
    { name: "less", of: (a: number, b: number) => a < b },
    { name: "lessEqual", of: (a: number, b: number) => a <= b },
    { name: "equal", of: (a: number, b: number) => a === b },
    { name: "notEqual", of: (a: number, b: number) => a !== b },
  ] as const)("$name compares with one value and value by value", async ({ name, of }) => {
    const a = normal("left", 53).map((value) => Math.round(value * 2));
    const b = normal("right", 53).map((value) => Math.round(value * 2));
    a[5] = Number.NaN;
    for (const step of [0, 1] as const) {
      const received = await run(
        [53],
        [upload(a), upload(b)],
        (out, a, b) => native.functions[name](a as number, b as number, step, out, 53),
        "bool",
      );
      expect(received).toEqual([...a].map((value, i) => Number(of(value, b[step * i] as number))));
    }
  });

  it.each([
    { name: "maxima", of: Math.max },
    { name: "minima", of: Math.min },
  ] as const)("$name of pairs and with one value", async ({ name, of }) => {
    const [a, b] = [normal("left", 23), normal("right", 23)];
    for (const step of [0, 1] as const) {
      const received = await run([23], [upload(a), upload(b)], (out, a, b) =>
        native.functions[name](a as number, b as number, step, out, 23),
      );
      expect(received).toEqual([...a].map((value, i) => of(value, b[step * i] as number)));
    }
  });

  it("repeatRuns repeats every run", async () => {
    const received = await run([18], [upload(Float32Array.of(1, 2, 3, 4, 5, 6))], (out, x) =>
      native.functions.repeatRuns(x as number, out, 2, 3, 3),
    );
    expect(received).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 4, 5, 6]);
  });

  it("selectValues takes the first where the condition holds", async () => {
    const [yes, no] = [normal("yes", 23), normal("no", 23)];
    const condition = tf.tensor1d(
      [...yes].map((value) => value > 0),
      "bool",
    );
    const received = await run([23], [condition, upload(yes), upload(no)], (out, condition, yes, no) =>
      native.functions.selectValues(condition as number, yes as number, no as number, out, 23),
    );
    expect(received).toEqual([...yes].map((value, i) => (value > 0 ? value : no[i])));
  });
});

describe("columnSums", () => {
  it.each([
    { rows: 1, columns: 1 },
    { rows: 37, columns: 7 },
    { rows: 64, columns: 12 },
    { rows: 100_003, columns: 5 },
  ])("of $rows rows and $columns columns", async ({ rows, columns }) => {
    const x = normal("x", rows * columns).map((value) => value + 10);
    const y = normal("y", rows * columns);
    for (const factor of [false, true]) {
      const expected = new Float64Array(columns);
      for (const [i, value] of x.entries()) expected[i % columns]! += value * (factor ? (y[i] as number) : 1);
      const received = await run([columns], [upload(x), upload(y)], (out, x, y) =>
        native.functions.columnSums(
          x as number,
          factor ? (y as number) : 0,
          out,
          rows,
          columns,
          native.scratch(2 * columns),
          1,
        ),
      );
      expectClose(received, expected, 1e-6 * (factor ? 10 : 1));
    }
  });
});

describe("totalSum", () => {
  it.each([0, 1, 15, 16, 531, 3_000_001])("of %i values", async (count) => {
    const x = normal("x", Math.max(1, count)).map((value) => value + 10);
    const received = await run([1], [upload(x)], (out, x) =>
      native.functions.totalSum(x as number, out, count, 0.5),
    );
    const expected = x.subarray(0, count).reduce((sum, value) => sum + value, 0) / 2;
    expect(Math.abs((received[0] as number) - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
  });
});

describe("transposeMatrices", () => {
  it.each([
    { batch: 1, rows: 1, columns: 5 },
    { batch: 3, rows: 8, columns: 4 },
    { batch: 2, rows: 7, columns: 13 },
  ])("$batch of $rows × $columns", async ({ batch, rows, columns }) => {
    const x = normal("x", batch * rows * columns);
    const received = await run([x.length], [upload(x)], (out, x) =>
      native.functions.transposeMatrices(x as number, out, batch, rows, columns),
    );
    const expected = received.map((_, i) => {
      const [n, j, r] = [Math.floor(i / rows / columns), Math.floor(i / rows) % columns, i % rows];
      return x[(n * rows + r) * columns + j];
    });
    expect(received).toEqual(expected);
  });
});

describe("batch normalisation", () => {
  it.each([{ scaled: true }, { scaled: false }])("normalize, scaled $scaled", async ({ scaled }) => {
    const [x, mean, scale, shift] = [
      normal("x", 35),
      normal("mean", 7),
      normal("scale", 7),
      normal("shift", 7),
    ];
    const variance = normal("variance", 7).map((value) => value * value);
    const inputs = [x, mean, variance, scale, shift].map((values) => upload(values));
    const received = await run([35], inputs, (out, ...pointers) => {
      const [x, mean, variance, scale, shift] = pointers as [number, number, number, number, number];
      const [factor, offset] = scaled ? [scale, shift] : [0, 0];
      const factors = native.scratch(14);
      native.functions.normalize(x, mean, variance, factor, offset, 0.1, out, 5, 7, factors);
    });
    const expected = [...x].map((value, i) => {
      const j = i % 7;
      const normalised = (value - (mean[j] as number)) / Math.sqrt((variance[j] as number) + 0.1);
      return scaled ? normalised * (scale[j] as number) + (shift[j] as number) : normalised;
    });
    expectClose(received, expected, 1e-6);
  });

  it.each([
    { rows: 3, columns: 9 },
    { rows: 50_001, columns: 6 },
  ])("normalizationSums of $rows rows and $columns columns", async ({ rows, columns }) => {
    const [x, dy, mean] = [
      normal("x", rows * columns),
      normal("dy", rows * columns),
      normal("mean", columns),
    ];
    const expected = new Float64Array(2 * columns);
    for (const [i, change] of dy.entries()) {
      const j = i % columns;
      expected[j]! += change;
      expected[columns + j]! += change * ((x[i] as number) - (mean[j] as number));
    }
    const received = await run([2 * columns], [upload(x), upload(dy), upload(mean)], (out, x, dy, mean) => {
      const [products, totals] = [out + 4 * columns, native.scratch(4 * columns)];
      native.functions.normalizationSums(
        x as number,
        dy as number,
        mean as number,
        out,
        products,
        rows,
        columns,
        totals,
      );
    });
    expectClose(received, expected, 1e-5);
  });
});

describe.each([
  ["plain", plain],
  ["relaxed", relaxed],
])("the compiled module, %s", (_, { nativeModuleBase64, nativeModuleSha256, nativeModuleSources }) => {
  it("is made from the sources beside it", () => {
    const digest = createHash("sha256");
    const names = readdirSync(import.meta.dirname).filter((name) => /\.[ch]$/.test(name));
    for (const name of names.sort()) digest.update(readFileSync(`${import.meta.dirname}/${name}`));
    expect(digest.digest("hex")).toBe(nativeModuleSources);
  });

  it("has the stated hash and is a few tens of kilobytes", () => {
    const bytes = Buffer.from(nativeModuleBase64, "base64");
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(nativeModuleSha256);
    expect(bytes.length).toBeLessThan(40_000);
  });
});

describe("the compiled module at work", () => {
  it("says so when the heap is full, where tfjs would write to address 0", () => {
    const { wasm } = tf.backend() as unknown as { wasm: { _malloc(bytes: number): number } };
    const malloc = wasm._malloc;
    wasm._malloc = () => 0;
    try {
      expect(() => native.output([3, 5], "float32")).toThrow(BackendUnavailableError);
      expect(() => native.output([3, 5], "float32")).toThrow("float32 tensor of shape [3,5]");
    } finally {
      wasm._malloc = malloc;
    }
  });

  it("loads once for a backend, works after the heap has grown, and not for other backends", async () => {
    expect(nativeKernels(tf)).toBe(native);
    const values = upload(Float32Array.of(-1, 2));
    const large = tf.zeros([40_000_000]);
    const received = await run([2], [values], (out, x) => native.functions.relus(x as number, out, 2, 0));
    large.dispose();
    expect(received).toEqual([0, 2]);
    await tf.setBackend("cpu");
    expect(nativeKernels(tf)).toBeNull();
    await tf.setBackend("wasm");
  });
});
