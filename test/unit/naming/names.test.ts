import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAddress } from "../../../generator/read/address.ts";
import type { Operation } from "../../../generator/model/service.ts";
import { pascalCase, reservedWords } from "../../../generator/naming/identifiers.ts";
import { checkFiles } from "../../../generator/output/paths.ts";
import type { Code } from "../../../generator/text/code.ts";
import { assignUniqueNames } from "../../../generator/naming/unique-names.ts";
import { operationNames } from "../../../generator/naming/operation-names.ts";
import { runs } from "../../helpers/sample.ts";

interface Given {
  readonly key: string;
  readonly id?: string;
  readonly method?: string;
  readonly tag?: string;
  readonly set?: string;
}

const target = { name: "X-Amz-Target", location: "header" };

function operation({ key, id, method = "GET", tag, set }: Given): Operation {
  return {
    sourceLocation: { file: "a.yaml", pointer: "", line: 1, column: 1 },
    method,
    address: readAddress(key, [target], () => undefined),
    hasAction: false,
    name: set,
    operationId: id,
    summary: "",
    description: "",
    tags: tag === undefined ? [] : [tag],
    deprecated: false,
    externalDocs: undefined,
    parameters: [],
    body: undefined,
    responses: [],
    security: [],
    securityRequirements: [],
    pagination: undefined,
  };
}

function namesOf(given: readonly Given[]): string[] {
  const operations = given.map(operation);
  const names = assignUniqueNames(operations.map(operationNames), new Set(reservedWords));
  return operations.map((one) => names.get(one) ?? "");
}

describe("the name of one operation", () => {
  test.each<[name: string, given: Given, want: string]>([
    ["is its operationId", { key: "/?Action=PollForTask", id: "pollForTask" }, "pollForTask"],
    ["begins small", { key: "/tags", id: "UntagResource" }, "untagResource"],
    ["begins small with a run of capitals", { key: "/x", id: "HTTPGet" }, "httpGet"],
    ["joins the words of an identifier", { key: "/x", id: "list_all_pets" }, "listAllPets"],
    ["keeps inner capitals", { key: "/x", id: "getXMLData" }, "getXMLData"],
    ["is the action where there is no operationId", { key: "/?Action=AddTag" }, "addTag"],
    [
      "is the action where the operationId lost its capitals",
      { key: "/?Action=DescribeAccountAttributes", id: "describeaccountattributes" },
      "describeAccountAttributes",
    ],
    [
      "is the operationId where that has the capitals",
      { key: "/?action=expandtemplates", id: "expandTemplates" },
      "expandTemplates",
    ],
    [
      "is the action where the operationId is no identifier",
      { key: "/?Action=AddTag", id: "add a tag!" },
      "addTag",
    ],
    [
      "is the last word of a target",
      { key: "/#X-Amz-Target=AWSMigrationHub.AssociateCreatedArtifact" },
      "associateCreatedArtifact",
    ],
    [
      "is made of the operationId's words where there is no action",
      { key: "/x", id: "pets.list-all" },
      "petsListAll",
    ],
    [
      "is method and path where there is nothing else",
      { key: "/pets/{id}/photos" },
      "getPetsByIdPhotos",
    ],
    [
      "is the action alone where that says enough",
      { key: "/rest/?method=flickr.photos.getWithGeoData" },
      "getWithGeoData",
    ],
    [
      "has the names before an action of one word",
      { key: "/services/rest/?method=flickr.photos.search" },
      "flickrPhotosSearch",
    ],
    ["has the flags of its address", { key: "/{bucket}?acl", method: "PUT" }, "putByBucketAcl"],
    [
      "has the path where the action alone says little",
      { key: "/com/vmware/cis/session?~action=get" },
      "getComVmwareCisSession",
    ],
    ["is no reserved word", { key: "/pets", id: "delete" }, "getDelete"],
    ["does not begin with a digit", { key: "/x", id: "2fa enable" }, "n2faEnable"],
    ["is what somebody set", { key: "/?Action=AddTag", id: "tag", set: "put tag" }, "putTag"],
    ["is no setting without a letter", { key: "/x", id: "tag", set: "!" }, "tag"],
    ["has Latin letters without accents", { key: "/x", id: "größe" }, "große"],
    ["keeps other scripts", { key: "/x", id: "获取用户" }, "获取用户"],
    ["keeps the marks of other scripts", { key: "/x", id: "उपयोगकर्ता सूची" }, "उपयोगकर्तासूची"],
    [
      "keeps a script with capitals",
      { key: "/x", id: "Получить пользователя" },
      "получитьПользователя",
    ],
    [
      "is method and path where the operationId is a key of a database",
      { key: "/buses", id: "5476365e031f5909e4fe331e" },
      "getBuses",
    ],
    ["is an operationId that only looks like one", { key: "/x", id: "deadbeef" }, "deadbeef"],
    ["has words for a segment of a symbol", { key: "/users/~" }, "getUsersTilde"],
    ["of the root says so", { key: "/" }, "getRoot"],
    ["of the root with a constant is the constant's", { key: "/?acl" }, "getAcl"],
    [
      "of prose ends at a word",
      { key: "/x", id: "returns the list of all the things that were ever seen by anybody here" },
      "returnsTheListOfAllTheThingsThatWereEverSeenBy",
    ],
    [
      "of a qualified name keeps its end, which says what is done",
      { key: "/x", id: "documents.projects.locations.processors.humanReviewConfig.reviewDocument" },
      "documentsProjectsLocationsProcessorsHumanReviewConfigReviewDocument",
    ],
  ])("%s", (_, given, want) => {
    expect(namesOf([given])).toEqual([want]);
  });
});

