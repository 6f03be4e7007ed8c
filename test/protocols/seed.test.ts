import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/generate.ts";
import { compileErrors } from "../helpers/compile.ts";

const spec = new URL("../../spec/", import.meta.url).pathname;
const described = [`${spec}aws-data-pipeline.overlay.yaml`];
const asSpoken = [...described, `${spec}aws-data-pipeline-service.overlay.yaml`];

/** Calls of both packages, as they stand in a program. */
const callSites = `import { createClient, pollForTask, setTaskStatus } from "./index.ts";

export async function calls(baseUrl: string): Promise<void> {
  const client = createClient({ baseUrl });
  const { taskObject } = await client.send(pollForTask({ hostname: "h", workerGroup: "a b" }));
  const taskId = taskObject?.taskId ?? "none";
  await client.send(setTaskStatus({ taskId, taskStatus: "FINISHED" }));
}
`;

/** A package, with the call sites in it. */
interface Calls {
  readonly calls: (baseUrl: string) => Promise<void>;
}

describe("the seed", () => {
  let folder = "";
  let received: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = "", url = "", headers } = request;
      const target = headers["x-amz-target"];
      received.push(
        `${method} ${url}`,
        ...(target === undefined ? [] : [`${String(target)} ${String(headers["content-type"])}`]),
        ...(body === "" ? [] : [body]),
      );
      response.setHeader("content-type", headers["content-type"] ?? "application/json");
      response.end(JSON.stringify({ taskObject: { taskId: "t" } }));
    });
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "openapi-actions-seed-"));
    await writePackage(join(folder, "described"), described);
    await writePackage(join(folder, "spoken"), asSpoken);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("sends what its description says", async () => {
    expect(await sentBy("described")).toEqual([
      "GET /?Action=PollForTask&hostname=h&workerGroup=a%20b",
      "GET /?Action=SetTaskStatus&taskId=t&taskStatus=FINISHED",
    ]);
  });

  test("sends what the service speaks, with the overlay, from the same calls", async () => {
    expect(await sentBy("spoken")).toEqual([
      "POST /",
      "DataPipeline.PollForTask application/x-amz-json-1.1",
      '{"hostname":"h","workerGroup":"a b"}',
      "POST /",
      "DataPipeline.SetTaskStatus application/x-amz-json-1.1",
      '{"taskId":"t","taskStatus":"FINISHED"}',
    ]);
  });

  test("has types for these calls both ways", async () => {
    const files = ["described", "spoken"].map((name) => join(folder, name, "calls.ts"));
    expect(await compileErrors(files)).toEqual([]);
  });

  async function sentBy(name: string): Promise<readonly string[]> {
    received = [];
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { calls } = (await import(join(folder, name, "calls.ts"))) as Calls;
    await calls(`http://127.0.0.1:${port}`);
    return received;
  }
});

async function writePackage(folder: string, overlay: readonly string[]): Promise<void> {
  const { files } = await generate(`${spec}aws-data-pipeline.yaml`, { overlay });
  for (const [file, content] of [...files, ["calls.ts", callSites] as const]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
}
