import { grouped, mebibytes, raiseHint, type ExceededLimit } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

/** Where and how input stops being JSON. */
export type JsonFault =
  | {
      readonly kind: "unexpected";
      readonly expected: "value" | "key" | "colon" | "comma or }" | "comma or ]" | "end";
      readonly found: string;
    }
  | { readonly kind: "trailing-comma"; readonly closing: string }
  | { readonly kind: "unclosed-string" | "invalid-escape" | "control-character" }
  /** The file ends inside the object or array that begins on `line`. */
  | { readonly kind: "truncated"; readonly line: number };

/** The subject of a limit: a file, or the description after a stage has added to it. */
type Grown = "file" | "references" | "overlay";

/** The parameters of each code. */
export interface FileParams {
  readonly "circular-alias": { alias: string };
  readonly "duplicate-key": { key: string; line: number };
  readonly "empty-document": undefined;
  readonly "empty-file": { isBlank: boolean };
  readonly "invalid-encoding": { encoding: string };
  readonly "invalid-json": JsonFault;
  readonly "invalid-key": undefined;
  readonly "invalid-yaml": YamlFault;
  readonly "multiple-documents": { lines: readonly number[] } | { max: number };
  readonly "too-deep": { what: Grown | "parser" | "schemas"; limit: ExceededLimit };
  readonly "too-large": { bytes: number; limit: ExceededLimit } | { limit: ExceededLimit };
  readonly "too-many-aliases": { limit: ExceededLimit };
  readonly "too-many-values": { what: Grown; limit: ExceededLimit };
  readonly "trailing-text": undefined;
  readonly "undefined-alias": { alias: string };
  readonly "unsupported-html": undefined;
  readonly "unsupported-tag": { tag: string };
  readonly "unsupported-xml": undefined;
  readonly "yaml-warning": { fault: "under-indented" } | { fault: "other"; detail: string };
}

