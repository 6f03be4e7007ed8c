import { describe, expect, test } from "vitest";
import { ParameterError } from "../../templates/runtime/errors.ts";
import { jsonPart, multipartOf, part } from "../../templates/runtime/multipart.ts";

type Fields = Parameters<typeof multipartOf>[1];

/** A body without its boundary. */
async function write(mediaType: string, fields: Fields): Promise<string> {
  const body = multipartOf(mediaType, fields);
  const boundary = /boundary=(.*)/.exec(body.type)?.[1] ?? "";
  expect(boundary).toMatch(/^part-[0-9a-f]{32}$/);
  return (await body.text()).replaceAll(boundary, "B");
}

describe("multipartOf", () => {
  test.each<[string, Fields, string]>([
    ["nothing", {}, "--B--\r\n"],
    [
      "what is left out",
      { a: undefined, b: part(undefined, "a/b"), c: jsonPart(undefined) },
      "--B--\r\n",
    ],
    ["a number", { a: 1 }, '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--B--\r\n'],
    [
      "a file without a name or a type",
      { a: new Blob(["x"]) },
      '--B\r\nContent-Disposition: form-data; name="a"; filename="blob"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--B--\r\n',
    ],
    [
      "a file whose type is declared",
      { a: part(new Blob(["x"]), "image/png", { "X-A": "1" }) },
      '--B\r\nContent-Disposition: form-data; name="a"; filename="blob"\r\nContent-Type: image/png\r\nx-a: 1\r\n\r\nx\r\n--B--\r\n',
    ],
    [
      "a name that would end its line",
      { 'a"\r\nX: 1': "b" },
      '--B\r\nContent-Disposition: form-data; name="a%22%0D%0AX: 1"\r\n\r\nb\r\n--B--\r\n',
    ],
  ])("writes a form: %s", async (_, fields, expected) => {
    expect(await write("multipart/form-data", fields)).toBe(expected);
  });

  test.each([
    ["type", part("x", "text/plain\r\nX-Injected: 1")],
    ["type that ends the head", part("x", 'text/plain; y="\r\n\r\nz"')],
    ["header's name", part("x", "text/plain", { "X-A\r\nB: c": "1" })],
  ])("refuses a part whose %s does not stay on its line", (_, value) => {
    expect(() => multipartOf("multipart/form-data", { a: value })).toThrow(new ParameterError("a"));
  });

  test("names files alone outside forms", async () => {
    const fields = {
      c: "z",
      d: part("z", "text/csv"),
      a: new File(["x"], "x.txt", { type: "text/plain" }),
      b: new Blob(["y"]),
    };
    expect(await write("multipart/mixed", fields)).toBe(
      "--B\r\nContent-Type: text/plain;charset=utf-8\r\n\r\nz\r\n--B\r\nContent-Type: text/csv\r\n\r\nz\r\n" +
        '--B\r\nContent-Disposition: attachment; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nx\r\n' +
        "--B\r\nContent-Type: application/octet-stream\r\n\r\ny\r\n--B--\r\n",
    );
  });

  test.each([
    "multipart/form-data; charset=utf-8",
    "Multipart/Form-Data",
    "multipart/form-data ;boundary=x",
    'multipart/form-data; boundary="a;\\"b"; charset=utf-8',
  ])("%s is a form, with names", async (mediaType) => {
    const body = multipartOf(mediaType, { a: "b" });
    expect(await body.text()).toContain('Content-Disposition: form-data; name="a"\r\n\r\nb');
    expect(body.type.match(/boundary=/g)).toHaveLength(1);
    expect(body.type.includes("charset=utf-8")).toBe(mediaType.includes("charset"));
  });

  test.each(['multipart/related; type="x/y"; start=a', "Multipart/Related;type=x/y ; start=a"])(
    "%s has the type of its root without parameters",
    (mediaType) => {
      const { type } = multipartOf(mediaType, { a: part("x", 'text/plain; a="b"') });
      expect(type.replace(/;\s*/g, ";")).toMatch(
        /^multipart\/related;start=a;type="text\/plain";boundary=/,
      );
    },
  );

  test("a related body names the type of its root, if it has one", () => {
    const { type } = multipartOf("multipart/related", { a: jsonPart({}), b: "x" });
    expect(type).toMatch(/^multipart\/related; type="application\/json"; boundary=/);
    expect(multipartOf("multipart/related", {}).type).toMatch(/^multipart\/related; boundary=/);
  });

  test.each<[string, Fields]>([
    ["a lone surrogate", { a: "\ud800" }],
    ["a number without a text", { a: Number.NaN }],
  ])("refuses %s and names the part", (_, fields) => {
    expect(() => multipartOf("multipart/form-data", fields)).toThrow(new ParameterError("a"));
  });
});
