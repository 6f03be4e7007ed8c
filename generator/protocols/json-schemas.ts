import { isForm } from "../model/body.ts";
import { isNode, asText, type Node } from "../data/json-object.ts";
import type { Operation, Response, Schema, Service } from "../model/service.ts";
import { factsOf } from "../model/wire-facts.ts";

/** Registers an object under the position of the one that it was made from, and returns it. */
export type Derive = <T extends object>(node: T, from: object) => T;

/**
 * Types times as the protocols of JSON write them: as seconds since 1970, a `number`, unless a schema
 * says otherwise. Of REST, descriptions do not say which it is: `either` is a number or a string.
 */
export function withJsonTimes(
  service: Service,
  kind: "number" | "either",
  derive: Derive,
): Service {
  return mapSchemas(
    service,
    (schema) => {
      if (schema["format"] !== "date-time" || schema["type"] !== "string") return schema;
      const format = asText(factsOf(schema).wire["timestampFormat"]);
      if (format !== "" && !/^(?:unixTimestamp|epoch-seconds)$/.test(format)) return schema;
      const { format: _, ...rest } = schema;
      const type = kind === "number" || format !== "" ? "number" : ["number", "string"];
      const description = asText(schema["description"]) || "Seconds since 1970.";
      return { ...rest, type, description };
    },
    derive,
  );
}

/** Names properties as they are in JSON, which some descriptions have as their names in XML. */
export function withJsonNames(service: Service, derive: Derive): Service {
  return mapSchemas(
    service,
    (schema) => {
      const { properties, required } = schema;
      if (!isNode(properties)) return schema;
      const names = new Map(
        Object.entries(properties).map(([name, one]) => [
          name,
          asText(factsOf(one).xml["name"]) || name,
        ]),
      );
      if (Array.from(names).every(([name, wire]) => name === wire)) return schema;
      const renamed = Object.entries(properties).map(([name, one]) => [
        names.get(name) ?? name,
        one,
      ]);
      const list = Array.isArray(required) ? required : [];
      return {
        ...schema,
        properties: derive(Object.fromEntries(renamed) as Node, properties),
        ...(list.length > 0 && { required: list.map((name) => names.get(asText(name)) ?? name) }),
      };
    },
    derive,
  );
}

type Change = (schema: Node) => Node;

/** Changes every schema of a service, the inner ones first; what stays the same is the same object. */
function mapSchemas(service: Service, change: Change, derive: Derive): Service {
  const known = new Map<object, unknown>();
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items = value.map(visit);
      return items.every((item, index) => item === value[index]) ? value : derive(items, value);
    }
    if (!isNode(value)) return value;
    if (known.has(value)) return known.get(value);
    known.set(value, value);
    const entries = Object.entries(value).map(
      ([key, one]) => [key, literal.has(key) ? one : visit(one)] as const,
    );
    const isSame = entries.every(([key, one]) => one === value[key]);
    const whole = isSame ? value : derive(Object.fromEntries(entries) as Node, value);
    const changed = change(whole);
    const result = changed === whole ? whole : derive({ ...changed }, value);
    known.set(value, result);
    return result;
  };
  const schema = (one: Schema): Schema => visit(one) as Schema;
  return {
    ...service,
    schemas: service.schemas.map((one) => ({ ...one, schema: schema(one.schema) })),
    operations: service.operations.map((one) => mapOperation(one, schema)),
  };
}

/** Keywords whose values are no schemas. */
const literal: ReadonlySet<string> = new Set(["const", "default", "enum", "example", "examples"]);

function mapOperation(operation: Operation, schema: (one: Schema) => Schema): Operation {
  const { body, responses } = operation;
  const response = (one: Response): Response =>
    one.content ? { ...one, content: { ...one.content, schema: schema(one.content.schema) } } : one;
  return {
    ...operation,
    body: body && !isForm(body) ? { ...body, schema: schema(body.schema) } : body,
    responses: responses.map(response),
  };
}
