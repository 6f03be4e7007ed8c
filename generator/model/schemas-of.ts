import { bodiesOf, isForm } from "./body.ts";
import type { Body, Operation, Response, Schema } from "./service.ts";

/** The parts of an operation that have schemas. */
export type Payloads = Pick<
  Operation,
  "parameters" | "body" | "otherBodies" | "responses" | "pagination"
>;

/** Returns every schema of an operation that may become a type. */
export function schemasOf({
  parameters,
  body,
  otherBodies,
  responses,
  pagination,
}: Payloads): Schema[] {
  return [
    ...parameters.map(({ schema }) => schema),
    ...bodiesOf({ body, otherBodies }).flatMap(schemasOfBody),
    ...schemasOfResponses(responses),
    ...(pagination?.items ? [pagination.items.schema] : []),
  ];
}

export function schemasOfBody(body: Body): Schema[] {
  if (!isForm(body)) return [body.schema];
  return [...body.fields, ...(body.others ? [body.others] : [])].map(({ schema }) => schema);
}

export function schemasOfResponses(responses: readonly Response[]): Schema[] {
  return responses.flatMap(({ content, alternatives = [] }) =>
    [...(content ? [content] : []), ...alternatives].map(({ schema }) => schema),
  );
}

/** Returns what a schema says of itself. */
export function descriptionOf(schema: Schema): string {
  if (schema === true) return "";
  const { description, title } = schema;
  return typeof description === "string" ? description : typeof title === "string" ? title : "";
}
