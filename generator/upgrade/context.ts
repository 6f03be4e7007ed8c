import type { ParamsArgument, ParamsOf, ProblemCode } from "../diagnostics/catalogue.ts";
import { isNode, type Node } from "../json/json-object.ts";
import type { ReadContext } from "../source/read-context.ts";
import { escapePointer, unescapeSegment } from "../json/json-pointer.ts";
import { SimilarReferences } from "./similar-reference.ts";

/** Whose rules the description follows. 3.2 counts as 3.1. */
export type Dialect = "2.0" | "3.0" | "3.1";

/** What a section of shared things holds, as OpenAPI 3.x calls it. */
type Kind = "schemas" | "parameters" | "responses" | "requestBodies" | "headers" | "pathItems";

/** A shared thing, and the map in which it stands under its name. */
interface Component {
  readonly name: string;
  readonly value: unknown;
  readonly holder: Node;
}

/** What a local reference leads to. */
type Target =
  | {
      readonly kind: "found";
      readonly value: unknown;
      /** The shared thing that it is, or that it is within. */
      readonly component: { readonly kind: string; readonly name: string } | undefined;
      /** The rest of the way, within the shared thing. */
      readonly within: readonly string[];
    }
  | { readonly kind: "nothing" | "circle" };

/** What a reference comes to. */
interface Resolved {
  readonly node: Node;
  /** How the upgraded description refers to it, where it is a shared thing of the kind asked for. */
  readonly ref: string | undefined;
  /** The kind of shared thing that it is. */
  readonly kind: string | undefined;
}

/** Where Swagger 2.0 keeps what OpenAPI 3.x has under `components`. */
const homes: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["definitions", "schemas"],
  ["parameters", "parameters"],
  ["responses", "responses"],
]);

/** The description that is being upgraded: what it refers to, and what is to be said of it. */
export class Source {
  readonly root: Node;
  readonly dialect: Dialect;
  readonly #context: ReadContext;
  readonly #reported = new Set<string>();
  /** What references come to, by the node that they count from. */
  readonly #ends = new Map<Node, Map<string, Target>>();
  #anchors: ReadonlyMap<string, Node> | undefined;
  readonly #similar: SimilarReferences;

  constructor(root: Node, dialect: Dialect, context: ReadContext) {
    this.root = root;
    this.#similar = new SimilarReferences(root);
    this.dialect = dialect;
    this.#context = context;
  }

