import { either, quote, treatedAs } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

/** The parameters of each code. */
export interface OperationParams {
  readonly "conflicting-body": { ignored: "body" | "form" };
  readonly "duplicate-body": { count: number } | { besides: "requestBody" };
  /** `kept` is the name of the parameter that is used, which differs in case for a header. */
  readonly "duplicate-parameter": { name: string; kept: string };
  readonly "form-without-fields": { type: string };
  readonly "ignored-header": { name: string };
  readonly "invalid-body": undefined;
  readonly "invalid-collection-format": { value: unknown; as: string; isForm: boolean };
  readonly "invalid-form-media-type": { types: readonly string[]; as: string; hasFile: boolean };
  readonly "invalid-media-type": { mediaType: string; as: string | undefined; isOnly: boolean };
  readonly "invalid-media-types": { key: string; as: "one" | "none" };
  readonly "invalid-operation": { isEmpty: boolean };
  readonly "invalid-operation-name": undefined;
  readonly "invalid-parameter": InvalidParameter;
  readonly "invalid-parameter-location": {
    value: unknown;
    as: string | undefined;
    version: "2.0" | "3.x";
  };
  readonly "invalid-parameter-name": { name: string; fault: "characters" | "line-break" };
  readonly "invalid-part-type": { part: string; type: string };
  readonly "invalid-response": InvalidResponse;
  readonly "invalid-status": { key: string; as: string | undefined };
  readonly "missing-parameter-name": undefined;
  readonly "missing-responses": { isMissing: boolean };
  readonly "missing-type": { keyword: "type" | "schema" | "items"; as: string };
  readonly "name-clash": {
    wanted: string;
    name: string;
    count: number;
    kind: "operation" | "schema";
  };
  readonly "optional-path-parameter": { name: string };
  readonly "unsupported-body": { method: string };
  readonly "unsupported-header": { name: string };
  readonly "unsupported-part-header": { name: string; fault: "open" | "characters" };
  readonly "unsupported-part-type": { name: string; type: string };
  readonly "unsupported-media-range": { range: string; kept: string };
  readonly "untrimmed-name": { name: string };
}

