import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import type { Bodies } from "./body.ts";
import { Draft, isExtension, isTrue } from "./draft.ts";
import { isForeignReference, isLocalReference } from "./local-references.ts";
import type { ParameterList, Parameters } from "./parameter.ts";
import type { Responses } from "./responses.ts";
import { serversOf } from "./server.ts";

const methods: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "query",
  "trace",
]);

/** A token (RFC 9110, section 9.1) that `fetch` does not refuse. */
const isSendable = /^(?!(?:connect|trace|track)$)[\w!#$%&'*+.^`|~-]+$/i;

/** A method that has a field of its own, or that `fetch` would write in capitals. */
const isFixed = /^(?:get|put|post|delete|options|head|patch|query)$/i;

const pathItemKeys: ReadonlySet<string> = new Set(["$ref", "summary", "description", "servers"]);

const operationKeys: ReadonlySet<string> = new Set([
  "callbacks",
  "deprecated",
  "description",
  "externalDocs",
  "operationId",
  "parameters",
  "requestBody",
  "responses",
  "security",
  "servers",
  "summary",
  "tags",
]);

/** In characters: a path is in every request, and servers take some thousand. */
const maxPathLength = 2_000_000;

/** Upgrades path items and operations. Path keys are left as they are. */
export class Operations {
  readonly #context: UpgradeContext;
  readonly #parameters: Parameters;
  readonly #bodies: Bodies;
  readonly #responses: Responses;

  constructor(
    context: UpgradeContext,
    parameters: Parameters,
    bodies: Bodies,
    responses: Responses,
  ) {
    this.#context = context;
    this.#parameters = parameters;
    this.#bodies = bodies;
    this.#responses = responses;
  }

  /** Upgrades `paths`, or another map of path items. */
  upgradePaths(paths: Node): Node {
    return this.#context.mapEntries(paths, (item, path) => {
      if (isExtension(path)) return item;
      if (path.length > maxPathLength) {
        this.#context.fail("too-long-path", [paths, path], { max: maxPathLength });
      }
      if (isNode(item)) return this.#upgradePathItem(item, path);
      this.#context.warn("invalid-path-item", [paths, path], { path });
      return undefined;
    });
  }

  /** Upgrades callbacks by name, each a map of path items or a reference to one. */
  upgradeCallbacks(callbacks: Node): Node {
    return this.#context.mapEntries(callbacks, (callback, name) => {
      if (isExtension(name) || !isNode(callback)) return undefined;
      if (isLocalReference(callback)) return callback;
      // One to another file was refused when references were resolved.
      return isForeignReference(callback) ? undefined : this.upgradePaths(callback);
    });
  }

  #upgradePathItem(given: Node, path: string): Node {
    const context = this.#context;
    const item = this.#followPathItem(given);
    const draft = new Draft(item);
    const shared = this.#parameters.upgradeList(item, path);
    draft.set("parameters", this.#listOf(shared.plain, item));
    for (const key of Object.keys(item)) {
      if (isExtension(key) || pathItemKeys.has(key) || key === "parameters") continue;
      if (key === "additionalOperations" && isNode(item[key])) {
        draft.set(key, this.#upgradeOthers(item[key], path, shared));
        continue;
      }
      const method = this.#methodOf(item, key, draft);
      const operation = method && this.#upgradeOperation(item, key, path, shared);
      if (method !== key) draft.set(key, undefined);
      if (method !== undefined) draft.set(method, operation);
    }
    return draft.finish(context);
  }

  /** Upgrades operations by the methods that are sent (OpenAPI 3.2, section 4.8.9). */
  #upgradeOthers(operations: Node, path: string, shared: ParameterList): Node {
    return this.#context.mapEntries(operations, (_, method) => {
      if (isExtension(method)) return undefined;
      if (isSendable.test(method) && !isFixed.test(method)) {
        return this.#upgradeOperation(operations, method, path, shared);
      }
      this.#context.warn("invalid-method", [operations, method], { key: method, as: undefined });
      return undefined;
    });
  }

  /** Resolves the `$ref` of a path item. Its own fields take precedence over the target's. */
  #followPathItem(item: Node): Node {
    if (!isLocalReference(item)) return item;
    const resolved = this.#context.resolve(item, "pathItems");
    const { $ref, ...own } = item;
    return this.#context.derive({ ...resolved?.node, ...own }, item);
  }

  /** Interprets a key as a method, unless the path item has that method already. */
  #methodOf(item: Node, key: string, draft: Draft): string | undefined {
    if (methods.has(key)) return key;
    const method = key
      .replace(/<[^<>]*>|&#?\w+;/g, " ")
      .trim()
      .toLowerCase();
    const isMethod = methods.has(method) && draft.get(method) === undefined;
    const as = isMethod ? method : undefined;
    this.#context.warn("invalid-method", [item, key], { key, as });
    return as;
  }

  #upgradeOperation(
    item: Node,
    key: string,
    path: string,
    shared: ParameterList,
  ): Node | undefined {
    const context = this.#context;
    const given = item[key];
    if (!isNode(given)) {
      context.warn("invalid-operation", [item, key], { isEmpty: given === null });
      if (given !== null) return undefined;
    }
    const node: Node = isNode(given) ? given : context.derive({}, item, key);
    const own = this.#parameters.upgradeList(node, path);
    const draft = new Draft(node);
    draft.set("parameters", this.#listOf(own.plain, node));
    draft.set("requestBody", this.#bodies.of(node, own, shared));
    draft.set("responses", this.#responses.of(node));
    if (node["callbacks"] !== undefined) draft.set("callbacks", this.#callbacksOf(node));
    if (context.dialect === "2.0" && isList(node["schemes"])) {
      draft.set("servers", serversOf(context, node));
    }
    for (const text of ["summary", "description", "operationId"]) draft.string(text);
    const { tags, deprecated } = node;
    if (tags !== undefined) draft.set("tags", this.#tagsOf(tags, node));
    if (deprecated !== undefined) draft.set("deprecated", isTrue(deprecated));
    if (!isNode(node["externalDocs"])) draft.set("externalDocs", undefined);
    if (!isList(node["security"])) draft.set("security", undefined);
    draft.keep(operationKeys);
    return draft.finish(context);
  }

  #callbacksOf({ callbacks }: Node): Node | undefined {
    return isNode(callbacks) ? this.upgradeCallbacks(callbacks) : undefined;
  }

  #listOf(parameters: readonly Node[], owner: Node): readonly unknown[] | undefined {
    const given = owner["parameters"];
    if (isList(given)) return this.#context.reuse(parameters, given);
    return parameters.length > 0
      ? this.#context.derive(parameters, owner, "parameters")
      : undefined;
  }

  #tagsOf(tags: unknown, node: Node): readonly unknown[] {
    const list = isList(tags) ? tags : [tags];
    const texts = list.filter((tag) => typeof tag === "string");
    return isList(tags)
      ? this.#context.reuse(texts, tags)
      : this.#context.derive(texts, node, "tags");
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
