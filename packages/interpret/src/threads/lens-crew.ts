import { CancelledError, type LensProgress, type LensResult } from "@ganlens/core";
import type { LensQuestion } from "../answers/ask-lens.ts";
import { EventQueue } from "./event-queue.ts";
import type { Member } from "./member.ts";
import { SharedTask } from "./shared-task.ts";
import { Turns } from "./turns.ts";

export interface LensCrewOptions {
  readonly members: readonly Member[];
  readonly questions: readonly LensQuestion[];
  readonly signal: AbortSignal;
  readonly onFailure: ((lens: string, error: unknown) => boolean) | undefined;
}

/** A worker in which one lens waits is given another one, and no third: what they hold of memory adds up. */
const mostLenses = 2;

/**
 * Gives lenses, and the networks that they want, to workers: to each as soon as it has nothing to do, networks first, so that
 * those that do not depend on each other are trained side by side. It computes nothing itself.
 */
export class LensCrew {
  readonly #options: LensCrewOptions;
  readonly #waiting: LensQuestion[];
  readonly #results = new Map<string, LensResult>();
  readonly #tasks = new Map<string, SharedTask>();
  readonly #turns = new Turns();
  readonly #events = new EventQueue<LensProgress>();
  readonly #jobs = new Set<Promise<void>>();
  #lenses = 0;
  #failure: unknown;
  readonly #halted: Promise<void>;
  #halt: () => void = () => {};
  #stopped = false;

  constructor(options: LensCrewOptions) {
    this.#options = options;
    this.#halted = new Promise((resolve) => {
      this.#halt = resolve;
    });
    this.#waiting = [...options.questions];
  }

  /**
   * Works until all is answered.
   *
   * @returns the answers in the order of the questions, without those of lenses that failed
   * @throws {unknown} the first failure that is to end all, when whoever was at work has kept what is to be kept
   */
  async *answers(): AsyncGenerator<LensProgress, readonly LensResult[]> {
    const { members, questions, signal } = this.#options;
    const stop = (): void => this.#stop();
    for (const { talk } of members) talk.tell("begin");
    signal.addEventListener("abort", stop, { once: true });
    try {
      this.#assign();
      yield* this.#events;
    } finally {
      signal.removeEventListener("abort", stop);
      this.#stop();
      while (this.#jobs.size > 0) await Promise.all(this.#jobs);
    }
    if (this.#failure !== undefined) throw this.#failure;
    const [next] = this.#waiting;
    if (next !== undefined)
      throw new CancelledError({ message: `Stopped before the lens ${next.lens} began.` });
    return questions.flatMap(({ lens }) => this.#results.get(lens) ?? []);
  }

  /** Ends all because of an error that no lens can go on after. */
  fail(error: unknown): void {
    this.#failure ??= error;
    this.#stop();
  }

  /** A lens of that worker says what it is doing. */
  hear(progress: LensProgress): void {
    this.#events.push(progress);
  }

  /** Resolves when a lens may work under a name. That is soon: its worker is not given other work meanwhile. */
  async turn(name: string): Promise<void> {
    await this.#turns.take(name);
  }

  giveUp(name: string): void {
    this.#turns.giveUp(name);
  }

  /** Lets a worker begin a task as soon as one is free. */
  begin(name: string, input: unknown): void {
    if (this.#stopped) return;
    this.#task(name, input);
    this.#assign();
  }

  /** Resolves when the task is done, begun by now or before. */
  async finish(member: Member, name: string, input: unknown): Promise<void> {
    const task = this.#task(name, input);
    task.hearers.add(member);
    await this.#whileWaiting(member, task.ended);
  }

  /** A worker says how much of its task is done. */
  share(name: string, done: number): void {
    for (const { talk } of this.#tasks.get(name)?.hearers ?? []) talk.tell("share", { name, done });
  }

  #task(name: string, input: unknown): SharedTask {
    if (this.#stopped) throw stopped();
    const there = this.#tasks.get(name);
    if (there !== undefined) return there;
    const task = new SharedTask(input);
    this.#tasks.set(name, task);
    return task;
  }

  /** Meanwhile its worker is free for others. */
  async #whileWaiting(member: Member, work: Promise<void>): Promise<void> {
    member.running--;
    this.#assign();
    try {
      await work;
    } finally {
      member.running++;
    }
  }

  #assign(): void {
    for (const member of this.#options.members) {
      if (this.#stopped || member.running > 0) continue;
      const wanted = [...this.#tasks].filter(([, { begun }]) => !begun);
      const [name, task] = wanted.find(([, { hearers }]) => hearers.size > 0) ?? wanted[0] ?? [];
      if (name !== undefined && task !== undefined) {
        task.begun = true;
        this.#give(member, () => this.#runTask(member, name, task));
      } else if (member.lenses.size < mostLenses) {
        const question = this.#waiting.shift();
        if (question !== undefined) this.#give(member, () => this.#ask(member, question));
      }
    }
    if (this.#lenses === 0 && (this.#stopped || this.#waiting.length === 0)) this.#events.close();
  }

  #give(member: Member, work: () => Promise<void>): void {
    member.running++;
    const job = work()
      .catch((error: unknown) => this.fail(error))
      .finally(() => {
        member.running--;
        this.#jobs.delete(job);
        this.#assign();
      });
    this.#jobs.add(job);
  }

  /** @throws {CancelledError} when all is stopped before */
  async #untilOpened({ opened }: Member): Promise<void> {
    await Promise.race([opened.catch((error: unknown) => this.fail(error)), this.#halted]);
    if (this.#stopped) throw stopped();
  }

  async #ask(member: Member, question: LensQuestion): Promise<void> {
    const { lens } = question;
    member.lenses.add(lens);
    this.#lenses++;
    const ended = (stage: string) => this.#events.push({ type: "lens-progress", lens, stage, done: 1 });
    try {
      await this.#untilOpened(member);
      this.#results.set(lens, await member.talk.ask<LensResult>("lens", question));
      ended("done");
    } catch (error) {
      const mayGoOn = !(error instanceof CancelledError) && !this.#stopped;
      if (mayGoOn && this.#options.onFailure?.(lens, error) === true) ended("failed");
      else this.fail(error);
    } finally {
      member.lenses.delete(lens);
      this.#lenses--;
    }
  }

  async #runTask(member: Member, name: string, task: SharedTask): Promise<void> {
    try {
      await this.#untilOpened(member);
      await member.talk.ask("task", { name, input: task.input });
      task.succeed();
    } catch (error) {
      task.fail(error);
    } finally {
      this.#tasks.delete(name);
    }
  }

  /** Lets everyone keep what is to be kept, and begins nothing more. */
  #stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#halt();
    for (const { talk } of this.#options.members) talk.tell("stop");
    this.#turns.end(stopped());
    for (const task of this.#tasks.values()) if (!task.begun) task.fail(stopped());
    this.#assign();
  }
}

function stopped(): CancelledError {
  return new CancelledError({ message: "Stopped while another thread was waited for." });
}
