import type { Location } from "../model/service.ts";
import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import { Draft, isExtension } from "./draft.ts";
import { isLocalReference } from "./local-references.ts";
import { withValidKeys } from "./media-types.ts";
import type { Schemas } from "./schema.ts";
import { isType, meaningOf } from "./type-names.ts";

/** The location of a parameter, in any version. */
export type ParameterLocation = Location | "body" | "formData";

/** The keys of a Parameter or Header Object of OpenAPI 3.1. All others describe its values. */
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

/** Extensions that describe values and belong in the schema. */
export const valueExtensions: ReadonlySet<string> = new Set([
  "x-enum-descriptions",
  "x-enum-varnames",
  "x-enumNames",
  "x-ms-enum",
  "x-nullable",
]);

/** Swagger 2.0 `collectionFormat` in a query or a form (OpenAPI 3.1, Style Values). */
const styles: ReadonlyMap<string, Node> = new Map<string, Node>([
  ["csv", { style: "form", explode: false }],
  ["ssv", { style: "spaceDelimited", explode: false }],
  ["tsv", { style: "form", explode: false, "x-collection-format": "tsv" }],
  ["pipes", { style: "pipeDelimited", explode: false }],
  ["multi", { style: "form", explode: true }],
]);

/** Upgrades the schema, content and style of parameters, headers, bodies and responses. */
export class ParameterValues {
  readonly #context: UpgradeContext;
  readonly #schemas: Schemas;

  constructor(context: UpgradeContext, schemas: Schemas) {
    this.#context = context;
    this.#schemas = schemas;
  }

  /** Upgrades the `headers` of a response. */
  upgradeHeaders(headers: Node): Node {
    const context = this.#context;
    return context.mapEntries(headers, (value, name) => {
      if (!isNode(value)) {
        context.warn("invalid-parameter", [headers, name], {
          fault: "not-an-object",
          what: "header",
        });
        return undefined;
      }
      if (typeof value["$ref"] === "string") return value;
      const draft = new Draft(value);
      this.upgrade(draft, value, "header");
      draft.string("description");
      draft.set("in", undefined);
      draft.set("name", undefined);
      return draft.finish(context);
    });
  }

  /** Upgrades the `content` of a body, response or parameter. */
  upgradeContent(content: Node): Node {
    const context = this.#context;
    return context.mapEntries(withValidKeys(content, context), (value, mediaType) => {
      const media = this.#mediaTypeOf(value);
      if (!media) return context.derive({}, content, mediaType);
      const draft = new Draft(media);
      for (const key of ["schema", "itemSchema"]) {
        const schema = draft.get(key);
        if (schema === null) draft.set(key, undefined);
        else if (schema !== undefined) draft.set(key, this.#schemas.upgrade(schema, media, key));
      }
      return draft.finish(context);
    });
  }

  /** Returns a media type object; in place of a reference its target (OpenAPI 3.2, section 4.14). */
  #mediaTypeOf(value: unknown): Node | undefined {
    if (!isNode(value)) return undefined;
    return isLocalReference(value)
      ? this.#context.resolve(value, "mediaTypes", "unknown")?.node
      : value;
  }

  /** Returns the schema of a Swagger 2.0 body or response, or of a body that is one itself. */
  schemaOf(node: Node): unknown {
    const { schema } = node;
    if (schema !== undefined && schema !== null) {
      return this.#schemas.upgrade(schema, node, "schema");
    }
    const own = Object.fromEntries(valueKeywords(node));
    return this.#schemas.upgrade(this.#context.derive(own, node), node, "schema");
  }

  /** Replaces the keywords that describe the values of a parameter or header by those of 3.1. */
  upgrade(draft: Draft, node: Node, location: ParameterLocation): void {
    const { schema, content, style } = this.of(node, location);
    if (!hasSchema(node)) for (const key of valueExtensions) draft.set(key, undefined);
    draft.keep(ownKeys);
    draft.set("schema", schema);
    draft.set("content", content);
    for (const [key, value] of Object.entries(style ?? {})) draft.set(key, value);
  }

