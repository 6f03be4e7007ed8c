import { describe, expect, test } from "vitest";
import { type Json, run, swagger, operationOf, at } from "./upgraded.ts";

describe("servers of Swagger 2.0", () => {
  test.each<[string, Json, string[], string[]]>([
    ["none without a host", { schemes: ["https"] }, [], []],
    ["by scheme", { host: "h", schemes: ["https", "http"] }, ["https://h", "http://h"], []],
    [
      "with a base path",
      { host: "h:1", basePath: "/v1", schemes: ["http"] },
      ["http://h:1/v1"],
      [],
    ],
    ["no scheme is invented", { host: "h", basePath: "/" }, ["//h"], []],
    ["a base path alone stays relative", { basePath: "/v1" }, ["/v1"], []],
    ["the root alone says nothing", { basePath: "/" }, [], []],
    ["base path without slash", { basePath: "v1" }, ["/v1"], ["invalid-base-path /basePath"]],
    [
      "base path that ends with one",
      { basePath: "/v1/" },
      ["/v1"],
      ["invalid-base-path /basePath"],
    ],
    [
      "base path that is a URL",
      { basePath: "https://h/v1" },
      ["https://h/v1"],
      ["invalid-base-path /basePath"],
    ],
    [
      "base path that is a URL wins over a host",
      { host: "x", basePath: "https://h/v1" },
      ["https://h/v1"],
      ["invalid-base-path /basePath"],
    ],
    [
      "host with a scheme",
      { host: "https://h/", schemes: ["http"] },
      ["https://h"],
      ["invalid-host /host"],
    ],
    [
      "host that stands for one",
      { host: "<vcenter>", basePath: "/v1" },
      ["/v1"],
      ["invalid-host /host"],
    ],
    [
      "one scheme in place of a list",
      { host: "h", schemes: "HTTPS" },
      ["https://h"],
      ["invalid-schemes /schemes"],
    ],
  ])("%s", (_name, given, want, problems) => {
    const upgraded = run(swagger({}, given));
    const urls = (upgraded.document.servers ?? []).map((server) => at(server, "url"));
    expect([urls, upgraded.problems]).toEqual([want, problems]);
  });

  test("an operation's own schemes become its servers", () => {
    const upgraded = run(swagger({ schemes: ["https"] }, { host: "h", schemes: ["http"] }));
    expect(at(operationOf(upgraded), "servers")).toEqual([{ url: "https://h" }]);
  });
});
