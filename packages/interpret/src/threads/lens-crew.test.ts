import { CancelledError, type LensProgress, type LensResult } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { LensQuestion } from "../answers/ask-lens.ts";
import { LensCrew, type LensCrewOptions } from "./lens-crew.ts";
import type { Member } from "./member.ts";

const question = (lens: string): LensQuestion => ({
  lens,
  fingerprint: "any",
  settings: {},
  effort: "quick",
  seed: 0,
  trainingImages: true,
  asked: {},
});

/** Work that a member was asked for, as its number and what it is about: "0 lens a". */
interface Job {
  done(error?: Error): void;
}

/** Members that do what they are asked when the test says so. */
function crewOf(lenses: readonly string[], changes: Partial<LensCrewOptions> = {}) {
  const jobs = new Map<string, Job>();
  const told: string[] = [];
  const members = [0, 1].map((i): Member => {
    const ask = (what: string, input: unknown): Promise<unknown> => {
      const { lens, name = lens } = input as { readonly lens?: string; readonly name?: string };
      return new Promise((resolve, reject) => {
        const key = `${i} ${what} ${name}`;
        const done = (error?: Error): void => {
          jobs.delete(key);
          if (error === undefined) resolve({ lens: name });
          else reject(error);
        };
        jobs.set(key, { done });
      });
    };
    const talk = {
      ask: ask as Member["talk"]["ask"],
      tell: (what: string) => void told.push(`${i} ${what}`),
    };
    return { talk, opened: Promise.resolve(), lenses: new Set(), running: 0 };
  });
  const { signal } = new AbortController();
  const options = { members, questions: lenses.map(question), signal, onFailure: undefined, ...changes };
  const crew = new LensCrew(options);
  const progress: LensProgress[] = [];
  const answers = (async (): Promise<readonly LensResult[]> => {
    const events = crew.answers();
    for (;;) {
      const { done, value } = await events.next();
      if (done) return value;
      progress.push(value);
    }
  })();
  answers.catch(() => {});
  /** What is being done, once all that follows from what was said has happened. */
  const atWork = async (): Promise<readonly string[]> => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return [...jobs.keys()].sort();
  };
  const finish = (key: string, error?: Error): void => {
    const job = jobs.get(key);
    if (job === undefined) throw new Error(`Expected ${key} at work, found ${[...jobs.keys()].join(", ")}.`);
    job.done(error);
  };
  return { crew, members: members as [Member, Member], answers, atWork, finish, progress, told };
}

