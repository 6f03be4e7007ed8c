import { marked } from "marked";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** A document as HTML, by two parsers of GitHub Flavored Markdown that let HTML through. */
export function renderMarkdown(text: string): readonly string[] {
  return [
    micromark(text, {
      allowDangerousHtml: true,
      allowDangerousProtocol: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    }),
    marked.parse(text, { gfm: true, async: false }),
  ];
}

/** Lists everything but text in rendered Markdown: links, images, mentions and other elements. */
export function activeParts(rendered: string): readonly string[] {
  const html = rendered.replace(/<!--[^]*?(?:-->|--!>)/g, "");
  const elements = html.match(
    /<(?:a|img|script|svg|iframe|object|form|input|style|link)\b[^>]*>/gi,
  );
  const text = html.replace(/<(code|pre)\b[^]*?<\/\1>/gi, "").replace(/<[^>]*>/g, "\n");
  // GitHub makes mentions and links of these in text that is rendered already, but not in code.
  const mentions = /(?<![\w/])@[a-z\d]\S*|https?:\/\/\S*|\bwww\.\S*|(?<![&\w])#\d+/gi;
  return [...(elements ?? []), ...(decodeEntities(text).match(mentions) ?? [])];
}

/** The text of rendered Markdown, without white space. */
export function textOf(html: string): string {
  return decodeEntities(html.replace(/<[^>]*>/g, "")).replace(/\s+/g, "");
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string) =>
    code === undefined ? (named[name] ?? whole) : String.fromCodePoint(Number(code)),
  );
}
