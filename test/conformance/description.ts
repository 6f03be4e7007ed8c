import { otherServer, server, type Row } from "./rows/row.ts";

/** Where the two servers of the descriptions are. */
export interface ServerUrls {
  readonly own: string;
  readonly other: string;
}

export function methodOf({ method, operation, call }: Row): string {
  return method ?? (operation?.["requestBody"] && call?.body !== undefined ? "post" : "get");
}

/** What belongs into one document with other rows. */
export function operationOf(row: Row, operationId: string): object {
  return { operationId, responses: { 204: { description: "" } }, ...row.operation };
}

/** Puts the URLs of the two servers where rows name them. */
export function fill<Value>(value: Value, { own, other }: ServerUrls): Value {
  const text = JSON.stringify(value).replaceAll(server, own).replaceAll(otherServer, other);
  return JSON.parse(text) as Value;
}
