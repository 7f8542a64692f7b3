import { fileURLToPath } from "node:url";
import { nameRepository } from "./name-repository.ts";

const { GITHUB_SERVER_URL = "https://github.com", GITHUB_REPOSITORY = "" } = process.env;
await nameRepository(
  fileURLToPath(new URL("../../..", import.meta.url)),
  `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`,
);
