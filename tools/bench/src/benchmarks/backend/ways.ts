import { fileURLToPath } from "node:url";

/** One way of training a network: its name and the command of a process, to which the network's name is given. */
export interface Way {
  readonly name: string;
  command(network: string): readonly [string, ...string[]];
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export interface TfjsWays {
  /** Also without our kernels. */
  readonly stock: boolean;
  /** Also on tfjs-node, with one thread and with two. */
  readonly node: boolean;
  /** Also on wasm with fused multiply-add. */
  readonly relaxed: boolean;
}

/** tfjs with our kernels on wasm, and what is asked for beside it. */
export function tfjsWays({ stock, node, relaxed }: TfjsWays): Way[] {
  const way = (backend: string, mode: string, threads: number): Way => ({
    name: `tfjs ${backend}, ${mode}${backend === "node" ? `, ${threadsWords(threads)}` : ""}`,
    command: (network) => [
      process.execPath,
      "--conditions=@ganlens/source",
      "--import",
      "tsx",
      file("./tfjs-process.ts"),
      network,
      backend,
      mode,
      `${threads}`,
    ],
  });
  const kinds: readonly (readonly [backend: string, threads: number])[] = [
    ...(relaxed ? [["wasm-relaxed", 1] as const] : []),
    ["wasm", 1],
    ...(node ? [["node", 1] as const, ["node", 2] as const] : []),
  ];
  return kinds.flatMap(([backend, threads]) => [
    ...(stock ? [way(backend, "stock", threads)] : []),
    way(backend, "ours", threads),
  ]);
}

/** PyTorch with one thread and with two. */
export function torchWays(python: string): Way[] {
  return [1, 2].map((threads) => ({
    name: `PyTorch, ${threadsWords(threads)}`,
    command: (network) => [python, file("./torch-process.py"), network, `${threads}`],
  }));
}

function threadsWords(threads: number): string {
  return `${threads} thread${threads === 1 ? "" : "s"}`;
}
