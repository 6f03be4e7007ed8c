// The stage `overlay`. In: a document and overlays. Out: the document with their actions applied,
// each addition with its position in the overlay. Knows nothing of OpenAPI.
import type { Node } from "../data/json-object.ts";
import { groupBy } from "../data/group-by.ts";
import type { ParamsArgument, ProblemCode } from "../diagnostics/catalogue.ts";
import { resolve } from "node:path";
import { exceededLimit } from "../source/limits.ts";
import type { Source } from "../source/load.ts";
import { Edit, kindOf, type Addition } from "./edit.ts";
import type { DocumentNode } from "./document-node.ts";
import { JsonPathFault, select } from "./json-path.ts";
import { pathFrom } from "../source/uri.ts";
import type { ReadContext } from "../source/read-context.ts";

/**
 * Applies an overlay (OpenAPI Overlay Specification 1.0 or 1.1) to a document: its actions in their
 * order, each on the result of the one before. 1.0 is read by the rules of 1.1, which define what it
 * leaves open: an array is appended to an array, not nested in it. The document itself is not
 * changed; what the overlay adds has its position in the overlay.
 *
 * Faults of the overlay are errors, and the action is skipped. A target that matches nothing, which
 * the specification allows, is a warning: the description may have changed.
 *
 * @param description the file that the document was read from, compared with `extends`.
 * @param overlay the parsed overlay, its positions added to the context.
 */
export function applyOverlay(
  document: Node,
  description: string,
  overlay: Source,
  context: ReadContext,
): Node {
  const reader = new Overlay(document, context);
  reader.apply(overlay, description);
  return reader.document;
}

/** A node of the overlay, or one of its keys. */
type At = readonly [node: object, key?: string | number | undefined];

class Overlay {
  readonly #edit: Edit;
  readonly #document: Node;
  readonly #context: ReadContext;
  #added = 0;
  /** Steps that evaluating paths has taken so far, of at most `stepsPerValue` times the values. */
  #steps = 0;
  /** Actions after one that went over a limit are not applied: each could take as long. */
  #isOverLimit = false;

