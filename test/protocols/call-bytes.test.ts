import { beforeAll, describe, expect, test } from "vitest";
import { measureCalls, tableOf, type CallBytes } from "./call-bytes.ts";

/** What reads and writes XML and forms of AWS. */
const others = ["xml", "read-xml", "write-xml", "xml-error", "query-fields", "shape"];

describe("a program of one call", () => {
  let measured: ReadonlyMap<string, CallBytes>;
  beforeAll(async () => {
    const all = await measureCalls();
    console.log(tableOf(all));
    measured = new Map(all.map((one) => [one.protocol, one]));
  });

  test.each([
    ["plain HTTP", 2_250],
    ["json-1.0", 2_700],
    ["json-1.1", 2_700],
    ["rest-json", 2_700],
    ["query", 5_250],
    ["ec2", 5_250],
    ["rest-xml", 5_420],
  ])("by %s stays below %i bytes of gzip", (protocol, limit) => {
    expect(measured.get(protocol)?.gzip).toBeGreaterThan(1_000);
    expect(measured.get(protocol)?.gzip).toBeLessThan(limit);
  });

  test.each(["plain HTTP", "json-1.0", "json-1.1", "rest-json"])(
    "by %s holds nothing of XML",
    (protocol) => {
      const { modules = [] } = measured.get(protocol) ?? {};
      expect(modules).toContain("client");
      expect(modules.filter((module) => others.includes(module))).toEqual([]);
    },
  );

  test("by query reads XML, but writes none", () => {
    const { modules = [] } = measured.get("query") ?? {};
    expect(modules).toEqual(expect.arrayContaining(["read-xml", "query-fields"]));
    expect(modules).not.toContain("write-xml");
  });
});
