import { readFile } from "node:fs/promises";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, MemoryRunStore } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { explain, findLens, openSubject } from "@ganlens/interpret";
import { importGenerator } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

await openBackend();
installKernels(tf);
installGradients(tf);

// What PyTorch's torch.onnx.export wrote; what was read off the file or assumed stands in the notes.
const imported = await importGenerator(await readFile("generator.onnx"));
const digits = await openDataset("mnist-5k", { split: "train" });
const realData = { train: await digits.all(), "held-out": await digits.openSplit("held-out").all() };
const subject = await openSubject({ imported, name: "my generator", realData });
process.stdout.write(`${subject.notes.join("\n")}\n`);

const lenses = [findLens("distance")];
const [result] = await finish(explain({ subject, lenses, store: new MemoryRunStore() }));
process.stdout.write(`${result?.question}\n${result?.answer}\n`);
