import { ConfigInvalidError } from "@ganlens/core";
import { type BackendName, backendNames } from "./backend-name.ts";

/**
 * The backend that the environment variable `GANLENS_BACKEND` asks for, if it asks for one.
 *
 * @throws {ConfigInvalidError} when it names none that exists
 */
export function backendFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): BackendName | undefined {
  const value = environment.GANLENS_BACKEND;
  if (value === undefined || value === "") return undefined;
  const name = backendNames.find((known) => known === value);
  if (name === undefined) {
    throw new ConfigInvalidError({
      message: `Expected the environment variable GANLENS_BACKEND to be one of ${backendNames.join(", ")}, but it is "${value}".`,
      hint: "Unset GANLENS_BACKEND to take the first backend that works.",
    });
  }
  return name;
}
