import type { Inspection } from "@ganlens/backend";
import type { Finding } from "./finding.ts";

const states = { error: "broken", warning: "note", note: "note" } as const;

/** What an inspection of tfjs found: the backend that is taken, its operations, its speed, and what to do. */
export function backendFindings({
  chosen,
  wasm,
  operations,
  speed,
  findings,
}: Inspection): readonly Finding[] {
  const wrong = operations.flatMap(({ rows }) => rows.filter(({ status }) => status === "still-wrong"));
  return [
    {
      subject: "backend",
      state: "good",
      found: `${chosen.name} is taken, ${chosen.device}: ${chosen.reason}`,
    },
    wasm.simd
      ? { subject: "SIMD", state: "good", found: "128 bits" }
      : {
          subject: "SIMD",
          state: "note",
          found: "none, so wasm is several times slower",
          advice: "Use a newer processor or Node, or run without an emulator.",
        },
    ...operations.map(
      ({ backend, rows, counts }): Finding => ({
        subject: `operations on ${backend}`,
        state: wrong.length === 0 ? "good" : "broken",
        found: `${rows.length} checks: ${counts.right} right in stock tfjs, ${counts.fixed} fixed by ganlens, ${counts["still-wrong"]} still wrong, ${counts.missing} missing`,
        ...(wrong.length === 0 ? {} : { advice: "Take another backend with --backend, and tell us of it." }),
      }),
    ),
    ...speed.map(
      ({ backend, step, milliseconds, problem }): Finding =>
        milliseconds === null
          ? {
              subject: `speed on ${backend}`,
              state: "note",
              found: `${step}: ${problem}`,
              advice: "Take another backend.",
            }
          : {
              subject: `speed on ${backend}`,
              state: "good",
              found: `${step}: ${milliseconds.toFixed(1)} ms a step`,
            },
    ),
    ...findings.map(
      ({ level, what, todo }): Finding => ({
        subject: "tfjs",
        state: states[level],
        found: what,
        advice: todo,
      }),
    ),
  ];
}
