import type { BackendOpener } from "./backend-opener.ts";

/** tfjs's plain JavaScript: slow, and there everywhere. */
export const cpuOpener: BackendOpener = {
  registered: "cpu",
  load: async () => {},
  describe: () => "plain JavaScript",
};
