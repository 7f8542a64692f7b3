import { expect, it } from "vitest";
import { html, Markup } from "./html.ts";

it("escapes everything but markup", () => {
  const inner = html`<b>${"<script>"}</b>`;
  expect(html`<p title="${'"x'}">${inner}${[1, "&", inner]}${null}${false}${undefined}</p>`.text).toBe(
    '<p title="&quot;x"><b>&lt;script&gt;</b>1&amp;<b>&lt;script&gt;</b></p>',
  );
  expect(html`${new Markup("<i></i>")}`.text).toBe("<i></i>");
});
