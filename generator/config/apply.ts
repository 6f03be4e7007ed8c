import type { ProblemCode } from "../diagnostics/problem-codes.ts";
import type { Filters } from "./config.ts";
import type { NamedSchema, Operation, Service } from "../model/service.ts";
import type { Place, Problem } from "../diagnostics/problem.ts";
import { schemaReference } from "../model/component-name.ts";
import { decodeRef } from "../model/json-schema.ts";
import { pathText, requestLine } from "../model/request-line.ts";

/** What the configuration wants of a service beyond what its description says. */
export interface Wishes {
  readonly filters?: Filters | undefined;
  /** Names of operations, by operationId or request line. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** By code: what becomes of a warning. */
  readonly severities?: Readonly<Record<string, "off" | "warning" | "error">> | undefined;
  /** The base URL, in place of the description's servers. */
  readonly server?: string | undefined;
  /** Where the wishes stand. */
  readonly config?: string | undefined;
}

/**
 * Leaves out the operations that are not wanted, with the schemas that they alone refer to, names
 * those that remain and sets the server. A pattern or a name that fits nothing is reported.
 */
export function adjust(
  service: Service,
  { filters, names = {}, server, config = "" }: Wishes,
  report: (problem: Problem) => void,
): Service {
  const warn = (code: ProblemCode, path: readonly (string | number)[], message: string): void => {
    const pointer = path.map((key) => `/${key}`).join("");
    const place: Place = { file: config, pointer, line: 1, column: 1 };
    const hint = "The description has moved on: correct the configuration.";
    report({ code, severity: "warning", place, message, hint });
  };
  const kept = filters ? filterOperations(service.operations, filters, warn) : service.operations;

  const unused = new Set(Object.keys(names));
  const operations = kept.map((operation) => {
    const key = identitiesOf(operation).find((identity) => Object.hasOwn(names, identity));
    if (key === undefined) return operation;
    unused.delete(key);
    return { ...operation, name: names[key] };
  });
  for (const key of unused) {
    warn("unused-name", ["names", key], `\`names\`: no operation is called \`${key}\`.`);
  }
  return {
    ...service,
    operations,
    schemas: filters ? schemasUsed(service.schemas, operations) : service.schemas,
    servers: server === undefined ? service.servers : [server],
  };
}

type Warn = (code: ProblemCode, path: readonly (string | number)[], message: string) => void;

function filterOperations(
  operations: readonly Operation[],
  filters: Filters,
  warn: Warn,
): readonly Operation[] {
  const tests = [
    patternTest("operations", filters.operations, operations, identitiesOf, warn),
    patternTest("tags", filters.tags, operations, ({ tags }) => tags, warn),
    patternTest("paths", filters.paths, operations, ({ address }) => [pathText(address)], warn),
    ({ deprecated }: Operation): boolean => !deprecated || filters.deprecated !== false,
  ];
  return operations.filter((operation) => tests.every((passes) => passes(operation)));
}

function patternTest(
  key: string,
  patterns: readonly string[] = [],
  operations: readonly Operation[],
  textsOf: (operation: Operation) => readonly string[],
  warn: Warn,
): (operation: Operation) => boolean {
  const wanted: RegExp[] = [];
  const unwanted: RegExp[] = [];
  for (const [index, pattern] of patterns.entries()) {
    const isUnwanted = pattern.startsWith("!");
    const expression = toExpression(isUnwanted ? pattern.slice(1) : pattern);
    (isUnwanted ? unwanted : wanted).push(expression);
    if (!operations.some((one) => textsOf(one).some((text) => expression.test(text)))) {
      warn(
        "unused-filter",
        ["filters", key, index],
        `\`filters.${key}\`: nothing matches \`${pattern}\`.`,
      );
    }
  }
  return (operation) => {
    const matches = (expression: RegExp): boolean =>
      textsOf(operation).some((text) => expression.test(text));
    return (wanted.length === 0 || wanted.some(matches)) && !unwanted.some(matches);
  };
}

/** A pattern in which `*` stands for anything but `/`, and `**` for anything. */
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
    // Every text may be a reference: a discriminator has them as values of its mapping.
    const schema = typeof node === "string" ? byReference.get(decodeRef(node)) : undefined;
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
