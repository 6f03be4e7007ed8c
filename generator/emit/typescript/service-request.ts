import { groupBy } from "../../data/group-by.ts";
import { bodiesOf, isForm } from "../../model/body.ts";
import type { Body, Operation, Response, Webhook } from "../../model/service.ts";
import { code, joinCode, type Code } from "../../text/code.ts";
import { commentOf, prose, type CommentText } from "./comment.ts";
import { lineOrNothing } from "./interface.ts";
import { hardline, objectType } from "./line-layout.ts";
import { literal, memberKey } from "./literal.ts";
import { unionType } from "./print-type.ts";
import type { TypeText, TypeWriter } from "./type-writer.ts";

/** Takes the code of a type, and notes the types that it refers to. */
type Note = (text: TypeText) => Code;

/**
 * Returns the members of an interface of requests that the service sends, by their names: each with
 * what its handler receives, and what it responds with by status.
 *
 * @param more returns what the comment of a member says besides its prose.
 */
export function requestMembers<T extends Webhook>(
  requests: readonly T[],
  types: TypeWriter,
  more: (request: T) => readonly CommentText[] = () => [],
): TypeText {
  const used = new Set<string>();
  const note = ({ code: type, references }: TypeText): Code => {
    for (const name of references) used.add(name);
    return type;
  };
  const members = [...groupBy(requests, ({ name }) => name)].map(([name, of]) => {
    const type = unionType(of.map(({ operation }) => typeOf(operation, types, note)));
    const doc = of.slice(0, 1).map((one) => {
      const { summary, description } = one.operation;
      return lineOrNothing(commentOf([prose(summary), prose(description), ...more(one)]));
    });
    return code`${hardline}${joinCode(doc, "")}readonly ${memberKey(name)}: ${type};`;
  });
  return { code: joinCode(members, ""), references: [...used] };
}

/** Returns the type of a request: what its handler receives, and what it responds with by status. */
function typeOf(operation: Operation, types: TypeWriter, note: Note): Code {
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
    ...(bodies.length === 0 ? [] : [code`readonly body${mark}: ${unionType(bodies)}`]),
    code`readonly responses: ${objectType(responses.map((one) => responseType(one, types, note)))}`,
  ]);
}

function isRequired(operation: Operation): boolean {
  return bodiesOf(operation).every((body) => isForm(body) || body.required);
}

function bodyType(body: Body, types: TypeWriter, note: Note): Code {
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
  note: Note,
): Code {
  const schemas = [...(content ? [content] : []), ...alternatives].map(({ schema }) => schema);
  const bodies = schemas.map((schema) => note(types.text(schema, "request")));
  return code`readonly ${/^\d+$/.test(status) ? literal(Number(status)) : memberKey(status)}: ${unionType(bodies.length === 0 ? [code`undefined`] : bodies)}`;
}

function member(name: string, required: boolean, type: Code): Code {
  return code`readonly ${memberKey(name)}${required ? code`` : code`?`}: ${type}`;
}
