import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { dominatingLayers } from "./dominating-layers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

type Symbol = tf.SymbolicTensor;
const input = (name: string, shape: number[] = [3]) => tf.input({ shape, name });
const dense = (name: string, units = 3) => tf.layers.dense({ units, name });
const call = (layer: tf.layers.Layer, given: Symbol | Symbol[]) => layer.apply(given) as Symbol;
const add = (name: string) => tf.layers.add({ name });
const sorted = (names: ReadonlySet<string>) => [...names].sort();

describe("dominatingLayers", () => {
  it("finds every layer of a chain", () => {
    const z = input("z");
    const outputs = call(dense("b"), call(dense("a"), z));
    expect(sorted(dominatingLayers(tf.model({ inputs: z, outputs })))).toEqual(["a", "b", "z"]);
  });

  it("finds neither arm of a diamond, but both its ends", () => {
    const z = input("z");
    const start = call(dense("start"), z);
    const outputs = call(
      dense("end"),
      call(add("join"), [call(dense("left"), start), call(dense("right"), start)]),
    );
    expect(sorted(dominatingLayers(tf.model({ inputs: z, outputs })))).toEqual(["end", "join", "start", "z"]);
  });

  it("does not find a layer that a skip leads around, as in a residual or U-shaped generator", () => {
    const z = input("z");
    const outer = call(dense("outer"), z);
    const inner = call(dense("inner"), outer);
    const outputs = call(
      dense("end"),
      tf.layers.concatenate({ name: "join" }).apply([outer, inner]) as Symbol,
    );
    expect(sorted(dominatingLayers(tf.model({ inputs: z, outputs })))).toEqual(["end", "join", "outer", "z"]);
  });

  it("looks into nested models, where a skip inside and one around count alike", () => {
    const x = input("x");
    const first = call(dense("inside/first"), x);
    const skip = call(add("inside/add"), [first, call(dense("inside/second"), first)]);
    const nested = tf.model({ inputs: x, outputs: skip, name: "nested" });
    const z = input("z");
    const outputs = call(dense("end"), call(nested, call(dense("start"), z)));
    expect(sorted(dominatingLayers(tf.model({ inputs: z, outputs })))).toEqual([
      "end",
      "inside/add",
      "inside/first",
      "start",
      "z",
    ]);
    const other = input("other");
    const before = call(dense("before"), other);
    const around = tf.model({ inputs: other, outputs: call(add("join"), [before, call(nested, before)]) });
    expect(sorted(dominatingLayers(around))).toEqual(["before", "join", "other"]);
  });

  it("does not name a layer that is called twice, though all ways lead through both calls", () => {
    const z = input("z");
    const shared = dense("shared");
    const outputs = call(dense("end"), call(shared, call(shared, z)));
    expect(sorted(dominatingLayers(tf.model({ inputs: z, outputs })))).toEqual(["end", "z"]);
    const nested = tf.sequential({
      name: "n",
      layers: [tf.layers.dense({ units: 3, name: "n/only", inputShape: [3] })],
    });
    const again = input("again");
    const twice = tf.model({ inputs: again, outputs: call(nested, call(nested, again)) });
    expect(sorted(dominatingLayers(twice))).toEqual(["again"]);
  });

  it("finds only what comes after the join where a label joins late", () => {
    const [z, label] = [input("z"), input("label", [2])];
    const hidden = call(dense("hidden"), z);
    const joined = tf.layers
      .concatenate({ name: "join" })
      .apply([hidden, call(dense("embed"), label)]) as Symbol;
    const outputs = call(dense("end"), joined);
    expect(sorted(dominatingLayers(tf.model({ inputs: [z, label], outputs })))).toEqual(["end", "join"]);
  });

  it("tells the outputs of one model apart", () => {
    const z = input("z");
    const trunk = call(dense("trunk"), z);
    const model = tf.model({ inputs: z, outputs: [call(dense("one"), trunk), call(dense("two"), trunk)] });
    expect(sorted(dominatingLayers(model, 0))).toEqual(["one", "trunk", "z"]);
    expect(sorted(dominatingLayers(model, 1))).toEqual(["trunk", "two", "z"]);
  });
});
