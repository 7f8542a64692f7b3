import { fileURLToPath } from "node:url";

/** The path of one of the ONNX files that the converter is checked against. */
export function onnxModel(name: string): string {
  return fileURLToPath(
    new URL(`../../../../packages/models/testdata/onnx/${name}/model.onnx`, import.meta.url),
  );
}
