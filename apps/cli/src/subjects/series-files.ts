import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ConfigInvalidError, type FileSet, mostModels, stepOfPath } from "@ganlens/core";
import { modelFilesFromPath } from "@ganlens/core/node";
import type { CliIo } from "../cli-io.ts";
import { isSampleFile } from "./is-sample-file.ts";

/** Names in one folder that are looked through. */
const mostNames = 10_000;

/**
 * The models that a pattern such as `dir/step-*.onnx` names, by step: the last number of each path.
 *
 * `*` stands for any part of one name, never for a `/`.
 *
 * @throws {ConfigInvalidError} when it names samples, fewer than two models, more than 200, or one whose step cannot be told
 */
export async function seriesFiles(
  pattern: string,
  { cwd }: Pick<CliIo, "cwd">,
): Promise<readonly { readonly step: number; readonly files: FileSet }[]> {
  const paths = await matching(resolve(cwd, pattern).split("/"));
  const samples = paths.find(isSampleFile);
  if (samples !== undefined) {
    throw new ConfigInvalidError({
      message: `Expected models for --series ${pattern}, found ${basename(samples)}: a series of samples is not covered yet.`,
      hint: "Look at the samples of one step with --samples FILE.",
    });
  }
  if (paths.length < 2 || paths.length > mostModels) {
    throw new ConfigInvalidError({
      message: `Expected 2 to ${mostModels} models for --series ${pattern}, found ${paths.length}.`,
      hint: "Quote the pattern, so that the shell leaves it alone: --series 'checkpoints/*/model.json'",
    });
  }
  const models = paths.map((path) => ({ path, step: stepOf(path, pattern) }));
  const twice = models.find(({ step }, i) => models.findIndex((other) => other.step === step) !== i);
  if (twice !== undefined) {
    throw new ConfigInvalidError({
      message: `Expected models of different steps for --series ${pattern}, found two of step ${twice.step}.`,
      hint: "The step is the last number of a path: name one kind of file only.",
    });
  }
  models.sort((one, other) => one.step - other.step);
  return Promise.all(models.map(async ({ path, step }) => ({ step, files: await modelFilesFromPath(path) })));
}

async function matching(parts: readonly string[]): Promise<readonly string[]> {
  let found = [parts[0] === "" ? "/" : (parts[0] ?? "")];
  for (const part of parts.slice(1)) {
    if (!part.includes("*")) {
      found = found.map((folder) => join(folder, part));
      continue;
    }
    const fits = new RegExp(`^${part.split("*").map(escaped).join(".*")}$`, "s");
    const next: string[] = [];
    for (const folder of found) {
      const names = await readdir(folder).catch(() => []);
      for (const name of names.slice(0, mostNames).sort()) {
        if (fits.test(name) && !name.startsWith(".")) next.push(join(folder, name));
      }
      if (next.length > mostNames) break;
    }
    found = next;
  }
  const there = await Promise.all(
    found.map(async (path) =>
      (await readdir(dirname(path)).catch(() => [])).some((name) => path.endsWith(`/${name}`)) ? path : "",
    ),
  );
  return there.filter((path) => path !== "");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function stepOf(path: string, pattern: string): number {
  const step = stepOfPath(path);
  if (step !== null) return step;
  throw new ConfigInvalidError({
    message: `Expected a number in the path of each model of --series ${pattern}, found none in ${path}.`,
    hint: "The last number of a path is its step, as in step-0100/model.json.",
  });
}
