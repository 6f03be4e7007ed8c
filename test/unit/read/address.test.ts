import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAddress, type Declared } from "../../../generator/read/address.ts";
import type { Address } from "../../../generator/model/service.ts";
import { runs } from "../../helpers/sample.ts";

const action: Declared = { name: "Action", location: "query" };
const target: Declared = { name: "X-Amz-Target", location: "header" };

/** An address in one line: constants with `=`, flags bare, templates with `{}`, headers behind `|`. */
function written({ path, query, headers, label, remark }: Address): string {
  const parts = path.map((part) =>
    part.kind === "text"
      ? part.text
      : `{${part.name}${part.greedy ? "+" : ""}${part.optional ? "?" : ""}}`,
  );
  const pairs = query.map((part) => {
    if (part.kind === "flag") return part.name;
    return part.kind === "constant"
      ? `${part.name}=${part.value}`
      : `${part.name}={${part.variable}}`;
  });
  const fixed = headers.map(({ name, value }) => ` | ${name}: ${value}`);
  return [
    parts.join(""),
    pairs.length > 0 ? ` ? ${pairs.join(" & ")}` : "",
    ...fixed,
    label === "" ? "" : ` # ${label}`,
    remark === "" ? "" : ` -- ${remark}`,
  ].join("");
}

type Row = [name: string, key: string, want: string, codes?: readonly string[]];

