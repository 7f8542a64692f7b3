import type { ReactElement } from "react";

/** What could not be read of a run. */
export function Notes({ notes }: { readonly notes: readonly string[] }): ReactElement | null {
  if (notes.length === 0) return null;
  return (
    <section className="problem" aria-labelledby="notes-name">
      <h3 id="notes-name">What could not be read</h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
