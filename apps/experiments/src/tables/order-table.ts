import { exactShareInterval } from "@ganlens/metrics";
import type { Condition, Experiment, Order } from "../experiment.ts";
import type { Row } from "../rows/row.ts";
import { shareWords } from "./share-words.ts";
import { rowsOf } from "./table-row.ts";

/** An order is met when it is right in so many of the draws. */
const leastRight = 0.9;

/**
 * How often two conditions stand in the order that is known, over the draws that both have: numbers that are alike are not in
 * order, and draws without a number are not counted. Nothing where no orders are asked for.
 */
export function orderTable(experiment: Experiment, rows: readonly Row[]): readonly string[] {
  const { orders = [] } = experiment;
  if (orders.length === 0) return [];
  return [
    "",
    "How often a number is lower in the first condition than in the second, in draws of the same number, which have one division. *Met* means in at least 90 % of them.",
    "",
    "| lower | than | number | right order | share [95 %] | met |",
    "|---|---|---|---|---|---|",
    ...orders.map((order) => orderLine(order, experiment, rows)),
  ];
}

function orderLine(
  { number, words, lower, higher, limit }: Order,
  experiment: Experiment,
  rows: readonly Row[],
): string {
  const [first, second] = [lower, higher].map((id) => {
    const condition = experiment.conditions.find((each) => each.id === id) as Condition;
    return { title: condition.title, rows: rowsOf(experiment, rows, condition) };
  }) as [Side, Side];
  const pairs = first.rows.flatMap(({ draw, found }) => {
    const own = found[number];
    const other = second.rows.find((row) => row.draw === draw)?.found[number];
    return typeof own === "number" && typeof other === "number" ? [own < other] : [];
  });
  const [hits, n] = [pairs.filter(Boolean).length, pairs.length];
  const cells = [first.title, second.title, words, `${hits} of ${n}`];
  if (n === 0) return `| ${[...cells, "", "no draws yet"].join(" | ")} |`;
  const { value, interval } = exactShareInterval({ hits, n });
  const met = value >= leastRight ? "yes" : `no${limit === undefined ? "" : `: ${limit}`}`;
  return `| ${[...cells, shareWords({ value, ...interval }), met].join(" | ")} |`;
}

interface Side {
  readonly title: string;
  readonly rows: readonly Row[];
}