describe("what occurs in real descriptions", () => {
  test.each<Row>([
    ["an action", "/?Action=PollForTask", "/ ? Action=PollForTask"],
    [
      "a method behind a path",
      "/rest?method=flickr.favorites.getList",
      "/rest ? method=flickr.favorites.getList",
    ],
    ["a path that ends in a slash stays another", "/rest/?method=x", "/rest/ ? method=x"],
    [
      "an action behind a template",
      "/api/{id}?action=add-to-used-by",
      "/api/{id} ? action=add-to-used-by",
    ],
    [
      "a constant with a mark in its name",
      "/com/vmware/cis/session?~action=get",
      "/com/vmware/cis/session ? ~action=get",
    ],
    [
      "another word for action",
      "?OPERATION-NAME=findItemsByKeywords",
      "/ ? OPERATION-NAME=findItemsByKeywords",
    ],
    ["a value in capitals", "/files?op=LISTAFTERID", "/files ? op=LISTAFTERID"],
    ["any constant", "/combined_submissions?v=2", "/combined_submissions ? v=2"],
    ["a flag", "/?acl", "/ ? acl"],
    ["a flag behind a template", "/{bucket}?acl", "/{bucket} ? acl"],
    ["an empty value", "/reports?period=", "/reports ? period="],
    ["a templated value", "/email?filename={filename}", "/email ? filename={filename}"],
    [
      "a value templated under another name",
      "/{b}?max-keys={maxKeys}",
      "/{b} ? max-keys={maxKeys}",
    ],
    ["several templates", "/s?date_from={date_from}&q={q}", "/s ? date_from={date_from} & q={q}"],
    ["constants together", "/x?action=import&vmw-task=true", "/x ? action=import & vmw-task=true"],
    [
      "constants and flags",
      "/{c}?comp=lease&restype=container&acquire",
      "/{c} ? comp=lease & restype=container & acquire",
    ],
    [
      "a templated name",
      "/n/{c}?{search}=1&{search_type}=2",
      "/n/{c} ? search={search} & search_type={search_type}",
      ["templated-query-name", "templated-query-name"],
    ],
    [
      "an entity for the ampersand",
      "/restapis?mode=import&amp;failonwarning=true",
      "/restapis ? mode=import & failonwarning=true",
    ],
    [
      "entities for braces, whose # is no fragment",
      "/&#123;object-id&#125;/comments",
      "/{object-id}/comments",
    ],
    ["an entity in the path", "/cps/v2/sample&#8211;500", "/cps/v2/sample%E2%80%93500"],
    [
      "a name in place of a value",
      "/?partNumber=PartNumber&amp;uploadId=UploadId",
      "/ ? partNumber={partNumber} & uploadId={uploadId}",
      ["query-placeholder", "query-placeholder"],
    ],
    [
      "the same with punctuation",
      "/?max-items=MaxItems",
      "/ ? max-items={max-items}",
      ["query-placeholder"],
    ],
    [
      "a remark behind a value",
      "/?Action=AuthorizeEgress (EC2-VPC only)",
      "/ ? Action=AuthorizeEgress -- (EC2-VPC only)",
    ],
    ["white space around", "  /?Action=X ", "/ ? Action=X"],
    ["a flag with a remark", "/?acl (old)", "/ ? acl -- (old)"],
    ["prose for a query", "/x?Next page of it", "/x -- Next page of it", ["prose-in-query"]],
    [
      "semicolons",
      "/webhdfs/v1/{path}?op=APPEND;append=true",
      "/webhdfs/v1/{path} ? op=APPEND & append=true",
      ["semicolon-separator"],
    ],
    [
      "an escaped separator is a part of the value",
      "/image.gif?maxlat=42.35%26maxlon=-109.3",
      "/image.gif ? maxlat=42.35&maxlon=-109.3",
    ],
    [
      "an ampersand in place of the question mark",
      "/hostedzone&delegationsetid={id}",
      "/hostedzone ? delegationsetid={id}",
      ["missing-question-mark"],
    ],
    ["a question mark at the end", "/v2/fx/rate?", "/v2/fx/rate"],
    ["empty pairs", "/x?&k&&b", "/x ? k & b"],
    ["a key that begins with the query", "?requestPayment", "/ ? requestPayment"],
    ["no leading slash", "ObjectKey/?tagging", "/ObjectKey/ ? tagging", ["missing-leading-slash"]],
    [
      "a query that stands for anything",
      "/behaviors/folders/?*path",
      "/behaviors/folders/",
      ["query-wildcard"],
    ],
    ["an optional template", "/addresses/{addressTypeId?}", "/addresses/{addressTypeId?}"],
    [
      "a fragment that names a query parameter",
      "/#Action=AttachInstances",
      "/ ? Action=AttachInstances",
    ],
    ["a fragment that names a header", "/#X-Amz-Target=Hub.Create", "/ | X-Amz-Target: Hub.Create"],
    ["a header in another case", "/#x-amz-target=Hub.Create", "/ | X-Amz-Target: Hub.Create"],
    ["words of a fragment", "/usage#startDate&endDate", "/usage # startDate&endDate"],
    [
      "a fragment of an undeclared name",
      "/tags#operation=tag-resource",
      "/tags # operation=tag-resource",
    ],
    [
      "a constant and a word in a fragment",
      "/keys#Action=import&format",
      "/keys ? Action=import # format",
    ],
    [
      "a templated fragment",
      "/send/#env/v1/partners/{partnerId}/merchant",
      "/send/ # env/v1/partners/{partnerId}/merchant",
      ["templated-fragment"],
    ],
    ["a colon for a template", "/users/:id/posts", "/users/{id}/posts", ["invalid-template"]],
    ["angle brackets for a template", "/users/<id>", "/users/{id}", ["invalid-template"]],
    ["a custom verb is no template", "/v1/things:cancel", "/v1/things:cancel"],
  ])("%s", (_, key, want, codes = []) => {
    const warnings: string[] = [];
    const address = readAddress(
      key,
      [action, target],
      (...given: unknown[]) => void warnings.push(String(given[0])),
    );
    expect(written(address)).toBe(want);
    expect(warnings).toEqual(codes);
  });
});

