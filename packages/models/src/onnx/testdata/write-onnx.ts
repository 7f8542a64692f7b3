/** An attribute of a node: a whole number, a number with a fraction (`{ float }`), a text, or whole numbers. */
export type WrittenAttribute = number | string | readonly number[] | { readonly float: number };

/** A node of a written file. */
export interface WrittenNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, WrittenAttribute>>;
  readonly name?: string;
}

/** A file to write: one float32 input `x` whose first side is open, one output `y` unless others are given. */
export interface WrittenModel {
  readonly nodes: readonly WrittenNode[];
  readonly input: readonly number[];
  readonly constants?: Readonly<Record<string, { readonly shape: readonly number[]; readonly floats?: readonly number[]; readonly ints?: readonly number[] }>>;
  readonly opset?: number;
  readonly outputs?: readonly string[];
  readonly outputType?: number;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return bytes;
}

const int = (field: number, value: number) => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, content: readonly number[]) => [
  ...varint(field * 8 + 2),
  ...varint(content.length),
  ...content,
];
const text = (field: number, value: string) => bytes(field, [...new TextEncoder().encode(value)]);
const float = (value: number) => [...new Uint8Array(new Float32Array([value]).buffer)];

function attribute(name: string, value: WrittenAttribute): number[] {
  if (typeof value === "number") return [...text(1, name), ...int(3, value), ...int(20, 2)];
  if (typeof value === "string") return [...text(1, name), ...text(4, value), ...int(20, 3)];
  if ("float" in value) return [...text(1, name), ...varint(2 * 8 + 5), ...float(value.float), ...int(20, 1)];
  return [...text(1, name), ...value.flatMap((each) => int(8, each)), ...int(20, 7)];
}

function valueInfo(name: string, shape: readonly (number | string)[] | undefined, type: number): number[] {
  const side = (each: number | string) => (typeof each === "number" ? int(1, each) : text(2, each));
  const sides = (shape ?? []).flatMap((each) => bytes(1, side(each)));
  const tensor = [...int(1, type), ...(shape ? bytes(2, sides) : [])];
  return [...text(1, name), ...bytes(2, bytes(1, tensor))];
}

/** The bytes of an ONNX file of a few nodes, for what no exporter writes. */
export function writeOnnx({ nodes, input, constants = {}, opset = 18, outputs = ["y"], outputType = 1 }: WrittenModel): Uint8Array {
  const graph = [
    ...nodes.flatMap(({ operator, inputs, outputs: made, attributes = {}, name }, i) =>
      bytes(1, [
        ...inputs.flatMap((each) => text(1, each)),
        ...made.flatMap((each) => text(2, each)),
        ...text(3, name ?? `/${operator}_${i}`),
        ...text(4, operator),
        ...Object.entries(attributes).flatMap(([key, value]) => bytes(5, attribute(key, value))),
      ]),
    ),
    ...text(2, "written"),
    ...Object.entries(constants).flatMap(([name, { shape, floats, ints }]) =>
      bytes(5, [
        ...shape.flatMap((side) => int(1, side)),
        ...int(2, ints ? 7 : 1),
        ...text(8, name),
        ...bytes(
          9,
          ints ? [...new Uint8Array(new BigInt64Array(ints.map(BigInt)).buffer)] : (floats ?? []).flatMap(float),
        ),
      ]),
    ),
    ...bytes(11, valueInfo("x", ["n", ...input], 1)),
    ...outputs.flatMap((name) => bytes(12, valueInfo(name, undefined, outputType))),
  ];
  return Uint8Array.from([...int(1, 8), ...bytes(7, graph), ...bytes(8, int(2, opset))]);
}
