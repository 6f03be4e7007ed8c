import { isNode, asNode } from "../data/json-object.ts";
import { otherPropertiesOf, requiredOf } from "../model/json-schema.ts";
import type { Operation, Response, Schema } from "../model/service.ts";
import type { Member } from "../model/shape.ts";
import { factsOf } from "../model/wire-facts.ts";
import type { Shapes } from "./derive-shape.ts";

/**
 * The only member of a body. Descriptions of AWS do not say whether it is the body itself, as the
 * bytes of an object are (Smithy, `httpPayload`), or a structure with that member.
 */
export interface Payload {
  readonly member: Member;
  readonly schema: Schema;
  readonly required: boolean;
  readonly isText: boolean;
  /** Whether it is the body itself; `undefined` where nothing points to it. */
  readonly isBody: boolean | undefined;
  /** Whether the description says so: by `x-aws-payload`, or by a format of bytes. */
  readonly isStated: boolean;
}

/** Returns the only member of a request's body; `undefined` where there are none or several. */
export function requestPayload(
  schema: Schema,
  { parameters }: Pick<Operation, "parameters">,
  shapes: Shapes,
): Payload | undefined {
  const members = shapes.membersOf(schema) ?? [];
  const [member] = members;
  if (!member || members.length > 1) return undefined;
  const describesBytes = parameters.some(
    ({ location, name }) => location === "header" && ofBytes.has(name.toLowerCase()),
  );
  const isNamed = isText(member) ? textName : /(?:^b|B)ody$|(?:^p|P)ayload$|(?:^r|R)equest$/;
  const isLikely = (isText(member) && describesBytes) || isNamed.test(member.property);
  return payload(schema, member, isLikely, shapes);
}

/**
 * Returns the only member of a response's body. What else a description has there is no part of it:
 * its status, and a map of headers.
 *
 * @param known the properties that are bodies themselves in requests.
 */
export function responsePayload(
  { content }: Response,
  { parameters }: Pick<Operation, "parameters">,
  known: ReadonlySet<string>,
  shapes: Shapes,
): Payload | undefined {
  const schema = content?.schema ?? true;
  const members = shapes.membersOf(schema) ?? [];
  const inBody = members.length === 1 ? members : members.filter((one) => !isBesideBody(one));
  const [member] = inBody;
  if (!member || inBody.length > 1) return undefined;
  const { property } = member;
  if (!isText(member)) {
    return members.length === 1
      ? payload(schema, member, /(?:^b|B)ody$|(?:^p|P)ayload$|Response$/.test(property), shapes)
      : undefined;
  }
  const isPart = parameters.some(
    ({ location, name }) => location === "header" && name.toLowerCase() === "range",
  );
  const isKnown = members.length === 1 && known.has(property);
  const found = payload(schema, member, isPart || isKnown || textName.test(property), shapes);
  return found.isBody === true || members.length === 1 ? found : undefined;
}

function payload(schema: Schema, member: Member, isLikely: boolean, shapes: Shapes): Payload {
  const { property } = member;
  const own = shapes.propertyOf(schema, property);
  const stated = factsOf(own).wire["payload"];
  const isBytes = own !== true && own["format"] === "binary";
  const isStated = typeof stated === "boolean" || isBytes;
  const whole = shapes.resolve(schema);
  return {
    member,
    schema: own,
    required: whole !== true && requiredOf(whole).includes(property),
    isText: isText(member),
    isBody: typeof stated === "boolean" ? stated : isBytes || isLikely || undefined,
    isStated,
  };
}

/**
 * Fields that describe the body's bytes, which no caller knows of a body that is written here.
 * (`Content-Length` is no parameter any more: callers cannot send it.)
 */
const ofBytes: ReadonlySet<string> = new Set([
  "content-disposition",
  "content-language",
  "content-md5",
  "content-range",
  "content-type",
]);

const textName = /^body$|(?:^p|P)ayload$/i;

function isText({ shape }: Member): boolean {
  return shape.kind === "string";
}

function isBesideBody({ property, shape }: Member): boolean {
  return shape.kind === "map" || (shape.kind === "number" && /status(?:code)?$/i.test(property));
}

/** Returns the properties of a body that are header fields with a prefix: `x-amz-meta-`. */
export function prefixHeadersIn(schema: Schema): readonly string[] {
  const properties = schema === true ? {} : (asNode(schema["properties"]) ?? {});
  return Object.entries(properties).flatMap(([name, one]) => {
    const [value] = isNode(one) ? otherPropertiesOf(one) : [];
    return /^[A-Za-z][\w.-]*-$/.test(name) && value !== undefined ? [name] : [];
  });
}