describe("what never occurred, decided", () => {
  test.each<Row>([
    ["two constants", "/?Action=X&Version=2012-10-29", "/ ? Action=X & Version=2012-10-29"],
    [
      "two question marks",
      "/?Action=X?hostname={hostname}",
      "/ ? Action=X & hostname={hostname}",
      ["duplicate-question-mark"],
    ],
    ["a query expression", "/search{?q,limit*}", "/search ? q={q} & limit={limit}"],
    ["a query continuation", "/search?a=1{&q}", "/search ? a=1 & q={q}"],
    ["a query and a fragment", "/?v=1#Action=X", "/ ? v=1 & Action=X"],
    ["one name twice", "/?a=1&a=2", "/ ? a=1 & a=2"],
    [
      "an absolute address",
      "https://api.example.com/x?Action=Y",
      "/x ? Action=Y",
      ["absolute-path-key"],
    ],
    ["a question mark inside a template", "/{a?b}/c", "/{a?b}/c"],
    ["a hash inside a template", "/{a#b}?c", "/{a#b} ? c"],
    ["an unclosed brace", "/a{b?c=1", "/a%7Bb ? c=1"],
    ["an empty template", "/a/{}/b", "/a//b", ["missing-template-name"]],
    ["a pattern in a template", "/a/{id:[0-9]+}", "/a/{id}"],
    ["a template that may be several segments", "/a/{proxy+}", "/a/{proxy+}"],
    ["such a template with a star", "/a/{path*}", "/a/{path+}"],
    ["such a template with its operator first", "/v1/{+name}:cancel", "/v1/{name+}:cancel"],
    ["such a template with two stars first", "/a/{**slug}", "/a/{slug+}"],
    ["such a template by the router's word", "/a/{rest:path}/b", "/a/{rest+}/b"],
    ["such a template by its pattern", "/a/{rest:.*}", "/a/{rest+}"],
    [
      "a template with the form of a resource's name",
      "/v1/{name=users/*}:undo",
      "/v1/{name+}:undo",
    ],
    ["such a form of one segment", "/v1/{name=*}", "/v1/{name}"],
    ["templates with their prefix inside", "/a{/b}{.c}{;d}", "/a/{b}.{c};d={d}"],
    [
      "a value that is templated in part",
      "/?filter=id:{id}",
      "/ ? filter={id}",
      ["partial-query-template"],
    ],
    ["an escape is decoded once", "/?q=a%2520b", "/ ? q=a%20b"],
    ["a broken escape stays", "/a%zz?q=100%", "/a%25zz ? q=100%"],
    ["an escaped slash in the path stays one", "/a%2Fb", "/a%2Fb"],
    ["a plus in a value is a plus", "/?q=a+b", "/ ? q=a+b"],
    ["blanks in the path", "/a b/c", "/a%20b/c"],
    ["nothing", "", "/"],
    ["a hash alone", "/#", "/"],
    ["an equals sign in a value", "/?q=a=b", "/ ? q=a=b"],
  ])("%s", (_, key, want, codes = []) => {
    const warnings: string[] = [];
    const address = readAddress(
      key,
      [action, target],
      (...given: unknown[]) => void warnings.push(String(given[0])),
    );
    expect(written(address)).toBe(want);
    expect(warnings).toEqual(codes);
  });
});

test("any key gives a path of characters that may stand in one", () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from("/?#&=;{}%:<>+*~ aZ0é\u{d800}\n")),
  });
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (key) => {
      const address = readAddress(key, [], () => undefined);
      const texts = address.path.map((part) => (part.kind === "text" ? part.text : ""));
      expect(texts.join("")).toMatch(/^\/(?:[\w\-.~!$&'()*+,;=:@/]|%[\dA-Fa-f]{2})*$/);
    }),
    runs({ some: 1_000, more: 10_000, all: 1_000_000 }),
  );
});

test.each(["{", "<", "/:", "%", "&", "?", "#", "=", "{?", " "])(
  "a key of a hundred thousand times %j comes to an end",
  (piece) => {
    expect(readAddress(piece.repeat(100_000), [], () => undefined).path.length).toBeGreaterThan(0);
  },
);
