import type { Operation, Service } from "../../model/service.ts";
import type { Naming } from "../../naming/service-names.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { commentText, verbatim } from "./comment.ts";
import { importTypes } from "./imports.ts";
import { end, hardline, indent } from "./line-layout.ts";
import { requestMembers } from "./service-request.ts";
import type { TypeText, TypeWriter } from "./type-writer.ts";

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
  const doc = code`/** The requests that the service sends, by the names of its webhooks. */`;
  return viewModule("webhooks.ts", header, doc, name, requestMembers(webhooks, types));
}

function viewCallbacks(
  operations: readonly Operation[],
  names: Naming["operations"],
  name: Code,
  header: Code,
  types: TypeWriter,
): ServiceRequestsView {
  const members = operations.map((operation): TypeText => {
    const requests = requestMembers(operation.callbacks ?? [], types, ({ expression }) => [
      commentText`Sent to \`${verbatim(expression)}\`.`,
    ]);
    const key = names.get(operation) ?? code`unnamed`;
    const { references } = requests;
    return {
      code: code`${hardline}readonly ${key}: {${indent}${requests.code}${end}${hardline}};`,
      references,
    };
  });
  const doc = code`/** The requests that the service sends because of a call, by its function and their names. */`;
  return viewModule("callbacks.ts", header, doc, name, {
    code: joinCode(
      members.map((one) => one.code),
      "",
    ),
    references: members.flatMap(({ references }) => references),
  });
}

function viewModule(
  file: string,
  header: Code,
  doc: Code,
  name: Code,
  { code: members, references }: TypeText,
): ServiceRequestsView {
  return {
    name,
    file,
    header,
    imports: importTypes([...new Set(references)].sort(), code`./schemas/`),
    code: code`${doc}\nexport interface ${name} {${indent}${members}${end}${hardline}}`,
  };
}
