import type { ProblemCode } from "../diagnostics/problem-codes.ts";
import type { Alias, YAMLMap, YAMLSeq } from "yaml";
import type * as yamlModule from "yaml";
import { raise, type Limits } from "./limits.ts";
import { escapePointer } from "../json/json-pointer.ts";
import { DescriptionError, type Problem } from "../diagnostics/problem.ts";
import {
  duplicateKey,
  grouped,
  oddSpelling,
  tooDeep,
  tooManyValues,
  type SourceText,
  type Spot,
} from "./source-text.ts";

/** The parser is imported only when it is needed: that takes as long as reading a small file. */
export type Yaml = typeof yamlModule;

interface NodeSpot extends Spot {
  readonly children: ReadonlyMap<string, NodeSpot> | undefined;
  readonly value: unknown;
  /** How many values it holds, itself among them, with what aliases repeat. */
  readonly size: number;
  /** How many maps and lists stand within each other in it; 0 for a scalar. */
  readonly height: number;
}

/** Turns the nodes of the complete parser into data and places. */
export class NodeReader {
  readonly problems: Problem[] = [];
  readonly #yaml: Yaml;
  readonly #source: SourceText;
  readonly #limits: Limits;
  /** What each anchor names, `undefined` while that is being read. */
  readonly #anchors = new Map<string, NodeSpot | undefined>();
  readonly #path: string[] = [];
  #merged = 0;

  constructor(yaml: Yaml, source: SourceText, limits: Limits) {
    this.#yaml = yaml;
    this.#source = source;
    this.#limits = limits;
  }

  root(contents: unknown): NodeSpot {
    return this.#node(contents, startOf(this.#yaml, contents), 1);
  }

  #node(node: unknown, offset: number, depth: number): NodeSpot {
    if (this.#yaml.isAlias(node)) return this.#alias(node, offset, depth);
    const anchor = this.#yaml.isNode(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const spot = this.#named(node, offset, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, spot);
    return spot;
  }

