import { decodePercent } from "../text/decode-percent.ts";
import type { ClientConfig, Filters, NameRules } from "./config.ts";
import { filterOperations, identitiesOf, type Locate } from "./filters.ts";
import { nameOperations, nameSchemas } from "./name-rules.ts";
import type { NamedSchema, Operation, Service } from "../model/service.ts";
import type { Report } from "../diagnostics/problem.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { schemaReference } from "../model/component-name.ts";
import { plainServer } from "../model/server.ts";

/** The changes that the configuration makes to a service. */
export interface ServiceOverrides {
  readonly filters?: Filters | undefined;
  /** Names of operations, by operationId or request line. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** Rules that make names of operationIds and of the names of schemas. */
  readonly nameRules?: NameRules | undefined;
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
 * those that remain and sets the server. A pattern, a name or a rule that matches nothing is reported.
 */
export function applyConfig(
  service: Service,
  { filters, names = {}, nameRules, server, config = "" }: ServiceOverrides,
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
  const named = kept.map((operation) => {
    const key = identitiesOf(operation).find((identity) => Object.hasOwn(names, identity));
    if (key === undefined) return operation;
    unused.delete(key);
    return { ...operation, name: names[key] };
  });
  for (const key of unused) {
    const similar = nearest(key, service.operations.flatMap(identitiesOf));
    report("unused-name", locate("names", key), { operation: key, similar });
  }
  const operations = nameRules ? nameOperations(named, nameRules, locate, report) : named;
  const schemas = filters ? schemasUsed(service.schemas, operations) : service.schemas;
  return {
    ...service,
    operations,
    schemas: nameRules ? nameSchemas(schemas, nameRules, locate, report) : schemas,
    servers: server === undefined ? service.servers : [plainServer(server)],
  };
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
