import * as backend from "@ganlens/backend";
import * as core from "@ganlens/core";
import * as datasets from "@ganlens/datasets";
import * as interpret from "@ganlens/interpret";
import * as losses from "@ganlens/losses";
import * as metrics from "@ganlens/metrics";
import * as models from "@ganlens/models";
import * as report from "@ganlens/report";
import * as training from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";
import workerUrl from "./worker.js?worker&url";

async function useAll() {
  const { name } = await backend.openBackend({ require: "webgl" });
  await backend.checkOneTfjs(tf);
  const random = core.Random.fromSeed(1);
  const generator = models.buildModel({
    spec: { architecture: "mlp-generator" },
    name: "generator",
    random,
  });
  const images = models.applyModel(generator, tf.randomNormal([4, 100]), { training: false });
  const digits = await datasets.openDataset("digits-8x8", { split: "held-out" });
  const samples = { data: random.normal(400), shape: [100, 4] };
  const figure = report.drawFigure(
    {
      kind: "line",
      id: "loss",
      title: "loss",
      caption: "",
      x: { label: "step" },
      y: { label: "loss" },
      series: [
        {
          name: "generator",
          points: [
            { x: 0, y: 1 },
            { x: 1, y: 0.5 },
          ],
        },
      ],
    },
    { document, width: 300 },
  );
  const worker = core.spawnWorker(new URL(workerUrl, location.href));
  const inWorker = await new Promise((resolve, reject) => {
    worker.onMessage(resolve);
    worker.exited.then(({ error }) => reject(error));
    worker.post("generate");
  });
  return {
    backend: name,
    shape: images.shape,
    finite: (await images.data()).every(Number.isFinite),
    digits: digits.size,
    distance: metrics.frechetDistance({ first: samples, second: samples }),
    loss: (await losses.nonSaturating.generatorLoss({ fakeScores: tf.tensor1d([0]) }).data())[0],
    presets: training.presets.length,
    lenses: interpret.lenses.length,
    figures: figure.querySelectorAll("svg").length,
    inWorker,
  };
}

window.answer = useAll();
