import { sizeOf } from "@ganlens/core";
import { countWords } from "@ganlens/report";
import type { ReactElement } from "react";
import { type Choices, type InputChoice, takesClass } from "../../brought/said-fields.ts";
import type { InspectedGenerator } from "../../engine/messages.ts";

const takesWords: Readonly<Record<InputChoice["takes"], string>> = {
  normal: "noise, normal N(0, 1)",
  uniform: "noise, uniform",
  class: "a class, as a row of zeros with a one",
};

/** What each input of a generator takes. */
export function InputFields({
  inspected,
  choices,
  latents,
  onChange,
}: {
  readonly inspected: InspectedGenerator;
  readonly choices: Choices;
  /** The file that holds the latents, where there is one. */
  readonly latents: string | null;
  readonly onChange: (inputs: Choices["inputs"]) => void;
}): ReactElement {
  if (inspected.isOwn) {
    return <p className="note">It was made by ganlens, and says itself what it takes and gives.</p>;
  }
  const several = inspected.inputs.length > 1;
  return (
    <fieldset className="bring-fields">
      <legend>What it takes</legend>
      {inspected.inputs.map((input) => {
        const choice = choices.inputs.get(input.name);
        if (choice === undefined) return null;
        const set = (patch: Partial<InputChoice>): void =>
          onChange(new Map([...choices.inputs, [input.name, { ...choice, ...patch }]]));
        return (
          <div key={input.name} className="bring-row">
            <span className="bring-what">
              {input.name}{" "}
              <small>{takesClass(input) ? "whole numbers" : countWords(sizeOf(input.shape), "number")}</small>
            </span>
            {takesClass(input) ? (
              <ClassField input={input} choice={choice} set={set} />
            ) : latents !== null && choice.takes !== "class" ? (
              <span>taken from {latents}</span>
            ) : (
              <NoiseFields name={input.name} choice={choice} several={several} set={set} />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

type Set = (patch: Partial<InputChoice>) => void;

function ClassField({
  input,
  choice,
  set,
}: {
  readonly input: InspectedGenerator["inputs"][number];
  readonly choice: InputChoice;
  readonly set: Set;
}): ReactElement {
  if (input.classes !== undefined) return <span>one of {input.classes} classes, as the model tells</span>;
  return (
    <label className="field">
      <span>one of so many classes</span>
      <input
        type="number"
        min={1}
        required
        value={choice.classes}
        onChange={({ target }) => set({ classes: target.value })}
      />
    </label>
  );
}

function NoiseFields({
  name,
  choice,
  several,
  set,
}: {
  readonly name: string;
  readonly choice: InputChoice;
  readonly several: boolean;
  readonly set: Set;
}): ReactElement {
  const kinds = (["normal", "uniform", "class"] as const).filter((kind) => several || kind !== "class");
  return (
    <div className="toolbar">
      <select
        aria-label={`What ${name} takes`}
        value={choice.takes}
        onChange={({ target }) => set({ takes: target.value as InputChoice["takes"] })}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {takesWords[kind]}
          </option>
        ))}
      </select>
      {choice.takes === "uniform" && (
        <span className="bring-bounds">
          {(["low", "high"] as const).map((bound) => (
            <label key={bound} className="field">
              <span>{bound === "low" ? "from" : "to"}</span>
              <input
                type="number"
                step="any"
                value={choice[bound]}
                onChange={({ target }) => set({ [bound]: target.value })}
              />
            </label>
          ))}
        </span>
      )}
    </div>
  );
}
