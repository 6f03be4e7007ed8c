import { successesOf } from "../model/response-rules.ts";
import { isForm } from "../model/body.ts";
import type { ParamsOf } from "../diagnostics/catalogue.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import type { UnfitParameter } from "../diagnostics/rules/pagination.ts";
import type {
  Field,
  Operation,
  PagedItems,
  PageToken,
  Pagination,
  Schema,
  Service,
} from "../model/service.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { isNode, asList, asNode, type Node } from "../data/json-object.ts";
import { commonPagination } from "./common-pagination.ts";
import type { ReadContext } from "../source/read-context.ts";
import { asSchema, typesOf, type TypeName } from "../model/json-schema.ts";
import { pointerTo, resolvePointer } from "../data/json-pointer.ts";

/**
 * Resolves what operations declare about pages, `x-pagination` or else `x-ms-pageable`
 * (https://azure.github.io/autorest/extensions/#x-ms-pageable), against requests and responses as
 * the protocol of the service has them. What does not fit an operation is reported and ignored.
 *
 * @param document that the service was read from.
 */
export function resolvePagination(service: Service, document: Node, context: ReadContext): Service {
  const components = {
    ...asNode(document["components"]),
    // As the protocol has them.
    schemas: Object.fromEntries(service.schemas.map(({ name, schema }) => [name, schema])),
  };
  const current = { ...document, components };
  const resolve = (reference: string): unknown => resolvePointer(current, reference);
  const isCommon = document["x-pagination"] === true;
  const operations = service.operations.map((operation) => {
    const pagination = paginationOf(operation, resolve, isCommon, context);
    // A token in the body leaves no choice of another one.
    const isInBody =
      pagination?.kind === "token" &&
      pagination.tokens.some(({ parameter }) => parameter.kind !== "parameter");
    return { ...operation, pagination, ...(isInBody && { otherBodies: undefined }) };
  });
  return { ...service, operations };
}

/**
 * @param resolve finds the schema of a local reference.
 * @param isCommon whether the document asks for the common pattern wherever it is found.
 */
function paginationOf(
  paged: Operation,
  resolve: (reference: string) => unknown,
  isCommon: boolean,
  context: ReadContext,
): Pagination | undefined {
  const { declaredPagination } = paged;
  const common = (): Pagination | undefined => {
    const found = commonPagination(paged, resolve);
    const quiet = { locate: () => paged.sourceLocation, report: () => undefined };
    return found && new Reader(found, paged, resolve, quiet).byToken();
  };
  if (!declaredPagination) return isCommon ? common() : undefined;
  const { operation, extension } = declaredPagination;
  const declared = operation[extension];
  if (extension === "x-pagination" && declared === true) {
    const pagination = common();
    if (!pagination) {
      context.reportAt("invalid-pagination", [operation, extension], { fault: "unknown-pattern" });
    }
    return pagination;
  }
  if (!isNode(declared)) {
    const fault = "not-an-object";
    context.reportAt("invalid-pagination", [operation, extension], { fault, extension });
    return undefined;
  }
  const reader = new Reader(declared, paged, resolve, {
    locate: (key) =>
      key === undefined ? context.positions.of(declared) : context.positions.of(declared, key),
    report: (key, params) => {
      if ("fault" in params) context.reportAt("invalid-pagination", [declared, key], params);
      else context.reportAt("unsupported-pagination", [declared, key], params);
    },
  });
  return extension === "x-pagination" ? reader.byToken() : reader.byLink();
}

/** Reports the faults of a declaration at its keys. */
interface Reports {
  locate(key?: string): SourceLocation;
  report(
    key: string,
    params: ParamsOf<"invalid-pagination"> | ParamsOf<"unsupported-pagination">,
  ): void;
}

/** Reads one declaration. */
class Reader {
  readonly #declared: Node;
  readonly #paged: Operation;
  readonly #resolve: (reference: string) => unknown;
  readonly #reports: Reports;

  constructor(
    declared: Node,
    paged: Operation,
    resolve: (reference: string) => unknown,
    reports: Reports,
  ) {
    this.#declared = declared;
    this.#paged = paged;
    this.#resolve = resolve;
    this.#reports = reports;
  }

