import { groupBy } from "../collections/group-by.ts";
import type { ProblemCode } from "../diagnostics/problem-codes.ts";
import { resolve } from "node:path";
import { defaultLimits, raise, type Limits } from "../source/limits.ts";
import type { Source } from "../source/load.ts";
import { Edit, kindOf, type Addition, type Kind } from "./edit.ts";
import type { DocumentNode } from "./document-node.ts";
import { JsonPathFault, select } from "./json-path.ts";
import { pathFrom } from "../source/uri.ts";
import type { Places } from "../source/positions.ts";
import type { Problem, Severity } from "../diagnostics/problem.ts";

type Node = Readonly<Record<string, unknown>>;

/**
 * Applies an overlay (OpenAPI Overlay Specification 1.0 or 1.1) to a document: its actions in their
 * order, each on what the one before it left. 1.0 is read by the rules of 1.1, which say what it
 * left open: a list is added to a list, not put into it. The document itself is not changed; what
 * the overlay adds has its place in the overlay.
 *
 * What is wrong with the overlay is reported as an error, and the action left out. A target that
 * matches nothing, which the specification allows, is a warning: the description has moved on.
 *
 * @param description the file that the document was read from, held against `extends`.
 * @param overlay what was read from the overlay's file, its places entered.
 */
export function applyOverlay(
  document: Node,
  description: string,
  overlay: Source,
  places: Places,
  report: (problem: Problem) => void,
  limits: Limits = defaultLimits,
): Node {
  const reader = new Overlay(document, places, report, limits);
  reader.apply(overlay, description);
  return reader.document;
}

/** Where an overlay's faults are said to be: a node of it, or one of its keys. */
interface Spot {
  readonly node: object;
  readonly key?: string | number | undefined;
}

class Overlay {
  readonly #edit: Edit;
  readonly #document: Node;
  readonly #places: Places;
  readonly #report: (problem: Problem) => void;
  readonly #limits: Limits;
  #added = 0;
  /** Steps that evaluating paths has taken so far, of at most `stepsPerValue` times the values. */
  #steps = 0;
  /** What follows the action that went over a limit is not applied: each could take as long. */
  #isOverLimit = false;

