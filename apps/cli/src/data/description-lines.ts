import type { DatasetDescription } from "@ganlens/datasets";

/** Classes that are counted one by one; of more, the rarest and the most frequent are told. */
const mostClasses = 20;

/** What was found in data, in lines of a name and what belongs to it. */
export function descriptionLines(
  { info, notes, splits, shared, minimum, maximum, mean, standardDeviation }: DatasetDescription,
  { split, files }: { readonly split: string; readonly files: readonly string[] },
): readonly string[] {
  const line = (name: string, text: string) => `${name.padEnd(11)}${text}`;
  const number = (value: number) => String(Number(value.toPrecision(4)));
  const { classes = [] } = info;
  const counts = Object.entries(splits);
  const within = counts.filter(([, { duplicates }]) => duplicates > 0);
  return [
    line("Data", info.name),
    line("Samples", `${info.kind} of ${info.shape.join(" × ")}`),
    ...counts.map(([name, { count }]) => line("Split", `${name}: ${count}`)),
    ...(classes.length === 0
      ? [line("Classes", "none")]
      : classLines(
          classes,
          counts.map(([name, { classCounts = [] }]) => ({ name, classCounts })),
        ).map((text) => line("Classes", text))),
    ...(info.factors ?? []).map(({ name, size, values }) =>
      line("Factor", `${name}: ${size} values, ${number(values[0] ?? 0)} to ${number(values.at(-1) ?? 0)}`),
    ),
    ...(info.parts === undefined ? [] : [line("Parts", `${info.parts.join(", ")} (masks)`)]),
    line(
      "Duplicates",
      within.length === 0
        ? "none within a split"
        : within.map(([name, { duplicates }]) => `${duplicates} within ${name}`).join(", "),
    ),
    line(
      "Shared",
      shared.length === 0
        ? "nothing across splits"
        : shared
            .map(({ splits: [first, second], count }) => `${count} of ${second} also in ${first}`)
            .join(", "),
    ),
    line(
      "Values",
      `${number(minimum)} to ${number(maximum)}, mean ${number(mean)}, standard deviation ${number(standardDeviation)}`,
    ),
    line("Licence", info.licence),
    line("SHA-256", info.sha256),
    ...notes.map((note) => line("Note", note)),
    ...files.map((file) =>
      line(
        "Wrote",
        file.endsWith("-contact-sheet.png") ? `${file} (${split}; the mean of a row at its end)` : file,
      ),
    ),
  ];
}

function classLines(
  classes: readonly string[],
  splits: readonly { readonly name: string; readonly classCounts: readonly number[] }[],
): readonly string[] {
  if (classes.length > mostClasses) {
    return [
      String(classes.length),
      ...splits.map(({ name, classCounts }) => {
        const empty = classCounts.filter((count) => count === 0).length;
        return `${name}: ${Math.min(...classCounts)} to ${Math.max(...classCounts)} of each${empty === 0 ? "" : `, ${empty} without any`}`;
      }),
    ];
  }
  return splits.map(
    ({ name, classCounts }) =>
      `${name}: ${classes.map((label, i) => `${label} ${classCounts[i]}`).join(", ")}`,
  );
}
