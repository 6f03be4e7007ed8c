import { decodeEntities } from "./path-key.ts";

export type Node = Readonly<Record<string, unknown>>;

/** An operation as the description has it, before anybody made sense of it. */
export interface RawOperation {
  /** JSON Pointer of the operation. */
  readonly pointer: string;
  /** JSON Pointer of what holds it: the path key. */
  readonly pathPointer: string;
  readonly key: string;
  readonly isExtension: boolean;
  readonly method: string;
  readonly node: Node;
  /** Its own and those of its path, references followed; the first of one name and place counts. */
  readonly parameters: readonly Node[];
}

const methods: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
]);

/** Lists the operations of a description, Swagger 2.0 or OpenAPI 3.x. */
export function listOperations(root: Node): RawOperation[] {
  return ["paths", "x-ms-paths"].flatMap((group) =>
    Object.entries(nodeOf(root[group])).flatMap(([key, given]) => {
      if (key.startsWith("x-")) return [];
      const item = nodeOf(follow(root, given));
      const pathPointer = `/${group}/${escape(key)}`;
      return Object.entries(item).flatMap(([name, value]): RawOperation[] => {
        const method = decodeEntities(name).trim().toLowerCase();
        if (!methods.has(method) || !isNode(value)) return [];
        return [
          {
            pointer: `${pathPointer}/${escape(name)}`,
            pathPointer,
            key,
            isExtension: group === "x-ms-paths",
            method: method.toUpperCase(),
            node: value,
            parameters: parametersOf(root, value, item),
          },
        ];
      });
    }),
  );
}

function parametersOf(root: Node, operation: Node, item: Node): Node[] {
  const known = new Map<string, Node>();
  for (const owner of [operation, item]) {
    for (const given of listOf(owner["parameters"])) {
      const parameter = nodeOf(follow(root, given));
      const place = placeOf(parameter);
      const id = `${place} ${wireName(parameter)}`;
      if (wireName(parameter) === "" || known.has(id)) continue;
      known.set(id, parameter);
    }
  }
  return [...known.values()];
}

/** A parameter's location, in small letters. */
export function placeOf(parameter: Node): string {
  return String(parameter["in"]).trim().toLowerCase();
}

/** A name without the stray white space, entities and further lines that copying left in it. */
export function wireName(parameter: Node): string {
  const name = parameter["name"];
  if (typeof name !== "string" && typeof name !== "number") return "";
  return cleanName(String(name));
}

/** A name as it was meant: the first line, without entities, invisible characters and margins. */
export function cleanName(name: string): string {
  const [line = ""] = decodeEntities(name)
    .trim()
    .split(/[\r\n]/);
  return line.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "").trim();
}

/** Follows local references as far as they lead; `undefined` where they lead nowhere. */
export function follow(root: Node, given: unknown): unknown {
  let value = given;
  for (let step = 0; step < 32; step += 1) {
    const reference = isNode(value) ? value["$ref"] : undefined;
    if (typeof reference !== "string") return value;
    if (!reference.startsWith("#/")) return undefined;
    let target: unknown = root;
    for (const segment of reference.slice(2).split("/")) {
      const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
      target = isNode(target) || Array.isArray(target) ? Reflect.get(target, key) : undefined;
    }
    value = target;
  }
  return undefined;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function nodeOf(value: unknown): Node {
  return isNode(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isNode(value) ? Object.values(value) : [];
}

function escape(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}
