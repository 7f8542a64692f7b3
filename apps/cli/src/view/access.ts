import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Bytes of a secret: 256 bits. */
const secretBytes = 32;

/**
 * Who may read: the browser that used the one-time token of the printed address first, and nobody else.
 *
 * The token is exchanged for a session secret in a cookie and is worth nothing afterwards, so an address in a history, a
 * list of processes or a screenshot opens nothing. The Host header must be the server's own, which stops names that
 * resolve to this machine (DNS rebinding); what another site causes is refused even where the cookie comes along.
 * Cookies do not know ports: the name holds the port, so that two servers do not overwrite each other's.
 */
export class Access {
  readonly #token = newSecret();
  readonly #session = newSecret();
  readonly #hosts: readonly string[];
  readonly #cookieName: string;
  #tokenUsed = false;

  /** @param port the one that the server listens on */
  constructor(port: number) {
    // Browsers leave the port of plain HTTP out.
    this.#hosts = ["127.0.0.1", "localhost"].flatMap((name) => [
      `${name}:${port}`,
      ...(port === 80 ? [name] : []),
    ]);
    this.#cookieName = `ganlens-view-${port}`;
  }

  /** The address to open, with the token; it works once. */
  get url(): string {
    return `http://${this.#hosts[0]}/?token=${this.#token}`;
  }

  /** The Set-Cookie header that lets a browser in until the server ends. */
  get cookie(): string {
    return `${this.#cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Whether a request was meant for this server, was sent to another name, or was caused by another site. */
  originOf(request: IncomingMessage): "own" | "misdirected" | "foreign" {
    const { host = "" } = request.headers;
    // Node keeps the first of several Host headers; a proxy might have looked at another.
    const hosts = request.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host");
    if (hosts.length !== 1 || !this.#hosts.includes(host)) return "misdirected";
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`) return "foreign";
    const site = request.headers["sec-fetch-site"];
    // "same-site" is another port of this machine: another program's page.
    return site === undefined || site === "same-origin" || site === "none" ? "own" : "foreign";
  }

  /** True when the request carries the session's cookie. */
  hasSession(request: IncomingMessage): boolean {
    return (request.headers.cookie ?? "").split(";").some((pair) => {
      const at = pair.indexOf("=");
      return (
        pair.slice(0, at).trim() === this.#cookieName && isSame(pair.slice(at + 1).trim(), this.#session)
      );
    });
  }

  /** True the first time that the right token comes; the token is used up by that. */
  redeem(token: string): boolean {
    const right = isSame(token, this.#token) && !this.#tokenUsed;
    if (right) this.#tokenUsed = true;
    return right;
  }
}

function newSecret(): string {
  return randomBytes(secretBytes).toString("base64url");
}

/** Compares in a time that says nothing about where the two differ, or how long the secret is. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
