import { describe, expect, it } from "vitest";
import { parseCommand } from "./command-line.ts";
import { plantedExperiment } from "./testdata/planted-experiment.ts";

const planted = plantedExperiment();
const parse = (line: string) => parseCommand(line.split(" ").filter(Boolean), [planted]);

describe("parseCommand", () => {
  it("knows its tasks", () => {
    expect(parse("")).toEqual({ task: "list" });
    expect(parse("tables --write")).toEqual({ task: "tables", write: true });
    expect(parse("tables --check")).toEqual({ task: "tables", write: false });
    expect(parse("planted --table")).toEqual({ task: "table", experiment: planted });
    expect(parse("planted")).toEqual({ task: "draw", experiment: planted, trial: false });
    expect(parse("planted --minutes 0.5 --draws 3 --condition null-500 --backend wasm --try")).toEqual({
      task: "draw",
      experiment: planted,
      trial: true,
      minutes: 0.5,
      draws: 3,
      conditions: ["null-500"],
      backend: "wasm",
    });
  });

  it.each([
    ["plantet", /name of an experiment, received "plantet"/],
    ["planted again", /one name, received 2/],
    ["planted --draws 0", /positive number after --draws, received "0"/],
    ["planted --draws 1.5", /positive number after --draws/],
    ["planted --minutes x", /positive number after --minutes, received "x"/],
    ["planted --minutes Infinity", /positive number after --minutes/],
    ["planted --condition null-50", /condition of planted, received "null-50"/],
    ["planted --backend wasn", /name of a backend, received "wasn"/],
    ["planted --table --draws 2", /no other options beside --table/],
    ["planted --write", /after `tables` only/],
    ["tables", /one of --write and --check/],
    ["tables --write --check", /one of --write and --check/],
    ["tables --write --draws 2", /no other options/],
    ["--draws 2", /name of an experiment before its options/],
    ["planted --drawz 2", /--drawz/],
  ])("refuses `%s`", (line, problem) => {
    expect(() => parse(line)).toThrow(problem);
  });
});
