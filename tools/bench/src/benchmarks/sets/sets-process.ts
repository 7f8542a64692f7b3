import { rssMegabytes } from "./rss-megabytes.ts";

/**
 * A process that draws, encodes and measures: argument COUNT; one line of JSON at the end.
 *
 * What it uses is loaded late, so that memory at the start is that of the bare process.
 */
const count = Number(process.argv[2]);
const start = rssMegabytes();

const { measureSet } = await import("./measure-set.ts");
const answer = await measureSet(count);
process.stdout.write(
  `${JSON.stringify({ ...answer, start, peak: process.resourceUsage().maxRSS / 1024 })}\n`,
);
