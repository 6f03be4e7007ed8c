import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { normalize } from "../../generator/emit/openapi/document.ts";
import { generate, readDescription } from "../../generator/generate.ts";

/** Each action as GET and as POST, with and without TLS, with the headers of the signature. */
const described = {
  openapi: "3.0.0",
  info: { title: "Queue", version: "2012-11-05", "x-serviceName": "queue" },
  servers: [
    {
      url: "http://queue.{region}.example.com",
      variables: { region: { default: "north-1", enum: ["north-1"] } },
    },
    {
      url: "https://queue.{region}.example.com",
      variables: { region: { default: "north-1", enum: ["north-1"] } },
    },
  ],
  paths: {
    "/#Action=ListQueues": {
      parameters: [
        { name: "X-Amz-Date", in: "header", schema: { type: "string" } },
        {
          name: "Action",
          in: "query",
          required: true,
          schema: { type: "string", enum: ["ListQueues"] },
        },
      ],
      get: { operationId: "GET_ListQueues", responses: { "200": { description: "Queues." } } },
      post: { operationId: "POST_ListQueues", responses: { "200": { description: "Queues." } } },
    },
  },
  components: {
    securitySchemes: {
      hmac: {
        type: "apiKey",
        in: "header",
        name: "Authorization",
        "x-amazon-apigateway-authtype": "awsSigv4",
      },
    },
  },
};

test("a description of AWS gives the same client once it is normalized", async () => {
  const folder = await mkdtemp(join(tmpdir(), "openapi-actions-"));
  try {
    const spec = join(folder, "queue.json");
    await writeFile(spec, JSON.stringify(described));
    const { files } = await generate(spec);
    const asDescribed = await readDescription(spec, { asDescribed: true });
    await writeFile(spec, JSON.stringify(normalize(asDescribed)));

    expect((await generate(spec)).files).toEqual(files);
    expect([...files.keys()]).toContain("operations/list-queues.ts");
    expect(files.get("index.ts")).toContain('{ service: "queue", region: "north-1" }');
  } finally {
    await rm(folder, { recursive: true });
  }
});