  constructor(document: Node, places: Places, report: (problem: Problem) => void, limits: Limits) {
    this.#document = document;
    this.#places = places;
    this.#report = report;
    this.#limits = limits;
    this.#edit = new Edit(document, places, (node, key, there, value) => {
      this.#cannotMerge({ node, key }, there, value);
    });
  }

  get document(): Node {
    return isNode(this.#edit.root) ? this.#edit.root : this.#document;
  }

  apply({ file, root }: Source, description: string): void {
    const version = root["overlay"];
    if (version === undefined) {
      const message = "This is no overlay: it has no `overlay`.";
      this.#error("invalid-overlay", { node: root }, message, "Begin it with `overlay: 1.1.0`.");
      return;
    }
    if (typeof version !== "string" || !/^1\.[01]\.\d/.test(version)) {
      const message = `Overlay ${JSON.stringify(version)} is not supported.`;
      const hint = 'Overlay 1.0 and 1.1 are read, written as a text: "1.1.0".';
      this.#error("unsupported-version", { node: root, key: "overlay" }, message, hint);
      return;
    }
    this.#checkExtends(root, file, description);
    const actions = root["actions"];
    if (!Array.isArray(actions) || actions.length === 0) {
      const spot = { node: root, key: actions === undefined ? undefined : "actions" };
      const message = "The overlay has no list of `actions`.";
      this.#error("invalid-overlay", spot, message, "Give it at least one, with a `target`.");
      return;
    }
    for (const [index, action] of actions.entries()) {
      if (this.#isOverLimit) return;
      if (isNode(action)) this.#act(action);
      else {
        const message = `An action is a map, not a ${kindOf(action)}.`;
        const hint = "Write it with a `target` and one of `update`, `copy` and `remove`.";
        this.#error("invalid-overlay", { node: actions, key: index }, message, hint);
      }
    }
  }

  #checkExtends(root: Node, file: string, description: string): void {
    const target = root["extends"];
    const meant = typeof target === "string" ? pathFrom(target, file) : undefined;
    if (meant === undefined || meant === resolve(description)) return;
    this.#tell(
      "overlay-extends",
      "warning",
      { node: root, key: "extends" },
      `The overlay was made for ${JSON.stringify(target)}, not for this description; applied all the same.`,
      "Correct `extends`, or name the overlay that belongs to this description.",
    );
  }

  #act(action: Node): void {
    const { target, update, copy, remove } = action;
    if (typeof target !== "string") {
      const message = "The action has no `target`.";
      this.#error("invalid-overlay", { node: action }, message, "Name one: `target: $.info`.");
      return;
    }
    const hasUpdate = Object.hasOwn(action, "update");
    const hasCopy = Object.hasOwn(action, "copy");
    if (remove !== true && hasUpdate === hasCopy) {
      const message = `The action has ${hasUpdate ? "both `update` and `copy`" : "nothing to do"}.`;
      const hint = "Give it one of `update`, `copy` and `remove: true`.";
      this.#error("invalid-overlay", { node: action }, message, hint);
      return;
    }
    const matches = this.#select(action, "target", target);
    if (!matches) return;
    if (matches.length === 0) {
      const message = `\`${target}\` matches nothing in the description; nothing done.`;
      const hint = "The description has moved on: correct the target, or remove the action.";
      this.#tell("overlay-target", "warning", { node: action, key: "target" }, message, hint);
      return;
    }
    if (remove === true) this.#remove(action, matches);
    else if (hasUpdate)
      this.#merge(action, matches, { value: update, from: action, key: "update" });
    else this.#copy(action, matches, copy);
  }

  #remove(action: Node, matches: readonly DocumentNode[]): void {
    if (matches.some(({ parent }) => !parent)) {
      const message = "The whole description cannot be removed.";
      const hint = "Name what of it is to go.";
      this.#error("overlay-conflict", { node: action, key: "target" }, message, hint);
    }
    const held = groupBy(matches, ({ parent }) => parent);
    // From the bottom up, since removing from a list moves the items behind.
    for (const [parent, children] of [...held].sort(([a], [b]) => depthOf(b) - depthOf(a))) {
      if (parent) this.#edit.remove(parent.location, new Set(children.map(({ key }) => key)));
    }
  }

  #copy(action: Node, matches: readonly DocumentNode[], path: unknown): void {
    const spot = { node: action, key: "copy" };
    const hint = "Write a JSONPath that selects one node: `copy: $.paths['/a'].get`.";
    if (typeof path !== "string") {
      this.#error("invalid-overlay", spot, `\`copy\` is a ${kindOf(path)}, no JSONPath.`, hint);
      return;
    }
    const sources = this.#select(action, "copy", path);
    if (!sources) return;
    const [source] = sources;
    if (!source || sources.length > 1) {
      const found = source ? `${sources.length} nodes` : "nothing";
      this.#error("overlay-conflict", spot, `\`${path}\` selects ${found} to copy.`, hint);
      return;
    }
    this.#merge(action, matches, this.#edit.pick(source.location));
  }

  #merge(action: Node, matches: readonly DocumentNode[], addition: Addition): void {
    const spot = { node: action, key: "target" };
    if (new Set(matches.map(({ value }) => kindOf(value))).size > 1) {
      const message = "The target selects maps, lists and scalars together.";
      const hint = "Make an action for each kind: one value cannot be merged with all of them.";
      this.#error("overlay-conflict", spot, message, hint);
      return;
    }
    const { values, depth } = extentOf(addition.value);
    const deepest = matches.reduce((most, match) => Math.max(most, match.depth), 0);
    this.#added += values * matches.length;
    if (this.#added > this.#limits.values || deepest + depth > this.#limits.depth) {
      const isDeep = deepest + depth > this.#limits.depth;
      this.#isOverLimit = true;
      const message = `With this action the description grows too ${isDeep ? "deep" : "large"}.`;
      const code = isDeep ? "too-deep" : "too-many-values";
      const hint = `Select fewer nodes, or add less. ${raise(isDeep ? "depth" : "values", this.#limits)}`;
      this.#error(code, spot, message, hint);
      return;
    }
    for (const { location } of matches) this.#edit.merge(location, addition);
  }

  /** What a path selects, or nothing where it is no path. */
  #select(action: Node, key: string, path: string): readonly DocumentNode[] | undefined {
    try {
      return select(path, this.#edit.root, (steps) => {
        this.#steps += steps;
        if (this.#steps > stepsPerValue * this.#limits.values) throw new StepLimit();
      });
    } catch (error) {
      if (error instanceof StepLimit) {
        this.#isOverLimit = true;
        const most = stepsPerValue * this.#limits.values;
        const message = `The overlay's paths take more than ${most} steps, the limit, up to this one.`;
        const hint = `Name the nodes directly, without \`..\` and filters in filters. ${raise("values", this.#limits)}`;
        this.#error("too-many-steps", { node: action, key }, message, hint);
        return undefined;
      }
      if (!(error instanceof JsonPathFault)) throw error;
      const message = `\`${path}\` is no JSONPath: ${error.message}.`;
      const hint = "RFC 9535 has the syntax; a key with signs stands in quotes: $.paths['/a'].get";
      this.#error("invalid-json-path", { node: action, key }, message, hint);
      return undefined;
    }
  }

  #cannotMerge(spot: Spot, there: Kind, value: Kind): void {
    const message = `A ${value} cannot be merged into the ${there} that stands there.`;
    const hint = "To replace it, remove it in an action before this one.";
    this.#error("overlay-conflict", spot, message, hint);
  }

  #error(code: ProblemCode, spot: Spot, message: string, hint: string): void {
    this.#tell(code, "error", spot, message, hint);
  }

  #tell(
    code: ProblemCode,
    severity: Severity,
    { node, key }: Spot,
    message: string,
    hint: string,
  ): void {
    this.#report({ code, severity, place: this.#places.of(node, key), message, hint });
  }
}

/** Ends the evaluation of a path. */
class StepLimit extends Error {
  override readonly name = "StepLimit";
}

/** Steps that all paths of an overlay may take together, for each value that is read at most. */
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