  constructor(document: Node, context: ReadContext) {
    this.#document = document;
    this.#context = context;
    this.#edit = new Edit(document, context.positions, (node, key, into, value) => {
      this.#report("overlay-conflict", [node, key], { fault: "merge", value, into });
    });
  }

  get document(): Node {
    return isNode(this.#edit.root) ? this.#edit.root : this.#document;
  }

  apply({ file, root }: Source, description: string): void {
    const version = root["overlay"];
    if (version === undefined) {
      this.#report("invalid-overlay", [root], { fault: "no-version" });
      return;
    }
    if (typeof version !== "string" || !/^1\.[01]\.\d+$/.test(version)) {
      this.#report("unsupported-version", [root, "overlay"], { format: "Overlay", version });
      return;
    }
    this.#checkExtends(root, file, description);
    const actions = root["actions"];
    if (!Array.isArray(actions) || actions.length === 0) {
      const key = actions === undefined ? undefined : "actions";
      this.#report("invalid-overlay", [root, key], { fault: "no-actions" });
      return;
    }
    for (const [index, action] of actions.entries()) {
      if (this.#isOverLimit) return;
      if (isNode(action)) this.#applyAction(action);
      else {
        const found = kindOf(action);
        this.#report("invalid-overlay", [actions, index], { fault: "not-an-action", found });
      }
    }
  }

  #checkExtends(root: Node, file: string, description: string): void {
    const target = root["extends"];
    if (typeof target !== "string") return;
    const extended = pathFrom(target, file);
    if (extended === undefined || extended === resolve(description)) return;
    this.#report("overlay-mismatch", [root, "extends"], { extended: target });
  }

  #applyAction(action: Node): void {
    const { target, update, copy, remove } = action;
    if (typeof target !== "string") {
      this.#report("invalid-overlay", [action], { fault: "no-target" });
      return;
    }
    const hasUpdate = Object.hasOwn(action, "update");
    const hasCopy = Object.hasOwn(action, "copy");
    if (remove !== true && hasUpdate === hasCopy) {
      const fault = hasUpdate ? "two-effects" : "no-effect";
      this.#report("invalid-overlay", [action], { fault });
      return;
    }
    const matches = this.#select(action, "target", target);
    if (!matches) return;
    if (matches.length === 0) {
      this.#report("unmatched-target", [action, "target"], { target });
      return;
    }
    if (remove === true) this.#remove(action, matches);
    else if (hasUpdate)
      this.#merge(action, matches, { value: update, from: action, key: "update" });
    else this.#copy(action, matches, copy);
  }

  #remove(action: Node, matches: readonly DocumentNode[]): void {
    if (matches.some(({ parent }) => !parent)) {
      this.#report("overlay-conflict", [action, "target"], { fault: "remove-root" });
    }
    const held = groupBy(matches, ({ parent }) => parent);
    // From the bottom up, since removing from a list moves the items behind.
    for (const [parent, children] of [...held].sort(([a], [b]) => depthOf(b) - depthOf(a))) {
      if (parent) this.#edit.remove(parent.location, new Set(children.map(({ key }) => key)));
    }
  }

  #copy(action: Node, matches: readonly DocumentNode[], path: unknown): void {
    const at: At = [action, "copy"];
    if (typeof path !== "string") {
      this.#report("invalid-overlay", at, { fault: "not-a-path", found: kindOf(path) });
      return;
    }
    const sources = this.#select(action, "copy", path);
    if (!sources) return;
    const [source] = sources;
    if (!source || sources.length > 1) {
      const count = sources.length;
      this.#report("overlay-conflict", at, { fault: "copy-source", path, count });
      return;
    }
    this.#merge(action, matches, this.#edit.pick(source.location));
  }

  #merge(action: Node, matches: readonly DocumentNode[], addition: Addition): void {
    const at: At = [action, "target"];
    if (new Set(matches.map(({ value }) => kindOf(value))).size > 1) {
      this.#report("overlay-conflict", at, { fault: "mixed-targets" });
      return;
    }
    const { values, depth } = extentOf(addition.value);
    const deepest = matches.reduce((most, match) => Math.max(most, match.depth), 0);
    this.#added += values * matches.length;
    const { limits } = this.#context;
    if (this.#added > limits.values || deepest + depth > limits.depth) {
      const isDeep = deepest + depth > limits.depth;
      this.#isOverLimit = true;
      const limit = exceededLimit(isDeep ? "depth" : "values", limits);
      this.#report(isDeep ? "too-deep" : "too-many-values", at, { what: "overlay", limit });
      return;
    }
    for (const { location } of matches) this.#edit.merge(location, addition);
  }

  /** The nodes that a path selects; none where it is not a valid path. */
  #select(action: Node, key: string, path: string): readonly DocumentNode[] | undefined {
    try {
      return select(path, this.#edit.root, (steps) => {
        this.#steps += steps;
        if (this.#steps > stepsPerValue * this.#context.limits.values) throw new StepLimit();
      });
    } catch (error) {
      if (error instanceof StepLimit) {
        this.#isOverLimit = true;
        const limit = exceededLimit("values", this.#context.limits);
        const maxSteps = stepsPerValue * limit.value;
        this.#report("too-many-steps", [action, key], { maxSteps, limit });
        return undefined;
      }
      if (!(error instanceof JsonPathFault)) throw error;
      const detail = error.message;
      this.#report("invalid-json-path", [action, key], { path, detail });
      return undefined;
    }
  }

  #report<Code extends ProblemCode>(code: Code, at: At, ...params: ParamsArgument<Code>): void {
    this.#context.reportAt(code, at, ...params);
  }
}

/** Ends the evaluation of a path. */
class StepLimit extends Error {
  override readonly name = "StepLimit";
}

/** Steps that all paths of an overlay may take together, for each value that may be read. */
const stepsPerValue = 10;

function depthOf(node: DocumentNode | undefined): number {
  return node?.depth ?? -1;
}

interface Extent {
  readonly values: number;
  readonly depth: number;
}

/** How many values a value consists of, aliases counted again, and how deep they are nested. */
function extentOf(value: unknown): Extent {
  const known = new Map<object, Extent>();
  const measure = (node: unknown): Extent => {
    if (typeof node !== "object" || node === null) return { values: 1, depth: 0 };
    const before = known.get(node);
    if (before) return before;
    const children = Object.values<unknown>({ ...node }).map(measure);
    const extent = {
      values: children.reduce((sum, { values }) => sum + values, 1),
      depth: children.reduce((most, { depth }) => Math.max(most, depth), 0) + 1,
    };
    known.set(node, extent);
    return extent;
  };
  return measure(value);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
