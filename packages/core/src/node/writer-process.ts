import { readFile, readlink } from "node:fs/promises";
import { arch, hostname, platform } from "node:os";
import { sha256Hex } from "../hash/sha256.ts";
import type { RunWriter, WriterState } from "../run/run-writer.ts";

/** This process, as the writer of a run. */
export async function thisWriter(): Promise<RunWriter> {
  return {
    schemaVersion: 1,
    machine: await thisMachine(),
    pid: process.pid,
    began: (await statOf(process.pid))?.began ?? null,
  };
}

/**
 * Whether the process that a run names as its writer is there.
 *
 * A process that has ended and was not yet cleared away by its parent is gone, and so is one whose number another process has now.
 */
export async function writerState(writer: RunWriter | null): Promise<WriterState> {
  if (writer === null || writer.machine !== (await thisMachine())) return "not known";
  if (writer.began === null) return answers(writer.pid) ? "alive" : "gone";
  const found = await statOf(writer.pid);
  return found !== undefined && !found.ended && found.began === writer.began ? "alive" : "gone";
}

/** Numbers of processes mean the same until the machine starts again, and inside one container. */
async function thisMachine(): Promise<string> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  return sha256Hex(
    new TextEncoder().encode([hostname(), platform(), arch(), boot.trim(), namespace].join("\n")),
  );
}

/** What Linux says of a process (`man 5 proc_pid_stat`); undefined where there is no such process, or nothing that says. */
async function statOf(pid: number): Promise<{ readonly began: string; readonly ended: boolean } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name of the program stands in brackets and may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, began] = [fields[0], fields[19]];
  if (state === undefined || began === undefined) return undefined;
  return { began, ended: state === "Z" || state === "X" };
}

/** Whether a process of that number is there on this machine, and not one that has ended and waits to be cleared away. */
export async function isThere(pid: number): Promise<boolean> {
  const found = await statOf(pid);
  return found === undefined ? answers(pid) : !found.ended;
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
