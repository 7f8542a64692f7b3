import { ConfigInvalidError, canonicalJson, sha256Hex } from "@ganlens/core";
import { parseSpec } from "../parse-spec.ts";
import type {
  AnyDatasetSource,
  DatasetSamples,
  DatasetSource,
  StreamedSamples,
} from "../samples/dataset-samples.ts";
import { splitRoles } from "../split-roles.ts";
import { findTransform } from "./find-transform.ts";
import type { TransformSpec } from "./transforms.ts";

const mostTransforms = 50;

/**
 * A source over other data with changes, done in order as they are loaded.
 *
 * Its splits are `train` and `held-out` whatever those of the base are called, and others where the base or a transform has them. Its
 * name is the base's with those of the transforms, its hash that of the base's and of how the transforms are set.
 *
 * @throws {ConfigInvalidError} when a transform is unknown, or wrongly set, and as it is loaded when the base does not lie in memory
 */
export function transformedSource(base: AnyDatasetSource, specs: readonly TransformSpec[]): DatasetSource {
  if (specs.length === 0 || specs.length > mostTransforms) {
    throw new ConfigInvalidError({
      message: `Expected 1 to ${mostTransforms} transforms of ${base.name}, received ${specs.length}.`,
      hint: "Name the data themselves where nothing is to be changed.",
    });
  }
  const checked = specs.map((spec) => {
    const transform = findTransform(spec.name);
    return { transform, spec: parseSpec(transform.schema, spec, `the transform ${spec.name}`) };
  });
  const suffix = checked.map(({ spec }) => spec.name).join("-");
  return {
    name: `${base.name}-${suffix}`,
    description: `${base.name} after ${checked.map(({ spec }) => spec.name).join(", ")}.`,
    async load() {
      const loaded = inMemory(await base.load());
      const changed = checked.reduce(
        (samples, { transform, spec }) => transform.apply(samples, spec),
        withUsualSplits(loaded),
      );
      const { sha256, name } = loaded.info;
      const sameness = canonicalJson({ base: sha256, transforms: checked.map(({ spec }) => spec) });
      const info = {
        ...changed.info,
        name: `${name}-${suffix}`,
        sha256: sha256Hex(new TextEncoder().encode(sameness)),
      };
      return { ...changed, info };
    },
  };
}

/** @throws {ConfigInvalidError} for samples that are read when they are asked for: transforms change them all at once */
function inMemory(samples: DatasetSamples | StreamedSamples): DatasetSamples {
  if ("x" in samples) return samples;
  throw new ConfigInvalidError({
    message: `Expected data in memory to transform, but ${samples.info.name} is streamed.`,
    hint: "Set stream to false in the folder's specification, and a smaller size if it is too large.",
  });
}

/** What is trained on is called `train`, and what is not `held-out`: roles go by the name of the data, which is another one. */
function withUsualSplits(samples: DatasetSamples): DatasetSamples {
  const { train, heldOut } = splitRoles(samples.info.name);
  if (train === "train" && heldOut === "held-out") return samples;
  const splits = {
    train: samples.splits[train] as Int32Array,
    "held-out": samples.splits[heldOut] as Int32Array,
  };
  const counts = Object.fromEntries(Object.entries(splits).map(([name, rows]) => [name, rows.length]));
  return { ...samples, info: { ...samples.info, splits: counts }, splits };
}