  #named(node: unknown, offset: number, depth: number): NodeSpot {
    if (this.#yaml.isMap<unknown, unknown>(node)) return this.#map(node, offset, depth);
    if (this.#yaml.isSeq<unknown>(node)) return this.#list(node, offset, depth);
    const scalar = this.#yaml.isScalar(node) ? node : undefined;
    const value = scalar?.value ?? null;
    const spelling = oddSpelling(value, scalar?.source ?? "");
    return { offset, children: undefined, spelling, value, size: 1, height: 0 };
  }

  #map(map: YAMLMap<unknown, unknown>, offset: number, depth: number): NodeSpot {
    const children = new Map<string, NodeSpot>();
    const inherited = new Set<string>();
    for (const pair of map.items) {
      const start = startOf(this.#yaml, pair.key);
      const key = this.#key(pair.key, start);
      if (key === undefined) continue;
      this.#path.push(`/${escapePointer(key)}`);
      const child = this.#node(pair.value, start, depth + 1);
      const bases = this.#isMergeKey(pair.key) ? mergeBases(child) : undefined;
      if (bases) {
        this.#merge(bases, children, inherited, start);
      } else {
        const before = inherited.delete(key) ? undefined : children.get(key);
        if (before) {
          const pointer = this.#path.join("");
          this.problems.push(duplicateKey(this.#source, key, before.offset, start, pointer));
        }
        children.set(key, child);
      }
      this.#path.pop();
    }
    const entries = Array.from(children, ([key, { value }]): [string, unknown] => [key, value]);
    return this.#collection(Object.fromEntries(entries), children, offset, depth);
  }

  /** Enters what merge keys bring: an own key beats it, and an earlier base a later one. */
  #merge(
    bases: Iterable<NodeSpot>,
    children: Map<string, NodeSpot>,
    inherited: Set<string>,
    offset: number,
  ): void {
    for (const base of bases) {
      this.#merged += base.children?.size ?? 0;
      if (this.#merged > this.#limits.values) throw this.#tooManyAliases(offset);
      for (const [key, child] of base.children ?? []) {
        if (children.has(key)) continue;
        children.set(key, child);
        inherited.add(key);
      }
    }
  }

  #list(list: YAMLSeq<unknown>, offset: number, depth: number): NodeSpot {
    const children = new Map<string, NodeSpot>();
    for (const [index, item] of list.items.entries()) {
      this.#path.push(`/${index}`);
      children.set(String(index), this.#node(item, startOf(this.#yaml, item), depth + 1));
      this.#path.pop();
    }
    const values = Array.from(children.values(), ({ value }) => value);
    return this.#collection(values, children, offset, depth);
  }

  #collection(
    value: object,
    children: ReadonlyMap<string, NodeSpot>,
    offset: number,
    depth: number,
  ): NodeSpot {
    let size = 1;
    let height = 1;
    for (const child of children.values()) {
      size += child.size;
      height = Math.max(height, child.height + 1);
    }
    if (depth - 1 + height > this.#limits.depth) throw tooDeep(this.#source, offset, this.#limits);
    if (size > this.#limits.values) {
      throw this.#anchors.size > 0
        ? this.#tooManyAliases(offset)
        : tooManyValues(this.#source, offset, this.#limits);
    }
    return { offset, children, spelling: undefined, value, size, height };
  }

  #alias(alias: Alias, offset: number, depth: number): NodeSpot {
    const named = this.#anchors.get(alias.source);
    if (named) {
      if (depth - 1 + named.height > this.#limits.depth) {
        throw tooDeep(this.#source, offset, this.#limits);
      }
      return { ...named, offset };
    }
    const name = JSON.stringify(`*${alias.source}`);
    if (this.#anchors.has(alias.source)) {
      const message = `The alias ${name} stands inside what it names.`;
      this.#refuse("cyclic-alias", alias, message, "Refer to it with a $ref instead.");
    } else {
      const message = `The alias ${name} names nothing that stands before it.`;
      const hint = `Mark what it means with &${alias.source}, or put the text in quotes.`;
      this.#refuse("unknown-alias", alias, message, hint);
    }
    return this.#named(null, offset, depth);
  }

  /** The key as it is written, `undefined` for one that is refused. */
  #key(node: unknown, offset: number): string | undefined {
    const named = this.#yaml.isAlias(node) ? this.#node(node, offset, 1) : undefined;
    if (named && !named.children) return named.spelling ?? String(named.value);
    if (this.#yaml.isScalar(node)) {
      return typeof node.value === "string" ? node.value : (node.source ?? "");
    }
    const message = "A key is a map or a list itself.";
    const hint = 'Put text with braces or brackets in quotes: "{id}".';
    this.#refuse("complex-key", node, message, hint);
    return undefined;
  }

  #isMergeKey(key: unknown): boolean {
    return this.#yaml.isScalar(key) && key.value === "<<" && key.type === "PLAIN";
  }

  #refuse(code: ProblemCode, node: unknown, message: string, hint: string): void {
    const offset = startOf(this.#yaml, node);
    const pointer = this.#path.join("");
    this.problems.push(this.#source.problem(code, "error", offset, pointer, message, hint));
  }

  #tooManyAliases(offset: number): DescriptionError {
    const most = grouped(this.#limits.values);
    const message = `With what its aliases repeat, the document holds more than ${most} values.`;
    return new DescriptionError([
      this.#source.problem(
        "too-many-aliases",
        "error",
        offset,
        "",
        message,
        raise("values", this.#limits),
      ),
    ]);
  }
}

/** The maps that a merge key names, or `undefined` where its value is no map and no list of them. */
function mergeBases(spot: NodeSpot): readonly NodeSpot[] | undefined {
  if (!spot.children) return undefined;
  if (!Array.isArray(spot.value)) return [spot];
  const bases = [...spot.children.values()];
  return bases.every(({ children, value }) => children && !Array.isArray(value))
    ? bases
    : undefined;
}

/** The offset at which a node begins. */
export function startOf(yaml: Yaml, node: unknown): number {
  return (yaml.isNode(node) && node.range?.[0]) || 0;
}
