import { ProtobufWriter, Random } from "@ganlens/core";

/** Channels after each transposed convolution of DCGAN (Radford 2016) for 64 × 64 × 3, with 64 at the last hidden layer. */
const channels = [100, 512, 256, 128, 64, 3] as const;

/** The numbers of one latent. */
export const latentSize: number = channels[0];

/**
 * DCGAN's generator for 64 × 64 × 3 with random weights as an ONNX file, node for node what PyTorch's exporter writes:
 * ConvTranspose 4 × 4 five times, BatchNormalization and Relu between them, Tanh; [n, 100, 1, 1] → [n, 3, 64, 64].
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto for the numbers of the fields
 */
export function dcganOnnx(seed = 1): Uint8Array {
  const random = Random.fromSeed(seed);
  const graph = new ProtobufWriter();
  let at = "z";
  const node = (
    operator: string,
    inputs: readonly string[],
    write: (node: ProtobufWriter) => void = () => {},
  ) => {
    const output = operator === "Tanh" ? "images" : `${operator}_${inputs[0]}`;
    graph.message(1, (writer) => {
      for (const name of [at, ...inputs.slice(1)]) writer.text(1, name);
      writer.text(2, output).text(3, `/${output}`).text(4, operator);
      write(writer);
    });
    at = output;
  };
  const weight = (name: string, shape: readonly number[], data: Float32Array): string => {
    graph.message(5, (tensor) => {
      for (const side of shape) tensor.int(1, side);
      tensor.int(2, 1).text(8, name).bytes(9, new Uint8Array(data.buffer));
    });
    return name;
  };
  for (let i = 1; i < channels.length; i++) {
    const [from, to] = [channels[i - 1] as number, channels[i] as number];
    const first = i === 1;
    // Each output pixel is reached by a quarter of a kernel of 4 × 4 with a stride of 2, and by one tap of the first.
    const deviation = 1 / Math.sqrt(from * (first ? 1 : 4));
    const kernel = random.normal(from * to * 16).map((value) => value * deviation);
    const place = `main.${i}`;
    node("ConvTranspose", [place, weight(`${place}.weight`, [from, to, 4, 4], kernel)], (writer) => {
      ints(writer, "kernel_shape", [4, 4]);
      ints(writer, "strides", first ? [1, 1] : [2, 2]);
      ints(writer, "pads", first ? [0, 0, 0, 0] : [1, 1, 1, 1]);
    });
    if (i === channels.length - 1) break;
    const about = (name: string, centre: number) =>
      weight(
        `${place}.${name}`,
        [to],
        random.uniform(to).map((value) => centre + 0.4 * (value - 0.5)),
      );
    const statistics = [about("gamma", 1.4), about("beta", 0), about("mean", 0), about("variance", 1)];
    node("BatchNormalization", [place, ...statistics]);
    node("Relu", [place]);
  }
  node("Tanh", ["main"]);
  graph.text(2, "dcgan");
  graph.message(11, (info) => port(info, "z", ["n", latentSize, 1, 1]));
  graph.message(12, (info) => port(info, "images", ["n", 3, 64, 64]));
  return new ProtobufWriter()
    .int(1, 8)
    .text(2, "ganlens benchmark")
    .bytes(7, graph.finish())
    .message(8, (operators) => operators.text(1, "").int(2, 17))
    .finish();
}

/** A list of integers as an attribute of a node. */
function ints(node: ProtobufWriter, name: string, values: readonly number[]): void {
  node.message(5, (attribute) => {
    attribute.text(1, name);
    for (const value of values) attribute.int(8, value);
    attribute.int(20, 7);
  });
}

/** An input or output of float32; a side in words is open. */
function port(info: ProtobufWriter, name: string, sides: readonly (number | string)[]): void {
  info.text(1, name).message(2, (type) =>
    type.message(1, (tensor) =>
      tensor.int(1, 1).message(2, (shape) => {
        for (const side of sides) {
          shape.message(1, (dimension) =>
            typeof side === "number" ? dimension.int(1, side) : dimension.text(2, side),
          );
        }
      }),
    ),
  );
}
