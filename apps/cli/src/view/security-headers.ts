type Headers = Readonly<Record<string, string>>;

/** What every answer carries: no guessing of types, no embedding, no leaking of the address, wasm threads possible. */
const always: Headers = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** For the page and its assets, workers among them: code from here only, and connections to here only. */
export const pageHeaders: Headers = {
  ...always,
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
};

/** For everything else: a run folder may come from anyone, so nothing in it is ever run or shown as a page. */
export const dataHeaders: Headers = {
  ...always,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
};