/** Faults of operations, their parameters, bodies and responses. */
export const operationRules: RulesOf<OperationParams> = {
  "conflicting-body": {
    severity: "warning",
    message: ({ ignored }) =>
      `The operation has both a body and form fields; ignoring the ${ignored}.`,
    hint: "Describe only one of them.",
    explanation: "An operation has both a body and form fields. One of them is ignored.",
  },
  "duplicate-body": {
    severity: "warning",
    message: (params) =>
      "count" in params
        ? `The operation has ${params.count} body parameters; using the first.`
        : "The operation has a body parameter besides `requestBody`; ignoring it.",
    hint: "Describe only one body.",
    explanation: "An operation has more than one body. The first one is used.",
  },
  "duplicate-parameter": {
    severity: "warning",
    message: ({ name, kept }) => {
      if (name === kept) {
        return `The parameter ${quote(name)} is declared twice; using the first declaration.`;
      }
      return kept === "cookies"
        ? `The header ${quote(name)} is written from the cookie parameters; ignoring the parameter.`
        : `The header ${quote(name)} is ${quote(kept)} in another case; ignoring it.`;
    },
    hint: ({ kept }) =>
      kept === "cookies"
        ? "Declare each cookie as a parameter with `in: cookie`."
        : "Remove one of them.",
    explanation:
      "A list of parameters contains the same name and location twice. The first one is used.",
  },
  "form-without-fields": {
    severity: "warning",
    message: ({ type }) =>
      `The schema of the form is of type ${quote(type)}, which has no fields; the caller names them.`,
    hint: "Give the form a schema of type `object`, with its fields as properties.",
    explanation:
      "A form (`multipart/form-data` or `application/x-www-form-urlencoded`) consists of fields with names (OpenAPI 3.1, section 4.8.14.4), which an array or a scalar has not. The caller passes an object with the names that the service expects.",
  },
  "ignored-header": {
    severity: "warning",
    message: ({ name }) =>
      `OpenAPI ignores header parameters named ${quote(name)}; ignoring the parameter.`,
    hint: ({ name }) =>
      name.toLowerCase() === "authorization"
        ? "Declare a security scheme; a call takes other headers as an option."
        : "Declare the media types of the body or the responses under `content`.",
    explanation:
      "OpenAPI ignores header parameters named `Accept`, `Content-Type` and `Authorization`: media types and security schemes define these headers. The parameter is ignored. Declare those instead.",
  },
  "invalid-body": {
    severity: "warning",
    message: "The request body is not an object; ignoring it.",
    hint: "Add its `content`, or remove it.",
    explanation: "A request body is not an object. It is ignored.",
  },
  "invalid-collection-format": {
    severity: "warning",
    message: ({ value, as }) =>
      `The \`collectionFormat\` ${quote(value)} is not valid here; ${treatedAs(as)}.`,
    hint: ({ isForm }) =>
      `Use ${either(["csv", "ssv", "tsv", "pipes", ...(isForm ? ["multi"] : [])])}.`,
    explanation:
      "`collectionFormat` is not one that the specification defines, or cannot be used at this location. It is treated as csv, or as the message says.",
  },
  "invalid-form-media-type": {
    severity: "warning",
    message: ({ types, as, hasFile }) =>
      `Form fields${hasFile ? " with a file" : ""} cannot be sent as ${types.join(", ")}; sending ${as}.`,
    hint: ({ as }) => `Add \`consumes: [${as}]\` to the operation.`,
    explanation:
      "An operation with form fields consumes only media types that cannot carry them. The usual media type of forms is sent.",
  },
  "invalid-media-type": {
    severity: ({ isOnly }) => (isOnly ? "loss" : "warning"),
    message: ({ mediaType, as }) =>
      `${quote(mediaType)} is not a media type; ${as === undefined ? "ignoring it" : `reading it as ${quote(as)}`}.`,
    hint: "Write a type and a subtype, such as `application/json`.",
    explanation:
      "A key of `content` is not a media type (RFC 9110, section 8.3.1), so no header can carry it. Faulty parameters are ignored, and an empty key means JSON; any other key is ignored. Where a request has no other, it is an error, since the body would be lost: `--allow invalid-media-type` ignores it nevertheless. A response is read by its own content type.",
  },
  "invalid-media-types": {
    severity: "warning",
    message: ({ key, as }) =>
      `\`${key}\` is not an array; ${as === "one" ? "treating it as an array of one" : "ignoring it"}.`,
    hint: "Write an array.",
    explanation:
      "`consumes` or `produces` is not an array. A single string is treated as an array of one; anything else is ignored.",
  },
  "invalid-operation": {
    severity: "warning",
    message: ({ isEmpty }) =>
      `The operation is not an object; ${isEmpty ? "treating it as an empty one" : "ignoring it"}.`,
    hint: "Add at least its `responses`.",
    explanation:
      "An operation is not an object. `null` is treated as an empty operation; anything else is ignored.",
  },
  "invalid-operation-name": {
    severity: "warning",
    message: "`x-operation-name` has no letter or digit; using the default name.",
    hint: "Use a name with a letter in it.",
    explanation:
      "`x-operation-name` has no letter or digit, so no function can be named by it. The operation gets its default name.",
  },
  "invalid-parameter": {
    severity: "warning",
    message: (params) => {
      switch (params.fault) {
        case "not-an-object":
          return `The ${params.what} is not an object; ignoring it.`;
        case "not-an-array":
          return `\`parameters\` is not an array; ${params.hasValues ? "treating its values as one" : "ignoring it"}.`;
        case "misplaced-keyword":
          return `\`${params.keyword}\` is not allowed here in ${params.version}; reading it nevertheless.`;
      }
    },
    hint: (params) => {
      switch (params.fault) {
        case "not-an-object":
          return "Write an object, or remove it.";
        case "not-an-array":
          return "Write an array.";
        case "misplaced-keyword":
          return params.keyword === "schema"
            ? "Write `type` and its keywords directly in the parameter."
            : "Move it into a `schema`.";
      }
    },
    explanation:
      "A parameter or a header is not an object, `parameters` is not an array, or a keyword of another version is used. It is corrected as the message says.",
  },
  "invalid-parameter-location": {
    severity: ({ as }) => (as === undefined ? "loss" : "warning"),
    message: ({ value, as }) =>
      value === undefined || value === ""
        ? `The parameter has no \`in\`; ${treatedAs(as)}.`
        : `The location ${quote(value)} is not valid; ${as === undefined ? "ignoring the parameter" : treatedAs(as)}.`,
    hint: ({ version }) =>
      `Use ${either(["path", "query", "header", ...(version === "2.0" ? ["body", "formData"] : ["cookie"])])}.`,
    explanation:
      "The location of a parameter (`in`) is missing or not valid. It is corrected where that is unambiguous. Otherwise it is an error, since the parameter would be lost: `--allow invalid-parameter-location` ignores it.",
  },
  "invalid-parameter-name": {
    severity: "warning",
    message: ({ name, fault }) =>
      fault === "line-break"
        ? `The parameter name ${quote(name)} contains a line break; using its first line.`
        : `${quote(name)} is not a valid parameter name; ignoring the parameter.`,
    hint: "Correct the name; move anything else to the description.",
    explanation:
      "The name of a parameter has more than one line, of which the first is used, or it cannot be sent: the name of a header, for one, is a token (RFC 9110, section 5.6.2). Such a parameter is ignored.",
  },
  "invalid-part-type": {
    severity: "warning",
    message: ({ part, type }) =>
      `${quote(type)} is not a media type; sending the part ${quote(part)} with the usual one.`,
    hint: "Write a type and a subtype, such as `application/json`.",
    explanation:
      "The `contentType` of a part of a multipart body is not a media type (RFC 9110, section 8.3.1), so no header can carry it. The part has the media type that its schema gives it.",
  },
  "invalid-response": {
    severity: "warning",
    message: (params) => {
      switch (params.fault) {
        case "not-an-object":
          return `The response is not an object; ${params.hasDescription ? "treating it as the description" : "treating it as an empty one"}.`;
        case "schema-reference":
          return `${quote(params.reference)} refers to a schema, not to a response; treating it as the schema of the response.`;
        case "misplaced-schema":
          return "`schema` is not allowed here in OpenAPI 3.x; reading it nevertheless.";
      }
    },
    hint: ({ fault }) =>
      ({
        "not-an-object": "Write an object with at least a `description`.",
        "schema-reference": "Move the reference to the `schema` of the response.",
        "misplaced-schema": "Move it into `content`, under its media type.",
      })[fault],
    explanation:
      "A response is not an object, refers to a schema, or has a keyword of another version. It is corrected as the message says.",
  },
  "invalid-status": {
    severity: "warning",
    message: ({ key, as }) => `${quote(key)} is not a valid status; ${treatedAs(as)}.`,
    hint: "Use a status such as 200, a range such as 4XX, or `default`.",
    explanation:
      "A key of `responses` is not a status. It is corrected where that is unambiguous, otherwise ignored.",
  },
  "missing-parameter-name": {
    severity: "warning",
    message: "The parameter has no name; ignoring it.",
    hint: "Add its `name`.",
    explanation: "A parameter has no name, so it cannot be sent. It is ignored.",
  },
  "missing-responses": {
    severity: "warning",
    message: ({ isMissing }) =>
      `\`responses\` is ${isMissing ? "missing" : "not an object"}; the response type is unknown.`,
    hint: "Describe the responses by status.",
    explanation:
      "An operation does not describe its responses. The response type is `unknown`. Describe the responses by status.",
  },
  "missing-type": {
    severity: "warning",
    message: ({ keyword, as }) =>
      keyword === "items"
        ? `The array has no type for its \`items\`; treating them as ${as}s.`
        : `\`${keyword}\` is missing; treating the value as ${as}.`,
    hint: ({ keyword }) =>
      `Add ${{ type: "`type: string`", schema: "`schema: { type: string }`", items: "`items: { type: string }`" }[keyword]}, or whatever the type is.`,
    explanation:
      "A parameter or header has no type. It is treated as a string, or as what its other keywords suggest. Add `type: string`, or whatever the type is.",
  },
  "name-clash": {
    severity: "warning",
    message: ({ wanted, name, count }) =>
      `The name ${quote(wanted)} is ${count > 1 ? `claimed ${count} times` : "reserved by the language or the package"}; using ${quote(name)} instead.`,
    hint: ({ kind }) =>
      kind === "operation"
        ? "Set another name with `x-operation-name` next to the operationId."
        : `Give the ${kind} a unique name.`,
    explanation:
      "Two operations or schemas claim the same name, or one claims a name that the language or the package reserves. The stated name is used; it depends on what clashes and on nothing else. `x-operation-name`, or `names` in the configuration, sets a name.",
  },
  "optional-path-parameter": {
    severity: "warning",
    message: ({ name }) =>
      `The path parameter ${quote(name)} is not \`required\`; treating it as required.`,
    hint: "Add `required: true`.",
    explanation:
      "A path parameter is not `required`, but the path without it is another path. It is treated as required.",
  },
  "unsupported-body": {
    severity: "warning",
    message: ({ method }) => `${method} cannot have a body; ignoring it.`,
    hint: "Use another method, or move the body to query parameters.",
    explanation:
      "GET and HEAD have no body, and `fetch` refuses to send one. The body is ignored. If the service really reads it, the call has to be made without `fetch`.",
  },
  "unsupported-media-range": {
    severity: "warning",
    message: ({ range, kept }) =>
      `A body of ${quote(range)} cannot be told from one of ${quote(kept)}; ignoring it.`,
    hint: "List the media types in place of the range.",
    explanation:
      "The caller chooses among the bodies of a request by their media types. Of several ranges of media types, such as `text/*` and `image/*`, the compiler cannot tell which one was chosen, so only the first is offered.",
  },
  "unsupported-part-header": {
    severity: "warning",
    message: ({ name, fault }) =>
      fault === "open"
        ? `The part's header ${quote(name)} has no fixed value; ignoring it.`
        : `The part's header ${quote(name)} has characters that no header can carry; ignoring it.`,
    hint: ({ fault }) =>
      fault === "open" ? "Give it a `const`, or remove it." : "Correct its name and value.",
    explanation:
      "The encoding of a part of a multipart body names a header whose value is open, or one whose name or value cannot be sent (RFC 9110, sections 5.1 and 5.5). Only headers with one value are sent.",
  },
  "unsupported-part-type": {
    severity: "warning",
    message: ({ name, type }) =>
      `The part ${quote(name)} cannot be written as ${quote(type)} from an object; taking its text.`,
    hint: "Describe the part as a string, or as JSON.",
    explanation:
      "A part of a multipart body is an object whose media type is not JSON. How such an object is written is not known, so the caller passes the part's text.",
  },
  "unsupported-header": {
    severity: "warning",
    message: ({ name }) => `\`fetch\` controls the header ${quote(name)}; ignoring the parameter.`,
    hint: "Remove the parameter, or turn this warning off.",
    explanation:
      "A header belongs to the connection, such as `Host` and `Content-Length`: `fetch` writes it itself. The parameter is ignored.",
  },
  "untrimmed-name": {
    severity: "warning",
    message: ({ name }) =>
      `The parameter name ${quote(name)} is surrounded by white space; removing it.`,
    hint: "Remove the white space.",
    explanation: "The name of a parameter is surrounded by white space. The space is removed.",
  },
};

type InvalidParameter =
  | { readonly fault: "not-an-object"; readonly what: "parameter" | "header" }
  | { readonly fault: "not-an-array"; readonly hasValues: boolean }
  | {
      readonly fault: "misplaced-keyword";
      readonly keyword: "schema" | "type";
      readonly version: "Swagger 2.0" | "OpenAPI 3.x";
    };

type InvalidResponse =
  | { readonly fault: "not-an-object"; readonly hasDescription: boolean }
  | { readonly fault: "schema-reference"; readonly reference: unknown }
  | { readonly fault: "misplaced-schema" };