/** Faults of a file as such: its encoding and its syntax. */
export const fileRules: RulesOf<FileParams> = {
  "circular-alias": {
    severity: "error",
    message: ({ alias }) => `The alias \`*${alias}\` is inside the node that it refers to.`,
    hint: "Use a `$ref` for a schema that refers to itself.",
    explanation:
      "A YAML alias (`*name`) is inside the node that it refers to, so the document would never end. Nothing is generated. Use a `$ref` for a schema that refers to itself.",
  },
  "duplicate-key": {
    severity: "warning",
    message: ({ key, line }) =>
      `The key ${JSON.stringify(key)} is already defined on line ${line}; using the later value.`,
    hint: "Remove or rename one of the two.",
    explanation:
      "An object has the same key twice. YAML and JSON do not define which value counts; the last one is used. Remove or rename one of the keys.",
  },
  "empty-document": {
    severity: "warning",
    message: "The file contains an empty YAML document besides the description; ignoring it.",
    hint: "Remove its `---`.",
    explanation:
      "The YAML file has another document (after `---`) with nothing in it. It is ignored. Remove the `---`.",
  },
  "empty-file": {
    severity: "error",
    message: ({ isBlank }) =>
      isBlank
        ? "The file is empty."
        : "The file contains nothing but comments and document markers.",
    hint: "Pass the file that contains the description.",
    explanation: "The file has no content. Pass the file that contains the description.",
  },
  "invalid-encoding": {
    severity: "error",
    message: ({ encoding }) => `The file is not valid ${encoding} text.`,
    hint: "Save the file as UTF-8. If it is an archive or an image, pass the description instead.",
    explanation:
      "The file contains bytes that are not valid in its encoding. Nothing is generated. Save the file as UTF-8.",
  },
  "invalid-json": {
    severity: "error",
    message: (fault) => jsonMessage(fault),
    hint: (fault) => jsonHint(fault),
    explanation:
      "The JSON is truncated or has a syntax error, so none of it can be trusted. Nothing is generated. Correct it at the reported position.",
  },
  "invalid-key": {
    severity: "error",
    message: "A key is itself an object or an array.",
    hint: 'Quote keys that contain braces or brackets: "{id}".',
    explanation:
      "A YAML key is an object or an array, which JSON cannot represent. Nothing is generated. Use a plain key.",
  },
  "invalid-yaml": {
    severity: "error",
    message: ({ fault, detail }) => yamlFaults[fault]?.[0] ?? `${detail.replace(/\.$/, "")}.`,
    hint: ({ fault }) =>
      yamlFaults[fault]?.[1] ??
      "Check this line and the one before: indentation, quotes, colons, brackets.",
    explanation:
      "The YAML has a syntax error. Nothing is generated. Correct it; the cause is often on the line before.",
  },
  "multiple-documents": {
    severity: "error",
    message: (params) =>
      "max" in params
        ? `The file contains more than ${params.max} YAML documents.`
        : `The file contains several YAML documents, starting on lines ${params.lines.join(" and ")}.`,
    hint: "Keep one of them, or put each into its own file.",
    explanation:
      "The YAML file has several documents with content, and only one can be the description. Nothing is generated. Put them into separate files.",
  },
  "too-deep": {
    severity: "error",
    message: ({ what, limit }) =>
      ({
        file: `Objects and arrays are nested more than ${grouped(limit.value)} levels deep here.`,
        references: `With its references resolved, the description is nested more than ${grouped(limit.value)} levels deep.`,
        overlay: `This action would nest the description more than ${grouped(limit.value)} levels deep.`,
        parser: "Objects and arrays are nested more deeply here than the YAML parser supports.",
        schemas: `Schemas are nested more than ${grouped(limit.value)} levels deep here.`,
      })[what],
    hint: ({ what, limit }) =>
      ({
        file: raiseHint(limit),
        references: raiseHint(limit),
        overlay: `Select fewer nodes, or add less. ${raiseHint(limit)}`,
        parser: "Make the document flatter.",
        schemas: "Move the inner schemas to named ones and refer to them.",
      })[what],
    explanation:
      "Something is nested more deeply than the limit allows; descriptions written by people never are. Nothing is generated. Look for an alias, an overlay or a program that repeats itself.",
  },
  "too-large": {
    severity: "error",
    message: (params) =>
      "bytes" in params
        ? `The file has ${mebibytes(params.bytes)}, more than the limit of ${mebibytes(params.limit.value)}.`
        : `The YAML has more than ${grouped(params.limit.value)} tokens.`,
    hint: (params) =>
      "bytes" in params
        ? raiseHint(params.limit)
        : `Convert it to JSON, which takes far less memory to parse. ${raiseHint(params.limit)}`,
    explanation:
      "The file is larger than the limit allows. Nothing is generated. Make sure that it is the description, or split it by `$ref`s to other files.",
  },
  "too-many-aliases": {
    severity: "error",
    message: ({ limit }) =>
      `With its aliases expanded, the document has more than ${grouped(limit.value)} values.`,
    hint: ({ limit }) => raiseHint(limit),
    explanation:
      "YAML aliases multiply the document (“billion laughs”) beyond the limit. Nothing is generated. Use `$ref`s for shared parts.",
  },
  "too-many-values": {
    severity: "error",
    message: ({ what, limit }) =>
      ({
        file: `The document has more than ${grouped(limit.value)} values.`,
        references: `With its references resolved, the description has more than ${grouped(limit.value)} values.`,
        overlay: `With this action applied, the description would have more than ${grouped(limit.value)} values.`,
      })[what],
    hint: ({ what, limit }) =>
      `${what === "overlay" ? "Select fewer nodes, or add less. " : ""}${raiseHint(limit)}`,
    explanation:
      "The document has more values than the limit allows. Nothing is generated. Make sure that it is the description, or split it.",
  },
  "trailing-text": {
    severity: "warning",
    message: "Text that is not part of the description follows here; ignoring it.",
    hint: "Move the text to a file of its own, or make it a comment.",
    explanation:
      "Something follows the end of the document. It is ignored. Remove it, or make it a comment.",
  },
  "undefined-alias": {
    severity: "error",
    message: ({ alias }) =>
      `The alias \`*${alias}\` refers to an anchor that is not defined before it.`,
    hint: ({ alias }) =>
      `Define the anchor with \`&${alias}\`, or quote the text if it is not an alias.`,
    explanation:
      "A YAML alias (`*name`) refers to an anchor that is not defined. Nothing is generated. Correct its name, or quote the text.",
  },
  "unsupported-html": {
    severity: "error",
    message: "The file is an HTML page, not an API description.",
    hint: "It may be a saved login or error page: download the description itself.",
    explanation:
      "The file is an HTML page, probably a login or error page saved in place of the description. Nothing is generated. Download the description itself.",
  },
  "unsupported-tag": {
    severity: "warning",
    message: ({ tag }) =>
      `The YAML tag ${JSON.stringify(tag)} is not supported; reading the value without it.`,
    hint: "Remove the tag.",
    explanation:
      "A YAML tag (`!name`) asks for a type that a description has no use for. The value is read as a plain string, object or array. Remove the tag.",
  },
  "unsupported-xml": {
    severity: "error",
    message: "The file is XML, not JSON or YAML.",
    hint: "WADL, WSDL and other XML formats are not supported: convert the file to OpenAPI first.",
    explanation:
      "The file is XML; Swagger and OpenAPI descriptions are YAML or JSON. Nothing is generated. Pass the file that contains the description.",
  },
  "yaml-warning": {
    severity: "warning",
    message: (params) =>
      params.fault === "under-indented"
        ? "The quoted string continues on a line that is not indented more than its key."
        : `${params.detail.replace(/\.$/, "")}.`,
    hint: "Check that the file means what you intend: other tools may read it differently.",
    explanation:
      "The YAML parser warns about something that it can still read. Correct it: other tools may read it differently.",
  },
};

