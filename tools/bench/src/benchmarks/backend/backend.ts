import { parseArgs } from "node:util";
import { networks } from "@ganlens/backend/networks";
import type { ReportBenchmark } from "../../benchmark.ts";
import { compare } from "./compare.ts";
import { describeMachine } from "./describe-machine.ts";
import { providePython } from "./provide-python.ts";
import { tfjsWays, torchWays } from "./ways.ts";

/**
 * Six networks, a full training step each, in processes that take turns: `pnpm bench backend [--against torch] [--stock]
 * [--node] [--relaxed] [--rounds 7] [--networks dcgan,conv-vae]`; relaxed needs Node 22.
 */
export const backendBenchmark: ReportBenchmark = {
  name: "backend",
  question: "How long does a training step take here, and in PyTorch (--against torch)?",
  async report(options, print) {
    const { values } = parseArgs({
      args: [...options],
      options: {
        against: { type: "string" },
        stock: { type: "boolean", default: false },
        node: { type: "boolean", default: false },
        relaxed: { type: "boolean", default: false },
        rounds: { type: "string", default: "7" },
        networks: { type: "string", default: Object.keys(networks).join(",") },
      },
    });
    const ways = tfjsWays({ stock: values.stock, node: values.node, relaxed: values.relaxed });
    if (values.against === "torch") ways.push(...torchWays(await providePython(print)));
    else if (values.against !== undefined)
      throw new Error(`Expected --against torch, not ${values.against}.`);
    print(describeMachine());
    print("");
    print(
      "| network | with | wall ms | ratio | CPU ms | ratio | first step after | peak memory | loss, first → last |",
    );
    print("|---|---|---|---|---|---|---|---|---|");
    for (const network of values.networks.split(",")) {
      await compare({ network, ways, rounds: Number(values.rounds) }, print);
    }
    print("");
    print(
      "Medians of steps of processes that took turns; ratios are to PyTorch at its better, without it to the last row.",
    );
  },
};
