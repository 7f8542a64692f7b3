import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** What a process that trains says after some steps. */
export interface Answer {
  readonly milliseconds: readonly number[];
  /** Processor time of one step, in milliseconds. */
  readonly cpu: number;
  readonly losses: readonly number[];
  readonly batch: number;
  /** Peak memory of the process, in MiB. */
  readonly memory: number;
}

/** A process that trains one network in one way. */
export class Contender {
  readonly name: string;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: AsyncIterator<string>;
  #errors = "";

  private constructor(
    name: string,
    command: string,
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
  ) {
    this.name = name;
    this.#process = spawn(command, args, {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    this.#process.stderr.on("data", (text) => {
      this.#errors += text;
    });
    this.#process.on("error", (error) => {
      this.#errors += error.message;
    });
    // A process that ended reads no more; what it said before is in its errors.
    this.#process.stdin.on("error", () => {});
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Starts the process and waits for its first step; `startUp` is from the start to then, in milliseconds. */
  static async start(
    name: string,
    [command, ...args]: readonly [string, ...string[]],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<{ readonly contender: Contender; readonly first: Answer; readonly startUp: number }> {
    const start = performance.now();
    const contender = new Contender(name, command, args, environment);
    const first = await contender.#answer();
    return { contender, first, startUp: performance.now() - start };
  }

  /** Trains so many steps. */
  async steps(count: number): Promise<Answer> {
    this.#process.stdin.write(`${count}\n`);
    return this.#answer();
  }

  stop(): void {
    this.#process.kill();
  }

  async #answer(): Promise<Answer> {
    const { value, done } = await this.#lines.next();
    if (!done) return JSON.parse(value) as Answer;
    const lines = this.#errors.trim().split("\n");
    throw new Error(lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? "it ended");
  }
}
