import type { Protocol } from "../../model/protocol.ts";
import { code, type Code } from "../../text/code.ts";

/** The errors of the runtime that the index exports too, where the user has no such name. */
export const errorNames: readonly Code[] = [
  code`DecodeError`,
  code`HttpError`,
  code`LimitError`,
  code`PageError`,
  code`ParameterError`,
];

/**
 * The types that the signatures of builders, of `createClient` and of the client name, by module. The
 * index exports them too, where the user has no such name: whoever passes a client on needs them, and
 * an editor that shows a signature asks all exports of an index whether one is this type by another
 * name.
 */
export const signatureTypes: readonly { readonly module: Code; readonly names: readonly Code[] }[] =
  [
    { module: code`client`, names: [code`Client`, code`ClientOptions`, code`SendOptions`] },
    { module: code`request`, names: [code`ApiRequest`] },
    { module: code`result`, names: [code`Exchange`] },
  ];

/** The runtime's functions that builders call, and the module of each. */
const helperModules: ReadonlyMap<Code, Code> = new Map([
  [code`assigned`, code`delimited-list`],
  [code`atServer`, code`server`],
  [code`byMediaType`, code`media-type`],
  [code`csv`, code`delimited-list`],
  [code`dateTime`, code`date-time`],
  [code`decoded`, code`json-reader`],
  [code`deepObject`, code`object-parameter`],
  [code`ec2Fields`, code`query-fields`],
  [code`encodeCookies`, code`query`],
  [code`encodeForm`, code`query`],
  [code`eventReader`, code`event-stream`],
  [code`exactJson`, code`exact-json`],
  [code`exactJsonParser`, code`exact-json`],
  [code`exactMembers`, code`exact-members`],
  [code`fields`, code`object-parameter`],
  [code`headerJson`, code`header-json`],
  [code`indexed`, code`indexed-list`],
  [code`indexedFields`, code`indexed-list`],
  [code`int64`, code`int64`],
  [code`int64Digits`, code`int64`],
  [code`int64Text`, code`int64`],
  [code`join`, code`delimited-list`],
  [code`joinAssigned`, code`delimited-list`],
  [code`json`, code`body`],
  [code`jsonLinesReader`, code`json-lines`],
  [code`jsonObjectReader`, code`json-object`],
  [code`jsonParser`, code`json-reader`],
  [code`jsonPart`, code`multipart`],
  [code`jsonReader`, code`json-reader`],
  [code`jsonSequenceReader`, code`json-lines`],
  [code`label`, code`path-style`],
  [code`linkPages`, code`pagination`],
  [code`markerPages`, code`pagination`],
  [code`matrix`, code`path-style`],
  [code`mergeFields`, code`object-parameter`],
  [code`multipart`, code`body`],
  [code`multipartOf`, code`multipart`],
  [code`ownProperties`, code`internal`],
  [code`pageItems`, code`pagination`],
  [code`part`, code`multipart`],
  [code`path`, code`path`],
  [code`pipes`, code`delimited-list`],
  [code`prefixed`, code`prefix-headers`],
  [code`queryFields`, code`query-fields`],
  [code`quotedList`, code`quoted-list`],
  [code`readBlob`, code`media-type`],
  [code`readByContentType`, code`media-type`],
  [code`readEvents`, code`event-stream`],
  [code`readHeaders`, code`response-headers`],
  [code`readJson`, code`response`],
  [code`readJsonError`, code`json-error`],
  [code`readJsonLines`, code`json-lines`],
  [code`readJsonObject`, code`json-object`],
  [code`readJsonOrText`, code`response`],
  [code`readJsonSequence`, code`json-lines`],
  [code`readText`, code`response`],
  [code`readTextEvents`, code`event-stream`],
  [code`readXmlError`, code`xml-error`],
  [code`reserved`, code`value-encoding`],
  [code`segments`, code`path`],
  [code`ssv`, code`delimited-list`],
  [code`text`, code`body`],
  [code`tokenPages`, code`pagination`],
  [code`tsv`, code`delimited-list`],
  [code`writeXml`, code`write-xml`],
  [code`xmlErrorReader`, code`xml-error`],
  [code`xmlReader`, code`read-xml`],
  [code`verbatim`, code`value-encoding`],
  [code`wholeQuery`, code`query`],
]);

export const helperNames: readonly Code[] = [...helperModules.keys()];

/** Whether a name is that of a function that a builder's module may import. */
export function isHelper(name: Code): boolean {
  return helperModules.has(name);
}

/** Whether few packages need a file of the runtime: one for a protocol, for XML or for parts. */
export function isOptional(file: string): boolean {
  return optionalFiles.has(file);
}

const optionalFiles: ReadonlySet<string> = new Set([
  "as-get.ts",
  "aws-error.ts",
  "codec.ts",
  "date-time.ts",
  "event-stream.ts",
  "exact-json.ts",
  "exact-members.ts",
  "int64.ts",
  "json-error.ts",
  "json-lines.ts",
  "json-object.ts",
  "json-reader.ts",
  "multipart.ts",
  "prefix-headers.ts",
  "query-fields.ts",
  "read-xml.ts",
  "header-json.ts",
  "response-headers.ts",
  "server-url.ts",
  "shape.ts",
  "text-stream.ts",
  "wire-time.ts",
  "write-xml.ts",
  "xml-error.ts",
  "xml-name.ts",
  "xml.ts",
]);

/** Returns what the index of a package exports additionally for the protocol of its service. */
export function protocolExports(
  protocol: Protocol | undefined,
): readonly { readonly module: Code; readonly keyword: Code; readonly name: Code }[] {
  const error = { module: code`aws-error`, keyword: code`export type`, name: code`AwsError` };
  switch (protocol?.kind) {
    case "aws-query":
    case "ec2-query":
      return [{ module: code`as-get`, keyword: code`export`, name: code`asGet` }, error];
    case "aws-json":
    case "rest-json":
    case "rest-xml":
      return [error];
    case undefined:
      return [];
  }
}

/** Returns the module of the runtime that has a function. */
export function moduleOf(helper: Code): Code {
  return helperModules.get(helper) ?? helper;
}

/**
 * Names of values that no operation has: the contract of the package's index. The list stays as it
 * is: a new helper of the runtime is exported by the package's second entry, `…/runtime`, and must
 * not rename an operation of the user.
 */
export const reservedValueNames: readonly Code[] = [
  code`createClient`,
  code`HttpError`,
  code`baseUrl`,
  code`basePath`,
  code`servers`,
];

/** Names of types that no schema has: that of the contract, and global ones that types are made of. */
export const reservedTypeNames: readonly Code[] = [
  code`HttpError`,
  code`Blob`,
  code`AsyncIterable`,
  code`Readonly`,
  code`Record`,
  code`ReadonlyArray`,
  code`Array`,
  code`Date`,
];
