import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../generator/source/limits.ts";
import { apply, overlayOf } from "./applied.ts";

describe("problems", () => {
  const given = "info: { title: T }\ntags: [a]\nhost: h";
  test.each<[string, { overlay: string; want: string[]; message: RegExp }]>([
    [
      "no overlay",
      {
        overlay: "openapi: 3.1.0",
        want: ["1:1 error invalid-overlay"],
        message: /`overlay` is missing/,
      },
    ],
    [
      "another version",
      {
        overlay: "overlay: 2.0.0\nactions: []",
        want: ["1:1 error unsupported-version"],
        message: /Overlay `2\.0\.0`/,
      },
    ],
    [
      "a version that is a number",
      {
        overlay: "overlay: 1.1\nactions: []",
        want: ["1:1 error unsupported-version"],
        message: /Overlay `1\.1`/,
      },
    ],
    [
      "no actions",
      {
        overlay: "overlay: 1.0.0",
        want: ["1:1 error invalid-overlay"],
        message: /no array of `actions`/,
      },
    ],
    [
      "actions that are no list",
      {
        overlay: "overlay: 1.0.0\nactions: {}",
        want: ["2:1 error invalid-overlay"],
        message: /no array of `actions`/,
      },
    ],
    [
      "an empty list of actions",
      {
        overlay: "overlay: 1.0.0\nactions: []",
        want: ["2:1 error invalid-overlay"],
        message: /no array of `actions`/,
      },
    ],
    [
      "an action that is no map",
      {
        overlay: overlayOf("- remove"),
        want: ["3:3 error invalid-overlay"],
        message: /is a plain value, not an object/,
      },
    ],
    [
      "an action without a target",
      {
        overlay: overlayOf("- remove: true"),
        want: ["3:3 error invalid-overlay"],
        message: /no `target`/,
      },
    ],
    [
      "an action with nothing to do",
      {
        overlay: overlayOf("- { target: $.info, remove: false }"),
        want: ["3:3 error invalid-overlay"],
        message: /none of `update`/,
      },
    ],
    [
      "an action with too much to do",
      {
        overlay: overlayOf("- { target: $, update: {}, copy: $.info }"),
        want: ["3:3 error invalid-overlay"],
        message: /both/,
      },
    ],
    [
      "a target that is no path",
      {
        overlay: overlayOf("- target: $.paths./foo\n  remove: true"),
        want: ["3:3 error invalid-json-path"],
        message: /is not a valid JSONPath/,
      },
    ],
    [
      "a copy of what is no path",
      {
        overlay: overlayOf("- target: $\n  copy: info"),
        want: ["4:3 error invalid-json-path"],
        message: /is not a valid JSONPath/,
      },
    ],
    [
      "a copy of what is no text",
      {
        overlay: overlayOf("- target: $\n  copy: {}"),
        want: ["4:3 error invalid-overlay"],
        message: /is an object, not a JSONPath/,
      },
    ],
    [
      "a copy of nothing",
      {
        overlay: overlayOf("- target: $\n  copy: $.a"),
        want: ["4:3 error overlay-conflict"],
        message: /selects nothing/,
      },
    ],
    [
      "a copy of several nodes",
      {
        overlay: overlayOf("- target: $\n  copy: $.*"),
        want: ["4:3 error overlay-conflict"],
        message: /selects 3 nodes/,
      },
    ],
    [
      "a target that matches nothing",
      {
        overlay: overlayOf("- target: $.paths\n  remove: true"),
        want: ["3:3 warning unmatched-target"],
        message: /matches nothing/,
      },
    ],
    [
      "the removal of everything",
      {
        overlay: overlayOf("- target: $\n  remove: true"),
        want: ["3:3 error overlay-conflict"],
        message: /whole description/,
      },
    ],
    [
      "targets of several kinds",
      {
        overlay: overlayOf("- target: $.*\n  update: {}"),
        want: ["3:3 error overlay-conflict"],
        message: /at once/,
      },
    ],
    [
      "a scalar for a map",
      {
        overlay: overlayOf("- target: $.info\n  update: x"),
        want: ["4:3 error overlay-conflict"],
        message: /merge a plain value into an object/,
      },
    ],
    [
      "a map for a scalar",
      {
        overlay: overlayOf("- target: $\n  update:\n    host: {}"),
        want: ["5:5 error overlay-conflict"],
        message: /merge an object into a plain value/,
      },
    ],
    [
      "a map for a list",
      {
        overlay: overlayOf("- target: $\n  update:\n    tags: {}"),
        want: ["5:5 error overlay-conflict"],
        message: /merge an object into an array/,
      },
    ],
    [
      "an overlay for another description",
      {
        overlay: "overlay: 1.1.0\nextends: other.yaml\nactions: [{ target: $.host, remove: true }]",
        want: ["2:1 warning overlay-mismatch"],
        message: /extends `other\.yaml`/,
      },
    ],
  ])("%s", async (_, { overlay, want, message }) => {
    const { problems, found } = await apply(given, overlay);
    expect(problems).toEqual(want.map((problem) => `api.overlay.yaml:${problem}`));
    expect(found[0]?.message).toMatch(message);
  });

  test.each([
    ["its own description", "./api.yaml"],
    ["a file of the network, of which nothing is known", "https://example.com/api.yaml"],
    ["what is no file's name", '"%"'],
  ])("nothing is said of an overlay that extends %s", async (_, target) => {
    const overlay = `overlay: 1.0.0\nextends: ${target}\nactions: [{ target: $.host, remove: true }]`;
    expect((await apply(given, overlay)).problems).toEqual([]);
  });

  test("all come at once, and the other actions are carried out", async () => {
    const actions = "- x\n- { target: $.nope, remove: true }\n- { target: $.host, update: y }";
    const { document, problems } = await apply(given, overlayOf(actions));
    expect(problems).toHaveLength(2);
    expect(document["host"]).toBe("y");
  });

  test.each([
    ["copies that double the document", "- { target: $.a, copy: $.a }", "too-many-values"],
    ["copies that nest it", "- { target: $.b, copy: $ }", "too-deep"],
    [
      "paths that take too long",
      "- { target: '$..[?@..[?@..a]]', remove: true }",
      "too-many-steps",
    ],
  ])("%s end at the limits, and with them the overlay", async (_, action, want) => {
    const actions = Array.from({ length: 40 }, () => action).join("\n");
    const limits = { ...defaultLimits, values: want === "too-many-steps" ? 1 : 1000, depth: 10 };
    const { found } = await apply("a: [1, 2]\nb: {}", overlayOf(actions), limits);
    expect(found.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      want,
    ]);
  });
});
