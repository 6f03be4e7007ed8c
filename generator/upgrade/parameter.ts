import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import { Draft, isExtension, isTrue } from "./draft.ts";
import { isForeignReference, isLocalReference } from "./local-references.ts";
import {
  valueExtensions,
  type ParameterLocation,
  type ParameterValues,
} from "./parameter-values.ts";

/** The parameters of a path item or an operation, by location. */
export interface ParameterList {
  /** Upgraded. A local reference leads to an upgraded component. */
  readonly plain: readonly Node[];
  /** Swagger 2.0 `in: body`, not upgraded. */
  readonly bodies: readonly Node[];
  /** Swagger 2.0 `in: formData`. */
  readonly fields: readonly Field[];
}

/** A field of a form. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly isFile: boolean;
  readonly schema: Node;
  /** The style of an array (OpenAPI 3.1, Encoding Object). */
  readonly encoding: Node | undefined;
}

interface Given {
  readonly location: ParameterLocation;
  readonly name: string;
  /** The parameter itself, after any references. */
  readonly node: Node;
  /** The upgraded reference, where the description refers to a shared parameter. */
  readonly ref: string | undefined;
  /** The path key, unless the parameter is shared by several. */
  readonly path: string | undefined;
}

/** The spellings of `in` for each location, in lower case. */
const spellings: Readonly<Record<ParameterLocation, readonly string[]>> = {
  body: ["body"],
  cookie: ["cookie"],
  formData: ["formdata", "form", "form-data", "multipart"],
  header: ["header", "headers"],
  path: ["path"],
  query: ["query"],
  querystring: ["querystring"],
};

const locations: ReadonlyMap<string, ParameterLocation> = new Map(
  Object.entries(spellings).flatMap(([location, words]) =>
    words.map((word) => [word, location as ParameterLocation]),
  ),
);

/** Upgrades the parameters and headers of a description. */
export class Parameters {
  readonly #context: UpgradeContext;
  readonly #values: ParameterValues;

  constructor(context: UpgradeContext, values: ParameterValues) {
    this.#context = context;
    this.#values = values;
  }

