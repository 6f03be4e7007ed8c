import type { Location } from "../model/service.ts";
import { isNode, type Node } from "../json/json-object.ts";
import type { Schemas } from "./schema.ts";
import {
  Draft,
  isExtension,
  isForeignReference,
  isLocalReference,
  isTrue,
  type Source,
} from "./context.ts";
import { isType, meaningOf } from "./type-names.ts";

/** The parameters of a path item or an operation, by where they go. */
export interface ParameterList {
  /** Upgraded. A local reference leads to an upgraded parameter. */
  readonly plain: readonly Node[];
  /** Swagger 2.0 `in: body`, as they stand in the description. */
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
  /** How several values are written (OpenAPI 3.1, Encoding Object), where it is an array. */
  readonly encoding: Node | undefined;
}

type Destination = Location | "body" | "formData";

interface Given {
  readonly destination: Destination;
  readonly name: string;
  /** The parameter itself, after any references. */
  readonly node: Node;
  /** The upgraded reference, where the description refers to a shared parameter. */
  readonly ref: string | undefined;
  /** The path key under which it stands, if it is one only. */
  readonly path: string | undefined;
}

/** What may stand on a parameter or header of OpenAPI 3.1. The rest is about its values. */
const ownKeys: ReadonlySet<string> = new Set([
  "allowEmptyValue",
  "allowReserved",
  "content",
  "deprecated",
  "description",
  "example",
  "examples",
  "explode",
  "in",
  "name",
  "required",
  "schema",
  "style",
]);

/** Extensions that are about values. */
const valueExtensions: ReadonlySet<string> = new Set([
  "x-enum-descriptions",
  "x-enum-varnames",
  "x-enumNames",
  "x-ms-enum",
  "x-nullable",
]);

const destinations: ReadonlyMap<string, Destination> = new Map<string, Destination>([
  ["body", "body"],
  ["cookie", "cookie"],
  ["form", "formData"],
  ["form-data", "formData"],
  ["formdata", "formData"],
  ["header", "header"],
  ["headers", "header"],
  ["multipart", "formData"],
  ["path", "path"],
  ["query", "query"],
  ["querystring", "querystring"],
]);

/** Swagger 2.0 `collectionFormat` in a query or a form (OpenAPI 3.1, Style Values). */
const styles: ReadonlyMap<string, Node> = new Map<string, Node>([
  ["csv", { style: "form", explode: false }],
  ["ssv", { style: "spaceDelimited", explode: false }],
  ["tsv", { style: "form", explode: false, "x-collection-format": "tsv" }],
  ["pipes", { style: "pipeDelimited", explode: false }],
  ["multi", { style: "form", explode: true }],
]);

/** Upgrades the parameters and headers of a description. */
export class Parameters {
  readonly #source: Source;
  readonly #schemas: Schemas;

  constructor(source: Source, schemas: Schemas) {
    this.#source = source;
    this.#schemas = schemas;
  }

