import { otherServer, server, type Row } from "./rows/row.ts";

/** Where the two servers of the descriptions are. */
export interface ServerUrls {
  readonly own: string;
  readonly other: string;
}

export function methodOf({ method, operation, call }: Row): string {
  return method ?? (operation?.["requestBody"] && call?.body !== undefined ? "post" : "get");
}

/** The description of a row, at a server that is there. */
export function descriptionOf(row: Row, operationId: string, urls: ServerUrls): object {
  return fill(
    {
      openapi: row.since ?? "3.1.1",
      info: { title: "Row", version: "1" },
      servers: [{ url: server }],
      ...row.root,
      paths: { [row.path ?? "/x"]: { [methodOf(row)]: operationOf(row, operationId) } },
    },
    urls,
  );
}

/** What belongs into one document with other rows. */
export function operationOf(row: Row, operationId: string): object {
  return { operationId, responses: { 204: { description: "" } }, ...row.operation };
}

/** The body that the caller gives: one that can be read only once is made for each call. */
export function bodyOf({ call }: Row): unknown {
  return typeof call?.body === "function" ? (call.body as () => unknown)() : call?.body;
}

/** Puts the URLs of the two servers where rows name them. */
export function fill<Value>(value: Value, { own, other }: ServerUrls): Value {
  const text = JSON.stringify(value).replaceAll(server, own).replaceAll(otherServer, other);
  return JSON.parse(text) as Value;
}
