import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { HttpRunReader } from "./http-run-reader.ts";

const files = new Map([
  ["/run/run.json", "{}"],
  ["/run/samples/a%20b%23.png", "png"],
]);
let index: unknown;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url as string;
    if (path === "/broken/index.json") {
      // Announces more than it sends.
      response.writeHead(200, { "content-length": "1000" });
      response.write("{");
      setTimeout(() => response.destroy(), 20);
    } else if (path === "/closed/run/run.json") response.writeHead(403).end();
    else if (path === "/ill/run/run.json") response.writeHead(500).end();
    else if (path === "/full/run/run.json") {
      response
        .writeHead(422)
        .end('{"code":"run-unsupported","message":"Found too much.","hint":"Remove some."}');
    } else if (path === "/odd/run/run.json") response.writeHead(422).end("<html>");
    else if (path === "/index.json") response.end(JSON.stringify(index));
    else if (files.has(path)) response.end(files.get(path));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function served(...paths: string[]): void {
  index = { schemaVersion: 1, files: paths.map((path) => ({ path, bytes: 2, etag: '"1"' })) };
}

test("lists, looks up and reads what the server has", async () => {
  served("samples/a b#.png", "run.json");
  const reader = new HttpRunReader({ url });
  expect(await reader.list()).toEqual(["run.json", "samples/a b#.png"]);
  expect(await reader.list("samples")).toEqual(["samples/a b#.png"]);
  expect(await reader.has("run.json")).toBe(true);
  expect(await reader.has("samples")).toBe(false);
  expect(new TextDecoder().decode(await reader.read("samples/a b#.png"))).toBe("png");
});

test("keeps a token out of its name", () => {
  expect(new HttpRunReader({ url: `${url}/x?token=secret#secret` }).location).toBe(`${url}/x/`);
});

test.each([
  ["", "nothing.json", /There is no nothing\.json in http/, ""],
  ["/closed", "run.json", /HTTP status 403/, /token/],
  ["/ill", "run.json", /HTTP status 500/, /Restart/],
  ["/full", "run.json", /^Found too much\.$/, /^Remove some\.$/],
  ["/odd", "run.json", /HTTP status 422/, /Restart/],
])("says what went wrong under %j", async (folder, path, message, hint) => {
  const error = await new HttpRunReader({ url: url + folder }).read(path).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RunUnsupportedError);
  expect((error as RunUnsupportedError).message).toMatch(message);
  expect((error as RunUnsupportedError).hint ?? "").toMatch(hint);
});

test("says when the server breaks off or is not there", async () => {
  await expect(new HttpRunReader({ url: `${url}/broken` }).list()).rejects.toThrow(
    /cannot be reached or broke off/,
  );
  await expect(new HttpRunReader({ url: "http://127.0.0.1:1" }).read("run.json")).rejects.toThrow(
    RunUnsupportedError,
  );
});

test("believes no server that names files outside the run, or a newer list", async () => {
  served("../../etc/passwd");
  await expect(new HttpRunReader({ url }).list()).rejects.toThrow(/inside the run folder/);
  index = { schemaVersion: 2, files: [] };
  await expect(new HttpRunReader({ url }).list()).rejects.toThrow(/schema version 2/);
  index = { files: "all" };
  await expect(new HttpRunReader({ url }).list()).rejects.toThrow(/not a list of run files/);
});

test("asks for no path outside the run", async () => {
  await expect(new HttpRunReader({ url }).read("../index.json")).rejects.toThrow(/inside the run folder/);
});
