import { text } from "../json/json-object.ts";
import type { Response, Schema } from "../model/service.ts";
import type { Shape } from "../model/shape.ts";
import { wireFacts } from "./detect.ts";
import type { Shapes } from "./shape.ts";

/**
 * Joins the errors of an operation into one, for every status outside 2xx: descriptions of AWS have
 * invented a status for each. They are told apart by their code, which is in the body.
 */
export function withXmlErrors(responses: readonly Response[], shapes: Shapes): readonly Response[] {
  return withErrors(responses, "xml-error", "text/xml", (name) => codesInXml(name), shapes);
}

/** The same for errors in JSON, whose codes are the names of their schemas. */
export function withJsonErrors(
  responses: readonly Response[],
  shapes: Shapes,
): readonly Response[] {
  return withErrors(responses, "json-error", "application/json", (name) => [name], shapes);
}

/** On the wire `NoSuchEntityException` is `NoSuchEntity`, or the same; descriptions do not say. */
function codesInXml(name: string): readonly string[] {
  const short = name.replace(/(?:Exception|Fault|Error)$/, "");
  return short === name || short === "" ? [name] : [short, name];
}

function withErrors(
  responses: readonly Response[],
  kind: "xml-error" | "json-error",
  mediaType: string,
  codesOf: (name: string) => readonly string[],
  shapes: Shapes,
): readonly Response[] {
  const isError = ({ status }: Response): boolean => /^[45]/.test(status) || status === "default";
  const successes = responses.filter((one) => !isError(one));
  const [first] = responses;
  if (successes.length === 0 || !first) return responses;
  const errors = responses.filter(isError).flatMap((response) => {
    const schema = response.content?.schema;
    const name = schema === undefined ? undefined : shapes.nameOf(schema);
    return name === undefined || schema === undefined ? [] : [{ response, schema, name }];
  });
  const schemas: Schema[] = [];
  const byCode = new Map<string, Shape>();
  for (const { schema, name } of errors) {
    const own = codeOf(shapes.resolve(schema));
    const codes = own === "" ? codesOf(name) : [own];
    schemas.push(errorSchema(codes, schema, shapes));
    const shape = shapes.named(name);
    if (kind === "xml-error" && !isAllText(shape)) {
      for (const code of codes) byCode.set(code, { kind: "reference", name });
    }
  }
  const [only = errorSchema([], true, shapes), ...others] = schemas;
  const schema: Schema = others.length === 0 ? only : { oneOf: schemas };
  const error: Response = {
    place: errors[0]?.response.place ?? first.place,
    status: "default",
    description: "An error, told apart by its `Code`; the service may answer with others.",
    headers: [],
    content: { mediaType, kind, schema, shapes: byCode },
  };
  return [...successes, error];
}

function codeOf(schema: Schema): string {
  return schema === true ? "" : text(wireFacts(schema)["code"]);
}

/** An error as it is read: its own members, and what every error has. */
function errorSchema(codes: readonly string[], own: Schema, shapes: Shapes): Schema {
  const code = codes.length === 0 ? {} : { enum: codes };
  const common = {
    type: "object",
    properties: {
      Code: { type: "string", ...code },
      Message: { type: "string" },
      RequestId: { type: "string" },
    },
    required: ["Code"],
  };
  const members = own === true ? [] : (shapes.membersOf(own) ?? []);
  const isApart = members.every(({ property }) => !Object.hasOwn(common.properties, property));
  const hasOwn = members.some(({ property }) => property !== "Message");
  // Where they share a name other than that of the message, what is read is not what is described.
  const fits = isApart || !members.some(({ property }) => property === "Code");
  return members.length > 0 && hasOwn && fits ? { ...common, allOf: [own] } : common;
}

/** Whether reading without a shape gives the same. */
function isAllText(shape: Shape): boolean {
  return (
    shape.kind === "structure" &&
    shape.members.every(
      ({ name, property, shape: { kind } }) => name === property && kind === "string",
    )
  );
}
