import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { readDescription } from "../../generator/generate.ts";
import { inspect, type InspectedOperation } from "../../generator/emit/summary/summary.ts";
import { formatTable } from "../../generator/cli/table.ts";
import { openapiActions } from "../helpers/cli.ts";

const golden = join(import.meta.dirname, "../golden/generate");

test("the table shows the operations and what was corrected", async () => {
  const spec = join(golden, "addresses/input.yaml");
  const { code, out } = await openapiActions("inspect", spec);
  expect(code).toBe(0);
  expect(out.replaceAll(join(golden, "addresses"), ".")).toMatchInlineSnapshot(`
    "Addresses 1: 12 operations, 0 schemas; no server

    NAME                 METHOD  PATH                CONSTANTS                         PARAMETERS        RESPONSE
    addTag               GET     /                   Action=AddTag Version=2012-10-29  Key               unknown
    getBucketAcl         GET     /{bucket}           acl                               bucket            unknown
    listTags             GET     /{bucket}           tagging                           bucket max-keys?  unknown
    getAttachInstances   GET     /                   Action=AttachInstances            Group             unknown
    postAttachInstances  POST    /                   Action=AttachInstances                              unknown
    createArtifact       POST    /                   X-Amz-Target:Hub.CreateArtifact   body:object       unknown
    untagResource        DELETE  /tags/{arn}                                           arn tagKeys       nothing
    queryApiPhp          GET     /api.php            action=query list=allpages                          unknown
    addresses            GET     /addresses/{id?}                                      id?               unknown
    uploadPart           PUT     /upload             q=a b&c                           partNumber        unknown
    readFile             GET     /files/{path+}                                        path              unknown
    cancelJob            POST    /v1/{name+}:cancel                                    name              unknown

    6 problems:
    ./input.yaml:12:11 warning optional-path-parameter: The path parameter \`bucket\` is not \`required\`; treating it as required.
        Add \`required: true\`.
    ./input.yaml:7:5 warning undeclared-path-parameter: The path parameter \`bucket\` is not declared; treating it as a required string.
        Declare it, with its type.
    ./input.yaml:46:5 warning undeclared-path-parameter: The path parameter \`path\` is not declared; treating it as a required string.
        Declare it, with its type.
    ./input.yaml:44:5 warning query-placeholder: The value of \`partNumber=PartNumber\` looks like a placeholder; treating it as a parameter.
        Write \`partNumber={partNumber}\` if it is a parameter.
    ./input.yaml:16:5 warning name-clash: The name \`attachInstances\` is claimed 2 times; using \`getAttachInstances\` instead.
        Set another name with \`x-operation-name\` next to the operationId.
    ./input.yaml:21:5 warning name-clash: The name \`attachInstances\` is claimed 2 times; using \`postAttachInstances\` instead.
        Set another name with \`x-operation-name\` next to the operationId.
    "
  `);
});

test("--json gives the same for programs", async () => {
  const spec = join(golden, "declared-constants/input.yaml");
  const { code, out } = await openapiActions("inspect", spec, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(inspect(await readDescription(spec)));
});

test("an operation has what it fixes and what it takes", async () => {
  const spec = relative(process.cwd(), join(golden, "declared-constants/input.yaml"));
  const { operations } = inspect(await readDescription(spec));
  expect(operations.find(({ name }) => name === "listParts")).toMatchInlineSnapshot(`
    {
      "body": null,
      "column": 5,
      "constants": [
        {
          "in": "query",
          "name": "parts",
          "value": null,
        },
        {
          "in": "query",
          "name": "kind",
          "value": "2",
        },
        {
          "in": "query",
          "name": "fields",
          "value": "a",
        },
        {
          "in": "query",
          "name": "fields",
          "value": "b",
        },
        {
          "in": "query",
          "name": "empty",
          "value": "",
        },
        {
          "in": "header",
          "name": "X-Api-Version",
          "value": "3",
        },
      ],
      "deprecated": false,
      "file": "test/golden/generate/declared-constants/input.yaml",
      "line": 12,
      "method": "GET",
      "name": "listParts",
      "parameters": [
        {
          "in": "path",
          "name": "bucket",
          "required": true,
          "type": "string",
        },
        {
          "in": "query",
          "name": "marker",
          "required": true,
          "type": "string",
        },
        {
          "in": "query",
          "name": "after",
          "required": false,
          "type": "string",
        },
        {
          "in": "query",
          "name": "only",
          "required": false,
          "type": ""may-be-left-out"",
        },
      ],
      "path": "/{bucket}",
      "response": "unknown",
      "tags": [],
    }
  `);
});

test("bodies are told in short", async () => {
  expect(await told("bodies", ({ body }) => body && `${body.mediaType} ${body.type}`)).toEqual({
    postFile: null,
    postForm: null,
    postJson: "application/json object",
    putBinary: "application/octet-stream Blob",
    putText: "text/plain string",
  });
});

test("responses are abbreviated", async () => {
  expect(await told("responses", ({ response }) => response)).toEqual({
    defaultAnswer: "Thing",
    emptyAnswer: "nothing",
    fileAnswer: "binary",
    getThing: "Thing",
    headAnswer: "nothing",
    mixedAnswers: "Thing | binary",
    nothingDeclared: "unknown",
    onlyErrors: "unknown",
    textAnswer: "text",
    twoAnswers: "Thing | object | nothing",
    untypedErrors: "unknown",
  });
});

test("form fields are parameters", async () => {
  const { postDescribeThings } = await told("numbered", ({ parameters }) => parameters);
  expect(postDescribeThings).toEqual([
    { in: "form", name: "GroupName", required: false, type: "string[]" },
  ]);
});

async function told<Told>(
  folder: string,
  of: (operation: InspectedOperation) => Told,
): Promise<Record<string, Told>> {
  const { operations } = inspect(await readDescription(join(golden, folder, "input.yaml")));
  return Object.fromEntries(operations.map((one) => [one.name, of(one)]));
}

test("a refused description is refused with 1, and no table", async () => {
  const { code, out } = await openapiActions("inspect", join(golden, "no-paths/input.yaml"));
  expect({ code, out }).toEqual({ code: 1, out: "" });
});

test("a table's long cells go on below, and no control character gets through", () => {
  expect(
    formatTable(["A", "B"], [["x\u001b[2J", Array.from({ length: 30 }, () => "word").join(" ")]]),
  ).toMatchInlineSnapshot(`
    "A           B
    x\\u{1b}[2J  word word word word word word word word word word word word
                word word word word word word word word word word word word
                word word word word word word
    "
  `);
});
