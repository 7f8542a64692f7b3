import { expect, it } from "vitest";
import { createDocument } from "../node/create-document.ts";
import { htmlElement, svgElement } from "./element.ts";
import { serialize } from "./serialize.ts";

it("escapes text and attributes, keeps SVG names and drops scripts", () => {
  const document = createDocument();
  const element = htmlElement(document, "div", { title: '"><script>' }, [
    "</div><script>alert(1)</script>",
    svgElement(document, "svg", { viewBox: "0 0 1 1" }, [svgElement(document, "title", {}, ["</title>&"])]),
    svgElement(document, "script", {}, ["alert(1)"]),
    htmlElement(document, "img", { src: "data:," }),
  ]);
  expect(serialize(element)).toBe(
    '<div title="&quot;&gt;&lt;script&gt;">&lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt;' +
      '<svg viewBox="0 0 1 1"><title>&lt;/title&gt;&amp;</title></svg><img src="data:,"></div>',
  );
});
