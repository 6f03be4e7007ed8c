import { json, model, type Row } from "./row.ts";

const plain = (method: string): Row => ({
  name: method.toUpperCase(),
  clause: "OpenAPI 3.1.1, 4.8.9",
  method,
  request: { line: `${method.toUpperCase()} /x` },
});

export const methods: readonly Row[] = [
  ...["get", "put", "post", "delete", "options", "head", "patch"].map(plain),
  { ...plain("trace"), refused: "unsupported-method" },
  {
    name: "QUERY, with a body",
    clause: "OpenAPI 3.2.0, 4.9",
    since: "3.2.0",
    method: "query",
    operation: { requestBody: { content: json(model) } },
    call: { body: { id: 1 } },
    request: {
      line: "QUERY /x",
      headers: { "content-type": "application/json" },
      body: '{"id":1}',
    },
  },
  {
    name: "DELETE with a body",
    clause: "RFC 9110, 9.3.5",
    method: "delete",
    operation: { requestBody: { content: json(model) } },
    call: { body: { id: 1 } },
    request: { line: "DELETE /x", body: '{"id":1}' },
  },
  {
    name: "an action in the path key",
    clause: "OpenAPI 3.1.1, 4.8.8",
    beyond: "a path key has no query",
    path: "/x?Action=List",
    operation: { parameters: [{ name: "of", in: "query", schema: { type: "string" } }] },
    call: { query: { of: "a" } },
    request: { line: "GET /x?Action=List&of=a" },
  },
];
