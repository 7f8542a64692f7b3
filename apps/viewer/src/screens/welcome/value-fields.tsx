import { formatNumber, shapeWords } from "@ganlens/report";
import type { ReactElement } from "react";
import { type Choices, chosenOutput, imageOutputs, layoutOf } from "../../brought/said-fields.ts";
import type { InspectedGenerator } from "../../engine/messages.ts";

/** What the images are: which output, which values, where their channels stand. */
export function ValueFields({
  inspected,
  choices,
  onChange,
}: {
  /** `null` for samples. */
  readonly inspected: InspectedGenerator | null;
  readonly choices: Choices;
  readonly onChange: (patch: Partial<Choices>) => void;
}): ReactElement | null {
  if (inspected?.isOwn === true) return null;
  const outputs = inspected === null ? [] : imageOutputs(inspected);
  const output = inspected === null ? undefined : chosenOutput(inspected, choices.output);
  return (
    <fieldset className="bring-fields">
      <legend>{inspected === null ? "What they are" : "What it gives"}</legend>
      {output !== undefined && (
        <div className="bring-row">
          <span className="bring-what">Images</span>
          {outputs.length > 1 && inspected !== null ? (
            <select
              aria-label="Images"
              value={output.name}
              onChange={({ target }) =>
                onChange({ output: target.value, layout: layoutOf(inspected, target.value) })
              }
            >
              {outputs.map(({ name, shape }) => (
                <option key={name} value={name}>
                  {name}, {shapeWords(shape)}
                </option>
              ))}
            </select>
          ) : (
            <span>{shapeWords(output.shape)}</span>
          )}
        </div>
      )}
      <div className="bring-row">
        <span className="bring-what">Black and white are</span>
        <RangeFields known={knownRange(inspected, output)} choices={choices} onChange={onChange} />
      </div>
      {inspected?.from !== "onnx" && (
        <div className="bring-row">
          <span className="bring-what">Channels stand</span>
          <select
            aria-label="Channels stand"
            value={choices.layout}
            onChange={({ target }) => onChange({ layout: target.value as Choices["layout"] })}
          >
            {inspected === null && <option value="">as the shape tells</option>}
            <option value={inspected === null ? "nhwc" : ""}>last</option>
            <option value="nchw">first</option>
          </select>
        </div>
      )}
      {inspected === null && <SizeFields choices={choices} onChange={onChange} />}
    </fieldset>
  );
}

/** Rows of numbers say nothing of height and width; a square is taken where they are left out. */
function SizeFields({
  choices,
  onChange,
}: {
  readonly choices: Choices;
  readonly onChange: (patch: Partial<Choices>) => void;
}): ReactElement {
  return (
    <div className="bring-row">
      <span className="bring-what">
        Height and width <small>of images stored as rows</small>
      </span>
      <div className="toolbar">
        {(["height", "width"] as const).map((side) => (
          <input
            key={side}
            type="number"
            min={1}
            placeholder="read off"
            aria-label={`${side === "height" ? "Height" : "Width"} of images that are stored as rows`}
            value={choices[side]}
            onChange={({ target }) => onChange({ [side]: target.value })}
          />
        ))}
      </div>
    </div>
  );
}

/** Words for what is read off; `null` where it must be said. */
function knownRange(
  inspected: InspectedGenerator | null,
  output: InspectedGenerator["outputs"][number] | undefined,
): string | null {
  if (inspected === null) return "as the values tell";
  if (output?.range === undefined) return null;
  const [low, high] = output.range;
  return `${formatNumber(low)} and ${formatNumber(high)}, as the last layer gives`;
}

function RangeFields({
  known,
  choices,
  onChange,
}: {
  readonly known: string | null;
  readonly choices: Choices;
  readonly onChange: (patch: Partial<Choices>) => void;
}): ReactElement {
  return (
    <div className="toolbar">
      <select
        aria-label="Black and white are"
        required={known === null}
        value={choices.range}
        onChange={({ target }) => onChange({ range: target.value })}
      >
        <option value="" disabled={known === null}>
          {known ?? "choose…"}
        </option>
        <option value="0,1">0 and 1</option>
        <option value="-1,1">−1 and 1</option>
        <option value="0,255">0 and 255</option>
        <option value="other">other values</option>
      </select>
      {choices.range === "other" &&
        (["low", "high"] as const).map((bound) => (
          <input
            key={bound}
            type="number"
            step="any"
            aria-label={bound === "low" ? "Black" : "White"}
            value={choices[bound]}
            onChange={({ target }) => onChange({ [bound]: target.value })}
          />
        ))}
    </div>
  );
}
