import { escapeText } from "../dom/escape-text.ts";

/** HTML that is safe to put in a page as it stands. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in an {@link html} template: strings and numbers are escaped, markup is not, lists are joined. */
export type HtmlValue = string | number | Markup | null | undefined | false | readonly HtmlValue[];

/** A piece of a page; whatever is put into the template is escaped unless it is markup already. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Markup {
  return new Markup(strings.map((string, at) => string + textOf(values[at])).join(""));
}

function textOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(textOf).join("");
  return escapeText(String(value));
}