describe("a crew of two", () => {
  it("gives each the next lens when it has nothing to do, and the answers in the order of the questions", async () => {
    const { answers, atWork, finish, progress } = crewOf(["a", "b", "c"]);
    expect(await atWork()).toEqual(["0 lens a", "1 lens b"]);
    finish("1 lens b");
    expect(await atWork()).toEqual(["0 lens a", "1 lens c"]);
    finish("1 lens c");
    finish("0 lens a");
    expect((await answers).map(({ lens }) => lens)).toEqual(["a", "b", "c"]);
    expect(progress.map(({ lens, stage }) => `${lens} ${stage}`)).toEqual(["b done", "c done", "a done"]);
  });

  it("trains networks before it begins lenses, those that are waited for first, and each once", async () => {
    const { crew, members, answers, atWork, finish } = crewOf(["a", "b", "c"]);
    await atWork();
    crew.begin("first", {});
    crew.begin("second", {});
    // Nobody is free, and what waits makes its worker free.
    expect(await atWork()).toEqual(["0 lens a", "1 lens b"]);
    const waited = crew.finish(members[0], "second", {});
    expect(await atWork()).toEqual(["0 lens a", "0 task second", "1 lens b"]);
    const also = crew.finish(members[1], "second", {});
    expect(await atWork()).toEqual(["0 lens a", "0 task second", "1 lens b", "1 task first"]);
    finish("0 task second");
    await Promise.all([waited, also]);
    finish("0 lens a");
    finish("1 task first");
    expect(await atWork()).toEqual(["0 lens c", "1 lens b"]);
    finish("0 lens c");
    finish("1 lens b");
    expect((await answers).length).toBe(3);
  });

  it("gives a worker whose lens waits another lens, and no third", async () => {
    const { crew, members, atWork, finish } = crewOf(["a", "b", "c", "d", "e"]);
    await atWork();
    const waits = [crew.finish(members[0], "network", {})];
    expect(await atWork()).toEqual(["0 lens a", "0 task network", "1 lens b"]);
    waits.push(crew.finish(members[1], "network", {}));
    expect(await atWork()).toEqual(["0 lens a", "0 task network", "1 lens b", "1 lens c"]);
    waits.push(crew.finish(members[1], "network", {}));
    expect(await atWork()).toEqual(["0 lens a", "0 task network", "1 lens b", "1 lens c"]);
    finish("1 lens c");
    expect(await atWork()).toEqual(["0 lens a", "0 task network", "1 lens b", "1 lens d"]);
    finish("0 task network");
    await Promise.all(waits);
  });

  it("tells those who wait for a network how far it is, and what it failed with", async () => {
    const { crew, members, atWork, finish, told } = crewOf(["a", "b"]);
    await atWork();
    const waits = members.map((member) =>
      crew.finish(member, "network", {}).catch((error: unknown) => error),
    );
    await atWork();
    crew.share("network", 0.5);
    crew.share("another", 0.5);
    expect(told.filter((said) => said.endsWith("share"))).toEqual(["0 share", "1 share"]);
    finish("0 task network", new RangeError("planted"));
    expect(await Promise.all(waits)).toEqual([new RangeError("planted"), new RangeError("planted")]);
    // It may be asked for again.
    void crew.finish(members[0], "network", {});
    expect(await atWork()).toEqual(["0 lens a", "0 task network", "1 lens b"]);
  });

  it("lets one at a time work under a name, in their order, and gives nobody other work meanwhile", async () => {
    const { crew, atWork } = crewOf(["a", "b", "c"]);
    const order: string[] = [];
    await crew.turn("set");
    for (const who of ["second", "third"]) void crew.turn("set").then(() => order.push(who));
    await crew.turn("another set");
    expect([await atWork(), order]).toEqual([["0 lens a", "1 lens b"], []]);
    crew.giveUp("set");
    expect([await atWork(), order]).toEqual([["0 lens a", "1 lens b"], ["second"]]);
    crew.giveUp("set");
    await atWork();
    expect(order).toEqual(["second", "third"]);
    crew.giveUp("set");
    await crew.turn("set");
  });

  it("ends with the first failure when those at work have come to an end, and begins nothing more", async () => {
    const { crew, members, answers, atWork, finish, told } = crewOf(["a", "b", "c"]);
    await atWork();
    crew.begin("network", {});
    const waits = [crew.finish(members[1], "network", {}), crew.turn("set"), crew.turn("set")].map((each) =>
      each.catch((error: unknown) => error),
    );
    await atWork();
    finish("0 lens a", new RangeError("planted"));
    expect(await atWork()).toEqual(["1 lens b", "1 task network"]);
    expect(told.filter((said) => said.endsWith("stop"))).toEqual(["0 stop", "1 stop"]);
    expect(await waits[2]).toBeInstanceOf(CancelledError);
    await expect(crew.turn("set")).rejects.toThrow(CancelledError);
    await expect(crew.finish(members[0], "other", {})).rejects.toThrow(CancelledError);
    crew.begin("other", {});
    let ended = false;
    void answers
      .catch(() => {})
      .then(() => {
        ended = true;
      });
    await atWork();
    expect(ended).toBe(false);
    finish("1 task network", new CancelledError({ message: "stopped" }));
    finish("1 lens b", new CancelledError({ message: "stopped" }));
    await expect(answers).rejects.toThrow("planted");
    expect(await atWork()).toEqual([]);
  });

  it("ends when the signal aborts, and stops networks that nobody needs any more", async () => {
    const controller = new AbortController();
    const stopped = crewOf(["a", "b", "c"], { signal: controller.signal });
    await stopped.atWork();
    controller.abort();
    stopped.finish("0 lens a");
    stopped.finish("1 lens b");
    await expect(stopped.answers).rejects.toThrow("Stopped before the lens c began.");

    const spare = crewOf(["a", "b"]);
    await spare.atWork();
    spare.crew.begin("network", {});
    spare.finish("0 lens a");
    expect(await spare.atWork()).toEqual(["0 task network", "1 lens b"]);
    spare.finish("1 lens b");
    await spare.atWork();
    expect(spare.told).toContain("0 stop");
    spare.finish("0 task network", new CancelledError({ message: "stopped" }));
    expect((await spare.answers).length).toBe(2);
  });
});