describe("names of several", () => {
  test.each<[name: string, given: readonly Given[], want: readonly string[]]>([
    [
      "a method tells twins apart",
      [
        { key: "/#Action=X", id: "x" },
        { key: "/#Action=X", id: "x", method: "POST" },
      ],
      ["getX", "postX"],
    ],
    [
      "a path tells them apart",
      [
        { key: "/cats", id: "list" },
        { key: "/dogs", id: "list" },
      ],
      ["listCats", "listDogs"],
    ],
    [
      "case alone does not",
      [
        { key: "/cats", id: "getall" },
        { key: "/dogs", id: "getAll" },
      ],
      ["getallCats", "getAllDogs"],
    ],
    [
      "an operationId goes before a made name",
      [{ key: "/pets", id: "getCats" }, { key: "/cats" }],
      ["getCats", "getCatsCats"],
    ],
    [
      "a name that somebody set goes before all others",
      [
        { key: "/cats", id: "list" },
        { key: "/dogs", id: "dogs", set: "list" },
      ],
      ["getList", "list"],
    ],
    [
      "the label of a long path tells apart what prose does not",
      ["add", "delete"].map((label) => ({
        key: `/templates/enterprise/classification-6VMVochwUWo/schema#${label}`,
        method: "PUT",
        id: `put_templates_enterprise_classification-6VMVochwUWo_and_more_schema#${label}`,
      })),
      [
        "putTemplatesEnterpriseClassification6VMVochwUWoAndMoreAdd",
        "putTemplatesEnterpriseClassification6VMVochwUWoAndMoreDelete",
      ],
    ],
    [
      "the last word tells apart prose that is cut",
      ["cats", "dogs"].map((pets) => ({
        key: `/${pets}`,
        id: `returns the list of all the things that were ever seen by anybody here: ${pets}`,
      })),
      ["Cats", "Dogs"].map((pets) => `returnsTheListOfAllTheThingsThatWereEverSeenBy${pets}`),
    ],
    [
      "a slash at the end is a word",
      [{ key: "/rest" }, { key: "/rest/" }],
      ["getRest", "getRestSlash"],
    ],
    [
      "the names before an action tell them apart",
      [
        { key: "/rest/?method=flickr.photos.getInfo" },
        { key: "/rest/?method=flickr.people.getInfo" },
      ],
      ["flickrPhotosGetInfo", "flickrPeopleGetInfo"],
    ],
    [
      "constants tell them apart",
      [
        { key: "/a?x=1", id: "a" },
        { key: "/a?x=2", id: "a" },
      ],
      ["getAAX1", "getAAX2"],
    ],
  ])("%s", (_, given, want) => {
    expect(namesOf(given)).toEqual(want);
  });

  const some: readonly Given[] = [
    { key: "/cats", id: "list" },
    { key: "/dogs", id: "list" },
    { key: "/?Action=List" },
    { key: "/?Action=List", method: "POST" },
    { key: "/rest" },
    { key: "/rest/" },
    { key: "/{a}?acl" },
    { key: "/{b}?acl" },
    { key: "/x", id: "delete" },
    { key: "/%", id: "%" },
    { key: "/&", id: "&" },
  ];

  test("keep the one that is spelled as in code", () => {
    const given = [
      { key: "/a", id: "get-user" },
      { key: "/b", id: "getUser" },
      { key: "/c", id: "GetUser" },
    ];
    expect(namesOf(given)).toEqual(["getUserA", "getUser", "getUserC"]);
  });

  test("do not depend on the order", () => {
    const want = new Map(some.map((given, index) => [given, namesOf(some)[index]]));
    fc.assert(
      fc.property(fc.shuffledSubarray([...some], { minLength: some.length }), (shuffled) => {
        expect(new Map(shuffled.map((given, index) => [given, namesOf(shuffled)[index]]))).toEqual(
          want,
        );
      }),
      runs({ some: 20, more: 200, all: 2_000 }),
    );
  });

  test("do not change when an unrelated operation comes", () => {
    const more = [
      { key: "/?Action=Unrelated" },
      ...some,
      { key: "/other/thing", id: "otherThing" },
    ];
    expect(namesOf(more).slice(1, -1)).toEqual(namesOf(some));
  });

  test("are all different, also where case does not count, whatever is given", () => {
    const given = fc.record({
      key: fc.constantFrom("/", "/a", "/A", "/?Action=a", "/?Action=b", "/{a}", "/%20"),
      id: fc.constantFrom("a", "A", "get a", "", "né", "😀"),
      method: fc.constantFrom("GET", "POST"),
    });
    const identity = ({ key, method }: { key: string; method: string }): string =>
      `${method} ${key}`;
    fc.assert(
      fc.property(fc.uniqueArray(given, { selector: identity }), (all) => {
        const names = namesOf(all).map((name) => name.toLowerCase());
        expect(new Set(names).size).toBe(all.length);
        for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9]*$/);
      }),
      runs({ some: 300, more: 3_000, all: 30_000 }),
    );
  });
});

