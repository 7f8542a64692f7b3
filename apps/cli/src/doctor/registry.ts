import { checkDisk } from "./check-disk.ts";
import { checkMachine } from "./check-machine.ts";
import { checkTraining } from "./check-training.ts";
import { checkVersions } from "./check-versions.ts";
import type { Check } from "./finding.ts";

/** Every check, in the order that it is shown; the later ones need what the earlier ones look at. */
export const checks: readonly Check[] = [checkVersions, checkMachine, checkDisk, checkTraining];
