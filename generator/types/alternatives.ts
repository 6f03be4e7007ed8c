import { alternativesOf, isKeywords, referenceOf } from "../model/json-schema.ts";
import type { SchemaGraph } from "./schema-graph.ts";
import { unknown, type Type } from "./type.ts";

/**
 * TypeScript multiplies out an intersection of unions, and gives up at 100,000 members (TS2590).
 * Long before that it takes seconds.
 */
const maxAlternatives = 5_000;

/**
 * Keeps types from having more alternatives than TypeScript can check: it counts the members of the
 * union that an intersection of unions multiplies out to.
 */
export class AlternativeLimit {
  readonly #graph: SchemaGraph;
  /** By the key of a named schema. One that contains itself counts as one there. */
  readonly #named = new Map<string, number>();

  constructor(graph: SchemaGraph) {
    this.#graph = graph;
  }

  /**
   * Returns the parts of an intersection, the widest of them replaced by `unknown` where they multiply
   * beyond the limit; the same array where they do not. A long union by itself is no problem.
   */
  apply(parts: readonly Type[]): readonly Type[] {
    const counts = parts.map((part) => this.#countOf(part));
    let limited = parts;
    while (product(counts) > maxAlternatives && counts.filter((count) => count > 1).length > 1) {
      const widest = counts.indexOf(Math.max(...counts));
      counts[widest] = 1;
      limited = limited.map((part, index) => (index === widest ? unknown : part));
    }
    return limited;
  }

  #countOf(type: Type): number {
    switch (type.kind) {
      case "union":
        return sum(type.members.map((member) => this.#countOf(member)));
      case "reference":
        return this.#countOfNamed(type.key);
      case "intersection":
        return product([...type.bases, ...type.rest].map((part) => this.#countOf(part)));
      default:
        return 1;
    }
  }

  #countOfNamed(key: string): number {
    const known = this.#named.get(key);
    if (known !== undefined) return known;
    this.#named.set(key, 1);
    const own = this.#graph.schemaOf(key);
    // A subtype copies its base, without the other subtypes.
    const parts = this.#graph
      .partsOf(key)
      .filter((part) => part === own || !this.#graph.isFamily(part));
    const count = product(parts.map((part) => this.#countOfSchema(part)));
    this.#named.set(key, count);
    return count;
  }

  #countOfSchema(schema: unknown): number {
    if (!isKeywords(schema)) return 1;
    const key = this.#graph.find(referenceOf(schema));
    if (key !== undefined) return this.#countOfNamed(key);
    return product(
      alternativesOf(schema).map((members) =>
        sum(members.map((member) => this.#countOfSchema(member))),
      ),
    );
  }
}

function product(counts: readonly number[]): number {
  return counts.reduce((all, count) => Math.min(all * count, maxAlternatives + 1), 1);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => Math.min(all + count, maxAlternatives + 1), 0);
}
