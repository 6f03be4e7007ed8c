import type { Member, Namespace, Shape } from "../../model/shape.ts";
import { code, type Code } from "../../text/code.ts";
import { arrayLiteral, objectLiteral, property } from "./line-layout.ts";
import { literal, propertyKey } from "./literal.ts";

/** The expression of a shape, and the named shapes that it refers to. */
export interface PrintedShape {
  readonly code: Code;
  /** Names of schemas, as the description has them. */
  readonly references: readonly string[];
}

/** Prints a shape. @param nameOf returns the constant of a named shape. */
export function printShape(shape: Shape, nameOf: (schema: string) => Code): PrintedShape {
  const references: string[] = [];
  const print = (one: Shape): Code => {
    switch (one.kind) {
      case "reference":
        references.push(one.name);
        return nameOf(one.name);
      case "list":
        return record([
          [code`list`, print(one.of)],
          ...(one.flat || one.item === "member" ? [] : [[code`item`, literal(one.item)] as const]),
          ...(one.flat ? [[code`flat`, code`true`] as const] : []),
          ...namespaceEntry(one.namespace),
        ]);
      case "map":
        return record([
          [code`map`, print(one.of)],
          ...(one.key === "key" ? [] : [[code`key`, literal(one.key)] as const]),
          ...(one.value === "value" ? [] : [[code`value`, literal(one.value)] as const]),
          ...(one.flat ? [[code`flat`, code`true`] as const] : []),
          ...namespaceEntry(one.keyNamespace, code`keyNamespace`),
          ...namespaceEntry(one.valueNamespace, code`valueNamespace`),
        ]);
      case "structure": {
        const members = record(
          one.members.map((member) => [propertyKey(member.property), printMember(member)]),
        );
        return record([
          [code`members`, code`() => (${members})`],
          ...namespaceEntry(one.namespace),
        ]);
      }
      default:
        return literal(one.kind);
    }
  };
  const printMember = ({ property, name, form, attribute, namespace, shape: is }: Member): Code => {
    const facts: Entry[] = [
      ...(name === property ? [] : [[code`name`, literal(name)] as const]),
      ...(form === undefined ? [] : [[code`form`, literal(form)] as const]),
      ...(attribute ? [[code`attribute`, code`true`] as const] : []),
      ...namespaceEntry(namespace),
    ];
    return facts.length === 0 ? print(is) : record([[code`is`, print(is)], ...facts]);
  };
  const text = print(shape);
  return { code: text, references: [...new Set(references)] };
}

type Entry = readonly [key: Code, value: Code];

function record(entries: readonly Entry[]): Code {
  return objectLiteral(entries.map(([key, value]) => property(key, value)));
}

function namespaceEntry(namespace: Namespace | undefined, key = code`namespace`): Entry[] {
  return namespace === undefined ? [] : [[key, printNamespace(namespace)]];
}

/** The expression of a namespace. */
export function printNamespace(namespace: Namespace): Code {
  if (typeof namespace === "string") return literal(namespace);
  const [prefix, uri] = namespace;
  return arrayLiteral([literal(prefix), literal(uri)]);
}
