import type { Inspection } from "@ganlens/backend";
import type { Finding } from "./finding.ts";

const states = { error: "broken", warning: "note", note: "note" } as const;

/** The backend that is taken, all that work, and how right operations are. */
export function backendFindings({
  chosen,
  backends,
  operations,
}: Pick<Inspection, "chosen" | "backends" | "operations">): readonly Finding[] {
  return [
    {
      subject: "backend",
      state: "good",
      found: `${chosen.name} is taken, ${chosen.device}: ${chosen.reason}`,
    },
    {
      subject: "backends",
      state: "good",
      found: `${backends.flatMap(({ name, works }) => (works ? [name] : [])).join(", ")} can be asked for with --backend`,
    },
    ...operations.map(({ backend, rows, counts }): Finding => {
      const subject = `operations on ${backend}`;
      const found = `${rows.length} checks: ${counts.right} right in stock tfjs, ${counts.fixed} fixed by ganlens, ${counts["still-wrong"]} still wrong, ${counts.missing} missing`;
      return counts["still-wrong"] === 0
        ? { subject, state: "good", found }
        : {
            subject,
            state: "broken",
            found,
            advice: "Take another backend with --backend, and report this.",
          };
    }),
  ];
}

/** What an inspection says is to be done. */
export function problemFindings({ findings }: Pick<Inspection, "findings">): readonly Finding[] {
  return findings.map(({ level, what, todo }) => ({
    subject: "tfjs",
    state: states[level],
    found: what,
    advice: todo,
  }));
}