  /** Reports a warning, once for each location, however often the node is used. */
  warn<Code extends ProblemCode>(
    code: Code,
    [node, key]: readonly [node: object, key?: string | number | undefined],
    ...params: ParamsArgument<Code>
  ): void {
    const location = this.#context.positions.of(node, existing(node, key));
    const once = JSON.stringify([code, location.file, location.pointer]);
    if (this.#reported.has(once)) return;
    this.#reported.add(once);
    this.#context.report(code, location, ...params);
  }

  /** Ends the run. */
  fail<Code extends ProblemCode>(
    code: Code,
    [node, key]: readonly [node: object, key?: string | undefined],
    ...params: ParamsArgument<Code>
  ): never {
    this.#context.fail(code, this.#context.positions.of(node, existing(node, key)), ...params);
  }

  /** Gives a new node the position of the one from which it was made, or of one of its keys. */
  derive<T extends object>(node: T, from: object, key?: string | number): T {
    return this.#context.positions.copy(node, from, existing(from, key));
  }

  /** The JSON Pointer of a node in its file. */
  pointerOf(node: object): string {
    return this.#context.positions.of(node).pointer;
  }

  /** The map with each value replaced, `undefined` left out; the same one if nothing differs. */
  mapEntries(map: Node, replace: (value: unknown, key: string) => unknown): Node {
    const draft = new Draft(map);
    for (const [key, value] of Object.entries(map)) draft.set(key, replace(value, key));
    return draft.finish(this);
  }

  /** The list with each value replaced; the same one if nothing differs. */
  mapList(
    list: readonly unknown[],
    replace: (value: unknown, index: number) => unknown,
  ): readonly unknown[] {
    return this.reuse(list.map(replace), list);
  }

  /** The old list where the new one is equal to it, so that what did not change stays itself. */
  reuse(list: readonly unknown[], old: readonly unknown[]): readonly unknown[] {
    const isSame = list.length === old.length && list.every((value, index) => value === old[index]);
    return isSame ? old : this.derive(list, old);
  }

  /** The shared things of a kind: those under `components`, then those of Swagger 2.0. */
  components(kind: Kind): readonly Component[] {
    const found = new Map<string, Component>();
    for (const holder of this.#holders(kind)) {
      for (const [name, value] of Object.entries(holder)) {
        if (!found.has(name)) found.set(name, { name, value, holder });
      }
    }
    return [...found.values()];
  }

  /** What a reference that begins with `#/` points at, counted from the description or a node. */
  find(ref: string, from: Node = this.root): Target {
    const parts = ref.slice(2).split("/");
    const segments = parts.map(unescapeSegment);
    if (from !== this.root) return found(from, segments);
    const [first = "", second = ""] = segments;
    const home = homes.get(first);
    const kind = home ?? (first === "components" ? second : undefined);
    if (kind === undefined || segments.length < (home ? 2 : 3)) return found(this.root, segments);

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

  /** The schema that gives itself a name to refer to it by: `#name`. */
  findAnchor(ref: string): Node | undefined {
    this.#anchors ??= anchorsIn(this.root);
    return this.#anchors.get(ref.slice(1));
  }

  /** What a reference that begins with `#/` comes to, through any number of further ones. */
  follow(ref: string, from: Node = this.root): Target {
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

  /**
   * Resolves the local `$ref` of a node. A reference that leads nowhere is reported.
   * @param as what the node is treated as then; ignored by default
   */
  resolve(
    node: Node,
    kind: Kind,
    as?: ParamsOf<"unresolved-reference">["as"],
  ): Resolved | undefined {
    const reference = String(node["$ref"]);
    const target = this.follow(reference);
    if (target.kind === "found" && isNode(target.value)) {
      const { component, value, within } = target;
      const isWhole = component !== undefined && within.length === 0;
      const isShared = isWhole && component.kind === kind;
      return {
        node: value,
        ref: isShared ? refTo(kind, component.name) : undefined,
        kind: isWhole ? component.kind : undefined,
      };
    }
    if (target.kind === "circle") {
      this.warn("circular-reference", [node, "$ref"], { reference, as });
    } else {
      const similar = this.similarTo(reference);
      const params = { reference, fault: "missing", as, similar } as const;
      this.warn("unresolved-reference", [node, "$ref"], params);
    }
    return undefined;
  }

  /** The reference that the author of a broken one may have meant. */
  similarTo(reference: unknown): string | undefined {
    return typeof reference === "string" ? this.#similar.find(reference) : undefined;
  }

  /** A reference in place of the given one; the same node where it says the same. */
  reference($ref: string, given: unknown, holder: object, key: string | number): Node {
    const isSame = isNode(given) && given["$ref"] === $ref && Object.keys(given).length === 1;
    return isSame ? given : this.derive({ $ref }, holder, key);
  }

  #holders(kind: string): readonly Node[] {
    const components = this.root["components"];
    const home = [...homes].find(([, of]) => of === kind)?.[0];
    return [
      isNode(components) && Object.hasOwn(components, kind) ? components[kind] : undefined,
      home === undefined ? undefined : this.root[home],
    ].filter(isNode);
  }
}

/** A node that is being revised. It stays the same object as long as nothing in it differs. */
export class Draft {
  readonly #node: Node;
  #entries: Map<string, unknown> | undefined;

  constructor(node: Node) {
    this.#node = node;
  }

  get(key: string): unknown {
    if (this.#entries) return this.#entries.get(key);
    return Object.hasOwn(this.#node, key) ? this.#node[key] : undefined;
  }

  /** `undefined` takes the key away. */
  set(key: string, value: unknown): void {
    if (value === this.get(key)) return;
    this.#entries ??= new Map(Object.entries(this.#node));
    if (value === undefined) this.#entries.delete(key);
    else this.#entries.set(key, value);
  }

  keys(): readonly string[] {
    return this.#entries ? [...this.#entries.keys()] : Object.keys(this.#node);
  }

  /** Makes a text of what stands at a key: of a number too, and takes away what cannot be one. */
  text(key: string): void {
    const value = this.get(key);
    const isPlain = typeof value === "number" || typeof value === "boolean";
    if (typeof value !== "string") this.set(key, isPlain ? String(value) : undefined);
  }

  /** Takes away every key that is neither listed nor an extension. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.keys())
      if (!keys.has(key) && !isExtension(key)) this.set(key, undefined);
  }

  finish(source: Source): Node {
    return this.#entries
      ? source.derive(Object.fromEntries(this.#entries), this.#node)
      : this.#node;
  }
}

/** Whether a key is a specification extension, which is kept as it is. */
export function isExtension(key: string): boolean {
  return key.startsWith("x-");
}

/** Whether a node refers to another place of the same description. */
export function isLocalReference({ $ref }: Node): boolean {
  return typeof $ref === "string" && $ref.startsWith("#/");
}

/** Whether a node refers to somewhere else, which is not for this step. */
export function isForeignReference({ $ref }: Node): boolean {
  return typeof $ref === "string" && !$ref.startsWith("#/");
}

/** Whether a value says yes: `true`, or the word. */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === "string" && value.trim().toLowerCase() === "true");
}

/** The reference to a shared thing. A `%` is encoded, since readers decode a fragment. */
export function refTo(kind: Kind, name: string): string {
  return `#/components/${kind}/${escapePointer(name).replaceAll("%", "%25")}`;
}

function existing(node: object, key: string | number | undefined): string | number | undefined {
  return key !== undefined && Object.hasOwn(node, key) ? key : undefined;
}

function found(start: unknown, way: readonly string[]): Target {
  let value = start;
  for (const segment of way) {
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
