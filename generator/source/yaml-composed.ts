import type { ParamsArgument, ProblemCode } from "../diagnostics/catalogue.ts";
import type { Alias, YAMLMap, YAMLSeq } from "yaml";
import type * as yamlModule from "yaml";
import { exceededLimit, type Limits } from "./limits.ts";
import { escapePointer } from "../data/json-pointer.ts";
import type { DescriptionError, Problem } from "../diagnostics/problem.ts";
import {
  duplicateKey,
  nonCanonicalNumber,
  tooDeep,
  tooManyValues,
  type PositionedNode,
  type SourceText,
} from "./source-text.ts";

/** The parser is imported only when it is needed: that takes as long as reading a small file. */
export type Yaml = typeof yamlModule;

interface YamlNode extends PositionedNode {
  readonly children: ReadonlyMap<string, YamlNode> | undefined;
  readonly value: unknown;
  /** How many values it contains, itself included, with aliases expanded. */
  readonly size: number;
  /** How deeply objects and arrays are nested in it; 0 for a scalar. */
  readonly height: number;
}

/** Turns the nodes of the complete parser into data with positions. */
export class NodeReader {
  readonly problems: Problem[] = [];
  readonly #yaml: Yaml;
  readonly #source: SourceText;
  readonly #limits: Limits;
  /** The node of each anchor, `undefined` while it is being read. */
  readonly #anchors = new Map<string, YamlNode | undefined>();
  readonly #path: string[] = [];
  #merged = 0;

  constructor(yaml: Yaml, source: SourceText, limits: Limits) {
    this.#yaml = yaml;
    this.#source = source;
    this.#limits = limits;
  }

  root(contents: unknown): YamlNode {
    return this.#node(contents, startOf(this.#yaml, contents), 1);
  }

  #node(node: unknown, offset: number, depth: number): YamlNode {
    if (this.#yaml.isAlias(node)) return this.#alias(node, offset, depth);
    const anchor = this.#yaml.isNode(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const read = this.#withoutAnchor(node, offset, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, read);
    return read;
  }

  #withoutAnchor(node: unknown, offset: number, depth: number): YamlNode {
    if (this.#yaml.isMap<unknown, unknown>(node)) return this.#map(node, offset, depth);
    if (this.#yaml.isSeq<unknown>(node)) return this.#list(node, offset, depth);
    const scalar = this.#yaml.isScalar(node) ? node : undefined;
    const value = scalar?.value ?? null;
    const rawNumber = nonCanonicalNumber(value, scalar?.source ?? "");
    return { offset, children: undefined, rawNumber, value, size: 1, height: 0 };
  }

  #map(map: YAMLMap<unknown, unknown>, offset: number, depth: number): YamlNode {
    const children = new Map<string, YamlNode>();
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
          this.problems.push(duplicateKey(this.#source, key, before.offset, [start, pointer]));
        }
        children.set(key, child);
      }
      this.#path.pop();
    }
    const entries = Array.from(children, ([key, { value }]): [string, unknown] => [key, value]);
    return this.#collection(Object.fromEntries(entries), children, offset, depth);
  }

  /** Adds the keys of merged objects: own keys override them, and earlier bases later ones. */
  #merge(
    bases: Iterable<YamlNode>,
    children: Map<string, YamlNode>,
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

  #list(list: YAMLSeq<unknown>, offset: number, depth: number): YamlNode {
    const children = new Map<string, YamlNode>();
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
    children: ReadonlyMap<string, YamlNode>,
    offset: number,
    depth: number,
  ): YamlNode {
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
    return { offset, children, rawNumber: undefined, value, size, height };
  }

  #alias(alias: Alias, offset: number, depth: number): YamlNode {
    const named = this.#anchors.get(alias.source);
    if (named) {
      if (depth - 1 + named.height > this.#limits.depth) {
        throw tooDeep(this.#source, offset, this.#limits);
      }
      return { ...named, offset };
    }
    const code = this.#anchors.has(alias.source) ? "circular-alias" : "undefined-alias";
    this.#report(code, alias, { alias: alias.source });
    return this.#withoutAnchor(null, offset, depth);
  }

  /** The key as it is written, `undefined` for one that is invalid. */
  #key(node: unknown, offset: number): string | undefined {
    const named = this.#yaml.isAlias(node) ? this.#node(node, offset, 1) : undefined;
    if (named && !named.children) return named.rawNumber ?? String(named.value);
    if (this.#yaml.isScalar(node)) {
      return typeof node.value === "string" ? node.value : (node.source ?? "");
    }
    this.#report("invalid-key", node);
    return undefined;
  }

  #isMergeKey(key: unknown): boolean {
    return this.#yaml.isScalar(key) && key.value === "<<" && key.type === "PLAIN";
  }

  #report<Code extends ProblemCode>(
    code: Code,
    node: unknown,
    ...params: ParamsArgument<Code>
  ): void {
    const offset = startOf(this.#yaml, node);
    this.problems.push(this.#source.problem(code, [offset, this.#path.join("")], ...params));
  }

  #tooManyAliases(offset: number): DescriptionError {
    const limit = exceededLimit("values", this.#limits);
    return this.#source.error("too-many-aliases", offset, { limit });
  }
}

/** The objects that a merge key merges; `undefined` where its value is neither one nor an array of them. */
function mergeBases(node: YamlNode): readonly YamlNode[] | undefined {
  if (!node.children) return undefined;
  if (!Array.isArray(node.value)) return [node];
  const bases = [...node.children.values()];
  return bases.every(({ children, value }) => children && !Array.isArray(value))
    ? bases
    : undefined;
}

/** The offset at which a node begins. */
export function startOf(yaml: Yaml, node: unknown): number {
  return (yaml.isNode(node) && node.range?.[0]) || 0;
}
