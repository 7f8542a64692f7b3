import { sizeOf, type WrittenPart } from "@ganlens/core";
import type { InspectedGenerator, Said } from "../engine/messages.ts";

/** What one input of a generator takes, as it is chosen. */
export interface InputChoice {
  readonly takes: "normal" | "uniform" | "class";
  /** Bounds of a uniform prior, as they are typed. */
  readonly low: string;
  readonly high: string;
  /** The number of classes, as it is typed; empty where the model tells it. */
  readonly classes: string;
}

/** What is chosen in the form. Empty texts mean: as the file tells. */
export interface Choices {
  /** By the name of the input. */
  readonly inputs: ReadonlyMap<string, InputChoice>;
  /** "" as the file tells, "0,1", "-1,1", "0,255", or "other" with the two texts. */
  readonly range: string;
  readonly low: string;
  readonly high: string;
  readonly layout: "" | "nhwc" | "nchw";
  readonly output: string;
  readonly height: string;
  readonly width: string;
}

/** What stands in the form at first: what can be read off the model. */
export function firstChoices(inspected: InspectedGenerator | null): Choices {
  const inputs = (inspected?.inputs ?? []).map((input) => {
    const takes = takesClass(input) ? "class" : "normal";
    return [input.name, { takes, low: "-1", high: "1", classes: "" }] as const;
  });
  return {
    inputs: new Map(inputs),
    range: "",
    low: "",
    high: "",
    layout: inspected === null ? "" : layoutOf(inspected, ""),
    output: "",
    height: "",
    width: "",
  };
}

/** True for an input of whole numbers, or of which the model tells the classes. */
export function takesClass({ dtype, classes }: InspectedGenerator["inputs"][number]): boolean {
  return dtype === "int32" || classes !== undefined;
}

/** The outputs that could be images: three sides, of which one is 1 or 3. */
export function imageOutputs({ outputs }: InspectedGenerator): InspectedGenerator["outputs"] {
  return outputs.filter(({ shape }) => shape.length === 3 && [0, 2].some((at) => isChannels(shape[at])));
}

/** The output that is looked at. */
export function chosenOutput(
  inspected: InspectedGenerator,
  name: string,
): InspectedGenerator["outputs"][number] | undefined {
  const images = imageOutputs(inspected);
  return images.find((each) => each.name === name) ?? images[0] ?? inspected.outputs[0];
}

/** Where the channels stand, read off a tfjs model's shape; those of an ONNX file are found by its converter. */
export function layoutOf(inspected: InspectedGenerator, output: string): Choices["layout"] {
  const [first, , last] = chosenOutput(inspected, output)?.shape ?? [];
  return inspected.from !== "onnx" && isChannels(first) && !isChannels(last) ? "nchw" : "";
}

/** What is wrong with the choices, in one sentence; `null` where they can be sent. */
export function problemOf(choices: Choices, inspected: InspectedGenerator | null): string | null {
  for (const { name, classes } of inspected?.isOwn === true ? [] : (inspected?.inputs ?? [])) {
    const choice = choices.inputs.get(name);
    if (choice?.takes === "uniform" && !ordered(choice.low, choice.high))
      return `The noise of “${name}” needs a lower and a higher bound.`;
    const needed = choice?.takes === "class" && classes === undefined && choice.classes === "";
    if (needed && inspected?.inputs.find((each) => each.name === name)?.dtype === "int32")
      return `Say how many classes “${name}” has: the model does not tell.`;
    if (choice !== undefined && choice.classes !== "" && !/^[1-9]\d{0,5}$/.test(choice.classes))
      return `The number of classes of “${name}” is a whole number.`;
  }
  if (choices.range === "other" && !ordered(choices.low, choices.high))
    return "The values need a lower and a higher bound.";
  if ((choices.height === "") !== (choices.width === ""))
    return "Height and width belong together: say both, or neither.";
  const unknown = inspected !== null && !inspected.isOwn && choices.range === "";
  if (unknown && chosenOutput(inspected, choices.output)?.range === undefined)
    return "Say which values the images take: the last layer of the model does not bound them.";
  return null;
}

/** The choices as the worker takes them; what was left as the file tells it is left out. */
export function saidOf(choices: Choices, inspected: InspectedGenerator | null): Said {
  const { layout, output, height, width } = choices;
  const range = choices.range === "other" ? `${choices.low},${choices.high}` : choices.range;
  const [low, high] = range.split(",").map(Number);
  return {
    ...latentSaid(choices, inspected),
    ...(low === undefined || high === undefined || range === "" ? {} : { range: [low, high] }),
    ...(layout === "" ? {} : { layout }),
    ...(output === "" ? {} : { output }),
    ...(height === "" || width === "" ? {} : { size: [Number(height), Number(width)] }),
  };
}

function latentSaid(
  { inputs }: Choices,
  inspected: InspectedGenerator | null,
): Pick<Said, "parts" | "classes"> {
  if (inspected === null || inspected.isOwn) return {};
  const chosen = inspected.inputs.map((input) => ({ input, choice: inputs.get(input.name) }));
  const parts = chosen.flatMap(({ input, choice }): WrittenPart[] => {
    if (choice === undefined || choice.takes === "class") return [];
    const size = sizeOf(input.shape);
    return choice.takes === "normal"
      ? [{ prior: "normal", size }]
      : [{ prior: "uniform", size, low: Number(choice.low), high: Number(choice.high) }];
  });
  const label = chosen.find(({ choice }) => choice?.takes === "class");
  const typed = label?.choice?.classes ?? "";
  // A row of zeros with a one is as wide as there are classes.
  const wide = label !== undefined && !takesClass(label.input) ? sizeOf(label.input.shape) : undefined;
  const classes = typed === "" ? wide : Number(typed);
  // Untouched, a lone input is what is usual, and the run says that this was assumed.
  const isAssumed = parts.length === 1 && parts[0]?.prior === "normal";
  return { ...(isAssumed ? {} : { parts }), ...(classes === undefined ? {} : { classes }) };
}

function ordered(low: string, high: string): boolean {
  return low.trim() !== "" && high.trim() !== "" && Number(low) < Number(high);
}

function isChannels(side: number | undefined): boolean {
  return side === 1 || side === 3;
}
