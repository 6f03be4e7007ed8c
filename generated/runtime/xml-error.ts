import type { AwsError } from "./aws-error.ts";
import { readElement } from "./read-xml.ts";
import { textReader, type ReadBody } from "./response.ts";
import type { Shape } from "./shape.ts";
import { parseXml, type XmlElement } from "./xml.ts";

/**
 * Reads an error in XML. The envelopes are `ErrorResponse/Error`, `ErrorResponse/Errors/Error`,
 * `Response/Errors/Error` (EC2) and `Error` alone (S3).
 *
 * @param shapes of the errors that have more than text, by code.
 * @throws SyntaxError for what is no such envelope: a proxy's page.
 */
function read(document: string, shapes: Readonly<Record<string, Shape>>): AwsError {
  const root = parseXml(document);
  const error = root.name === "Error" ? root : find(find(root, "Errors") ?? root, "Error");
  const Code = error && find(error, "Code")?.text;
  if (!error || Code === undefined) throw new SyntaxError("no error of a service");
  const shape = Object.prototype.hasOwnProperty.call(shapes, Code) ? shapes[Code] : undefined;
  const members = readElement(error, shape ?? "any") as Readonly<Record<string, unknown>>;
  const Message = textOf(error, "Message") ?? textOf(error, "message");
  const RequestId = requestIdOf(error) ?? requestIdOf(root);
  return {
    ...members,
    Code,
    ...(Message !== undefined && { Message }),
    ...(RequestId !== undefined && { RequestId }),
  };
}

/** Reads errors that have nothing but text. */
export const readXmlError: ReadBody = /* @__PURE__ */ xmlErrorReader({});

/** Makes the function that reads errors of which some have more than text. */
export function xmlErrorReader(shapes: Readonly<Record<string, Shape>>): ReadBody {
  return textReader("XML", (document) => read(document, shapes));
}

function find({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}

function textOf(element: XmlElement, name: string): string | undefined {
  return find(element, name)?.text;
}

function requestIdOf(element: XmlElement): string | undefined {
  return element.children.find(({ name }) => /^requestid$/i.test(name))?.text;
}
