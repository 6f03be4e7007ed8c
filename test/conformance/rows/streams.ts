import { model, string, type ExpectedEvent, type Row } from "./row.ts";

const ok = (content: object): NonNullable<Row["operation"]> => ({
  responses: { 200: { description: "", content } },
});
const one = { id: 1 };
const two = { id: 2 };
const items = [one, two];
const event = (data: unknown, more: Partial<ExpectedEvent> = {}): ExpectedEvent => ({
  event: "message",
  data,
  id: "",
  retry: undefined,
  ...more,
});
const sse = { "text/event-stream": { schema: model } };
const ofText = { "text/event-stream": { schema: string } };

const events = (
  name: string,
  content: object,
  body: string,
  expected: readonly ExpectedEvent[],
  more: Partial<Row> = {},
): Row => ({
  name,
  clause: "HTML, 9.2.6",
  operation: ok(content),
  response: { status: 200, type: "text/event-stream", body },
  events: expected,
  ...more,
});

const lines = (name: string, type: string, body: string, more: Partial<Row> = {}): Row => ({
  name,
  clause: "OpenAPI 3.2.0, 4.14.3",
  since: "3.2.0",
  operation: ok({ [type]: { itemSchema: model } }),
  response: { status: 200, type, body },
  result: items,
  ...more,
});

export const streams: readonly Row[] = [
  events(
    "events of JSON",
    sse,
    'data: {"id":1}\n\ndata: {"id":2}\n\n',
    items.map((data) => event(data)),
  ),
  events("events of text", ofText, "data: a\n\ndata: 1\n\n", [event("a"), event("1")]),
  events("several lines of data are joined", ofText, "data: a\ndata:  b\n\n", [event("a\n b")]),
  events("lines end with CR, LF or both", ofText, "data: a\r\rdata: b\r\n\r\n", [
    event("a"),
    event("b"),
  ]),
  events("comments and unknown fields are ignored", ofText, ": hi\nx: y\ndata: a\n\n", [
    event("a"),
  ]),
  events("an event without data is ignored", ofText, "event: ping\n\ndata: a\n\n", [event("a")]),
  events("an event that is cut short is ignored", ofText, "data: a\n\ndata: b", [event("a")]),
  events("a byte order mark is ignored", ofText, "\uFEFFdata: a\n\n", [event("a")]),
  events(
    "type, id and retry are at hand",
    ofText,
    "event: add\nid: 7\nretry: 10\ndata: a\n\ndata: b\n\n",
    [event("a", { event: "add", id: "7", retry: 10 }), event("b", { id: "7", retry: 10 })],
  ),
  events("[DONE] ends events of JSON", sse, 'data: {"id":1}\n\ndata: [DONE]\n\n', [event(one)], {
    beyond: "a custom of services that stream JSON",
  }),
  events(
    "events by the schema of an item",
    {
      "text/event-stream": {
        itemSchema: {
          type: "object",
          properties: {
            data: { type: "string", contentMediaType: "application/json", contentSchema: model },
          },
        },
      },
    },
    'data: {"id":1}\n\n',
    [event(one)],
    { since: "3.2.0", clause: "OpenAPI 3.2.0, 4.14.4" },
  ),
  lines("lines of JSON", "application/jsonl", '{"id":1}\n{"id":2}\n'),
  lines("lines of JSON by their other name", "application/x-ndjson", '{"id":1}\r\n\r\n{"id":2}'),
  lines("a sequence of JSON", "application/json-seq", '\u001e{"id":1}\n\u001e{"id":2}\n', {
    clause: "RFC 7464, 2.1",
  }),
  {
    name: "events as one of several types",
    clause: "OpenAPI 3.1.1, 4.8.17",
    operation: ok({ "application/json": { schema: model }, ...sse }),
    response: { status: 200, type: "application/json", body: '{"id":1}' },
    result: one,
  },
];
