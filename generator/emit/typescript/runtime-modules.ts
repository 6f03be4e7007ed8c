import type { Protocol } from "../../model/protocol.ts";
import { code, type Code } from "../../text/code.ts";

interface PublicModule {
  readonly module: Code;
  readonly values: readonly Code[];
  readonly types: readonly Code[];
}

/** What the runtime exports to users, by module. */
export const publicRuntime: readonly PublicModule[] = [
  { module: code`api-key`, values: [code`apiKey`], types: [code`ApiKeyPlace`] },
  { module: code`basic`, values: [code`basic`], types: [] },
  { module: code`bearer`, values: [code`bearer`], types: [code`Token`] },
  {
    module: code`client`,
    values: [code`createClient`],
    types: [code`Client`, code`ClientOptions`, code`Fetch`, code`SendOptions`],
  },
  { module: code`decode-error`, values: [code`DecodeError`], types: [] },
  {
    module: code`exchange`,
    values: [],
    types: [code`ErrorOf`, code`Exchange`, code`Received`],
  },
  { module: code`http-error`, values: [code`HttpError`], types: [] },
  { module: code`is-error-of`, values: [code`isErrorOf`], types: [] },
  { module: code`limit-error`, values: [code`LimitError`], types: [] },
  { module: code`log`, values: [code`log`], types: [code`CallRecord`] },
  { module: code`paginate`, values: [code`paginate`], types: [] },
  { module: code`parameter-error`, values: [code`ParameterError`], types: [] },
  {
    module: code`request`,
    values: [],
    types: [
      code`Answer`,
      code`AnswerByStatus`,
      code`ApiRequest`,
      code`HeaderRecord`,
      code`Method`,
      code`QueryRecord`,
      code`QueryValue`,
      code`RequestBody`,
      code`Scalar`,
    ],
  },
  { module: code`retry`, values: [code`retry`], types: [code`RetryOptions`] },
  { module: code`timeout`, values: [code`timeout`], types: [] },
];

/** What it exports beside where the description says how pages are linked. */
export const pagedRuntime: PublicModule = {
  module: code`page-error`,
  values: [code`PageError`],
  types: [],
};

/** What it exports beside for a protocol. */
export function protocolRuntime(protocol: Protocol | undefined): readonly PublicModule[] {
  const error = { module: code`aws-error`, values: [], types: [code`AwsError`] };
  switch (protocol?.kind) {
    case "aws-query":
    case "ec2-query":
      return [{ module: code`as-get`, values: [code`asGet`], types: [] }, error];
    case "aws-json":
    case "rest-json":
    case "rest-xml":
      return [error];
    case undefined:
      return [];
  }
}

/** The runtime's functions that builders call, and the module of each. */
const helperModules: ReadonlyMap<Code, Code> = new Map([
  [code`cookies`, code`cookies`],
  [code`csv`, code`list`],
  [code`deepObject`, code`fields`],
  [code`alternating`, code`fields`],
  [code`assigned`, code`fields`],
  [code`fields`, code`fields`],
  [code`form`, code`form`],
  [code`ec2Fields`, code`query-fields`],
  [code`json`, code`json`],
  [code`linkPages`, code`link-pages`],
  [code`multipart`, code`multipart`],
  [code`numbered`, code`numbered`],
  [code`numberedFields`, code`numbered`],
  [code`own`, code`own`],
  [code`pageItems`, code`page-items`],
  [code`path`, code`path`],
  [code`pipes`, code`list`],
  [code`segments`, code`segments`],
  [code`queryFields`, code`query-fields`],
  [code`readJsonError`, code`json-error`],
  [code`readJsonObject`, code`json-object`],
  [code`readXmlError`, code`xml-error`],
  [code`ssv`, code`list`],
  [code`text`, code`text-body`],
  [code`tokenPages`, code`token-pages`],
  [code`tsv`, code`list`],
  [code`writeXml`, code`write-xml`],
  [code`xmlErrorReader`, code`xml-error`],
  [code`xmlReader`, code`read-xml`],
]);

/** The module of the runtime that has a function. */
export function moduleOf(helper: Code): Code {
  return helperModules.get(helper) ?? helper;
}

/** Names of values that the runtime and the generated modules use themselves, so no operation has them. */
export const valuesInUse: readonly Code[] = [
  ...helperModules.keys(),
  ...publicRuntime.flatMap(({ values }) => values),
  ...pagedRuntime.values,
  code`params`,
  code`given`,
  code`baseUrl`,
  code`basePath`,
  code`servers`,
];

/** Names of types that the runtime exports, or that are global and used, so no schema has them. */
export const typesInUse: readonly Code[] = [
  ...publicRuntime.flatMap(({ types, values }) => [...types, ...values]),
  ...pagedRuntime.values,
  code`Blob`,
  code`Readonly`,
  code`Record`,
  code`ReadonlyArray`,
  code`Array`,
  code`Date`,
];
