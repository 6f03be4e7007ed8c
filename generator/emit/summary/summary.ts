// The emitter of `inspect`. In: the model. Out: a table or JSON. Knows nothing of the other
// emitters.
import { successesOf } from "../../model/response-rules.ts";
import { streamKind } from "../../model/media-type.ts";
import { isForm } from "../../model/body.ts";
import { describeType } from "../../types/describe-type.ts";
import { sentOperation, type Direction } from "../../types/request-variants.ts";
import type { Type } from "../../types/type.ts";
import type { Body, Location, Operation, Response, Schema } from "../../model/service.ts";
import { defaultUrl } from "../../model/server.ts";
import { pathText } from "../../model/request-line.ts";
import type { Description } from "../../description.ts";

/** A summary of a description, for people and programs: the JSON of `openapi-actions inspect`. */
export interface Inspection {
  readonly title: string;
  readonly version: string;
  /** Base addresses, none where the description names none. */
  readonly servers: readonly string[];
  /** The declared tags, in the order of the description. */
  readonly tags: readonly InspectedTag[];
  /** In the order of the description. */
  readonly operations: readonly InspectedOperation[];
  /** Names of the types made from named schemas. */
  readonly schemas: readonly string[];
  /** The faults that were repaired. */
  readonly problems: readonly InspectedProblem[];
}

export interface InspectedTag {
  readonly name: string;
  readonly summary: string;
  /** The name of the tag that it belongs to. */
  readonly parent: string | null;
  readonly kind: string | null;
}

export interface InspectedOperation {
  /** The function that builds the request. */
  readonly name: string;
  readonly method: string;
  readonly tags: readonly string[];
  /** With its templates: `/pets/{id}`. */
  readonly path: string;
  /** Sent always. A flag, sent without a value, has `null`. */
  readonly constants: readonly {
    readonly in: "query" | "header";
    readonly name: string;
    readonly value: string | null;
  }[];
  /** The parameters, form fields included. */
  readonly parameters: readonly {
    readonly in: Location | "form";
    readonly name: string;
    readonly required: boolean;
    readonly type: string;
  }[];
  readonly body: {
    readonly mediaType: string;
    readonly required: boolean;
    readonly type: string;
  } | null;
  /** The type that a call resolves to, abbreviated; `unknown` where none is declared. */
  readonly response: string;
  readonly deprecated: boolean;
  /** The description, or else a file that it refers to or an overlay. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface InspectedProblem {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

/** Summarizes a description for `inspect`. */
export function inspect(description: Description): Inspection {
  const { service, naming, problems } = description;
  const { title, version, servers, tags = [] } = service;
  const types = new TypeNames(description);
  return {
    title,
    version,
    servers: servers.map(defaultUrl),
    tags: tags.map(({ name, summary, parent = null, kind = null }) => {
      return { name, summary, parent, kind };
    }),
    operations: service.operations.map((operation) =>
      inspectOperation(sentOperation(operation), naming.operations.get(operation) ?? "", types),
    ),
    schemas: [...naming.schemas.values(), ...naming.inputTypes.values()],
    problems: problems.map(({ code, severity, location, message, hint }) => {
      const { file, line, column } = location;
      return { code, severity, file, line, column, message, hint };
    }),
  };
}

function inspectOperation(
  operation: Operation,
  name: string,
  types: TypeNames,
): InspectedOperation {
  const { method, tags, address, parameters, body, responses, deprecated, sourceLocation } =
    operation;
  const given = parameters.map(({ location, name, required, schema }) => {
    return { in: location, name, required, type: types.of(schema) };
  });
  return {
    name,
    method,
    tags,
    path: pathText(address),
    constants: [
      ...address.query.flatMap((part) => {
        if (part.kind === "template") return [];
        const value = part.kind === "flag" ? null : part.value;
        return [{ in: "query" as const, name: part.name, value }];
      }),
      ...address.headers.map(({ name, value }) => ({ in: "header" as const, name, value })),
    ],
    parameters: [...given, ...fieldsOf(body, types)],
    body:
      body && !isForm(body)
        ? {
            mediaType: body.mediaType,
            required: body.required,
            type: body.kind === "binary" ? "Blob" : types.of(body.schema, "request"),
          }
        : null,
    response: method === "HEAD" ? "nothing" : responseOf(responses, types),
    deprecated,
    file: sourceLocation.file,
    line: sourceLocation.line,
    column: sourceLocation.column,
  };
}

function fieldsOf(body: Body | undefined, types: TypeNames): InspectedOperation["parameters"] {
  if (!body || !isForm(body)) return [];
  const { fields, others } = body;
  return [...fields, ...(others ? [others] : [])].map(({ name, required, schema }) => {
    return { in: "form" as const, name, required, type: types.of(schema, "request") };
  });
}

/** Returns the type that a call resolves to: that of the 2xx, or of the default if alone. */
function responseOf(responses: readonly Response[], types: TypeNames): string {
  const given = successesOf(responses).map(({ status, content }) => {
    if (content && streamKind(content.mediaType)) return "stream";
    if (content && content.kind !== "text" && content.kind !== "binary")
      return types.of(content.schema, "response");
    if (content) return content.kind;
    return status === "204" || status === "205" ? "nothing" : "unknown";
  });
  return given.length === 0 ? "unknown" : [...new Set(given)].join(" | ");
}

/** Types in a word or two: `Pet[]`, `string`, `object`. */
class TypeNames {
  readonly #description: Description;

  constructor(description: Description) {
    this.#description = description;
  }

  of(schema: Schema, direction?: Direction): string {
    const { types, naming } = this.#description;
    const type: Type = direction ? types.bodyType(schema, direction) : types.typeOf(schema);
    return describeType(type, (reference) => {
      const named = types.schemaOf(reference);
      const names = reference.isInput ? naming.inputTypes : naming.schemas;
      return (named && names.get(named)) ?? "unknown";
    });
  }
}
