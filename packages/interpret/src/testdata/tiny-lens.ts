import type { Lens, LensAnswer, LensProgress } from "@ganlens/core";
import * as z from "zod";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/**
 * A lens that costs nothing: it writes two files that hold its seed, with a sign of life before and behind each. Told to wait, it
 * does so for ever once the first one is written; told to fail, it fails then.
 */
export const tinyLens: Lens<{ readonly ending: "finish" | "wait" | "fail" }> = {
  specificationVersion: 1,
  id: "tiny",
  question: "Is anything there?",
  needs: ["images"],
  options: z.strictObject({ ending: z.enum(["finish", "wait", "fail"]).default("finish") }),
  async *run(_subject, { ending }, { seed, effort, progress, writeFile }): AsyncGenerator<LensProgress, LensAnswer> {
    yield progress("beginning", 0);
    await writeFile("first.bin", bytesOf(`first of ${seed}, ${effort}`));
    yield progress("half of it", 0.5);
    if (ending === "wait") await new Promise((resolve) => setTimeout(resolve, 1e9));
    if (ending === "fail") throw new RangeError("planted");
    await writeFile("second.bin", bytesOf(`second of ${seed}, ${effort}`));
    // Old answers may have had other files.
    if (seed % 2 === 1) await writeFile("odd.bin", bytesOf(`odd ${seed}`));
    yield progress("writing", 0.9);
    return { answer: `Seed ${seed}.`, measures: [], figures: [], evidence: [] };
  },
};
