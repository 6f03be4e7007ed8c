import { expect, test } from "vitest";
import { createClient } from "../../templates/runtime/client.ts";
import { LimitError } from "../../templates/runtime/errors.ts";
import { textReader } from "../../templates/runtime/response.ts";

test("a text that is longer than the limit is not parsed", async () => {
  const fetch = async (): Promise<Response> => new Response("<a>long</a>");
  const client = createClient({ baseUrl: "https://h.example", fetch, maxBytes: 4 });
  let parsed = 0;
  const read = textReader("XML", () => (parsed += 1));
  const call = client.send({ operation: "Op", method: "GET", path: "/", responses: { 200: read } });
  await expect(call).rejects.toThrow(LimitError);
  expect(parsed).toBe(0);
});
