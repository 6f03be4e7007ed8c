import type { ParamsArgument, ParamsOf, ProblemCode } from "../diagnostics/catalogue.ts";
import { isNode, type Node } from "../data/json-object.ts";
import type { ReadContext } from "../source/read-context.ts";
import { Draft } from "./draft.ts";
import { SimilarReferences } from "./similar-reference.ts";
import {
  LocalReferences,
  refTo,
  type Component,
  type Kind,
  type Resolved,
} from "./local-references.ts";

/** The version whose rules the description follows. 3.2 counts as 3.1. */
export type Dialect = "2.0" | "3.0" | "3.1";

/** The description that is being upgraded: its references, positions and diagnostics. */
export class UpgradeContext {
  readonly root: Node;
  readonly dialect: Dialect;
  readonly references: LocalReferences;
  readonly #readContext: ReadContext;
  readonly #similar: SimilarReferences;
  readonly #reported = new Set<string>();

  constructor(root: Node, dialect: Dialect, readContext: ReadContext) {
    this.root = root;
    this.dialect = dialect;
    this.#similar = new SimilarReferences(root);
    this.references = new LocalReferences(root);
    this.#readContext = readContext;
  }

  /** Reports a warning, once for each location, however often the node is used. */
  warn<Code extends ProblemCode>(
    code: Code,
    [node, key]: readonly [node: object, key?: string | number | undefined],
    ...params: ParamsArgument<Code>
  ): void {
    const location = this.#readContext.positions.of(node, existing(node, key));
    const once = JSON.stringify([code, location.file, location.pointer]);
    if (this.#reported.has(once)) return;
    this.#reported.add(once);
    this.#readContext.report(code, location, ...params);
  }

  /** Ends the run. */
  fail<Code extends ProblemCode>(
    code: Code,
    [node, key]: readonly [node: object, key?: string | undefined],
    ...params: ParamsArgument<Code>
  ): never {
    this.#readContext.fail(
      code,
      this.#readContext.positions.of(node, existing(node, key)),
      ...params,
    );
  }

  /** Gives a new node the position of the node, or of the key, that it was made from. */
  derive<T extends object>(node: T, from: object, key?: string | number): T {
    return this.#readContext.positions.copy(node, from, existing(from, key));
  }

  /** How the number at an index of a list is written, where JavaScript would write it otherwise. */
  rawNumber(list: readonly unknown[], index: number): string | undefined {
    return this.#readContext.positions.rawNumber(list, String(index));
  }

  /** The JSON Pointer of a node in its file. */
  pointerOf(node: object): string {
    return this.#readContext.positions.of(node).pointer;
  }

  /** Replaces each value of a map, dropping `undefined`. Returns the same map if none differs. */
  mapEntries(map: Node, replace: (value: unknown, key: string) => unknown): Node {
    const draft = new Draft(map);
    for (const key of Object.keys(map)) draft.set(key, replace(map[key], key));
    return draft.finish(this);
  }

  /** Replaces each item of a list. Returns the same list if none differs. */
  mapList(
    list: readonly unknown[],
    replace: (value: unknown, index: number) => unknown,
  ): readonly unknown[] {
    return this.reuse(list.map(replace), list);
  }

  /** Returns the old list where the new one has the same items. */
  reuse(list: readonly unknown[], old: readonly unknown[]): readonly unknown[] {
    const isSame = list.length === old.length && list.every((value, index) => value === old[index]);
    return isSame ? old : this.derive(list, old);
  }

  /**
   * Resolves the local `$ref` of a node. An unresolved reference is reported.
   *
   * @param as how the node is treated then; ignored by default.
   */
  resolve(
    node: Node,
    kind: Kind,
    as?: ParamsOf<"unresolved-reference">["as"],
  ): Resolved | undefined {
    const reference = String(node["$ref"]);
    const target = this.references.follow(reference);
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

  /** Returns the reference that the author of a broken one may have meant. */
  similarTo(reference: unknown): string | undefined {
    return typeof reference === "string" ? this.#similar.find(reference) : undefined;
  }

  /** Returns the components of a kind. */
  components(kind: Kind): readonly Component[] {
    return this.references.components(kind);
  }

  /** Returns a reference node; the given one where it is the same reference. */
  reference($ref: string, given: unknown, holder: object, key: string | number): Node {
    const isSame = isNode(given) && given["$ref"] === $ref && Object.keys(given).length === 1;
    return isSame ? given : this.derive({ $ref }, holder, key);
  }
}

function existing(node: object, key: string | number | undefined): string | number | undefined {
  return key !== undefined && Object.hasOwn(node, key) ? key : undefined;
}
