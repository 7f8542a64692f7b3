import { type Control, type LensContext, rows } from "@ganlens/core";
import { type Lesson, lessonRows } from "../../recognition/learning-curve.ts";
import type { Worth } from "../../recognition/worth.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { classLabels } from "./class-labels.ts";
import { usefulnessControls } from "./controls.ts";
import { beginning, type Judge, judgeOf, type LabelledImages, mostReal } from "./judge.ts";
import { mostProbed, probeAccuracy } from "./linear-probe.ts";
import { type ShuffledAccuracy, shuffledAccuracy } from "./shuffled-accuracy.ts";
import type { StatementId } from "./statements.ts";

/** All that is found of learning to recognise real images from generated ones. */
export interface RecognitionFindings {
  readonly statement: StatementId;
  readonly judge: Judge;
  readonly worth: Worth;
  /** Of as many generated images as there are real ones in their place, and of these. */
  readonly atPlacebo: Worth;
  readonly placeboWorth: Worth;
  /** Accuracy by number of generated images. */
  readonly growth: readonly { readonly count: number; readonly accuracy: number }[];
  readonly shuffled: ShuffledAccuracy;
  /** What guessing the commonest class gives. */
  readonly chance: number;
  readonly probe: { readonly count: number; readonly generated: number | null; readonly real: number | null };
  /** How many of the n test images of each class are recognised. */
  readonly recalls: readonly {
    readonly label: number;
    readonly n: number;
    readonly generated: number;
    readonly real: number;
  }[];
  /** Images that are seen in another class than was asked for; undefined where no class was asked for. */
  readonly contradicted:
    | {
        readonly rows: readonly number[];
        readonly asked: Int32Array;
        readonly seen: Int32Array;
        readonly ofReal: number;
        readonly realCount: number;
      }
    | undefined;
  /** What is left where images are left out that others flag. */
  readonly without: readonly { readonly what: string; readonly left: number; readonly worth: Worth | null }[];
  readonly test: LabelledImages;
  readonly learned: number;
  readonly controls: readonly Control[];
}

/** Fewer images than these are no lesson. */
const leastLesson = 10;

/** What a recogniser learns from generated images, against real ones, and against wrong ones. */
export async function* learnFromGenerated({
  suspect,
  training,
  known,
  placebo,
  classes,
  meaning,
  flagged,
  context,
}: {
  readonly suspect: ImageSet;
  readonly training: LabelledImages;
  readonly known: LabelledImages;
  readonly placebo: LabelledImages;
  readonly classes: number;
  readonly meaning: string;
  /** Rows of the suspect that others flag, by what is wrong with them. */
  readonly flagged: readonly { readonly what: string; readonly rows: ReadonlySet<number> }[];
  readonly context: LensContext;
}): AsyncGenerator<number, RecognitionFindings> {
  const test = known;
  const random = context.random.split("recognition");
  const labels = classLabels({ suspect, training: firstOf(training, mostReal), classes });
  const real = { images: rows(training.images, 0, labels.training.length), labels: labels.training };
  const judge = yield* judgeOf({ training: real, test, classes, random: random.split("judge") });
  const lesson = judge.lesson({ images: suspect.x, labels: labels.generated });
  const count = lesson.labels.length;
  const worth = judge.worth(lesson, "generated");
  const inPlace = { images: placebo.images, labels: labels.inItsPlace(placebo) };
  const placeboLesson = judge.lesson(inPlace);
  const generatedSeen = judge.recogniser.learn(lesson)(judge.test.hidden);
  const seeReal = judge.recogniser.learn(judge.real);
  const realSeen = seeReal(judge.test.hidden);
  const chance = commonest(test.labels);
  const probed = Math.min(mostProbed, count, real.labels.length);
  return {
    statement: labels.statement,
    judge,
    worth,
    atPlacebo: judge.worth(beginning(lesson, placebo.labels.length), "as many as the placebo"),
    placeboWorth: judge.worth(placeboLesson, "placebo"),
    growth: [10, 100, 1000]
      .filter((size) => size < count)
      .map((size) => ({ count: size, accuracy: judge.accuracy(beginning(lesson, size)) }))
      .concat([{ count, accuracy: worth.accuracy }]),
    shuffled: shuffledAccuracy(judge, { lesson, chance, random: random.split("shuffled") }),
    chance,
    probe: {
      count: probed,
      generated: probeAccuracy({
        lesson: firstOf({ images: suspect.x, labels: labels.generated }, probed),
        test,
      }),
      real: probeAccuracy({ lesson: firstOf(real, probed), test }),
    },
    recalls: recallsOf(test.labels, generatedSeen, realSeen),
    contradicted:
      labels.statement === "worth"
        ? contradictions(lesson.labels, seeReal(lesson.hidden), { truth: test.labels, seen: realSeen })
        : undefined,
    without: flagged.map(({ what, rows: out }) => without(judge, lesson, { what, out })),
    test,
    learned: real.labels.length,
    controls: usefulnessControls({ statement: labels.statement, placebo: inPlace, meaning, judge, context }),
  };
}

function without(
  judge: Judge,
  lesson: Lesson,
  { what, out }: { readonly what: string; readonly out: ReadonlySet<number> },
): RecognitionFindings["without"][number] {
  const kept = Array.from(lesson.labels.keys()).filter((row) => !out.has(row));
  const worth =
    kept.length < leastLesson ? null : judge.worth(lessonRows(lesson, kept), `without those ${what}`);
  return { what, left: kept.length, worth };
}

function firstOf({ images, labels }: LabelledImages, most: number): LabelledImages {
  const count = Math.min(most, labels.length);
  return { images: rows(images, 0, count), labels: labels.subarray(0, count) };
}

function commonest(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values()) / labels.length;
}

function recallsOf(
  truth: Int32Array,
  generated: Int32Array,
  real: Int32Array,
): RecognitionFindings["recalls"] {
  return [...new Set(truth)]
    .sort((a, b) => a - b)
    .map((label) => {
      const own = [...truth.keys()].filter((row) => truth[row] === label);
      const count = (seen: Int32Array) => own.filter((row) => seen[row] === label).length;
      return { label, n: own.length, generated: count(generated), real: count(real) };
    });
}

function contradictions(
  asked: Int32Array,
  seen: Int32Array,
  test: { readonly truth: Int32Array; readonly seen: Int32Array },
): NonNullable<RecognitionFindings["contradicted"]> {
  const { truth } = test;
  return {
    rows: [...seen.keys()].filter((row) => seen[row] !== asked[row]),
    asked,
    seen,
    ofReal: test.seen.filter((label, i) => label !== truth[i]).length / truth.length,
    realCount: truth.length,
  };
}
