import {
  appendFile,
  mkdir,
  open,
  readdir,
  readlink,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { ConfigInvalidError, HttpRunReader, runIndexSchema } from "@ganlens/core";
import { thisWriter } from "@ganlens/core/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { errorBody } from "./answer.ts";
import { eventStream } from "./testdata/event-stream.ts";
import { rawRequest, statusOf } from "./testdata/raw-request.ts";
import { testPage, type ViewFixture, viewFixture } from "./testdata/view-fixture.ts";
import { openViewServer } from "./view-server.ts";

let view: ViewFixture;
beforeEach(async () => {
  view = await viewFixture();
});
afterEach(async () => {
  expect(view.errors).toEqual([]);
  await view.close();
});

/** The server still answers. */
async function isWell(): Promise<void> {
  expect((await view.get("/run/run.json")).status).toBe(200);
}

describe("what is served", () => {
  test("the page and its assets, with a policy under which nothing else runs", async () => {
    const page = await view.get("/");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<title>a page</title>");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
        "connect-src 'self'; worker-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'",
    );
    const script = await view.get("/assets/main.js");
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    for (const { headers } of [page, script, await view.get("/run/run.json"), await view.get("/nothing")]) {
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("whether the process that trains the run is there, where one is named", async () => {
    const writer = async () => runIndexSchema.parse(await (await view.get("/index.json")).json()).writer;
    expect(await writer()).toBeUndefined();
    const own = await thisWriter();
    for (const [named, state] of [
      [own, "alive"],
      [{ ...own, pid: 2 ** 22 + 1 }, "gone"],
      [{ ...own, machine: "another" }, "not known"],
      ["no writer", "not known"],
    ] as const) {
      await writeFile(join(view.run, "writer.json"), JSON.stringify(named));
      expect(await writer()).toBe(state);
    }
  });

  test("a run, as the reader of runs over HTTP reads it", async () => {
    await mkdir(join(view.run, "a & b"));
    await writeFile(join(view.run, "a & b", "100% <script>#ü.txt".replace(/[<>]/g, "")), "odd name");
    const reader = new HttpRunReader({
      url: view.base,
      fetch: (input) => fetch(input, { headers: { cookie: view.cookie } }),
    });
    expect(await reader.list()).toEqual(["a & b/100% script#ü.txt", "run.json", "samples/step-000001.png"]);
    expect(new TextDecoder().decode(await reader.read("a & b/100% script#ü.txt"))).toBe("odd name");
    await expect(reader.read("nothing.json")).rejects.toThrow(/There is no nothing\.json/);
    const index = runIndexSchema.parse(await (await view.get("/index.json")).json());
    const file = index.files.find(({ path }) => path === "run.json");
    expect((await view.get("/run/run.json")).headers.get("etag")).toBe(file?.etag);
  });

  test("a file only once, as long as it has not changed", async () => {
    await writeFile(join(view.run, "metrics.ndjson"), "1\n");
    const first = await view.get("/run/metrics.ndjson");
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("no-cache");
    expect(first.headers.get("content-length")).toBe("2");
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, "*"]) {
      const again = await view.get("/run/metrics.ndjson", { "if-none-match": known });
      expect([again.status, await again.text()]).toEqual([304, ""]);
      expect(again.headers.get("etag")).toBe(etag);
    }
    await appendFile(join(view.run, "metrics.ndjson"), "2\n");
    const grown = await view.get("/run/metrics.ndjson", { "if-none-match": etag });
    expect([grown.status, await grown.text()]).toEqual([200, "1\n2\n"]);
  });

  test("nothing of a run as a type that a browser would run", async () => {
    const types = {
      "report.html": "application/octet-stream",
      "x.HTM": "application/octet-stream",
      "x.svg": "application/octet-stream",
      "x.xhtml": "application/octet-stream",
      "x.js": "application/octet-stream",
      "x.pdf": "application/octet-stream",
      "x.constructor": "application/octet-stream",
      plain: "application/octet-stream",
      "model.json": "application/json",
      "metrics.ndjson": "text/plain; charset=utf-8",
      "grid.png": "image/png",
    };
    for (const [name, type] of Object.entries(types)) {
      await writeFile(join(view.run, name), "<script>alert(1)</script>");
      const { headers } = await view.get(`/run/${name}`);
      expect([name, headers.get("content-type")]).toEqual([name, type]);
      expect(headers.get("content-security-policy")).toContain("sandbox");
    }
  });

  test("headers alone to HEAD, and an empty file", async () => {
    await writeFile(join(view.run, "empty"), "");
    expect(await (await view.get("/run/empty")).text()).toBe("");
    for (const path of ["/", "/index.json", "/events", "/run/run.json", "/nothing"]) {
      const response = await fetch(view.base + path, { method: "HEAD", headers: { cookie: view.cookie } });
      expect([path, response.status]).toEqual([path, path === "/nothing" ? 404 : 200]);
      expect(await response.text()).toBe("");
    }
    expect(view.server.events.clients).toBe(0);
  });
});

describe("who is let in", () => {
  test("the first browser with the token, and afterwards only that one", async () => {
    const server = await openViewServer({ run: view.run, page: testPage });
    const { origin } = new URL(server.url);
    const token = new URL(server.url).searchParams.get("token") ?? "";
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    // Headers alone, a wrong token and another site's link do not use it up.
    const wrong = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    expect((await fetch(server.url, { method: "HEAD" })).status).toBe(403);
    expect((await fetch(`${origin}/?token=${wrong}`)).status).toBe(403);
    expect((await fetch(`${origin}/index.json?token=${token}`)).status).toBe(403);
    expect((await fetch(server.url, { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    const first = await fetch(server.url, { redirect: "manual" });
    expect([first.status, first.headers.get("location")]).toEqual([303, "/"]);
    const [pair = "", ...attributes] = (first.headers.get("set-cookie") ?? "").split("; ");
    expect(attributes).toEqual(["HttpOnly", "SameSite=Strict", "Path=/"]);
    expect(pair).not.toContain(token);
    expect(pair).toContain(`ganlens-view-${server.port}=`);

    const second = await fetch(server.url, { redirect: "manual" });
    expect(second.status).toBe(403);
    expect(second.headers.get("content-type")).toContain("text/html");
    expect(await second.text()).toMatch(/To open it again, stop <code>ganlens view<\/code>/);
    const cookies = { cookie: `other=1; ${pair}; more=2` };
    expect((await fetch(`${origin}/`, { headers: cookies })).status).toBe(200);
    const again = await fetch(server.url, { headers: cookies, redirect: "manual" });
    expect([again.status, again.headers.get("set-cookie")]).toEqual([303, null]);
    await server.close();
  });

  test("of many at once with the token one only", async () => {
    const server = await openViewServer({ run: view.run, page: testPage });
    const all = await Promise.all(
      Array.from({ length: 20 }, () => fetch(server.url, { redirect: "manual" })),
    );
    expect(all.filter(({ status }) => status === 303)).toHaveLength(1);
    await server.close();
  });

  test.each(["/", "/index.json", "/events", "/run/run.json", "/assets/main.js", "/nothing"])(
    "nobody without the cookie: %s",
    async (path) => {
      const [name, value = ""] = view.cookie.split("=");
      const cookies = [
        "",
        "x",
        "=",
        name,
        `${name}=`,
        `${name}=${value}x`,
        `x${name}=${value}`,
        `${name}=${"0".repeat(43)}`,
      ];
      for (const cookie of cookies) {
        const { status, headers } = await fetch(view.base + path, { headers: { cookie: cookie ?? "" } });
        expect([cookie, status]).toEqual([cookie, 403]);
        expect(headers.get("set-cookie")).toBeNull();
      }
    },
  );

  test("no other name for this machine", async () => {
    const { port } = view.server;
    const status = async (...hosts: readonly string[]): Promise<number> => {
      const lines = hosts.map((host) => `Host: ${host}\r\n`).join("");
      return statusOf(
        await rawRequest(
          port,
          `GET /run/run.json HTTP/1.1\r\n${lines}Cookie: ${view.cookie}\r\nConnection: close\r\n\r\n`,
        ),
      );
    };
    expect(await status(`127.0.0.1:${port}`)).toBe(200);
    expect(await status(`localhost:${port}`)).toBe(200);
    for (const host of [
      "127.0.0.1",
      "localhost",
      `127.0.0.1:${port + 1}`,
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      `evil.example@127.0.0.1:${port}`,
      `[::1]:${port}`,
      `0.0.0.0:${port}`,
      `127.1:${port}`,
      "",
    ]) {
      expect([host, await status(host)]).toEqual([host, 421]);
    }
    expect(await status()).toBe(400);
    expect(await status(`127.0.0.1:${port}`, "evil.example")).not.toBe(200);
    expect(await status("evil.example", `127.0.0.1:${port}`)).not.toBe(200);
  });

  test("no other site, though the browser sends the cookie", async () => {
    for (const headers of [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: `http://127.0.0.1:${view.server.port + 1}` },
      { origin: `https://127.0.0.1:${view.server.port}` },
      { origin: `http://localhost:${view.server.port}` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ]) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      expect([headers, statusOf(await view.raw("/run/run.json", lines))]).toEqual([headers, 403]);
    }
    for (const lines of [[`Origin: ${view.base}`, "Sec-Fetch-Site: same-origin"], ["Sec-Fetch-Site: none"]]) {
      expect(statusOf(await view.raw("/run/run.json", lines))).toBe(200);
    }
  });

  test("only this machine's own address is listened on", async () => {
    await expect(fetch(`http://[::1]:${view.server.port}/`)).rejects.toThrow();
    await expect(rawRequestAt("127.0.0.2", view.server.port)).rejects.toThrow(/ECONNREFUSED/);
  });
});

function rawRequestAt(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve();
    });
    socket.on("error", reject);
  });
}