  /**
   * The `parameters` of a path item or an operation.
   * @param path the path key, for a parameter that does not say where it goes or that it must
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
      const { destination, node, ref } = given;
      if (destination === "body") bodies.push(node);
      else if (destination === "formData") fields.push(this.#upgradeField(given));
      else if (ref === undefined) plain.push(this.#upgradePlain(given));
      else plain.push(this.#source.reference(ref, value, holder, key));
    }
    return { plain, bodies, fields };
  }

  /** The shared parameters that are part of no body. */
  shared(): Node {
    const source = this.#source;
    const entries = source.components("parameters").flatMap(({ name, value, holder }) => {
      const given = this.#read(value, holder, name, undefined);
      const isPart = given?.destination === "body" || given?.destination === "formData";
      return given && !isPart ? [[name, this.#upgradePlain(given)]] : [];
    });
    return source.derive(Object.fromEntries(entries), source.root);
  }

  /** The `headers` of a response. */
  upgradeHeaders(headers: Node): Node {
    const source = this.#source;
    return source.mapEntries(headers, (value, name) => {
      if (!isNode(value)) {
        this.#leaveOut("header", headers, name);
        return undefined;
      }
      if (typeof value["$ref"] === "string") return value;
      const draft = new Draft(value);
      this.#upgradeValues(draft, value, "header");
      draft.text("description");
      draft.set("in", undefined);
      draft.set("name", undefined);
      return draft.finish(source);
    });
  }

  /** The `content` of a body, response or parameter. */
  upgradeContent(content: Node): Node {
    const source = this.#source;
    return source.mapEntries(content, (value, mediaType) => {
      if (!isNode(value)) return source.derive({}, content, mediaType);
      const draft = new Draft(value);
      const schema = draft.get("schema");
      if (schema === null) draft.set("schema", undefined);
      else if (schema !== undefined) {
        draft.set("schema", this.#schemas.upgrade(schema, value, "schema"));
      }
      return draft.finish(source);
    });
  }

  /** The schema of a Swagger 2.0 body or response: under `schema`, or lying open in a body. */
  schemaOf(node: Node): unknown {
    const { schema } = node;
    if (schema !== undefined && schema !== null) {
      return this.#schemas.upgrade(schema, node, "schema");
    }
    const own = Object.fromEntries(ofValues(node));
    return this.#schemas.upgrade(this.#source.derive(own, node), node, "schema");
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
    this.#source.warn("invalid-parameter", [owner, "parameters"], params);
    if (!isMap) return [];
    if (typeof parameters["in"] === "string" || typeof parameters["$ref"] === "string") {
      return [{ value: parameters, holder: owner, key: "parameters" }];
    }
    return Object.entries(parameters).map(([key, value]) => {
      const isNameless =
        isNode(value) && value["name"] === undefined && value["$ref"] === undefined;
      const named = isNameless ? this.#source.derive({ ...value, name: key }, value) : value;
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
      ? this.#source.resolve(value, "parameters")
      : { node: value, ref: undefined, kind: undefined };
    if (!resolved) return undefined;
    const { node, ref, kind } = resolved;
    if (isReference && ref === undefined && kind !== undefined) {
      const reference = value["$ref"];
      const params = { reference, fault: "wrong-kind", expected: "parameter" } as const;
      this.#source.warn("unresolved-reference", [value, "$ref"], params);
      return undefined;
    }
    const name = node["in"] === "body" ? "" : this.#nameOf(node);
    if (name === undefined) return undefined;
    const ownPath = isReference ? undefined : path;
    const destination = this.#destinationOf(node, ownPath);
    return destination && { destination, name, node, ref, path: ownPath };
  }

  #nameOf(node: Node): string | undefined {
    const { name } = node;
    const given = typeof name === "number" ? String(name) : name;
    const trimmed = typeof given === "string" ? given.trim() : "";
    if (typeof given !== "string" || trimmed === "") {
      this.#source.warn("missing-parameter-name", [node]);
      return undefined;
    }
    if (trimmed !== given) {
      this.#source.warn("untrimmed-name", [node, "name"], { name: trimmed });
    }
    if (/[\r\n]/.test(trimmed)) {
      const params = { name: trimmed, fault: "line-break" } as const;
      this.#source.warn("invalid-parameter-name", [node, "name"], params);
    }
    return trimmed;
  }

  #destinationOf(node: Node, path: string | undefined): Destination | undefined {
    const given = node["in"];
    const word = typeof given === "string" ? given.trim().toLowerCase() : "";
    const known = destinations.get(word);
    const is3 = this.#source.dialect !== "2.0";
    const isForeign = is3 && (known === "body" || known === "formData");
    if (known !== undefined && known === given && !isForeign) return known;
    const isVague = ["", "uri", "url"].includes(word);
    const guessed = known ?? (isVague ? this.#guess(node, path) : undefined);
    const version = is3 ? "3.x" : "2.0";
    const params = { value: given, as: guessed, version } as const;
    this.#source.warn("invalid-parameter-location", [node, "in"], params);
    return guessed;
  }

  /** Where a parameter goes that does not say so. */
  #guess({ name, schema, type }: Node, path: string | undefined): Destination {
    const isBody = this.#source.dialect === "2.0" && schema !== undefined && type === undefined;
    if (isBody) return "body";
    return typeof name === "string" && path?.includes(`{${name}}`) ? "path" : "query";
  }

  #upgradePlain(given: Given): Node {
    const { node, name, destination } = given;
    const draft = new Draft(node);
    draft.set("name", name);
    draft.set("in", destination);
    draft.text("description");
    const required = this.#requiredOf(given);
    if (required || draft.get("required") !== undefined) draft.set("required", required);
    this.#upgradeValues(draft, node, destination);
    return draft.finish(this.#source);
  }

  #upgradeField(given: Given): Field {
    const { node, name, destination } = given;
    const { schema, style } = this.#valuesOf(node, destination);
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
      schema: this.#source.derive(described, node),
      encoding: style && this.#source.derive({ ...style }, node),
    };
  }

  /** Moves what says which values a parameter or header takes to where OpenAPI 3.1 has it. */
  #upgradeValues(draft: Draft, node: Node, destination: Destination): void {
    const { schema, content, style } = this.#valuesOf(node, destination);
    if (!hasSchema(node)) for (const key of valueExtensions) draft.set(key, undefined);
    draft.keep(ownKeys);
    draft.set("schema", schema);
    draft.set("content", content);
    for (const [key, value] of Object.entries(style ?? {})) draft.set(key, value);
  }

