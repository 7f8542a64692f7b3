import * as z from "zod";
import type { Artifact } from "./artifact.ts";
import { figureSchema } from "./figure.ts";
import type { LensResult } from "./lens-result.ts";
import { measureSchema } from "./measure.ts";

const evidence = z.strictObject({
  claim: z.string(),
  seed: z.int().nonnegative().exactOptional(),
  sampleIds: z.array(z.string()).exactOptional(),
  file: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/)
    .exactOptional(),
  indices: z.array(z.int().nonnegative()).exactOptional(),
  models: z.array(z.string()).exactOptional(),
});

const first = z.strictObject({
  schemaVersion: z.literal(1),
  lens: z.string().regex(/^[a-z0-9-]+$/),
  question: z.string(),
  answer: z.string(),
  effort: z.enum(["quick", "normal"]),
  seed: z.int().nonnegative(),
  options: z.record(z.string(), z.unknown()).exactOptional(),
  measures: z.array(measureSchema),
  figures: z.array(figureSchema),
  evidence: z.array(evidence),
});

type First = z.infer<typeof first>;

/** The result of a lens as version 1 had it, brought to the newest form. */
export const lensResultV1Schema: z.ZodType<LensResult> = first.transform(
  (result): LensResult => ({
    ...result,
    schemaVersion: 2,
    fingerprint: null,
    step: null,
    evidence: result.evidence.map((each, i) => ({ ...each, id: `${result.lens}-${i + 1}` })),
    artifacts: artifactsOf(result),
    verdicts: [],
    controls: [],
  }),
);

/** What the lenses of version 1 left behind, by the names that they gave it. */
function artifactsOf({ lens, evidence: found, seed, options }: First): readonly Artifact[] {
  const [steps, code] = [countIn(options?.steps), countIn(options?.code)];
  const models = found.flatMap(({ claim, models: hashes = [] }) =>
    hashes.flatMap((model) => (/^[0-9a-f]{64}$/.test(model) ? [{ model, claim }] : [])),
  );
  const autoencoders = models.map(
    ({ model, claim }, i): Artifact => ({
      type: "autoencoder",
      id: `autoencoder-${i + 1}`,
      title: claim,
      model,
      learned: learnedBy(lens, claim),
      seed,
      ...(steps === undefined ? {} : { steps }),
      ...(code === undefined ? {} : { code }),
    }),
  );
  if (lens !== "identifiability" || !found.some(({ file }) => file === "directions.npz")) return autoencoders;
  const directions = (id: string, title: string, array: string): Artifact => ({
    type: "directions",
    id,
    title,
    file: "directions.npz",
    array,
  });
  return [
    directions("readable", "Directions that can be read back best", "canonical_directions"),
    directions("sensitive", "Directions that move the image most", "jacobian_directions"),
    ...autoencoders,
  ];
}

function countIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
}

/** Version 1 told it only by the words of the claim. */
function learnedBy(lens: string, claim: string): "real" | "generated" {
  if (lens === "identifiability") return "generated";
  if (lens === "reconstruction") return claim.startsWith("generated images") ? "real" : "generated";
  return claim.includes("real images") ? "real" : "generated";
}