  /**
   * Upgrades the `parameters` of a path item or an operation.
   *
   * @param path the path key, to infer a missing location or a missing `required`.
   */
  upgradeList(owner: Node, path: string): ParameterList {
    const plain: Node[] = [];
    const bodies: Node[] = [];
    const fields: Field[] = [];
    for (const { value, holder, key } of this.#listed(owner)) {
      if (isNode(value) && isForeignReference(value)) {
        plain.push(value);
        continue;
      }
      const given = this.#read(value, holder, key, path);
      if (!given) continue;
      const { location, node, ref } = given;
      if (location === "body") bodies.push(node);
      else if (location === "formData") fields.push(this.#upgradeField(given));
      else if (ref === undefined) plain.push(this.#upgradePlain(given));
      else plain.push(this.#context.reference(ref, value, holder, key));
    }
    return { plain, bodies, fields };
  }

  /** Upgrades the shared parameters, but for those of bodies. */
  shared(): Node {
    const context = this.#context;
    const entries = context.components("parameters").flatMap(({ name, value, holder }) => {
      const given = this.#read(value, holder, name, undefined);
      const isPart = given?.location === "body" || given?.location === "formData";
      return given && !isPart ? [[name, this.#upgradePlain(given)]] : [];
    });
    return context.derive(Object.fromEntries(entries), context.root);
  }

  #listed(
    owner: Node,
  ): readonly { value: unknown; holder: Node | unknown[]; key: string | number }[] {
    const { parameters } = owner;
    if (Array.isArray(parameters)) {
      return parameters.map((value: unknown, key) => ({ value, holder: parameters, key }));
    }
    if (parameters === undefined) return [];
    const isMap = isNode(parameters);
    const params = { fault: "not-an-array", hasValues: isMap } as const;
    this.#context.warn("invalid-parameter", [owner, "parameters"], params);
    if (!isMap) return [];
    if (typeof parameters["in"] === "string" || typeof parameters["$ref"] === "string") {
      return [{ value: parameters, holder: owner, key: "parameters" }];
    }
    return Object.entries(parameters).map(([key, value]) => {
      const isNameless =
        isNode(value) && value["name"] === undefined && value["$ref"] === undefined;
      const named = isNameless ? this.#context.derive({ ...value, name: key }, value) : value;
      return { value: named, holder: parameters, key };
    });
  }

  #read(
    value: unknown,
    holder: object,
    key: string | number,
    path: string | undefined,
  ): Given | undefined {
    if (!isNode(value)) {
      this.#leaveOut("parameter", holder, key);
      return undefined;
    }
    const isReference = isLocalReference(value);
    const resolved = isReference
      ? this.#context.resolve(value, "parameters")
      : { node: value, ref: undefined, kind: undefined };
    if (!resolved) return undefined;
    const { node, ref, kind } = resolved;
    if (isReference && ref === undefined && kind !== undefined) {
      const reference = value["$ref"];
      const params = { reference, fault: "wrong-kind", expected: "parameter" } as const;
      this.#context.warn("unresolved-reference", [value, "$ref"], params);
      return undefined;
    }
    const name = node["in"] === "body" ? "" : this.#nameOf(node);
    if (name === undefined) return undefined;
    const ownPath = isReference ? undefined : path;
    const location = this.#locationOf(node, ownPath);
    return location && { location, name, node, ref, path: ownPath };
  }

  #nameOf(node: Node): string | undefined {
    const { name } = node;
    const given = typeof name === "number" ? String(name) : name;
    const trimmed = typeof given === "string" ? given.trim() : "";
    if (typeof given !== "string" || trimmed === "") {
      this.#context.warn("missing-parameter-name", [node]);
      return undefined;
    }
    if (trimmed !== given) {
      this.#context.warn("untrimmed-name", [node, "name"], { name: trimmed });
    }
    if (/[\r\n]/.test(trimmed)) {
      const params = { name: trimmed, fault: "line-break" } as const;
      this.#context.warn("invalid-parameter-name", [node, "name"], params);
    }
    return trimmed;
  }

  #locationOf(node: Node, path: string | undefined): ParameterLocation | undefined {
    const given = node["in"];
    const word = typeof given === "string" ? given.trim().toLowerCase() : "";
    const known = locations.get(word);
    const is3 = this.#context.dialect !== "2.0";
    const isForeign = is3 && (known === "body" || known === "formData");
    if (known !== undefined && known === given && !isForeign) return known;
    const isVague = ["", "uri", "url"].includes(word);
    const guessed = known ?? (isVague ? this.#guess(node, path) : undefined);
    const version = is3 ? "3.x" : "2.0";
    const params = { value: given, as: guessed, version } as const;
    this.#context.warn("invalid-parameter-location", [node, "in"], params);
    return guessed;
  }

  /** Infers the location of a parameter that has none. */
  #guess({ name, schema, type }: Node, path: string | undefined): ParameterLocation {
    const isBody = this.#context.dialect === "2.0" && schema !== undefined && type === undefined;
    if (isBody) return "body";
    return typeof name === "string" && path?.includes(`{${name}}`) ? "path" : "query";
  }

  #upgradePlain(given: Given): Node {
    const { node, name, location } = given;
    const draft = new Draft(node);
    draft.set("name", name);
    draft.set("in", location);
    draft.string("description");
    const required = this.#requiredOf(given);
    if (required || draft.get("required") !== undefined) draft.set("required", required);
    this.#values.upgrade(draft, node, location);
    return draft.finish(this.#context);
  }

  #upgradeField(given: Given): Field {
    const { node, name, location } = given;
    const { schema, style } = this.#values.of(node, location);
    const { description } = node;
    const extensions = Object.entries(node).filter(([key]) => isExtension(key));
    const described = {
      ...(isNode(schema) ? schema : {}),
      ...(typeof description === "string" && { description }),
      ...Object.fromEntries(extensions.filter(([key]) => !valueExtensions.has(key))),
    };
    return {
      name,
      required: this.#requiredOf(given),
      isFile: isFile(node) || isFile(node["items"]),
      schema: this.#context.derive(described, node),
      encoding: style && this.#context.derive({ ...style }, node),
    };
  }

  #requiredOf({ node, location, name, path }: Given): boolean {
    const { required } = node;
    if (required === true) return true;
    const isSaid = required === undefined || required === false;
    const taken = isTrue(required);
    if (!isSaid) {
      const params = { of: "parameter", value: required, as: taken } as const;
      this.#context.warn("invalid-required", [node, "required"], params);
    }
    if (taken || location !== "path" || !isPartOfPath(name, path)) return taken;
    this.#context.warn("optional-path-parameter", [node], { name });
    return true;
  }

  #leaveOut(what: "parameter" | "header", holder: object, key: string | number): void {
    this.#context.warn("invalid-parameter", [holder, key], { fault: "not-an-object", what });
  }
}

function isFile(node: unknown): boolean {
  return isNode(node) && typeof node["type"] === "string" && /^\s*file\s*$/i.test(node["type"]);
}

/** Whether the path itself contains the parameter: not its query or its fragment. */
function isPartOfPath(name: string, path: string | undefined): boolean {
  return path === undefined || path.split(/[?#]/, 1).join("").includes(`{${name}}`);
}
