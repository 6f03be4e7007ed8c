import { describe, expect, test } from "vitest";
import { createClient } from "../../templates/runtime/client.ts";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { serverUrl } from "../../templates/runtime/server-url.ts";

describe("the URL of a server", () => {
  test.each<[value: string, url: string]>([
    ["eu", "https://eu.api.test/v1"],
    ["evil.test/", "https://evil.test%2F.api.test/v1"],
    ["evil.test#", "https://evil.test%23.api.test/v1"],
    ["evil.test?", "https://evil.test%3F.api.test/v1"],
    ["user@evil.test", "https://user%40evil.test.api.test/v1"],
    ["evil.test\\", "https://evil.test%5C.api.test/v1"],
  ])("keeps the value %j within the host", (value, url) => {
    expect(serverUrl`https://${value}.api.test/v1`).toBe(url);
  });

  test.each<[name: string, url: string, want: string]>([
    ["a host has its port", serverUrl`https://${"localhost:8080"}/v1`, "https://localhost:8080/v1"],
    [
      "a path has its slashes",
      serverUrl`https://h.test/${"a/b c"}/v1`,
      "https://h.test/a/b%20c/v1",
    ],
    ["a path alone too", serverUrl`/${"a/b"}/v1`, "/a/b/v1"],
    ["a scheme comes first", serverUrl`${"http"}://${"h.test"}`, "http://h.test"],
    ["a value is a whole URL", serverUrl`${"https://h.test/v1"}/x`, "https://h.test/v1/x"],
    ["an empty value leaves nothing", serverUrl`https://h.test${""}/v1`, "https://h.test/v1"],
  ])("%s", (_, url, want) => {
    expect(url).toBe(want);
  });

  test("with a value that has no bytes is refused", () => {
    expect(() => serverUrl`https://${"\ud800"}.test`).toThrow(ParameterError);
  });

  test("with a script for a scheme makes no client", () => {
    expect(() => createClient({ baseUrl: serverUrl`${"javascript:alert(1)"}//x` })).toThrow(
      ParameterError,
    );
  });
});
