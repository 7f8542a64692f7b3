import "./allclose.ts";

export type { Numbers, Tolerance } from "./allclose.ts";
export { checkGradient } from "./check-gradient.ts";
export { eachBackend } from "./each-backend.ts";
export { expectNoLeak } from "./expect-no-leak.ts";
