import type { Figure } from "@ganlens/core";
import { wordsOf } from "@ganlens/core";
import type { FigureImage } from "@ganlens/report";
import { type ComponentProps, type ReactElement, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { PointReader } from "./point-reader.tsx";
import { useWidth } from "./use-width.ts";
import "./drawing.css";

/** How the points of a drawing are read. */
export type Reading = Pick<ComponentProps<typeof PointReader>, "points" | "along" | "onChoose" | "hint">;

/** A figure as the report draws it, as wide as its place in the page. */
export function Drawing({
  figure,
  id,
  image,
  room,
  read,
}: {
  readonly figure: Figure;
  readonly id: string;
  readonly image?: FigureImage | undefined;
  /** Height kept free until it is drawn, in CSS pixels. */
  readonly room: number;
  /** Which of its points can be read, and what comes of choosing one. */
  readonly read?: Reading | undefined;
}): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const [problem, setProblem] = useState<string | null>(null);
  const [drawn, setDrawn] = useState<FramedSvg | "other" | null>(null);
  useEffect(() => {
    if (width === 0) return;
    let gone = false;
    import("./draw.ts")
      .then(({ drawFigure }) => {
        if (gone) return;
        const options = { document, width, id, ...(image === undefined ? {} : { image }) };
        const drawing = drawFigure(figure, options);
        place.current?.replaceChildren(drawing);
        setProblem(null);
        setDrawn(framed(drawing.querySelector<SVGSVGElement>("svg[role=img]")));
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
      <div ref={place} className="drawing-place" style={drawn === null ? { minHeight: room } : {}} />
      {read !== undefined &&
        drawn !== null &&
        drawn !== "other" &&
        createPortal(
          <PointReader svg={drawn.svg} name={`Points of ${figure.title}`} {...read} />,
          drawn.frame,
        )}
      {problem !== null && (
        <p className="note">This figure could not be drawn ({problem}). Its numbers are below.</p>
      )}
    </>
  );
}

/** A drawing with a frame around it that is exactly as large: what reads its points lies in there. */
interface FramedSvg {
  readonly svg: SVGSVGElement;
  readonly frame: HTMLElement;
}

function framed(svg: SVGSVGElement | null): FramedSvg | "other" {
  if (svg === null) return "other";
  const frame = document.createElement("div");
  frame.className = "drawing-frame";
  svg.replaceWith(frame);
  frame.append(svg);
  return { svg, frame };
}
