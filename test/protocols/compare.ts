import { isDeepStrictEqual } from "node:util";
import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";
import type { ExpectedRequest } from "./vectors.ts";

/** A request as a server received it. */
export interface ReceivedRequest {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Returns the differences between a request and the one expected, a line each. */
export function requestDifferences(want: ExpectedRequest, got: ReceivedRequest): string[] {
  const [wantPath, wantQuery = ""] = want.uri.split("?");
  const [gotPath, gotQuery = ""] = got.target.split("?");
  return [
    ...difference("method", want.method, got.method),
    ...difference("path", wantPath, gotPath),
    ...difference("query", pairs(wantQuery), pairs(gotQuery)),
    ...headerDifferences(want, got),
    ...(want.body === undefined ? [] : bodyDifferences(want, got)),
  ];
}

function headerDifferences(want: ExpectedRequest, got: ReceivedRequest): string[] {
  const { headers = {}, forbidHeaders = [], requireHeaders = [] } = want;
  return [
    ...Object.entries(headers).flatMap(([name, value]) =>
      difference(name, spaced(value), spaced(String(got.headers[name.toLowerCase()] ?? ""))),
    ),
    ...forbidHeaders
      .filter((name) => got.headers[name.toLowerCase()] !== undefined)
      .map((name) => `${name} must not be sent`),
    ...requireHeaders
      .filter((name) => got.headers[name.toLowerCase()] === undefined)
      .map((name) => `${name} must be sent`),
  ];
}

/** A list in a header, without regard to the space behind its commas. */
function spaced(value: string): string {
  return value.replace(/,\s*/g, ", ");
}

function bodyDifferences(want: ExpectedRequest, got: ReceivedRequest): string[] {
  const { body = "" } = want;
  const type = want.headers?.["Content-Type"] ?? "";
  if (type.includes("urlencoded")) return difference("form", pairs(body), pairs(got.body));
  if (/^\s*[[{"]/.test(body)) return difference("JSON", json(body), json(got.body));
  if (/^\s*</.test(body)) return difference("XML", xml(body), xml(got.body));
  return difference("body", body, got.body);
}

function difference(what: string, want: unknown, got: unknown): string[] {
  if (isDeepStrictEqual(want, got)) return [];
  return [`${what}: expected ${JSON.stringify(want)}, got ${JSON.stringify(got)}`];
}

/** The pairs of a query or form as a set; `a` and `a=` are the same to a server. */
function pairs(text: string): string[] {
  return text
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return `${decode(name)}=${decode(value.join("="))}`;
    })
    .sort();
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A document in a form that is the same for all orders of differently named elements. */
function xml(text: string): unknown {
  try {
    const { root } = parseXml(text);
    return root && element(root);
  } catch {
    return text;
  }
}

function element({ name, attributes, children }: XmlElement): unknown {
  const elements = children.filter((child) => child instanceof XmlElement);
  const texts = children.filter((child) => child instanceof XmlText).map((child) => child.text);
  const content =
    elements.length > 0
      ? Object.groupBy(elements.map(element) as { name: string }[], (child) => child.name)
      : texts.join("");
  return { name, attributes: { ...attributes }, content: sorted(content) };
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Returns the differences between a result and the one expected. Dates are instants, since a
 * protocol of JSON hands out what the service wrote; members that are left out are not there.
 */
export function resultDifferences(what: string, want: unknown, got: unknown): string[] {
  return difference(what, plain(want), plain(got));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) {
    const present = Object.entries(value).filter(([, one]) => one !== undefined);
    return Object.fromEntries(present.map(([name, one]) => [name, plain(one)]));
  }
  const isDate = typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
  return isDate ? new Date(value).toISOString() : value;
}
