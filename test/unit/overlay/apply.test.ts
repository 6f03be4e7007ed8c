import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOverlays } from "../../../generator/source/find-input.ts";
import { parseSource } from "../../../generator/source/load.ts";
import { apply, applySources, overlayOf } from "./applied.ts";

// The cases follow the examples of the specification, each on a description made for it.
describe("the specification's examples", () => {
  test.each<[string, { given: string; overlay: string; want: unknown }]>([
    [
      "a structured overlay mirrors the description",
      {
        given: "info: { title: T }\npaths: { /: { get: { tags: [a] } }, /pets: { get: {} } }",
        overlay: `
- target: $ # the root
  update:
    info: { x-overlay-applied: structured-overlay }
    paths:
      /: { summary: The root, get: { summary: Get it, x-rate-limit: 100 } }
      /pets: { get: { summary: List pets } }
    components:
    tags:`,
        want: {
          info: { title: "T", "x-overlay-applied": "structured-overlay" },
          paths: {
            "/": {
              get: { tags: ["a"], summary: "Get it", "x-rate-limit": 100 },
              summary: "The root",
            },
            "/pets": { get: { summary: "List pets" } },
          },
          components: null,
          tags: null,
        },
      },
    ],
    [
      "a targeted overlay changes single places, scalars too",
      {
        given:
          "paths: { /foo: { get: { description: old } }, /bar: { get: { description: old } } }",
        overlay: `
- target: $.paths['/foo'].get.description
  update: new
- target: $.paths['/bar'].get
  update: { description: newer }
- target: $.paths['/bar']
  update: { post: { description: child, x-safe: false } }`,
        want: {
          paths: {
            "/foo": { get: { description: "new" } },
            "/bar": {
              get: { description: "newer" },
              post: { description: "child", "x-safe": false },
            },
          },
        },
      },
    ],
    [
      "wildcards and filters change many places",
      {
        given:
          "paths: { /a: { get: { parameters: [{ name: filter, in: query }, { name: id, in: path }] } }, /b: { get: {} } }",
        overlay: `
- target: $.paths.*.get
  update: { x-safe: true }
- target: $.paths.*.get.parameters[?@.name=='filter' && @.in=='query']
  update: { schema: { $ref: "#/components/schemas/filter" } }`,
        want: {
          paths: {
            "/a": {
              get: {
                parameters: [
                  { name: "filter", in: "query", schema: { $ref: "#/components/schemas/filter" } },
                  { name: "id", in: "path" },
                ],
                "x-safe": true,
              },
            },
            "/b": { get: { "x-safe": true } },
          },
        },
      },
    ],
    [
      "a map is added to a list",
      {
        given: "paths: { /a: { get: { parameters: [{ name: a }] } } }",
        overlay: "- { target: $.paths.*.get.parameters, update: { name: b, in: query } }",
        want: {
          paths: { "/a": { get: { parameters: [{ name: "a" }, { name: "b", in: "query" }] } } },
        },
      },
    ],
    [
      "items of a list are removed",
      {
        given: "p: [{ name: dummy }, { name: a }, { name: dummy }]",
        overlay: "- { target: \"$.p[?@.name == 'dummy']\", remove: true }",
        want: { p: [{ name: "a" }] },
      },
    ],
    [
      "scalars of a list are removed",
      {
        given: "tags: [a, dummy, b]",
        overlay: "- { target: \"$.tags[?@ == 'dummy']\", remove: true }",
        want: { tags: ["a", "b"] },
      },
    ],
    [
      "a trait decides where",
      {
        given:
          "paths: { /items: { get: { x-oai-traits: [paged] } }, /sub: { get: { x-oai-traits: [paged], parameters: [{ name: id }] } }, /other: { get: {} } }",
        overlay: `
- target: $.paths[?(@.get['x-oai-traits'][?(@ == 'paged')])].get
  update: { parameters: [{ name: top }, { name: skip }] }`,
        want: {
          paths: {
            "/items": {
              get: { "x-oai-traits": ["paged"], parameters: [{ name: "top" }, { name: "skip" }] },
            },
            "/sub": {
              get: {
                "x-oai-traits": ["paged"],
                parameters: [{ name: "id" }, { name: "top" }, { name: "skip" }],
              },
            },
            "/other": { get: {} },
          },
        },
      },
    ],
    [
      "a node is copied into another",
      {
        given: "paths: { /items: { get: { a: 1 } }, /some: { delete: { b: 2 } } }",
        overlay: "- { target: '$.paths[\"/some\"]', copy: '$.paths[\"/items\"]' }",
        want: {
          paths: { "/items": { get: { a: 1 } }, "/some": { delete: { b: 2 }, get: { a: 1 } } },
        },
      },
    ],
    [
      "a target is made, copied to, and its source removed: moved",
      {
        given: "paths: { /items: { get: { a: 1 } } }",
        overlay: `
- { target: $.paths, update: { /new: {} } }
- { target: "$.paths['/new']", copy: "$.paths['/items']" }
- { target: "$.paths['/items']", remove: true }`,
        want: { paths: { "/new": { get: { a: 1 } } } },
      },
    ],
  ])("%s", async (_, { given, overlay, want }) => {
    const { document, problems } = await apply(given, overlayOf(overlay));
    expect({ document, problems }).toEqual({ document: want, problems: [] });
  });
});

