import { grouped, quote } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

const correctKey = "Correct the path key.";

/** The parameters of each code. */
export interface PathParams {
  readonly "absolute-path-key": undefined;
  readonly "conflicting-constant": { name: string; value: string };
  readonly "dot-segment": { resolved: string };
  readonly "duplicate-header": { name: string; value: string };
  readonly "duplicate-operation": { method: string; path: string };
  readonly "duplicate-question-mark": undefined;
  readonly "invalid-method": { key: string; as: string | undefined };
  readonly "invalid-path-item": { path: string };
  readonly "invalid-template": { written: string; name: string };
  readonly "missing-leading-slash": undefined;
  readonly "missing-question-mark": undefined;
  readonly "missing-template-name": undefined;
  readonly "partial-query-template": { pair: string };
  readonly "prose-in-query": { pair: string };
  readonly "query-placeholder": { pair: string };
  readonly "query-wildcard": { pair: string };
  readonly "semicolon-separator": undefined;
  readonly "templated-fragment": undefined;
  readonly "templated-query-name": { pair: string };
  readonly "too-long-path": { max: number };
  readonly "undeclared-path-parameter": { name: string };
  readonly "unsupported-method": undefined;
  readonly "unused-path-parameter": { name: string };
}

/** Faults of path keys and path items. */
export const pathRules: RulesOf<PathParams> = {
  "absolute-path-key": {
    severity: "warning",
    message: "The path key includes a server; using only what follows it.",
    hint: "Move the server to `servers` or `host`.",
    explanation:
      "A path key starts with the address of a server. Only what follows it is used. Move the server to `servers` or `host`.",
  },
  "conflicting-constant": {
    severity: "warning",
    message: ({ name, value }) =>
      `The path key sets ${quote(name)} to ${quote(value)}, which the parameter's \`enum\` does not include; sending the value of the path key.`,
    hint: "Correct the path key or the `enum`.",
    explanation:
      "The path key sets a parameter to a value that the parameter's `enum` does not include. The path key wins: it is what distinguishes the operation from others. Correct one of them.",
  },
  "dot-segment": {
    severity: "warning",
    message: ({ resolved }) =>
      `The path has \`.\` or \`..\` as a segment; treating it as ${quote(resolved)}.`,
    hint: correctKey,
    explanation:
      "A path key has `.` or `..` as a segment, perhaps with `%2e` for a dot. URL parsers resolve them (RFC 3986, section 5.2.4) and could leave the base path, so they are resolved here. Write the path without them.",
  },
  "duplicate-header": {
    severity: "warning",
    message: ({ name, value }) =>
      `The path key sets the header ${quote(name)} twice; ignoring ${quote(value)}.`,
    hint: correctKey,
    explanation:
      "The fragment of a path key sets the same header twice. The first value is sent. Correct the path key.",
  },
  "duplicate-operation": {
    severity: "warning",
    message: ({ method, path }) =>
      `\`${method} ${path}\` sends the same request as an earlier operation; ignoring the later one.`,
    hint: "Remove one of them, or add the parameter in which they differ to the path key.",
    explanation:
      "Two operations have the same method, path and constants, so only one of them can be called. The later one is ignored.",
  },
  "duplicate-question-mark": {
    severity: "warning",
    message: "The path key has a second `?`; treating it as `&`.",
    hint: correctKey,
    explanation:
      "The query of a path key has a second `?`, as exports of some tools do. It is treated as `&`: a server would read it as part of a value.",
  },
  "invalid-method": {
    severity: "warning",
    message: ({ key, as }) =>
      `${quote(key)} is not a supported method; ${as === undefined ? "ignoring it" : `treating it as ${as}`}.`,
    hint: "Use one of get, put, post, delete, options, head, patch, query and trace, in lower case, or `additionalOperations` for any other method.",
    explanation:
      "A key of a path item is not a method, such as ` get ` or an empty string. It is corrected where that is unambiguous, otherwise ignored.",
  },
  "invalid-path-item": {
    severity: "warning",
    message: ({ path }) => `The path item of ${quote(path)} is not an object; ignoring it.`,
    hint: "Add the methods of the path, or remove it.",
    explanation: "The value of a path key is not an object. It is ignored.",
  },
  "invalid-template": {
    severity: "warning",
    message: ({ written, name }) =>
      `${quote(written)} is not OpenAPI's template syntax; treating it as \`{${name}}\`.`,
    hint: ({ name }) => `Write \`{${name}}\`.`,
    explanation:
      "A path key uses another notation for templates, such as `:id` or `<id>`. It is treated as `{id}`.",
  },
  "missing-leading-slash": {
    severity: "warning",
    message: "The path key does not start with `/`; adding it.",
    hint: correctKey,
    explanation: "A path key does not start with `/`. It is added.",
  },
  "missing-question-mark": {
    severity: "warning",
    message: "The query of the path key starts with `&`; treating it as `?`.",
    hint: correctKey,
    explanation: "The query of a path key starts with `&`. It is treated as `?`.",
  },
  "missing-template-name": {
    severity: "warning",
    message: "The path key has a template without a name; ignoring it.",
    hint: correctKey,
    explanation: "A template of a path key has no name (`{}`). It is ignored.",
  },
  "partial-query-template": {
    severity: "warning",
    message: ({ pair }) =>
      `Only a part of the value of ${quote(pair)} is a template; the caller passes the whole value.`,
    hint: "Make the whole value a template, and describe its format.",
    explanation:
      "Only a part of the value of a query pair is a template. The caller passes the whole value. Make the whole value a template, and describe its format.",
  },
  "prose-in-query": {
    severity: "warning",
    message: ({ pair }) => `${quote(pair)} is prose, not a query; moving it to the documentation.`,
    hint: correctKey,
    explanation:
      "What follows `?` in a path key is a sentence, not a query. It becomes part of the documentation and is never sent.",
  },
  "query-placeholder": {
    severity: "warning",
    message: ({ pair }) =>
      `The value of ${quote(pair)} looks like a placeholder; treating it as a parameter.`,
    hint: ({ pair }) =>
      `Write ${quote(`${pair.split("=")[0] ?? ""}={${pair.split("=")[0] ?? ""}}`)} if it is a parameter.`,
    explanation:
      "The value of a query pair repeats its name, as in `partNumber=PartNumber`. It is treated as a parameter that the caller passes. Write `partNumber={partNumber}`.",
  },
  "query-wildcard": {
    severity: "warning",
    message: ({ pair }) => `${quote(pair)} is a wildcard, which a client cannot send; ignoring it.`,
    hint: "Declare the query parameters.",
    explanation:
      "The query of a path key is a wildcard (`?*path`). It is ignored, since a client cannot send anything for it. Declare the query parameters.",
  },
  "semicolon-separator": {
    severity: "warning",
    message: "Query pairs in the path key are separated by `;`; treating it as `&`.",
    hint: correctKey,
    explanation: "Query pairs in a path key are separated by `;`. It is treated as `&`.",
  },
  "templated-fragment": {
    severity: "warning",
    message: "The fragment of the path key has a template; using it as a label that is never sent.",
    hint: correctKey,
    explanation:
      "The fragment of a path key has a template. It is a label that distinguishes the key from others, and is never sent.",
  },
  "templated-query-name": {
    severity: "warning",
    message: ({ pair }) =>
      `The name of ${quote(pair)} is a template; treating it as a parameter of that name.`,
    hint: "Declare the query parameters that exist.",
    explanation:
      "The name of a query pair is a template (`{k}=v`), so what is sent cannot be known. It is treated as a parameter. Declare the query parameters that exist.",
  },
  "too-long-path": {
    severity: "error",
    message: ({ max }) => `The path key has more than ${grouped(max)} characters.`,
    hint: correctKey,
    explanation:
      "A path key is longer than any address that a server takes. Nothing is generated. Correct the path key.",
  },
  "undeclared-path-parameter": {
    severity: "warning",
    message: ({ name }) =>
      `The path parameter ${quote(name)} is not declared; treating it as a required string.`,
    hint: "Declare it, with its type.",
    explanation:
      "A template of the path has no declared parameter. It is treated as a required string. Declare it, with its type.",
  },
  "unsupported-method": {
    severity: "warning",
    message: "TRACE cannot be sent, since `fetch` forbids it; ignoring the operation.",
    hint: "Remove the operation, or turn this warning off.",
    explanation: "`fetch` forbids TRACE, so no client can send it. The operation is ignored.",
  },
  "unused-path-parameter": {
    severity: "warning",
    message: ({ name }) => `The path has no template \`{${name}}\`; ignoring the parameter.`,
    hint: "Add the template to the path key, or remove the parameter.",
    explanation:
      "A path parameter has no template in the path, so its value would go nowhere. It is ignored.",
  },
};
