import type { Body, Operation, Schema } from "./service.ts";

/** Every schema of an operation for which a type may be wanted. */
export function schemasOf({ parameters, body, responses, pagination }: Operation): Schema[] {
  return [
    ...parameters.map(({ schema }) => schema),
    ...(body ? schemasOfBody(body) : []),
    ...responses.flatMap(({ content }) => (content ? [content.schema] : [])),
    ...(pagination?.items ? [pagination.items.schema] : []),
  ];
}

function schemasOfBody(body: Body): Schema[] {
  if (!("fields" in body)) return [body.schema];
  return [...body.fields, ...(body.others ? [body.others] : [])].map(({ schema }) => schema);
}

/** What a schema says of itself. */
export function descriptionOf(schema: { readonly [keyword: string]: unknown }): string {
  const { description, title } = schema;
  return typeof description === "string" ? description : typeof title === "string" ? title : "";
}