function jsonMessage(fault: JsonFault): string {
  switch (fault.kind) {
    case "unexpected":
      return `Expected ${expectations[fault.expected]}, found ${JSON.stringify(fault.found)}.`;
    case "trailing-comma":
      return `Trailing comma before the closing \`${fault.closing}\`.`;
    case "unclosed-string":
      return "The string is not closed on its line.";
    case "invalid-escape":
      return "The string contains an invalid escape sequence.";
    case "control-character":
      return "The string contains a control character.";
    case "truncated":
      return `The file ends inside the object or array that begins on line ${fault.line}.`;
  }
}

function jsonHint(fault: JsonFault): string {
  switch (fault.kind) {
    case "unexpected":
      if (/^(?:\/\/|\/\*|#)/.test(fault.found)) return "JSON has no comments: remove this one.";
      if (fault.found.startsWith("'")) return "JSON strings are enclosed in double quotes.";
      return fault.expected === "end"
        ? "Remove it: a JSON file contains one value."
        : "Correct the JSON here, or just before.";
    case "trailing-comma":
      return "Remove the comma.";
    case "unclosed-string":
      return "Add the closing quote; write a line break inside a string as \\n.";
    case "invalid-escape":
      return 'JSON allows \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits.';
    case "control-character":
      return "Write it as an escape sequence, a tab as \\t.";
    case "truncated":
      return "The file is incomplete: download it again.";
  }
}

const expectations = {
  value: "a value",
  key: "a key in double quotes",
  colon: "a colon",
  "comma or }": "a comma or }",
  "comma or ]": "a comma or ]",
  end: "the end of the file",
} as const;

/** A fault that the YAML parser found: its own code, and its own words for what has none here. */
interface YamlFault {
  readonly fault: string;
  readonly detail: string;
}

const yamlFaults: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  BAD_INDENT: [
    "The indentation does not match what precedes it.",
    "Start all keys of an object in the same column, and close every { and [.",
  ],
  BAD_SCALAR_START: [
    "A plain value starts with a character that is reserved in YAML.",
    "Quote the value.",
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    "A second key is on the line of the first.",
    "Quote the value if the colon is part of it, otherwise start a new line.",
  ],
  MISSING_QUOTE: ["The quoted string that begins here is never closed.", "Add the closing quote."],
  MULTILINE_IMPLICIT_KEY: [
    "A key spans several lines, or its colon is missing.",
    "Add the colon, or indent the text under its key.",
  ],
  TAB_AS_INDENT: [
    "A tab is used for indentation, which YAML does not allow.",
    "Indent with spaces.",
  ],
  UNEXPECTED_TOKEN: [
    "Unexpected token.",
    "Look for a missing or extra quote or bracket; inside single quotes, write ' twice.",
  ],
};
