import type { Figure } from "@ganlens/core";
import { wordsOf } from "@ganlens/core";
import type { FigureImage } from "@ganlens/report";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { useWidth } from "./use-width.ts";
import "./drawing.css";

/** A figure as the report draws it, as wide as its place in the page. */
export function Drawing({
  figure,
  id,
  image,
  room,
}: {
  readonly figure: Figure;
  readonly id: string;
  readonly image?: FigureImage | undefined;
  /** Height kept free until it is drawn, in CSS pixels. */
  readonly room: number;
}): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const [problem, setProblem] = useState<string | null>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    if (width === 0) return;
    let gone = false;
    import("./draw.ts")
      .then(({ drawFigure }) => {
        if (gone) return;
        const options = { document, width, id, ...(image === undefined ? {} : { image }) };
        place.current?.replaceChildren(drawFigure(figure, options));
        setProblem(null);
        setDrawn(true);
      })
      .catch((error: unknown) => {
        if (!gone) setProblem(wordsOf(error));
      });
    return () => {
      gone = true;
    };
  }, [figure, width, id, image]);
  return (
    <>
      <div ref={place} className="drawing-place" style={drawn ? {} : { minHeight: room }} />
      {problem !== null && (
        <p className="note">This figure could not be drawn ({problem}). Its numbers are below.</p>
      )}
    </>
  );
}
