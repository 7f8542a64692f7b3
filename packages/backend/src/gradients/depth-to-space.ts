import { type Gradient, gradient } from "./gradient.ts";

interface Attributes {
  readonly blockSize: number;
  readonly dataFormat: "NHWC" | "NCHW";
}

/** The gradient of moving depth into space: moving it back. */
export const depthToSpace: Gradient = gradient<Attributes>({
  kernelName: "DepthToSpace",
  formula: (tensorflow, dy, _, { blockSize, dataFormat }) => ({
    x: () => {
      const last = dataFormat === "NHWC" ? dy : tensorflow.transpose(dy, [0, 2, 3, 1]);
      const [batch, height, width, channels] = last.shape as [number, number, number, number];
      const [rows, columns] = [height / blockSize, width / blockSize];
      const blocks = tensorflow.reshape(last, [batch * rows, blockSize, columns, blockSize * channels]);
      const deep = tensorflow.reshape(tensorflow.transpose(blocks, [0, 2, 1, 3]), [
        batch,
        rows,
        columns,
        blockSize * blockSize * channels,
      ]);
      return dataFormat === "NHWC" ? deep : tensorflow.transpose(deep, [0, 3, 1, 2]);
    },
  }),
});
