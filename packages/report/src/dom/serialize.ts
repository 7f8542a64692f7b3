import { escapeText } from "./escape-text.ts";

const voidElements = new Set(["br", "col", "hr", "img", "input", "link", "meta", "wbr"]);

/**
 * An element as HTML text, with every attribute and text escaped.
 *
 * Ours rather than `outerHTML`, so that the bytes do not depend on which DOM drew the element. Comments, scripts and
 * style sheets are left out.
 */
export function serialize(element: Element): string {
  const name = element.namespaceURI?.endsWith("/svg") ? element.localName : element.localName.toLowerCase();
  if (name === "script" || name === "style") return "";
  const attributes = [...element.attributes]
    .map(({ name, value }) => ` ${name}="${escapeText(value)}"`)
    .sort()
    .join("");
  if (voidElements.has(name)) return `<${name}${attributes}>`;
  const content = [...element.childNodes].map((child) =>
    child.nodeType === 1
      ? serialize(child as Element)
      : child.nodeType === 3
        ? escapeText(child.textContent ?? "")
        : "",
  );
  return `<${name}${attributes}>${content.join("")}</${name}>`;
}
