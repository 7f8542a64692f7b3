import type { ReactElement } from "react";

/** What could not be read of a run, and what should be known of the rest. */
export function Notes({ notes }: { readonly notes: readonly string[] }): ReactElement | null {
  if (notes.length === 0) return null;
  return (
    <section className="notes" aria-labelledby="notes-name">
      <h3 id="notes-name">To know first</h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