  /** Returns the schema and style, or the content, of a parameter or header. */
  of(
    node: Node,
    location: ParameterLocation,
  ): { readonly schema?: unknown; readonly content?: Node; readonly style?: Node | undefined } {
    const { schema, content } = node;
    if (isNode(content) && Object.keys(content).length > 0 && !hasSchema(node)) {
      return { content: this.upgradeContent(content) };
    }
    const isSwagger = this.#context.dialect === "2.0";
    const misplaced = hasSchema(node)
      ? isSwagger && "schema"
      : !isSwagger && "type" in node && "type";
    if (misplaced) {
      const version = isSwagger ? "Swagger 2.0" : "OpenAPI 3.x";
      const params = { fault: "misplaced-keyword", keyword: misplaced, version } as const;
      this.#context.warn("invalid-parameter", [node, misplaced], params);
    }
    const given = hasSchema(node) ? schema : this.#typed(node);
    const upgraded = this.#schemas.upgrade(given, node, "schema");
    return { schema: upgraded, style: this.#styleOf(node, location, upgraded) };
  }

  /** Returns the schema whose keywords a parameter of Swagger 2.0 has itself, always with a type. */
  #typed(node: Node): Node {
    const given = Object.fromEntries(valueKeywords(node));
    const { type, items } = given;
    if (type === undefined || type === null) {
      const inferred = inferType(given);
      const keyword = this.#context.dialect === "2.0" ? "type" : "schema";
      this.#context.warn("missing-type", [node], { keyword, as: inferred });
      given["type"] = inferred;
    } else if (typeof type === "string" && !isType(type) && meaningOf(type) === undefined) {
      this.#context.warn("invalid-type", [node, "type"], { type, as: "string" });
      given["type"] = "string";
    }
    if (given["type"] === "array" && !(isNode(items) && Object.keys(items).length > 0)) {
      this.#context.warn("missing-type", [node, "items"], { keyword: "items", as: "string" });
      given["items"] = this.#context.derive({ type: "string" }, node);
    } else if (isNode(items) && this.#context.dialect === "2.0") {
      given["items"] = this.#withFormat(items);
    }
    return this.#context.derive(given, node);
  }

  /**
   * States how lists in a list are written: `csv` by default, and never `multi` (Swagger 2.0, Items
   * Object).
   */
  #withFormat(node: Node): Node {
    const { type, items, collectionFormat: given } = node;
    if (type !== "array" || !isNode(items)) return node;
    const word = typeof given === "string" ? given.trim().toLowerCase() : "csv";
    const format = styles.has(word) && word !== "multi" ? word : "csv";
    if (given !== undefined && format !== given) {
      const params = { value: given, as: format, isForm: false };
      this.#context.warn("invalid-collection-format", [node, "collectionFormat"], params);
    }
    const inner = this.#withFormat(items);
    return this.#context.derive({ ...node, collectionFormat: format, items: inner }, node);
  }

  /** Returns the style of an array from `collectionFormat`. OpenAPI 3.x states it as `style`. */
  #styleOf(node: Node, location: ParameterLocation, schema: unknown): Node | undefined {
    const isArray = isNode(schema) && [schema["type"]].flat().includes("array");
    const { collectionFormat: given } = node;
    if (!isArray || (given === undefined && this.#context.dialect !== "2.0")) return undefined;
    const isForm = location === "query" || location === "formData";
    const word = typeof given === "string" ? given.trim().toLowerCase() : "csv";
    const isKnown = styles.has(word) && (word !== "multi" || isForm);
    const format = isKnown ? word : "csv";
    if (given !== undefined && (!isKnown || word !== given)) {
      const params = { value: given, as: format, isForm };
      this.#context.warn("invalid-collection-format", [node, "collectionFormat"], params);
    }
    if (isForm) return styles.get(format);
    return format === "csv" ? undefined : { style: "simple", "x-collection-format": format };
  }
}

function hasSchema({ schema }: Node): boolean {
  return isNode(schema) || typeof schema === "boolean";
}

/** The keywords of a Swagger 2.0 parameter that describe its values. */
function valueKeywords(node: Node): [string, unknown][] {
  return Object.entries(node).filter(([key]) =>
    isExtension(key) ? valueExtensions.has(key) : !ownKeys.has(key) && key !== "collectionFormat",
  );
}

function inferType({ items, format }: Node): string {
  if (isNode(items)) return "array";
  if (format === "int32" || format === "int64") return "integer";
  return format === "float" || format === "double" ? "number" : "string";
}
