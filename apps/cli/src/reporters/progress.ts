import type { LensProgress, StepEndEvent } from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import type { CliEvent, StageStartEvent } from "./cli-event.ts";
import { clockWords } from "./clock-words.ts";
import { Course } from "./sparkline.ts";
import { TimeLeft } from "./time-left.ts";

/** Where the work stands, in words and as a share. */
export interface ProgressState {
  /** What is going on: "Training". */
  readonly stage: string;
  /** Share of the stage that is done, in [0, 1]. */
  readonly done: number;
  /** "step 320/1250", "compression: training an autoencoder" */
  readonly now: string;
  /** "generator 1.23, discriminator 0.87", "450 images/s" */
  readonly facts: readonly string[];
  /** The same with how each loss went so far, for where there is room: "generator 1.23 ▃▂▁, discriminator 0.87 ▅▇█". */
  readonly drawnFacts?: readonly string[];
  /** "1:05 left"; empty while it is too early to say. */
  readonly left: string;
}

/** Bars that show how a loss went from the first step on. */
const mostBars = 8;

const stageNames: Readonly<Record<StageStartEvent["stage"], string>> = {
  read: "Reading the data",
  train: "Training",
  explain: "Explaining",
  report: "Writing the report",
  import: "Importing",
  generate: "Generating",
  project: "Projecting",
  compare: "Comparing",
};

/** Follows the events of a command and knows how far its current stage is. */
export class Progress {
  readonly #clock: CliIo["clock"];
  #stage = "";
  #timeLeft: TimeLeft | undefined;
  #lenses: readonly string[] = [];
  /** The last of each lens: several may be at work. */
  readonly #looks = new Map<string, LensProgress>();
  #firstStep = 0;
  #courses = new Map<string, Course>();

  constructor(clock: CliIo["clock"]) {
    this.#clock = clock;
  }

  /** The name of the current stage, with its place among others: "1/3 Training". */
  get stage(): string {
    return this.#stage;
  }

  /** The step that training went on from; 0 where it began. */
  get firstStep(): number {
    return this.#firstStep;
  }

  /** @returns where the work stands now, when the event says something of it */
  follow(event: CliEvent): ProgressState | undefined {
    switch (event.type) {
      case "stage-start": {
        const { index, count } = event.position ?? {};
        this.#stage = `${index === undefined ? "" : `${index}/${count} `}${stageNames[event.stage]}`;
        this.#lenses = event.lenses ?? [];
        this.#looks.clear();
        this.#timeLeft = new TimeLeft(this.#clock);
        return undefined;
      }
      case "run-start":
        this.#firstStep = event.step;
        this.#courses = new Map();
        this.#timeLeft = new TimeLeft(this.#clock, event.step / event.totalSteps);
        return undefined;
      case "step-end":
        return this.#ofStep(event);
      case "lens-progress":
        return this.#ofLens(event);
      case "work-progress":
        return {
          stage: this.#stage,
          done: event.done,
          now: event.now,
          facts: [],
          left: this.#left(event.done),
        };
      default:
        return undefined;
    }
  }

  #ofStep({ step, totalSteps, losses, time }: StepEndEvent): ProgressState {
    const done = step / totalSteps;
    const names = Object.entries(losses).map(([name, value]) => {
      const course = this.#courses.get(name) ?? new Course(mostBars);
      this.#courses.set(name, course);
      course.add(value);
      return { words: `${name} ${value.toFixed(3)}`, course: String(course) };
    });
    const speed = `${Math.round(time.imagesPerSecond)} images/s`;
    return {
      stage: this.#stage,
      done,
      now: `step ${step}/${totalSteps}`,
      facts: [names.map(({ words }) => words).join(", "), speed],
      drawnFacts: [names.map(({ words, course }) => `${words} ${course}`).join(", "), speed],
      left: this.#left(done),
    };
  }

  #ofLens(event: LensProgress): ProgressState {
    this.#looks.set(event.lens, event);
    const looks = [...this.#looks.values()];
    const done = looks.reduce((sum, look) => sum + look.done, 0) / Math.max(1, this.#lenses.length);
    const atWork = looks.filter((look) => look.done < 1);
    const now = (atWork.length === 0 ? [event] : atWork).map(({ lens, stage }) => `${lens}: ${stage}`);
    return { stage: this.#stage, done, now: now.join("; "), facts: [], left: this.#left(done) };
  }

  #left(done: number): string {
    const seconds = this.#timeLeft?.seconds(done);
    return seconds === undefined ? "" : `${clockWords(seconds)} left`;
  }
}