test.each([
  ["straße", "STRASSE"],
  ["ΟΔΟΣ", "οδος"],
  ["οδοσ", "οδος"],
  ["\u212Aey", "key"],
  ["ﬁle", "FILE"],
  ["e\u0301t\u00e9", "\u00c9T\u00c9"],
])("%s and %s, which one file system cannot tell apart, are two files", (one, other) => {
  const candidate = (name: string) => ({
    thing: name,
    names: [name as Code, `${name}Model` as Code],
    identity: name,
    priority: 0,
  });
  const names = [...assignUniqueNames([candidate(one), candidate(other)], []).values()];
  checkFiles(new Map(names.map((name) => [`schemas/${name}.ts`, ""])));
  expect(() => {
    checkFiles(new Map([one, other].map((name) => [`schemas/${name}.ts`, ""])));
  }).toThrow("some systems cannot tell it from");
  const [taken] = assignUniqueNames([candidate(one)], [other]).values();
  expect(taken).toBe(`${one}Model`);
});

test("a name of the last resort is not one that something else has", () => {
  const candidate = (identity: string, ...names: string[]) => ({
    thing: identity,
    names: names.map((name) => pascalCase(name)),
    identity,
    priority: 0,
  });
  const twins = [candidate("a-b", "AB", "ABModel"), candidate("a.b", "AB", "ABModel")];
  const fallbacks = [...assignUniqueNames(twins, new Set()).values()];
  const rivals = fallbacks.map((name) => candidate(name, name));
  const names = [...assignUniqueNames([...twins, ...rivals], new Set()).values()];
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4);
});