  byToken(): Pagination | undefined {
    const unknown = Object.keys(this.#declared).find((key) => !keys.includes(key));
    if (unknown !== undefined) {
      this.#report(unknown, { fault: "unknown-key", key: unknown, known: keys });
    }
    const pointers: readonly unknown[] = [this.#declared["token"]].flat();
    const names: readonly unknown[] = [this.#declared["parameter"]].flat();
    if (pointers.length !== names.length) {
      this.#report("parameter", { fault: "token-count" });
      return undefined;
    }
    const [first, ...others] = pointers.map((one, index) => this.#token(one, names[index]));
    if (!first) return undefined;
    const rest = others.filter((one) => one !== undefined);
    if (rest.length < others.length) return undefined;
    const isInBody = (one: PageToken): boolean => one.parameter.kind === "property";
    if (rest.some((one) => isInBody(one) !== isInBody(first))) {
      this.#report("parameter", { fault: "token-count" });
      return undefined;
    }
    const more = this.#more();
    if (more === null) return undefined;
    const itemsPath =
      this.#declared["items"] === undefined
        ? undefined
        : this.#pointer("items", this.#declared["items"]);
    const items = itemsPath && this.#items("items", itemsPath);
    const sourceLocation = this.#reports.locate();
    return { kind: "token", sourceLocation, tokens: [first, ...rest], more, items };
  }

  #token(pointer: unknown, name: unknown): PageToken | undefined {
    const path = this.#pointer("token", pointer);
    const token = path && this.#fieldOfResponse("token", path, "pages");
    if (!path || !token) return undefined;
    const type = this.#scalarOf(token);
    if (!type) {
      this.#report("token", {
        fault: "wrong-type",
        field: pointerTo(path),
        expected: "a string or a number",
        of: "pages",
      });
      return undefined;
    }
    const parameter = this.#parameter(name);
    if (!parameter) return undefined;
    const unfit = this.#unfitnessOf(parameter, type);
    if (unfit) {
      this.#report("parameter", { fault: "unfit-parameter", name: parameter.name, ...unfit });
      return undefined;
    }
    return { parameter, type, schema: asSchema(this.#schemaOf(parameter)), path };
  }

  /** The schema of what takes a token. */
  #schemaOf(parameter: PageToken["parameter"]): unknown {
    if (parameter.kind !== "property") return parameter.schema;
    const { body } = this.#paged;
    return property(this.#partsOf(body?.kind === "json" ? body.schema : true), parameter.name);
  }

  /** Where the response says whether there is more; `null` where it cannot say so. */
  #more(): readonly string[] | undefined | null {
    const given = this.#declared["more"];
    if (given === undefined) return undefined;
    const path = this.#pointer("more", given);
    const field = path && this.#fieldOfResponse("more", path, "pages");
    if (!path || !field) return null;
    if (typeNames(this.#partsOf(field)).join() === "boolean") return path;
    const wrong = { field: pointerTo(path), expected: "a boolean", of: "pages" } as const;
    this.#report("more", { fault: "wrong-type", ...wrong });
    return null;
  }

  byLink(): Pagination | undefined {
    const { nextLinkName, itemName, operationName } = this.#declared;
    // A response that has all items at once.
    if (nextLinkName === null || nextLinkName === undefined) return undefined;
    if (typeof nextLinkName !== "string") {
      const field = "nextLinkName";
      this.#report(field, { fault: "wrong-type", field, expected: "a string", of: "pages" });
      return undefined;
    }
    const unsupported = this.#unsupported(operationName);
    if (unsupported) {
      this.#reports.report("nextLinkName", unsupported);
      return undefined;
    }
    const link = this.#fieldOfResponse("nextLinkName", [nextLinkName], "pages");
    if (!link) return undefined;
    if (this.#scalarOf(link) !== "string") {
      const field = nextLinkName;
      this.#report("nextLinkName", {
        fault: "wrong-type",
        field,
        expected: "a string",
        of: "pages",
      });
      return undefined;
    }
    const sourceLocation = this.#reports.locate();
    return {
      kind: "link",
      sourceLocation,
      path: [nextLinkName],
      items: this.#linkedItems(itemName),
    };
  }

  #unsupported(operationName: unknown): ParamsOf<"unsupported-pagination"> | undefined {
    const { method } = this.#paged;
    if (operationName !== undefined) return { reason: "other-operation" };
    if (method !== "GET") return { reason: "method", method };
    return this.#schemaOfResponse ? undefined : { reason: "not-json" };
  }

  /** Azure's default is `value`, which does not always exist. */
  #linkedItems(itemName: unknown): PagedItems | undefined {
    const isSaid = typeof itemName === "string";
    const path = [isSaid ? itemName : "value"];
    return isSaid || this.#follow(path) ? this.#items("itemName", path) : undefined;
  }

