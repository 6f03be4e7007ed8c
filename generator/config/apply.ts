import { decodePercent } from "../text/decode-percent.ts";
import type { ClientConfig, Filters } from "./config.ts";
import type { NamedSchema, Operation, Service } from "../model/service.ts";
import type { Report, SourceLocation } from "../diagnostics/problem.ts";
import { schemaReference } from "../model/component-name.ts";
import { plainServer } from "../model/server.ts";
import { pathText, requestLine } from "../model/request-line.ts";

/** The changes that the configuration makes to a service. */
export interface ServiceOverrides {
  readonly filters?: Filters | undefined;
  /** Names of operations, by operationId or request line. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** How warnings are treated, by code. */
  readonly severities?: Readonly<Record<string, "off" | "warning" | "error">> | undefined;
  /** The base URL, instead of the description's servers. */
  readonly server?: string | undefined;
  /** The protocol of AWS, instead of `x-aws-protocol`. */
  readonly awsProtocol?: ClientConfig["awsProtocol"] | undefined;
  /** The prefix of `X-Amz-Target`, instead of `x-aws-target`. */
  readonly awsTarget?: string | undefined;
  /** The configuration file. */
  readonly config?: string | undefined;
}

/**
 * Removes the operations that the filters exclude, with the schemas that only those refer to, names
 * those that remain and sets the server. A pattern or a name that matches nothing is reported.
 */
export function applyConfig(
  service: Service,
  { filters, names = {}, server, config = "" }: ServiceOverrides,
  report: Report,
): Service {
  const locate: Locate = (...path) => {
    const pointer = path.map((key) => `/${key}`).join("");
    return { file: config, pointer, line: 1, column: 1 };
  };
  const kept = filters
    ? filterOperations(service.operations, filters, locate, report)
    : service.operations;

  const unused = new Set(Object.keys(names));
  const operations = kept.map((operation) => {
    const key = identitiesOf(operation).find((identity) => Object.hasOwn(names, identity));
    if (key === undefined) return operation;
    unused.delete(key);
    return { ...operation, name: names[key] };
  });
  for (const key of unused) {
    report("unused-name", locate("names", key), { operation: key });
  }
  return {
    ...service,
    operations,
    schemas: filters ? schemasUsed(service.schemas, operations) : service.schemas,
    servers: server === undefined ? service.servers : [plainServer(server)],
  };
}

/** The location of a value of the configuration. */
type Locate = (...path: readonly (string | number)[]) => SourceLocation;

function filterOperations(
  operations: readonly Operation[],
  filters: Filters,
  locate: Locate,
  report: Report,
): readonly Operation[] {
  const test = (
    filter: "operations" | "tags" | "paths",
    textsOf: (operation: Operation) => readonly string[],
  ): ((operation: Operation) => boolean) =>
    patternTest(filters[filter], operations, textsOf, (index, pattern) => {
      report("unused-filter", locate("filters", filter, index), { filter, pattern });
    });
  const tests = [
    test("operations", identitiesOf),
    test("tags", ({ tags }) => tags),
    test("paths", ({ address }) => [pathText(address)]),
    ({ deprecated }: Operation): boolean => !deprecated || filters.deprecated !== false,
  ];
  return operations.filter((operation) => tests.every((passes) => passes(operation)));
}

function patternTest(
  patterns: readonly string[] = [],
  operations: readonly Operation[],
  textsOf: (operation: Operation) => readonly string[],
  reportUnused: (index: number, pattern: string) => void,
): (operation: Operation) => boolean {
  const wanted: RegExp[] = [];
  const unwanted: RegExp[] = [];
  for (const [index, pattern] of patterns.entries()) {
    const isUnwanted = pattern.startsWith("!");
    const expression = toExpression(isUnwanted ? pattern.slice(1) : pattern);
    (isUnwanted ? unwanted : wanted).push(expression);
    if (!operations.some((one) => textsOf(one).some((text) => expression.test(text)))) {
      reportUnused(index, pattern);
    }
  }
  return (operation) => {
    const matches = (expression: RegExp): boolean =>
      textsOf(operation).some((text) => expression.test(text));
    return (wanted.length === 0 || wanted.some(matches)) && !unwanted.some(matches);
  };
}

/** Compiles a pattern in which `*` matches anything but `/`, and `**` anything. */
function toExpression(pattern: string): RegExp {
  const parts = pattern.split(/(\*+)/).map((part) => {
    if (part === "*") return "[^/]*";
    return part.startsWith("**") ? ".*" : part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s");
}

function identitiesOf(operation: Operation): readonly string[] {
  const { operationId } = operation;
  return [...(operationId === undefined ? [] : [operationId]), requestLine(operation)];
}

/** The schemas that operations refer to, directly or through others. */
function schemasUsed(
  schemas: readonly NamedSchema[],
  operations: readonly Operation[],
): readonly NamedSchema[] {
  const byReference = new Map(schemas.map((one) => [schemaReference(one.name), one]));
  const used = new Set<NamedSchema>();
  const seen = new Set<unknown>();
  const pending: unknown[] = operations.flatMap(({ parameters, body, responses }) => [
    parameters,
    body,
    responses,
  ]);
  while (pending.length > 0) {
    const node = pending.pop();
    // Every string may be a reference: a discriminator has them as values of its mapping.
    const schema = typeof node === "string" ? byReference.get(decodePercent(node)) : undefined;
    if (schema && !used.has(schema)) {
      used.add(schema);
      pending.push(schema.schema);
    }
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    for (const child of Object.values<unknown>({ ...node })) pending.push(child);
  }
  return schemas.filter((schema) => used.has(schema));
}
