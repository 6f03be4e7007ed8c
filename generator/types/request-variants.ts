import { bodiesOf, isForm } from "../model/body.ts";
import type { Operation, Schema } from "../model/service.ts";
import {
  anyObject,
  emptyObject,
  intersectionOf,
  isEmpty,
  partsOf,
  union,
  type Intersection,
  type ObjectType,
  type Property,
  type Reference,
  type Type,
} from "./type.ts";

/**
 * `readOnly` properties do not belong in a request, `writeOnly` ones not in a response (OpenAPI 3.1,
 * section 4.8.24; JSON Schema Validation 2020-12, section 9.4).
 */
export type Direction = "request" | "response";

/** Which named types differ by direction. */
export interface RequestVariants {
  /** Travels both ways and differs, so that it is declared twice: as response and as input. */
  needsInputType(key: string): boolean;
  /** The direction for which the main declaration of a named type is written, if that matters. */
  directionOf(key: string): Direction | undefined;
  /** Returns a type as it travels in one direction. */
  inDirection(type: Type, direction: Direction): Type;
}

/**
 * @param named the named types by key, with all their properties
 * @param requests the types of request bodies
 * @param responses the types of response bodies
 */
export function findRequestVariants(
  named: ReadonlyMap<string, Type>,
  requests: readonly Type[],
  responses: readonly Type[],
): RequestVariants {
  const types = [...named.values(), ...requests, ...responses];
  if (!types.some(hasOneWayProperty)) return sameBothWays;

  const uses = new Map([...named].map(([key, type]) => [key, referencesIn(type)]));
  const oneWay = [...named].flatMap(([key, type]) => (hasOneWayProperty(type) ? [key] : []));
  const affected = reachable(oneWay, reversed(uses));
  const sent = reachable(requests.flatMap(referencesIn), uses);
  const received = reachable(responses.flatMap(referencesIn), uses);
  const needsInputType = (key: string): boolean =>
    affected.has(key) && sent.has(key) && received.has(key);
  return {
    needsInputType,
    directionOf: (key) =>
      !affected.has(key)
        ? undefined
        : received.has(key)
          ? "response"
          : sent.has(key)
            ? "request"
            : undefined,
    inDirection: (type, direction) => {
      const isEmptied = ({ key }: Reference): boolean => {
        const target = named.get(key);
        return target?.kind === "object" && isEmpty(keepDirection(target, direction));
      };
      return typeInDirection(type, { direction, needsInputType, isEmptied });
    },
  };
}

const sameBothWays: RequestVariants = {
  needsInputType: () => false,
  directionOf: () => undefined,
  inDirection: (type) => type,
};

/** Returns an operation without the form fields that are only received. */
export function sentOperation(operation: Operation): Operation {
  const [body, ...otherBodies] = bodiesOf(operation).map((one) =>
    isForm(one) ? { ...one, fields: one.fields.filter((field) => !isReadOnly(field.schema)) } : one,
  );
  return { ...operation, body, ...(otherBodies.length > 0 && { otherBodies }) };
}

function isReadOnly(schema: Schema): boolean {
  return schema !== true && schema["readOnly"] === true;
}

interface Turn {
  readonly direction: Direction;
  needsInputType(key: string): boolean;
  /** Whether a base has no member in this direction. */
  isEmptied(base: Reference): boolean;
}

function typeInDirection(type: Type, to: Turn): Type {
  const inner = (part: Type): Type => typeInDirection(part, to);
  switch (type.kind) {
    case "reference":
      return referenceInDirection(type, to);
    case "array":
      return { ...type, items: inner(type.items) };
    case "tuple":
      return { ...type, items: type.items.map(inner), rest: type.rest && inner(type.rest) };
    case "union":
      return union(type.members.map(inner));
    case "object": {
      const object = turnObject(type, to);
      return isEmpty(object) && !isEmpty(type) ? anyObject : object;
    }
    case "intersection":
      return intersectionInDirection(type, to);
    default:
      return type;
  }
}

function referenceInDirection(reference: Reference, to: Turn): Reference {
  const isInput = to.direction === "request" && to.needsInputType(reference.key);
  return isInput ? { ...reference, isInput } : reference;
}

function intersectionInDirection({ bases, rest, object }: Intersection, to: Turn): Type {
  const left = bases
    .filter((base) => !to.isEmptied(base))
    .map((base) => referenceInDirection(base, to));
  const turned = intersectionOf(
    left,
    object ? turnObject(object, to) : emptyObject,
    rest.map((part) => typeInDirection(part, to)),
  );
  const isGone = turned.kind === "intersection" && partsOf(turned).length === 0;
  return isGone ? anyObject : turned;
}

function turnObject(object: ObjectType, to: Turn): ObjectType {
  const { properties, additional, ...kept } = keepDirection(object, to.direction);
  const turned = new Map<string, Property>();
  for (const [name, property] of properties) {
    const type = typeInDirection(property.type, to);
    turned.set(name, type === property.type ? property : { ...property, type });
  }
  return {
    ...kept,
    properties: turned,
    additional: additional && typeInDirection(additional, to),
  };
}

/** Drops the properties that travel the other way only. */
function keepDirection(object: ObjectType, direction: Direction): ObjectType {
  const other = direction === "request" ? "readOnly" : "writeOnly";
  const properties = [...object.properties].filter(([, { access }]) => access !== other);
  return properties.length === object.properties.size
    ? object
    : { ...object, properties: new Map(properties) };
}

/** The types that a type is made of, itself the first. */
function typesIn(root: Type): readonly Type[] {
  const types = [root];
  for (const type of types) for (const part of partsOf(type)) types.push(part);
  return types;
}

function referencesIn(root: Type): readonly string[] {
  return typesIn(root).flatMap((type) => (type.kind === "reference" ? [type.key] : []));
}

function hasOneWayProperty(root: Type): boolean {
  return typesIn(root).some((type) => {
    if (type.kind !== "object") return false;
    for (const { access } of type.properties.values()) if (access !== undefined) return true;
    return false;
  });
}

type Uses = ReadonlyMap<string, readonly string[]>;

function reachable(from: readonly string[], uses: Uses): ReadonlySet<string> {
  const found = new Set(from);
  for (const one of found) for (const target of uses.get(one) ?? []) found.add(target);
  return found;
}

function reversed(uses: Uses): Uses {
  const users = new Map([...uses.keys()].map((key) => [key, new Array<string>()]));
  for (const [user, targets] of uses) for (const target of targets) users.get(target)?.push(user);
  return users;
}
