import { expect, test } from "vitest";
import { readDescription } from "../../../generator/generate.ts";

const note = { type: "object", properties: { Note: { type: "string" } } };

/** The namespace of a body without one of its own, by those that inputs of the service have. */
async function namespaceBeside(inputs: readonly object[], version: string): Promise<unknown> {
  const schemas = Object.fromEntries(
    inputs.map((xml, index) => [`Put${index}Request`, { ...note, xml }]),
  );
  const content = {
    "text/xml": { schema: { ...note, properties: { ...note.properties, N: note } } },
  };
  const document = {
    openapi: "3.0.0",
    info: { title: "Notes", version },
    "x-aws-protocol": "rest-xml",
    paths: {
      "/note": {
        put: {
          operationId: "PutNote",
          requestBody: { content },
          responses: { 200: { description: "OK" } },
        },
      },
    },
    components: { schemas },
  };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { service } = await readDescription("api.json", {}, { show: (one) => one, content: bytes });
  const body = service.operations[0]?.body;
  return body?.kind === "xml" && body.namespace;
}

const uri = "http://notes.example.com/doc/2006-03-01/";

test.each<[name: string, inputs: readonly object[], version: string, found: unknown]>([
  ["that of the others", [{ namespace: uri }, {}], "2006-03-01", uri],
  ["none where they have none", [{}], "2006-03-01", undefined],
  ["none where it is of another version", [{ namespace: uri }], "2020-01-02", undefined],
  [
    "none where they have several",
    [{ namespace: uri }, { namespace: `${uri}more/` }],
    "2006-03-01",
    undefined,
  ],
])("a body without a namespace has %s", async (_, inputs, version, found) => {
  expect(await namespaceBeside(inputs, version)).toBe(found);
});
