import { type Answer, Contender } from "./contender.ts";
import type { Way } from "./ways.ts";

interface Measured {
  readonly name: string;
  readonly contender: Contender;
  readonly startUp: number;
  readonly first: Answer;
  readonly milliseconds: number[];
  readonly cpu: number[];
  last: Answer;
}

/** How long one process trains before the next one's turn, in milliseconds. */
const turn = 400;

/** Trains one network in several ways, turn by turn, and prints a row for each. */
export async function compare(
  {
    network,
    ways,
    rounds,
  }: { readonly network: string; readonly ways: readonly Way[]; readonly rounds: number },
  print: (line: string) => void,
): Promise<void> {
  const measured: Measured[] = [];
  try {
    for (const { name, command } of ways) {
      try {
        const { contender, first, startUp } = await Contender.start(name, command(network));
        measured.push({ name, contender, startUp, first, milliseconds: [], cpu: [], last: first });
      } catch (error) {
        print(`| ${network} | ${name} | ${(error as Error).message.slice(0, 80)} | | | | | | |`);
      }
    }
    for (const way of measured) way.last = await way.contender.steps(2);
    for (let round = 0; round < rounds; round++) {
      for (const way of measured) {
        const steps = Math.max(1, Math.min(50, Math.round(turn / median(way.last.milliseconds))));
        way.last = await way.contender.steps(steps);
        way.milliseconds.push(...way.last.milliseconds);
        way.cpu.push(way.last.cpu);
      }
    }
    // PyTorch at its better number of threads for wall time, with one thread for processor time, which a busy machine
    // disturbs less; without PyTorch the last way.
    const references = measured.filter(({ name }) => name.startsWith("PyTorch"));
    const others = references.length > 0 ? references : measured.slice(-1);
    const wall = Math.min(...others.map(({ milliseconds }) => median(milliseconds)));
    const processor = Math.min(...others.map(({ cpu }) => median(cpu)));
    for (const way of measured) {
      const cells = [
        network,
        way.name,
        median(way.milliseconds).toFixed(1),
        `${(median(way.milliseconds) / wall).toFixed(2)} ×`,
        median(way.cpu).toFixed(1),
        `${(median(way.cpu) / processor).toFixed(2)} ×`,
        `${(way.startUp / 1000).toFixed(1)} s`,
        `${way.last.memory.toFixed(0)} MiB`,
        `${losses(way.first)} → ${losses(way.last)}`,
      ];
      print(`| ${cells.join(" | ")} |`);
    }
  } finally {
    for (const { contender } of measured) contender.stop();
  }
}

function losses({ losses }: Answer): string {
  return losses.map((loss) => loss.toPrecision(4)).join(", ");
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
