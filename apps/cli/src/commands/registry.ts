import type { CliCommand } from "./cli-command.ts";
import { compareCommand } from "./compare.ts";
import { dataCommand } from "./data.ts";
import { demoCommand } from "./demo.ts";
import { doctorCommand } from "./doctor.ts";
import { explainCommand } from "./explain.ts";
import { generateCommand } from "./generate.ts";
import { importCommand } from "./import.ts";
import { listCommand } from "./list.ts";
import { metricsCommand } from "./metrics.ts";
import { projectCommand } from "./project.ts";
import { reportCommand } from "./report.ts";
import { schemaCommand } from "./schema.ts";
import { setupCommand } from "./setup.ts";
import { trainCommand } from "./train.ts";
import { viewCommand } from "./view.ts";

/** Every command, in the order of the help. */
export const commands: readonly CliCommand[] = [
  demoCommand,
  trainCommand,
  explainCommand,
  importCommand,
  generateCommand,
  projectCommand,
  compareCommand,
  reportCommand,
  viewCommand,
  metricsCommand,
  dataCommand,
  listCommand,
  schemaCommand,
  doctorCommand,
  setupCommand,
];
