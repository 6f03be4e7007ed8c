import { groupBy } from "../../data/group-by.ts";
import { bodiesOf, isForm } from "../../model/body.ts";
import type { Body, Operation, Response, Service, Webhook } from "../../model/service.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { comment } from "./comment.ts";
import { importTypes } from "./imports.ts";
import { lineOrNothing } from "./interface.ts";
import { end, hardline, indent, objectType } from "./line-layout.ts";
import { literal, memberKey } from "./literal.ts";
import { unionType } from "./print-type.ts";
import type { TypeText, TypeWriter } from "./type-writer.ts";

/** The module with the types of the requests that the service sends. */
export interface WebhooksView {
  readonly file: string;
  readonly header: Code;
  readonly imports: readonly { readonly statement: Code }[];
  readonly code: Code;
}

/** @returns `undefined` where the description has no webhooks. */
export function viewWebhooks(
  { webhooks = [] }: Service,
  header: Code,
  types: TypeWriter,
): WebhooksView | undefined {
  if (webhooks.length === 0) return undefined;
  const used = new Set<string>();
  const note = ({ code: type, references }: TypeText): Code => {
    for (const name of references) used.add(name);
    return type;
  };
  const members = [...groupBy(webhooks, ({ name }) => name)].map(([name, of]) => {
    const type = anyOf(of.map((one) => typeOf(one, types, note)));
    const doc = lineOrNothing(comment(of[0] ? textOf(of[0]) : ""));
    return code`${hardline}${doc}readonly ${memberKey(name)}: ${type};`;
  });
  const doc = code`/** The requests that the service sends, by the names of its webhooks. */`;
  const list = joinCode(members, "");
  return {
    file: "webhooks.ts",
    header,
    imports: importTypes([...used].sort(), code`./schemas/`),
    code: code`${doc}\nexport interface Webhooks {${indent}${list}${end}${hardline}}`,
  };
}

function textOf({ operation: { summary, description } }: Webhook): string {
  return [summary, description].filter((text) => text !== "").join("\n\n");
}

/** Returns the type of a request: what its handler receives, and what it responds with by status. */
function typeOf({ operation }: Webhook, types: TypeWriter, note: (text: TypeText) => Code): Code {
  const { method, responses } = operation;
  const bodies = bodiesOf(operation).map((body) => bodyType(body, types, note));
  const mark = isRequired(operation) ? code`` : code`?`;
  return objectType([
    code`readonly method: ${literal(method)}`,
    ...(["query", "header"] as const).flatMap((location) => {
      const members = operation.parameters
        .filter((one) => one.location === location)
        .map(({ name, required, schema }) => member(name, required, note(types.text(schema))));
      return members.length === 0
        ? []
        : [code`readonly ${memberKey(location)}: ${objectType(members)}`];
    }),
    ...(bodies.length === 0 ? [] : [code`readonly body${mark}: ${anyOf(bodies)}`]),
    code`readonly responses: ${objectType(responses.map((one) => responseType(one, types, note)))}`,
  ]);
}

function isRequired(operation: Operation): boolean {
  return bodiesOf(operation).every((body) => isForm(body) || body.required);
}

function bodyType(body: Body, types: TypeWriter, note: (text: TypeText) => Code): Code {
  if (!isForm(body)) return note(types.text(body.schema, "response"));
  return objectType(
    body.fields.map(({ name, required, schema }) =>
      member(name, required, note(types.text(schema))),
    ),
  );
}

function responseType(
  { status, content, alternatives = [] }: Response,
  types: TypeWriter,
  note: (text: TypeText) => Code,
): Code {
  const schemas = [...(content ? [content] : []), ...alternatives].map(({ schema }) => schema);
  const bodies = schemas.map((schema) => note(types.text(schema, "request")));
  return code`readonly ${/^\d+$/.test(status) ? literal(Number(status)) : memberKey(status)}: ${anyOf(bodies.length === 0 ? [code`undefined`] : bodies)}`;
}

function anyOf(types: readonly Code[]): Code {
  return types.length === 1 ? joinCode(types, "") : unionType(types);
}

function member(name: string, required: boolean, type: Code): Code {
  return code`readonly ${memberKey(name)}${required ? code`` : code`?`}: ${type}`;
}
