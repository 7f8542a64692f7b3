import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { FolderRunStore } from "@ganlens/core/node";
import { openDataset } from "@ganlens/datasets";
import { openSubject, serveLenses } from "@ganlens/interpret";
import * as tf from "@tensorflow/tfjs";

serveLenses(async (folder: string) => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
  const store = new FolderRunStore(folder);
  const subject = await openSubject({
    store,
    openData: (data, { split = "train" }) => openDataset(data as string, { split }),
  });
  return { subject, store };
});
