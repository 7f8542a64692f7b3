import { short } from "../words/numbers.ts";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";

/** Every value x becomes x + N(0, σ²), clipped to [0, 1]. */
export const noise: Fault = defineFault({
  id: "noise",
  title: (strength) => `noise of standard deviation ${short(strength)}`,
  unit: "standard deviation, where white is 1",
  strengths: [0.05, 0.1, 0.2],
  range: "positive",
  plant({ images, random }, strength) {
    const data = random.normal(images.data.length, { standardDeviation: strength });
    for (let i = 0; i < data.length; i++) {
      data[i] = Math.min(1, Math.max(0, (data[i] as number) + (images.data[i] as number)));
    }
    return { data, shape: images.shape };
  },
});
