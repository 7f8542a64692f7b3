const svgNamespace = "http://www.w3.org/2000/svg";

/** Attributes of a new element; `undefined` leaves one out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What a new element holds. */
export type Children = readonly (Node | string)[];

/** A new HTML element with its attributes and children. */
export function htmlElement(
  document: Document,
  name: string,
  attributes: Attributes = {},
  children: Children = [],
): HTMLElement {
  return filled(document, document.createElement(name), attributes, children);
}

/** A new SVG element with its attributes and children. */
export function svgElement(
  document: Document,
  name: string,
  attributes: Attributes = {},
  children: Children = [],
): SVGElement {
  return filled(document, document.createElementNS(svgNamespace, name) as SVGElement, attributes, children);
}

function filled<E extends Element>(
  document: Document,
  element: E,
  attributes: Attributes,
  children: Children,
): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "style") setStyle(element, String(value ?? ""));
    else if (value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) {
    element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
  return element;
}

/** Sets an element's own style as a page's script may under any policy, which a `style` attribute may not. */
export function setStyle(element: Element, text: string): void {
  if (text !== "") (element as SVGElement).style.cssText = text;
}
