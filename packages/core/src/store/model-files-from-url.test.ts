import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CancelledError } from "../errors/cancelled-error.ts";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { modelFilesFromUrl } from "./model-files-from-url.ts";

const asked: string[] = [];
let server: Server;
let elsewhere: Server;
let origin: string;
let other: string;

const listen = async (listener: RequestListener): Promise<[Server, string]> => {
  const made = createServer(listener);
  await new Promise<void>((done) => made.listen(0, "127.0.0.1", done));
  return [made, `http://127.0.0.1:${(made.address() as AddressInfo).port}`];
};

beforeAll(async () => {
  [elsewhere, other] = await listen((request, response) => {
    asked.push(`elsewhere ${request.url}`);
    response.end("secret");
  });
  [server, origin] = await listen((request, response) => {
    const url = request.url ?? "";
    asked.push(url);
    const path = url.split("?")[0];
    const bytes = new Uint8Array(1000);
    if (path === "/m/model.json") return response.end("{}");
    if (path === "/m/parts/a%20b.bin") return response.end(bytes);
    if (path === "/m/here.bin") return response.writeHead(302, { location: "parts/a%20b.bin" }).end();
    if (path === "/m/elsewhere.bin") return response.writeHead(302, { location: `${other}/secret` }).end();
    if (path === "/m/scheme.bin") return response.writeHead(307, { location: "file:///etc/passwd" }).end();
    if (path === "/m/nowhere.bin") return response.writeHead(302, { location: "http://[" }).end();
    if (path === "/m/circle.bin") return response.writeHead(302, { location: "circle.bin" }).end();
    if (path === "/m/page.bin") return response.writeHead(200, { "content-type": "text/html" }).end("<html>");
    if (path === "/m/long.bin") return response.writeHead(200, { "content-length": 1e12 }).write(bytes);
    if (path === "/m/broken.bin") {
      response.writeHead(200, { "content-length": 2000 }).write(bytes);
      return setTimeout(() => response.destroy(), 20);
    }
    if (path === "/m/bomb.bin") {
      return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(new Uint8Array(2 ** 24)));
    }
    if (path === "/m/endless.bin") {
      const more = () => {
        if (response.write(new Uint8Array(2 ** 16))) setImmediate(more);
        else response.once("drain", more);
      };
      return more();
    }
    if (path === "/m/trickle.bin") {
      const timer = setInterval(() => response.write("."), 20);
      return response.once("close", () => clearInterval(timer));
    }
    // Never answers, or stops in the middle.
    if (path === "/m/silent.bin") return;
    if (path === "/m/stalls.bin") return response.write(bytes);
    response.writeHead(404).end();
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  elsewhere.close();
});

test("files are read from below the address, whichever way it is written", async () => {
  for (const [url, main] of [
    [`${origin}/m/model.json`, "model.json"],
    [`${origin}/m/`, "model.json"],
    [`${origin}/m`, "model.json"],
    [`${origin}/m/model.json?token=1#x`, "model.json"],
  ] as const) {
    const files = modelFilesFromUrl(url);
    expect([files.main, files.location]).toEqual([main, `${origin}/m/`]);
    expect(new TextDecoder().decode(await files.read("model.json"))).toBe("{}");
    expect((await files.read("parts/a b.bin")).length).toBe(1000);
    expect((await files.read("here.bin")).length).toBe(1000);
  }
  expect(asked).toContain("/m/parts/a%20b.bin?token=1");
  expect(modelFilesFromUrl(`${origin}/m/generator.onnx`).main).toBe("generator.onnx");
});

test("what leads elsewhere, never ends, falls silent or is no file is refused, without the address's secret", async () => {
  const { read } = modelFilesFromUrl(`${origin}/m/model.json?token=secret`, {
    maximumBytes: 10_000,
    timeoutMs: 600,
    totalMs: 1500,
  });
  const refused: [path: string, message: RegExp][] = [
    ["elsewhere.bin", /redirects to http:\/\/127\.0\.0\.1:\d+\.$/],
    ["scheme.bin", /redirects to null/],
    ["nowhere.bin", /redirects to null/],
    ["circle.bin", /more than 5 redirects/],
    ["missing.bin", /HTTP status 404/],
    ["page.bin", /received a web page/],
    ["long.bin", /at most 10000 bytes .* received 1000000000000/],
    ["broken.bin", /broke off/],
    ["bomb.bin", /at most 10000 bytes .* received more/],
    ["endless.bin", /at most 10000 bytes .* received more/],
    ["trickle.bin", /gave up after 1500 ms/],
    ["silent.bin", /gave up after 600 ms of silence/],
    ["stalls.bin", /gave up after 600 ms of silence/],
  ];
  await Promise.all(
    refused.map(async ([path, message]) => {
      const error = await read(path).catch((reason: unknown) => reason);
      expect(error, path).toBeInstanceOf(RunUnsupportedError);
      expect((error as Error).message, path).toMatch(message);
      expect((error as Error).message).toContain(`${origin}/m/${path}`);
      expect((error as Error).message).not.toContain("secret");
    }),
  );
  expect(asked.filter((path) => path.startsWith("elsewhere"))).toEqual([]);
});

test("paths that lead outside and addresses of other kinds are refused before anything is asked", async () => {
  const before = asked.length;
  const files = modelFilesFromUrl(`${origin}/m/model.json`);
  for (const path of [
    "../x",
    "/x",
    "//example.org/x",
    "http://example.org/x",
    "a/../../x",
    "a\\..\\x",
    "",
    ".",
  ]) {
    await expect(files.read(path), path).rejects.toBeInstanceOf(ConfigInvalidError);
  }
  for (const url of [
    "file:///etc/passwd",
    "ftp://a/b",
    "data:,x",
    "model.json",
    "http://me:secret@127.0.0.1/m",
  ]) {
    expect(() => modelFilesFromUrl(url), url).toThrow(ConfigInvalidError);
    expect(() => modelFilesFromUrl(url), url).not.toThrow(/secret/);
  }
  // Encoded dots stay what they are: parts of a name.
  await expect(files.read("%2e%2e/x")).rejects.toThrow("404");
  expect(asked.slice(before).filter((path) => path.includes("x"))).toEqual(["/m/%252e%252e/x"]);
});

test("a server that cannot be reached, and a signal, end it", async () => {
  await expect(modelFilesFromUrl("http://127.0.0.1:1/m/model.json").read("model.json")).rejects.toThrow(
    "cannot be reached",
  );
  const stop = new AbortController();
  const reading = modelFilesFromUrl(`${origin}/m/`, { signal: stop.signal }).read("silent.bin");
  setTimeout(() => stop.abort(), 20);
  await expect(reading).rejects.toBeInstanceOf(CancelledError);
  const aborted = modelFilesFromUrl(`${origin}/m/`, { signal: AbortSignal.abort() });
  await expect(aborted.read("model.json")).rejects.toBeInstanceOf(CancelledError);
});
