import { type ReactElement, useLayoutEffect, useRef } from "react";
import { useTheme } from "../theme/use-theme.ts";
import { differencePixels, imagePixels } from "./pixels.ts";
import "./pixel-canvas.css";

/** One image, enlarged without smoothing: values in [0, 1], or differences from far below zero to far above. */
export function PixelCanvas({
  data,
  shape,
  mode = "image",
  label,
}: {
  /** `null` until there is one: the place is kept. */
  readonly data: Float32Array | null;
  /** Height, width, channels. */
  readonly shape: readonly number[];
  readonly mode?: "image" | "difference";
  /** What it shows, for those who cannot see it. */
  readonly label: string;
}): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef(0);
  const { theme } = useTheme();
  const [height = 1, width = 1, channels = 1] = shape;
  // The theme is one of the inputs: differences are drawn in its colours.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || data === null || canvas.current === null) return;
    // Data of another shape are no picture of this one: the place stays empty.
    if (data.length !== height * width * channels) return;
    const pixels =
      mode === "image" ? imagePixels(data, channels) : differencePixels(data, channels, canvas.current);
    context.putImageData(new ImageData(pixels, width, height), 0, 0);
    drawn.current += 1;
    canvas.current.dataset.drawn = String(drawn.current);
  }, [data, height, width, channels, mode, theme]);
  // Without words of its own it stands in something that has a name.
  const role =
    label === "" ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": label } as const);
  return <canvas ref={canvas} className="pixel-canvas" width={width} height={height} {...role} />;
}