describe("merging", () => {
  test.each<[string, { given: string; overlay: string; want: unknown }]>([
    [
      "lists are put together, in maps too",
      {
        given: "a: { tags: [1] }",
        overlay: "- { target: $.a, update: { tags: [2, 3] } }",
        want: { a: { tags: [1, 2, 3] } },
      },
    ],
    [
      "a list is added to a list that is the target",
      { given: "a: [1]", overlay: "- { target: $.a, update: [2, 3] }", want: { a: [1, 2, 3] } },
    ],
    [
      "a scalar is added to a list",
      { given: "a: [1]", overlay: "- { target: $.a, update: 2 }", want: { a: [1, 2] } },
    ],
    [
      "a null is a scalar",
      { given: "a: null", overlay: "- { target: $.a, update: x }", want: { a: "x" } },
    ],
    [
      "each action sees what the one before it left",
      {
        given: "a: { b: 1 }",
        overlay: "- { target: $.a, remove: true }\n- { target: $, update: { a: { c: 2 } } }",
        want: { a: { c: 2 } },
      },
    ],
    [
      "`remove` goes before `update`",
      {
        given: "a: {}\nb: 1",
        overlay: "- { target: $.a, update: { c: 1 }, remove: true }",
        want: { b: 1 },
      },
    ],
    [
      "nodes within each other are removed",
      {
        given: "a: [[1], [2]]\nb: 1",
        overlay: "- { target: $.a..*, remove: true }",
        want: { a: [], b: 1 },
      },
    ],
    [
      "a node that a path names twice is changed once",
      { given: "a: [1]", overlay: "- { target: \"$['a','a']\", update: 2 }", want: { a: [1, 2] } },
    ],
    [
      "a node is copied into a part of itself as it was",
      {
        given: "a: { b: {}, c: 1 }",
        overlay: "- { target: $.a.c, update: 2 }\n- { target: $.a.b, copy: $.a }",
        want: { a: { b: { b: {}, c: 2 }, c: 2 } },
      },
    ],
    [
      "a copy does not follow what its source becomes",
      {
        given: "a: { c: { d: 1 } }\nb: {}",
        overlay: "- { target: $.b, copy: $.a }\n- { target: $.a.c, update: { d: 2 } }",
        want: { a: { c: { d: 2 } }, b: { c: { d: 1 } } },
      },
    ],
    [
      "the root is copied",
      {
        given: "a: {}\nb: 1",
        overlay: "- { target: $.a, copy: $ }",
        want: { a: { a: {}, b: 1 }, b: 1 },
      },
    ],
    [
      "an alias is changed where it is the target, and only there",
      {
        given: "a: &x { n: 1 }\nb: *x",
        overlay: "- { target: $.a, update: { n: 2 } }",
        want: { a: { n: 2 }, b: { n: 1 } },
      },
    ],
    [
      "an alias that is a target in each of its places is changed once in each",
      {
        given: "a: &x [1]\nb: *x",
        overlay: "- { target: $.*, update: 2 }",
        want: { a: [1, 2], b: [1, 2] },
      },
    ],
    [
      "what one action puts into two places is changed in one of them",
      {
        given: "a: {}\nb: {}",
        overlay:
          "- { target: $.*, update: { c: { d: 1 } } }\n- { target: $.a.c, update: { d: 2 } }",
        want: { a: { c: { d: 2 } }, b: { c: { d: 1 } } },
      },
    ],
  ])("%s", async (_, { given, overlay, want }) => {
    const { document, problems } = await apply(given, overlayOf(overlay));
    expect({ document, problems }).toEqual({ document: want, problems: [] });
  });

  test("neither the description nor the overlay is changed", async () => {
    const source = await parseSource("api.yaml", "a: { b: [1], c: &c { d: 1 } }\ne: *c");
    const overlay = await parseSource(
      "api.overlay.yaml",
      overlayOf(
        "- { target: $, update: { a: { b: [2] }, f: { g: [] } } }\n- { target: $.f.g, update: 1 }\n- { target: $.a.c.d, remove: true }",
      ),
    );
    const before = structuredClone([source.root, overlay.root]);
    applySources(source, overlay);
    expect([source.root, overlay.root]).toEqual(before);
  });

  test("`__proto__` is a key like any other", async () => {
    const source = await parseSource("api.json", '{"a":{"__proto__":{"b":1}}}');
    const overlay = await parseSource(
      "api.overlay.json",
      '{"overlay":"1.1.0","actions":[{"target":"$.a","update":{"__proto__":{"c":2}}},{"target":"$","update":{"__proto__":{"polluted":true}}},{"target":"$.a.toString","update":{"x":1}}]}',
    );
    const { document, problems } = applySources(source, overlay);
    expect(JSON.stringify(document)).toBe(
      '{"a":{"__proto__":{"b":1,"c":2}},"__proto__":{"polluted":true}}',
    );
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
    expect({}).not.toHaveProperty("polluted");
    expect(problems).toEqual(["api.overlay.json:1:136 warning unmatched-target"]);
  });
});

