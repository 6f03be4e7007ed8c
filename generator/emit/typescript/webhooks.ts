import type { Operation, Service } from "../../model/service.ts";
import type { Naming } from "../../naming/service-names.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { importTypes } from "./imports.ts";
import { end, hardline, indent } from "./line-layout.ts";
import { proseOf, requestMembers } from "./service-request.ts";
import type { TypeWriter } from "./type-writer.ts";

/** A module with an interface of the requests that the service sends. */
export interface ServiceRequestsView {
  readonly name: Code;
  readonly file: string;
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  readonly code: Code;
}

/**
 * @param taken the other names that the package exports.
 * @returns the module of the webhooks, and that of the callbacks, where there are any.
 */
export function viewServiceRequests(
  service: Service,
  { operations: names }: Naming,
  header: Code,
  types: TypeWriter,
  taken: ReadonlySet<string>,
): readonly ServiceRequestsView[] {
  const { webhooks = [], operations } = service;
  const calling = operations.filter(({ callbacks = [] }) => callbacks.length > 0);
  return [
    ...(webhooks.length > 0
      ? [viewWebhooks(service, freeName(code`Webhooks`, taken), header, types)]
      : []),
    ...(calling.length > 0
      ? [viewCallbacks(calling, names, freeName(code`Callbacks`, taken), header, types)]
      : []),
  ];
}

/** An operation or a schema of the user keeps its name. */
function freeName(name: Code, taken: ReadonlySet<string>): Code {
  return taken.has(name) ? freeName(code`Service${name}`, taken) : name;
}

function viewWebhooks(
  { webhooks = [] }: Service,
  name: Code,
  header: Code,
  types: TypeWriter,
): ServiceRequestsView {
  const members = requestMembers(webhooks, types, ({ operation }) => proseOf(operation));
  const doc = code`/** The requests that the service sends, by the names of its webhooks. */`;
  return {
    name,
    file: "webhooks.ts",
    header,
    imports: importTypes(members.references.toSorted(), code`./schemas/`),
    code: code`${doc}\nexport interface ${name} {${indent}${members.code}${end}${hardline}}`,
  };
}

function viewCallbacks(
  operations: readonly Operation[],
  names: Naming["operations"],
  interfaceName: Code,
  header: Code,
  types: TypeWriter,
): ServiceRequestsView {
  const used = new Set<string>();
  const members = operations.map((operation) => {
    const requests = requestMembers(operation.callbacks ?? [], types, (one) =>
      [proseOf(one.operation), `Sent to \`${one.expression}\`.`]
        .filter((text) => text !== "")
        .join("\n\n"),
    );
    for (const name of requests.references) used.add(name);
    const name = names.get(operation) ?? code`unnamed`;
    return code`${hardline}readonly ${name}: {${indent}${requests.code}${end}${hardline}};`;
  });
  const doc = code`/** The requests that the service sends because of a call, by its function and their names. */`;
  const list = joinCode(members, "");
  return {
    name: interfaceName,
    file: "callbacks.ts",
    header,
    imports: importTypes([...used].sort(), code`./schemas/`),
    code: code`${doc}\nexport interface ${interfaceName} {${indent}${list}${end}${hardline}}`,
  };
}
