import { fileURLToPath } from "node:url";

/** One way of training a network: its name and the command of a process, to which the network's name is given. */
export interface Way {
  readonly name: string;
  command(network: string): readonly [string, ...string[]];
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** tfjs with our kernels; on request also as it comes, and on tfjs-node. */
export function tfjsWays({ stock, node }: { readonly stock: boolean; readonly node: boolean }): Way[] {
  const way = (backend: string, mode: string): Way => ({
    name: `tfjs ${backend}, ${mode}`,
    command: (network) => [
      process.execPath,
      "--conditions=@ganlens/source",
      "--import",
      "tsx",
      file("./tfjs-process.ts"),
      network,
      backend,
      mode,
    ],
  });
  const backends = node ? ["wasm", "node"] : ["wasm"];
  return backends.flatMap((backend) => [...(stock ? [way(backend, "stock")] : []), way(backend, "ours")]);
}

/** PyTorch with one thread and with two. */
export function torchWays(python: string): Way[] {
  return ["1", "2"].map((threads) => ({
    name: `PyTorch, ${threads} thread${threads === "1" ? "" : "s"}`,
    command: (network) => [python, file("./torch-process.py"), network, threads],
  }));
}