describe("positions", () => {
  test.each<[string, { path: (string | number)[]; want: string }]>([
    ["what was there keeps its place", { path: ["info", "title"], want: "api.yaml:1:9" }],
    ["a scalar that was added", { path: ["info", "version"], want: "api.overlay.yaml:5:7" }],
    ["a scalar that was replaced", { path: ["info", "contact"], want: "api.overlay.yaml:6:7" }],
    [
      "a key of a map that was added",
      { path: ["info", "license", "name"], want: "api.overlay.yaml:8:9" },
    ],
    ["an item that was added", { path: ["tags", 2], want: "api.overlay.yaml:9:5" }],
    ["an item that moved up", { path: ["tags", 1], want: "api.yaml:2:14" }],
    ["a scalar that was itself the target", { path: ["host"], want: "api.overlay.yaml:11:37" }],
    [
      "what was copied keeps the location of its source",
      { path: ["x-copy", "title"], want: "api.yaml:1:9" },
    ],
  ])("%s", async (_, { path, want }) => {
    const { document, positions } = await apply(
      "info: { title: T, contact: me }\ntags: [a, b, c]\nhost: x\nx-copy: {}",
      `overlay: 1.1.0
actions:
- target: $.info
  update:
      version: 1.10
      contact: you
      license:
        name: MIT
- { update: d, target: $.tags }
- { target: "$.tags[?@ == 'b']", remove: true }
- { target: $.host, description: h, update: y }
- { target: $.x-copy, copy: $.info }
`,
    );
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((node, key) => Reflect.get(node as object, key), document);
    const place = positions.of(parent as object, path.at(-1));
    expect(`${place.file}:${place.line}:${place.column}`).toBe(want);
  });
});

describe("beside the description", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "overlay-"));
    await mkdir(join(folder, "none"));
    for (const name of [
      "a.yaml",
      "a.overlay.yml",
      "a.overlay.json",
      "b.overlay.yaml",
      "none/a.yaml",
    ]) {
      await writeFile(join(folder, name), "");
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ["those that bear its name", "a.yaml", ["a.overlay.yml", "a.overlay.json"]],
    ["whatever its own extension", "b.json", ["b.overlay.yaml"]],
    ["not those of another folder", "none/a.yaml", []],
  ])("are found: %s", async (_, spec, want) => {
    const found = await findOverlays(join(folder, spec));
    expect(found).toEqual(want.map((name) => join(folder, name)));
  });
});
