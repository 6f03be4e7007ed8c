import { isNode, type Node } from "../data/json-object.ts";
import { escapePointer, unescapeSegment } from "../data/json-pointer.ts";

/** A section of `components` (OpenAPI 3.x). */
export type Kind =
  "schemas" | "parameters" | "responses" | "requestBodies" | "headers" | "mediaTypes" | "pathItems";

/** A component, and the map that holds it under its name. */
export interface Component {
  readonly name: string;
  readonly value: unknown;
  readonly holder: Node;
}

/** The target of a local reference. */
export type Target =
  | {
      readonly kind: "found";
      readonly value: unknown;
      /** The component that it is, or is part of. */
      readonly component: { readonly kind: string; readonly name: string } | undefined;
      /** The rest of the pointer, within the component. */
      readonly within: readonly string[];
    }
  | { readonly kind: "nothing" | "circle" };

/** A resolved reference. */
export interface Resolved {
  readonly node: Node;
  /** Its reference in the upgraded description, where it is a component of the requested kind. */
  readonly ref: string | undefined;
  /** The kind of component that it is. */
  readonly kind: string | undefined;
}

/** The root keys of Swagger 2.0 that became sections of `components`. */
const homes: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["definitions", "schemas"],
  ["parameters", "parameters"],
  ["responses", "responses"],
]);

/** Finds the targets of a description's references to itself. */
export class LocalReferences {
  readonly #root: Node;
  /** The resolved targets, by the node that the reference is relative to. */
  readonly #ends = new Map<Node, Map<string, Target>>();
  #anchors: ReadonlyMap<string, Node> | undefined;

  constructor(root: Node) {
    this.#root = root;
  }

  /** Returns the components of a kind: those of OpenAPI 3.x, then those of Swagger 2.0. */
  components(kind: Kind): readonly Component[] {
    const found = new Map<string, Component>();
    for (const holder of this.#holders(kind)) {
      for (const [name, value] of Object.entries(holder)) {
        if (!found.has(name)) found.set(name, { name, value, holder });
      }
    }
    return [...found.values()];
  }

  /** Finds the direct target of a `#/` reference, relative to the description or to a node. */
  find(ref: string, from: Node = this.#root): Target {
    const parts = ref.slice(2).split("/");
    const segments = parts.map(unescapeSegment);
    if (from !== this.#root) return found(from, segments);
    const [first = "", second = ""] = segments;
    const home = homes.get(first);
    const kind = home ?? (first === "components" ? second : undefined);
    if (kind === undefined || segments.length < (home ? 2 : 3)) return found(this.#root, segments);

    const [name = "", ...within] = segments.slice(home ? 1 : 2);
    const raw = parts.slice(home ? 1 : 2).join("/");
    for (const holder of this.#holders(kind)) {
      if (Object.hasOwn(holder, name)) {
        const target = found(holder[name], within);
        if (target.kind === "found") return { ...target, component: { kind, name }, within };
      }
      // A name with an unescaped `/`, `~` or `%` in it.
      if (Object.hasOwn(holder, raw)) {
        const component = { kind, name: raw };
        return { kind: "found", value: holder[raw], component, within: [] };
      }
    }
    return { kind: "nothing" };
  }

  /** Finds the schema with an `$anchor`: `#name`. */
  findAnchor(ref: string): Node | undefined {
    this.#anchors ??= anchorsIn(this.#root);
    return this.#anchors.get(ref.slice(1));
  }

  /** Resolves a `#/` reference through any number of further ones. */
  follow(ref: string, from: Node = this.#root): Target {
    const ends = this.#ends.get(from) ?? new Map<string, Target>();
    this.#ends.set(from, ends);
    const passed = new Set<string>();
    let end = ends.get(ref);
    for (let next = ref; !end;) {
      passed.add(next);
      const target = this.find(next, from);
      const further = target.kind === "found" && isNode(target.value) && target.value["$ref"];
      if (typeof further === "string" && further.startsWith("#/")) {
        end = passed.has(further) ? { kind: "circle" } : ends.get(further);
        next = further;
      } else {
        end = target;
      }
    }
    for (const one of passed) ends.set(one, end);
    return end;
  }

  #holders(kind: string): readonly Node[] {
    const components = this.#root["components"];
    const home = [...homes].find(([, of]) => of === kind)?.[0];
    return [
      isNode(components) && Object.hasOwn(components, kind) ? components[kind] : undefined,
      home === undefined ? undefined : this.#root[home],
    ].filter(isNode);
  }
}

/** Whether a node is a reference within the description. */
export function isLocalReference({ $ref }: Node): boolean {
  return typeof $ref === "string" && $ref.startsWith("#/");
}

/** Whether a node is a reference to another document, which this stage leaves alone. */
export function isForeignReference({ $ref }: Node): boolean {
  return typeof $ref === "string" && !$ref.startsWith("#/");
}

/** Returns the reference to a component. `%` is encoded, since readers decode fragments. */
export function refTo(kind: Kind, name: string): string {
  return `#/components/${kind}/${escapePointer(name).replaceAll("%", "%25")}`;
}

function found(start: unknown, path: readonly string[]): Target {
  let value = start;
  for (const segment of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) {
      return { kind: "nothing" };
    }
    value = Reflect.get(value, segment);
  }
  return { kind: "found", value, component: undefined, within: [] };
}

/** The first node of each `$anchor` or `$dynamicAnchor` (JSON Schema 2020-12, section 8.2.2). */
function anchorsIn(root: Node): ReadonlyMap<string, Node> {
  const anchors = new Map<string, Node>();
  const seen = new Set<unknown>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isNode(node)) {
      for (const name of [node["$anchor"], node["$dynamicAnchor"]]) {
        if (typeof name === "string" && !anchors.has(name)) anchors.set(name, node);
      }
    }
    for (const child of Object.values(node).toReversed()) pending.push(child);
  }
  return anchors;
}