  #valuesOf(
    node: Node,
    destination: Destination,
  ): { readonly schema?: unknown; readonly content?: Node; readonly style?: Node | undefined } {
    const { schema, content } = node;
    if (isNode(content) && Object.keys(content).length > 0 && !hasSchema(node)) {
      return { content: this.upgradeContent(content) };
    }
    const isSwagger = this.#source.dialect === "2.0";
    const misplaced = hasSchema(node)
      ? isSwagger && "schema"
      : !isSwagger && "type" in node && "type";
    if (misplaced) {
      const version = isSwagger ? "Swagger 2.0" : "OpenAPI 3.x";
      const params = { fault: "misplaced-keyword", keyword: misplaced, version } as const;
      this.#source.warn("invalid-parameter", [node, misplaced], params);
    }
    const given = hasSchema(node) ? schema : this.#typed(node);
    const upgraded = this.#schemas.upgrade(given, node, "schema");
    return { schema: upgraded, style: this.#styleOf(node, destination, upgraded) };
  }

  /** The schema that lies open in a parameter of Swagger 2.0. It always has a type. */
  #typed(node: Node): Node {
    const given = Object.fromEntries(ofValues(node));
    const { type, items } = given;
    if (type === undefined || type === null) {
      const inferred = inferType(given);
      const keyword = this.#source.dialect === "2.0" ? "type" : "schema";
      this.#source.warn("missing-type", [node], { keyword, as: inferred });
      given["type"] = inferred;
    } else if (typeof type === "string" && !isType(type) && meaningOf(type) === undefined) {
      this.#source.warn("invalid-type", [node, "type"], { type, as: "string" });
      given["type"] = "string";
    }
    if (given["type"] === "array" && !(isNode(items) && Object.keys(items).length > 0)) {
      this.#source.warn("missing-type", [node, "items"], { keyword: "items", as: "string" });
      given["items"] = this.#source.derive({ type: "string" }, node);
    }
    return this.#source.derive(given, node);
  }

  /** How several values are written. OpenAPI 3.x says so itself, and has another default. */
  #styleOf(node: Node, destination: Destination, schema: unknown): Node | undefined {
    const isArray = isNode(schema) && [schema["type"]].flat().includes("array");
    const { collectionFormat: given } = node;
    if (!isArray || (given === undefined && this.#source.dialect !== "2.0")) return undefined;
    const isForm = destination === "query" || destination === "formData";
    const word = typeof given === "string" ? given.trim().toLowerCase() : "csv";
    const isKnown = styles.has(word) && (word !== "multi" || isForm);
    const format = isKnown ? word : "csv";
    if (given !== undefined && (!isKnown || word !== given)) {
      const params = { value: given, as: format, isForm };
      this.#source.warn("invalid-collection-format", [node, "collectionFormat"], params);
    }
    if (isForm) return styles.get(format);
    return format === "csv" ? undefined : { style: "simple", "x-collection-format": format };
  }

  #requiredOf({ node, destination, name, path }: Given): boolean {
    const { required } = node;
    if (required === true) return true;
    const isSaid = required === undefined || required === false;
    const taken = isTrue(required);
    if (!isSaid) {
      const params = { of: "parameter", value: required, as: taken } as const;
      this.#source.warn("invalid-required", [node, "required"], params);
    }
    if (taken || destination !== "path" || !isPartOfPath(name, path)) return taken;
    this.#source.warn("optional-path-parameter", [node], { name });
    return true;
  }

  #leaveOut(what: "parameter" | "header", holder: object, key: string | number): void {
    this.#source.warn("invalid-parameter", [holder, key], { fault: "not-an-object", what });
  }
}

function hasSchema({ schema }: Node): boolean {
  return isNode(schema) || typeof schema === "boolean";
}

function isFile(node: unknown): boolean {
  return isNode(node) && typeof node["type"] === "string" && /^\s*file\s*$/i.test(node["type"]);
}

/** What a parameter of Swagger 2.0 says of its values. */
function ofValues(node: Node): [string, unknown][] {
  return Object.entries(node).filter(([key]) =>
    isExtension(key) ? valueExtensions.has(key) : !ownKeys.has(key) && key !== "collectionFormat",
  );
}

function inferType({ items, format }: Node): string {
  if (isNode(items)) return "array";
  if (format === "int32" || format === "int64") return "integer";
  return format === "float" || format === "double" ? "number" : "string";
}

/** Whether a path is none without the parameter. Behind a `?` or `#` it is no part of the path. */
function isPartOfPath(name: string, path: string | undefined): boolean {
  return path === undefined || path.split(/[?#]/, 1).join("").includes(`{${name}}`);
}
