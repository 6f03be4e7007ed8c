import { either, quote, treatedAs } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

const supported = "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported.";

/** The parameters of each code. */
export interface DocumentParams {
  readonly "invalid-base-path": { value: unknown; as: string };
  readonly "invalid-host": { value: unknown; as: string };
  readonly "invalid-schemes": { as: readonly string[] };
  readonly "invalid-security-scheme": InvalidSecurityScheme;
  readonly "invalid-tag-parent": { name: string; parent: unknown; fault: "unknown" | "cycle" };
  readonly "invalid-version": InvalidVersion;
  readonly "missing-info": undefined;
  readonly "missing-paths": { fault: "missing" | "not-an-object" };
  readonly "missing-version": { as: string };
  readonly "not-a-description": { found: "array" | "string" | "number" | "boolean" | "object" };
  readonly "schema-violation": { pointer: string; violation: string; version: string };
  readonly "server-override": { server: string };
  readonly "unsupported-version": { format: string; version: unknown };
}

/** Faults of the description as a whole: version, info, servers, security schemes. */
export const documentRules: RulesOf<DocumentParams> = {
  "invalid-base-path": {
    severity: "warning",
    message: ({ value, as }) =>
      `\`basePath\` is ${quote(value)}, which is not a valid base path; ${treatedAs(as === "" ? undefined : quote(as))}.`,
    hint: "Start it with `/`, and end it without one.",
    explanation:
      "`basePath` does not start with `/`, ends with one, or is not a path. It is normalized, or ignored where that is not possible. Start it with `/`, and end it without one.",
  },
  "invalid-host": {
    severity: "warning",
    message: ({ value, as }) =>
      `\`host\` is ${quote(value)}, which is not a host name; ${treatedAs(as === "" ? undefined : quote(as))}.`,
    hint: "Write the host name alone, with its port if it has one.",
    explanation:
      "`host` is more or less than a host name. What can be used of it is used. Write the host name alone, with its port if it has one.",
  },
  "invalid-schemes": {
    severity: "warning",
    message: ({ as }) =>
      `\`schemes\` is not an array of http, https, ws and wss; ${as.length > 0 ? `using ${as.join(", ")}` : "ignoring it"}.`,
    hint: "List the schemes that the service supports.",
    explanation:
      "`schemes` contains something other than http, https, ws and wss, which is ignored. List the schemes that the service supports.",
  },
  "invalid-security-scheme": {
    severity: "warning",
    message: (params) => {
      switch (params.fault) {
        case "unknown-type":
          return `The security scheme ${quote(params.name)} is none of basic, apiKey and oauth2; ignoring it.`;
        case "incomplete":
          return `The security scheme ${quote(params.name)} does not say what to send; ignoring it.`;
        case "unsupported-header":
          return `The security scheme ${quote(params.name)} puts its key in the header ${quote(params.header)}, in which none can be sent; ignoring it.`;
      }
    },
    hint: "Correct the scheme, or remove it.",
    explanation:
      "A security scheme is of no type that the specification defines, lacks the name or location of its key, or puts it in a header that no key can be sent in: with an invalid name, or one that `fetch` or the generated code writes (`Host`, `Content-Length`, `Cookie`). It is ignored; operations can be called without it. Correct it, or remove it.",
  },
  "invalid-tag-parent": {
    severity: "warning",
    message: ({ name, parent, fault }) =>
      fault === "unknown"
        ? `The parent of the tag ${quote(name)} is ${quote(parent)}, which is not a declared tag; ignoring it.`
        : `The tag ${quote(name)} is its own parent, by way of ${quote(parent)}; ignoring the parent.`,
    hint: ({ fault }) =>
      fault === "unknown"
        ? "Declare the parent in `tags`, or correct its name."
        : "Remove one `parent`, so that the tags end at one without it.",
    explanation:
      "The `parent` of a tag (OpenAPI 3.2) is not the name of a declared tag, or leads back to the tag itself. The tag is treated as one without a parent.",
  },
  "invalid-version": {
    severity: "warning",
    message: (params) =>
      params.fault === "both"
        ? "Both `openapi` and `swagger` are set; ignoring `swagger`."
        : `\`${params.key}\` is ${quote(params.value)}, which is not a valid version; reading the document as ${params.as}.`,
    hint: ({ fault }) =>
      fault === "both" ? "Remove one of them." : 'Write `swagger: "2.0"` or `openapi: "3.1.0"`.',
    explanation:
      "The version is not written as the specification requires, for example as a number or with letters after it, or there are two of them. The closest supported version is used, `openapi` before `swagger`. Write one of them, as a string.",
  },
  "missing-info": {
    severity: "warning",
    message: "`info` is missing or not an object; title and version are empty.",
    hint: "Add `info` with `title` and `version`.",
    explanation:
      "`info` is missing or not an object. The package is named after the file and has no title. Add `info` with `title` and `version`.",
  },
  "missing-paths": {
    severity: "error",
    message: ({ fault }) =>
      ({
        missing: "`paths` is missing, so there are no operations.",
        "not-an-object": "`paths` is not an object.",
      })[fault],
    hint: "Add `paths`, an object of path items.",
    explanation:
      "The description has no operations from which functions could be generated: `paths` is missing or not an object. Nothing is generated.",
  },
  "missing-version": {
    severity: "warning",
    message: ({ as }) =>
      `Neither \`swagger\` nor \`openapi\` is set; judging by its contents, reading the document as ${as}.`,
    hint: 'Start the file with `swagger: "2.0"` or `openapi: 3.1.0`.',
    explanation:
      "Neither `swagger` nor `openapi` states the version of the description. The version is inferred from the contents. Start the file with one of them.",
  },
  "not-a-description": {
    severity: "error",
    message: ({ found }) =>
      found === "object"
        ? "The file has none of `swagger`, `openapi` and `paths`: it is not an API description."
        : `The file contains ${found === "array" ? "an" : "a"} ${found}; an API description is an object.`,
    hint: `${supported} A description starts with \`swagger: "2.0"\` or \`openapi: 3.1.0\`.`,
    explanation:
      "The file contains an array, a plain value or an object that is not an API description. Nothing is generated. Pass the file that contains the description.",
  },
  "schema-violation": {
    severity: "warning",
    message: ({ pointer, violation }) =>
      `${pointer === "" ? "The document" : `\`${pointer.split("/").at(-1)}\``} ${violation}; reading it as far as possible.`,
    hint: ({ version }) => `See what the OpenAPI Specification ${version} allows here.`,
    explanation:
      "The description, with its faults corrected and upgraded to OpenAPI 3.1 unless it is 3.2, violates the schema of that specification. This is checked by `--strict` only.",
  },
  "server-override": {
    severity: "warning",
    message: ({ server }) =>
      `The server of the operation, ${quote(server)}, has a variable without a default; calls go to the client's \`baseUrl\`.`,
    hint: "Give the variable a `default`, or create a client with this `baseUrl` for the operation.",
    explanation:
      "An operation or its path has a server of its own, of which the URL has a variable without a default, which OpenAPI requires. Calls go to the `baseUrl` of the client. Give the variable a `default`, or create a second client for the operation.",
  },
  "unsupported-version": {
    severity: "error",
    message: ({ format, version }) => `${format} ${quote(version)} is not supported.`,
    hint: ({ format }) =>
      format === "Overlay"
        ? 'Overlay 1.0 and 1.1 are supported, with the version written as a string: "1.1.0".'
        : supported,
    explanation: `This format or version is not supported. Nothing is generated. ${supported} So are Overlay ${either(["1.0", "1.1"])}.`,
  },
};

type InvalidVersion =
  | { readonly fault: "both" }
  | {
      readonly fault: "value";
      readonly key: string;
      readonly value: unknown;
      /** The version that the document is read as. */
      readonly as: string;
    };

type InvalidSecurityScheme = { readonly name: string } & (
  | { readonly fault: "unknown-type" | "incomplete" }
  | { readonly fault: "unsupported-header"; readonly header: string }
);
