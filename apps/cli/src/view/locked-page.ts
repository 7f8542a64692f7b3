import type { Answer } from "./answer.ts";

/** What a browser without a session is shown, with the way in. */
export function lockedPage(): Answer {
  return {
    status: 403,
    type: "text/html; charset=utf-8",
    body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>ganlens: this page is locked</title>
<h1>This page is locked</h1>
<p>The address that <code>ganlens view</code> prints opens it once, in one browser. After that only the browser that used
it first is let in, as long as <code>ganlens view</code> runs and that browser is not closed.</p>
<p>To open it again, stop <code>ganlens view</code> with Ctrl-C, start it, and copy the new address into the address bar.
An address that was not used yet works when it is copied there instead of being followed as a link.</p>
</html>
`,
  };
}
