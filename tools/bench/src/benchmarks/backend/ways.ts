import { fileURLToPath } from "node:url";

/** One way of training a network: its name and the command of a process, to which the network's name is given. */
export interface Way {
  readonly name: string;
  command(network: string): readonly [string, ...string[]];
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** tfjs with our kernels; on request also as it comes, and on tfjs-node with one thread and with two. */
export function tfjsWays({ stock, node }: { readonly stock: boolean; readonly node: boolean }): Way[] {
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
  const kinds = node
    ? ([
        ["wasm", 1],
        ["node", 1],
        ["node", 2],
      ] as const)
    : ([["wasm", 1]] as const);
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