  /** The array at a path, whose items can be iterated over. */
  #items(key: string, path: readonly string[]): PagedItems | undefined {
    const field = this.#fieldOfResponse(key, path, "items");
    if (!field) return undefined;
    const parts = this.#partsOf(field);
    const [schema] = parts.flatMap(({ items }) => (isNode(items) ? [items] : []));
    const isList = typeNames(parts).join() === "array";
    if (!isList || parts.some((part) => "prefixItems" in part)) {
      const field = pointerTo(path);
      this.#report(key, { fault: "wrong-type", field, expected: "an array", of: "items" });
      return undefined;
    }
    return {
      sourceLocation: this.#reports.locate(key),
      path,
      schema: schema ?? true,
    };
  }

  /** The segments of a JSON Pointer (RFC 6901), at least one. */
  #pointer(key: "token" | "items" | "more", given: unknown): readonly string[] | undefined {
    if (typeof given === "string" && given.startsWith("/")) {
      const names = given.slice(1).split("/");
      return names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    }
    this.#report(key, { fault: "not-a-pointer", key, value: given });
    return undefined;
  }

  #parameter(name: unknown): PageToken["parameter"] | undefined {
    const { parameters, body } = this.#paged;
    const fields: readonly Field[] = body && isForm(body) ? body.fields : [];
    const property = body?.kind === "json" ? body.schema : true;
    const candidates: readonly PageToken["parameter"][] = [
      ...parameters,
      ...fields,
      ...propertyNames(this.#partsOf(property)).map(
        (one) => ({ kind: "property", name: one }) as const,
      ),
    ];
    const [found, second] = candidates.filter((one) => one.name === name);
    if (found && !second) return found;
    if (typeof name !== "string" || name === "") {
      this.#report("parameter", { fault: "missing-parameter" });
      return undefined;
    }
    const names = candidates.map((one) => one.name);
    this.#report("parameter", {
      fault: second ? "ambiguous-parameter" : "unknown-parameter",
      name,
      suggestion: second ? undefined : nearest(name, names),
    });
    return undefined;
  }

  /** Why a parameter cannot take whatever token comes; `undefined` where it can. */
  #unfitnessOf(
    parameter: PageToken["parameter"],
    type: "string" | "number",
  ): UnfitParameter | undefined {
    const { body } = this.#paged;
    const isProperty = parameter.kind === "property";
    const bodyParts = this.#partsOf(isProperty && body?.kind === "json" ? body.schema : true);
    const schema = this.#schemaOf(parameter);
    const parts = this.#partsOf(schema);
    const isOpen = !parts.some((part) => "enum" in part || "const" in part);
    const isNumbered = !isProperty && parameter.indexedList !== undefined;
    if (isNumbered || !isOpen || this.#scalarOf(schema) !== type) return { reason: "narrow", type };
    const isOneType = bodyParts.every(
      ({ type = "object", anyOf, oneOf }) => type === "object" && !anyOf && !oneOf,
    );
    if (!isOneType) return { reason: "union" };
    // Where the first request may have no body, the next one has nothing else to put into it.
    const needsMore = isProperty && bodyParts.some(({ required }) => required !== undefined);
    const isOptional = isProperty && body?.kind === "json" && !body.required;
    return isOptional && needsMore ? { reason: "optional" } : undefined;
  }

  get #schemaOfResponse(): Schema | undefined {
    const contents = successesOf(this.#paged.responses).map(({ content }) => content);
    return contents.find((one) => one?.kind === "json" || one?.kind === "xml")?.schema;
  }

  #fieldOfResponse(
    key: string,
    path: readonly string[],
    of: "pages" | "items",
  ): Schema | undefined {
    const field = this.#follow(path);
    if (field) return field;
    const owner = this.#follow(path.slice(0, -1));
    const suggestion = nearest(path.at(-1) ?? "", propertyNames(this.#partsOf(owner)));
    this.#report(key, { fault: "missing-field", pointer: pointerTo(path), suggestion, of });
    return undefined;
  }

  /** The schema of the response at a path. */
  #follow(path: readonly string[]): Schema | undefined {
    const found = path.reduce<unknown>(
      (schema, name) => property(this.#partsOf(schema), name),
      this.#schemaOfResponse,
    );
    return found === true || isNode(found) ? found : undefined;
  }

  #scalarOf(schema: unknown): "string" | "number" | undefined {
    const parts = this.#partsOf(schema);
    const [type, second] = typeNames(parts);
    if (second !== undefined) return undefined;
    return type === "string" || type === "number" ? type : undefined;
  }

  /** The objects that a schema consists of: its references, bases, only alternative and itself. */
  #partsOf(schema: unknown, seen: Set<unknown> = new Set<unknown>()): readonly Node[] {
    if (!isNode(schema) || seen.has(schema)) return [];
    seen.add(schema);
    const { $ref: reference, allOf, anyOf, oneOf } = schema;
    const alternatives = [...asList(anyOf), ...asList(oneOf)];
    const choices = alternatives.filter((one) => !isNode(one) || one["type"] !== "null");
    return [
      ...(typeof reference === "string" ? [this.#resolve(reference)] : []),
      ...asList(allOf),
      ...(choices.length === 1 ? choices : []),
    ]
      .flatMap((one) => this.#partsOf(one, seen))
      .concat(choices.length > 1 ? [choice] : [], schema);
  }

  #report(key: string, params: ParamsOf<"invalid-pagination">): void {
    this.#reports.report(key, params);
  }
}

/** Marks a choice between schemas, which has no single type. */
const choice: Node = {};

const keys = ["parameter", "token", "more", "items"];

/** The types that are named or shown by other keywords, `null` apart. */
function typeNames(parts: readonly Node[]): readonly (TypeName | "choice")[] {
  const types = parts.flatMap((part): readonly (TypeName | "choice")[] =>
    part === choice ? ["choice"] : typesOf(part),
  );
  return [...new Set(types)];
}

function propertyNames(parts: readonly Node[]): readonly string[] {
  const names = parts.flatMap(({ properties }) =>
    isNode(properties) ? Object.keys(properties) : [],
  );
  return [...new Set(names)];
}

function property(parts: readonly Node[], name: string): unknown {
  return parts
    .flatMap(({ properties }) => (isNode(properties) ? [properties] : []))
    .findLast((properties) => Object.hasOwn(properties, name))?.[name];
}
