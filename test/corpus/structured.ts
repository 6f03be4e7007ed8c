import { follow, isNode, listOf, nodeOf, type Node } from "./description.ts";
import { typeOf, type Inventor } from "./invent.ts";
import type { Pair } from "./numbered-list.ts";

/** An object made up for a parameter or a field, and its properties as text. */
export interface InventedObject {
  readonly given: Readonly<Record<string, unknown>>;
  readonly members: readonly (readonly [name: string, text: string])[];
}

/** How an object is written (OpenAPI 3.1, section 4.8.12.2), or that it is JSON. */
export type ObjectStyle =
  "deepObject" | "exploded" | "joined" | "simple" | "simple-exploded" | "json";

/** Makes an object up of the properties that are single values; `undefined` where there is none. */
export function inventObject(
  root: Node,
  schema: unknown,
  inventor: Inventor,
): InventedObject | undefined {
  const given: Record<string, unknown> = {};
  const members: (readonly [string, string])[] = [];
  for (const [name, property] of propertiesOf(root, schema)) {
    const node = nodeOf(follow(root, property));
    const value =
      typeOf(node) === "array" || node["readOnly"] === true ? undefined : inventor.value(node);
    if (typeof value?.texts !== "string") continue;
    given[name] = value.given;
    members.push([name, value.texts]);
  }
  if (members.length === 0 && isMap(root, schema)) {
    const text = inventor.text();
    return { given: { "a b": text }, members: [["a b", text]] };
  }
  return members.length > 0 ? { given, members } : undefined;
}

/** Those of a schema and of all that it extends; none of what has alternatives. */
function propertiesOf(
  root: Node,
  schema: unknown,
  depth: number = 0,
): ReadonlyMap<string, unknown> {
  const node = nodeOf(follow(root, schema));
  if (depth > 8 || "oneOf" in node || "anyOf" in node) return new Map();
  return new Map([
    ...listOf(node["allOf"]).flatMap((part) => [...propertiesOf(root, part, depth + 1)]),
    ...Object.entries(nodeOf(node["properties"])),
  ]);
}

function isMap(root: Node, schema: unknown): boolean {
  const node = nodeOf(follow(root, schema));
  const values = nodeOf(follow(root, node["additionalProperties"]));
  return typeOf(node) === "object" && typeOf(values) === "string" && values["enum"] === undefined;
}

/** The style of a parameter that is an object; `undefined` in Swagger 2.0, which has none. */
export function objectStyle(root: Node, parameter: Node): ObjectStyle | undefined {
  if (root["openapi"] === undefined) return undefined;
  if (isNode(parameter["content"])) return "json";
  const { style, explode } = parameter;
  if (style === "deepObject") return "deepObject";
  if (style === "spaceDelimited" || style === "pipeDelimited") return undefined;
  const isForm = parameter["in"] === "query" || parameter["in"] === "cookie";
  if (isForm) return explode === false ? "joined" : "exploded";
  return explode === true ? "simple-exploded" : "simple";
}

/**
 * The pairs that an object is sent as.
 *
 * @param comma what stands for a comma that separates.
 */
export function objectPairs(
  name: string,
  { given, members }: InventedObject,
  style: ObjectStyle,
  comma: string,
): Pair[] {
  switch (style) {
    case "json":
      return [[name, JSON.stringify(given)]];
    case "deepObject":
      return members.map(([key, text]): Pair => [`${name}[${key}]`, text]);
    case "exploded":
      return members.map(([key, text]): Pair => [key, text]);
    case "joined":
    case "simple":
      return [[name, members.flat().join(comma)]];
    case "simple-exploded":
      return [[name, members.map((member) => member.join("=")).join(comma)]];
  }
}
