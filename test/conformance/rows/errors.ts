import { json, model, string, type Row } from "./row.ts";

const problem = {
  type: "object",
  properties: { title: string, status: { type: "integer" } },
};
const responses = {
  200: { description: "", content: json(model) },
  404: { description: "", content: { "application/problem+json": { schema: problem } } },
  "5XX": { description: "", content: json({ type: "object", properties: { code: string } }) },
  default: { description: "", content: { "text/plain": { schema: string } } },
};

const failed = (
  name: string,
  [status, type, body]: readonly [status: number, type: string, body: string],
  result: unknown,
  more: Partial<Row> = {},
): Row => ({
  name,
  clause: "OpenAPI 3.1.1, 4.8.16",
  operation: { responses },
  response: { status, type, body },
  result,
  ...more,
});

/** The body of a response outside 2xx, as the caller of `exchange` gets it. */
export const errors: readonly Row[] = [
  failed(
    "a problem",
    [404, "application/problem+json", '{"title":"T","status":404}'],
    { title: "T", status: 404 },
    { clause: "RFC 9457, 3" },
  ),
  failed("a range", [503, "application/json", '{"code":"busy"}'], { code: "busy" }),
  failed("the default", [400, "text/plain", "no"], "no"),
  failed("the default, as text that looks like JSON", [400, "text/plain", "1"], "1"),
  failed(
    "a proxy's page where JSON is declared",
    [502, "text/html", "<h1>Bad</h1>"],
    "<h1>Bad</h1>",
  ),
  failed("an empty error", [404, "application/problem+json", ""], undefined, {
    beyond: "an empty body is no JSON",
  }),
  failed("a redirect is not followed with what was sent", [307, "text/plain", "there"], "there", {
    beyond: "the specification does not speak of redirects",
    response: {
      status: 307,
      type: "text/plain",
      body: "there",
      headers: { location: "/elsewhere" },
    },
  }),
];