describe("attacks", () => {
  test.each([
    "/run/../outside/secret",
    "/run/../../outside/secret",
    "/run/samples/../../outside/secret",
    "/run/%2e%2e/outside/secret",
    "/run/%2E%2E%2Foutside%2Fsecret",
    "/run/..%2foutside/secret",
    "/run/%252e%252e/outside/secret",
    "/run/%252e%252e%252foutside%252fsecret",
    "/run/..%5coutside%5csecret",
    "/run/..\\outside\\secret",
    "/run/%c0%ae%c0%ae/outside/secret",
    "/run/%ff",
    "/run/%zz",
    "/run/%",
    "/run//etc/passwd",
    "/run/%2fetc%2fpasswd",
    "/run/C:%5cWindows%5cwin.ini",
    "/run/file:///etc/passwd",
    "/run/run.json%00.png",
    "/run/run.json%00",
    "/run/.",
    "/run/./run.json",
    "/run/samples//step-000001.png",
    "/run/samples%2fstep-000001.png",
    "/run/",
    "/run/samples",
    "/run/samples/",
    "/run/run.json/",
    "/run/.hidden",
    "/run/%2ehidden",
    "/run/leaf",
    "/run/door/secret",
    "/run",
    "/../outside/secret",
    "/assets/../../package.json",
    "/%2e%2e/view-server.ts",
    "/..%2fview-server.ts",
    "//etc/passwd",
    `/run/${"a/".repeat(3000)}`,
    `/run/${"a".repeat(5000)}`,
    "/INDEX.JSON",
    "/index.json/",
    "/events/",
    "/__proto__",
    "/constructor",
  ])("%s is not there", async (target) => {
    await writeFile(join(view.run, ".hidden"), "the secret");
    await symlink(join(view.outside, "secret"), join(view.run, "leaf"));
    await symlink(view.outside, join(view.run, "door"));
    const answer = await view.raw(target);
    expect(statusOf(answer)).toBe(404);
    expect(answer).not.toMatch(/secret|root:|run":/);
    expect(answer).not.toContain(view.run);
    await isWell();
  });

  test.each([
    ["another server's address", "GET http://evil.example/run/run.json HTTP/1.1", 400],
    ["no path", "GET run/run.json HTTP/1.1", 400],
    ["a star", "GET * HTTP/1.1", 400],
    ["POST", "POST / HTTP/1.1", 405],
    ["PUT", "PUT /run/run.json HTTP/1.1", 405],
    ["DELETE", "DELETE /run/run.json HTTP/1.1", 405],
    ["OPTIONS", "OPTIONS * HTTP/1.1", 405],
    ["TRACE", "TRACE / HTTP/1.1", 405],
    ["an unknown method", "STEAL / HTTP/1.1", 400],
    ["a NUL", "GET /run/run.json\0 HTTP/1.1", 400],
    ["no HTTP", "hello", 400],
    ["another version", "GET / HTTP/9.9", 400],
    ["a large head", `GET /${"a".repeat(100_000)} HTTP/1.1`, 431],
  ])("%s is refused", async (_what, line, status) => {
    const { port } = view.server;
    const head = `Host: 127.0.0.1:${port}\r\nCookie: ${view.cookie}\r\nConnection: close`;
    const answer = await rawRequest(port, `${line}\r\n${head}\r\n\r\n`);
    expect(statusOf(answer)).toBe(status);
    if (status === 405) expect(answer).toContain("Allow: GET, HEAD");
    await isWell();
  });

  test("a body is not read as a second request", async () => {
    const { port } = view.server;
    const inner = `GET /run/run.json HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${view.cookie}\r\n\r\n`;
    for (const framing of [
      `Content-Length: ${inner.length}\r\n\r\n`,
      "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      `Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ]) {
      const request = `GET /run/run.json HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${view.cookie}\r\n${framing}${inner}`;
      const answer = await rawRequest(port, request);
      expect(statusOf(answer)).toBe(400);
      expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    }
    await isWell();
  });

  test("connections that say nothing, go away or upgrade leave the server as it was", async () => {
    const { port } = view.server;
    const sockets = Array.from({ length: 50 }, () => connect(port, "127.0.0.1"));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    for (const socket of sockets) socket.write("GET /run/ru");
    await isWell();
    for (const socket of sockets) socket.resetAndDestroy();
    const upgrade = await view.raw("/run/run.json", ["Upgrade: websocket", "Connection: upgrade"]);
    expect(statusOf(upgrade)).toBe(200);
    await isWell();
  });

  test("many half-open connections keep nobody out, and end nobody who was let in", async () => {
    const { port } = view.server;
    const stream = await eventStream(`${view.base}/events`, view.cookie);
    const sockets = Array.from({ length: 600 }, () => connect(port, "127.0.0.1"));
    for (const socket of sockets) socket.on("error", () => {});
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    for (const [at, socket] of sockets.entries()) if (at % 2 === 0) socket.write("GET /run/ru");
    // Each on a connection of its own, one after the other.
    for (let request = 0; request < 5; request++) {
      expect(statusOf(await view.raw("/run/run.json"))).toBe(200);
    }
    await writeFile(join(view.run, "later.json"), "{}");
    await stream.until(({ data }) => JSON.stringify(data).includes("later.json"));
    for (const socket of sockets) socket.destroy();
    stream.close();
    await isWell();
  });

  test("an unexpected error is told without what it says", () => {
    const error = Object.assign(new Error("EIO: i/o error, read '/home/someone/secret'"), { code: "EIO" });
    expect(JSON.stringify(errorBody(error))).not.toMatch(/EIO|home|secret| at /);
  });
});

describe("large and changing files", () => {
  /** How many descriptors of this process lead to a file. */
  async function openCount(path: string): Promise<number> {
    const names = await readdir("/proc/self/fd");
    const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
    return targets.filter((target) => target === path).length;
  }

  async function sparse(name: string, bytes: number): Promise<string> {
    const path = join(view.run, name);
    const file = await open(path, "w");
    await file.truncate(bytes);
    await file.close();
    return path;
  }

  /** A download that has begun and reads no further. */
  async function begun(path: string): Promise<ReturnType<typeof connect>> {
    const { port } = view.server;
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${view.cookie}\r\n\r\n`);
    await new Promise((resolve) => socket.once("readable", resolve));
    return socket;
  }

  test.runIf(process.platform === "linux")("a reader that goes away leaves no file open", async () => {
    const path = await sparse("weights.bin", 2 ** 28);
    const sockets = await Promise.all(Array.from({ length: 5 }, () => begun("/run/weights.bin")));
    expect(await openCount(path)).toBe(5);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => openCount(path)).toBe(0);
    await view.get("/run/weights.bin", { "if-none-match": "*" });
    await expect.poll(() => openCount(path)).toBe(0);
  });

  test("a file that shrinks while it is sent breaks the connection off", async () => {
    const path = await sparse("weights.bin", 2 ** 26);
    const socket = await begun("/run/weights.bin");
    await truncate(path, 0);
    let received = 0;
    socket.on("data", (chunk) => {
      received += chunk.length;
    });
    await new Promise((resolve) => socket.once("close", resolve));
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThan(2 ** 26);
    await isWell();
  });

  test("a file that grows while it is sent is sent as long as it was", async () => {
    const path = join(view.run, "metrics.ndjson");
    await writeFile(path, "a".repeat(3_000_000));
    const response = await view.get("/run/metrics.ndjson");
    await appendFile(path, "b".repeat(1000));
    expect((await response.text()).length).toBe(3_000_000);
  });

  test("a run folder that goes away is told in words, and found again when it is back", async () => {
    await rm(view.run, { recursive: true });
    for (const path of ["/index.json", "/run/run.json"]) {
      const response = await view.get(path);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({
        code: "run-unsupported",
        message: expect.stringMatching(/no longer there/),
        hint: expect.any(String),
      });
    }
    expect((await view.get("/")).status).toBe(200);
    await mkdir(view.run);
    expect((await view.get("/index.json")).status).toBe(200);
  });
});

test("a port that is taken is refused with a hint", async () => {
  const { port } = view.server;
  const error = await openViewServer({ run: view.run, page: testPage, port }).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(ConfigInvalidError);
  expect((error as ConfigInvalidError).message).toContain(`port ${port} of 127.0.0.1: it is in use`);
});

test("two servers let their own browsers in", async () => {
  const other = await viewFixture();
  expect(other.cookie.split("=")[0]).not.toBe(view.cookie.split("=")[0]);
  const both = { cookie: `${view.cookie}; ${other.cookie}` };
  expect((await other.get("/run/run.json", both)).status).toBe(200);
  expect((await other.get("/run/run.json", { cookie: view.cookie })).status).toBe(403);
  await other.close();
});
