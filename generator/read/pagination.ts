import type { ProblemCode } from "../diagnostics/problem-codes.ts";
import type {
  Field,
  Operation,
  PagedItems,
  Pagination,
  Schema,
  TokenPagination,
} from "../model/service.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { isNode, list, type Node } from "../json/json-object.ts";
import { type Places } from "../source/positions.ts";
import { typesOf, type TypeName } from "../model/json-schema.ts";
import { pointerTo } from "../json/json-pointer.ts";

/** What of an operation says where tokens come from and go to. */
type Paged = Pick<Operation, "method" | "parameters" | "body" | "responses">;

/**
 * Reads how an answer leads to the next page: `x-pagination`, or else `x-ms-pageable`
 * (https://azure.github.io/autorest/extensions/#x-ms-pageable). What does not fit the operation is
 * reported and left out, so that all that is said here can be relied upon.
 *
 * @param resolve finds the schema that a local reference names.
 * @param tell takes a fault, the node it is in and the key there.
 */
export function readPagination(
  operation: Node,
  paged: Paged,
  places: Places,
  resolve: (reference: string) => unknown,
  tell: Tell,
): Pagination | undefined {
  const own = operation["x-pagination"];
  const key = own === undefined ? "x-ms-pageable" : "x-pagination";
  const declared = own ?? operation["x-ms-pageable"];
  if (declared === undefined) return undefined;
  if (!isNode(declared)) {
    tell("unusable-pagination", operation, key, `\`${key}\` is no map; left out`);
    return undefined;
  }
  const reader = new Reader(declared, paged, places, resolve, tell);
  return key === "x-pagination" ? reader.byToken() : reader.byLink();
}

type Tell = (code: ProblemCode, node: object, key: string, message: string, hint?: string) => void;

/** Reads one declaration. */
class Reader {
  readonly #declared: Node;
  readonly #paged: Paged;
  readonly #places: Places;
  readonly #resolve: (reference: string) => unknown;
  readonly #tell: Tell;

  constructor(
    declared: Node,
    paged: Paged,
    places: Places,
    resolve: (reference: string) => unknown,
    tell: Tell,
  ) {
    this.#declared = declared;
    this.#paged = paged;
    this.#places = places;
    this.#resolve = resolve;
    this.#tell = tell;
  }

  byToken(): Pagination | undefined {
    const unknown = Object.keys(this.#declared).find((key) => !keys.includes(key));
    if (unknown !== undefined) {
      const hint = `It has ${keys.map((key) => `\`${key}\``).join(", ")}.`;
      this.#fault(unknown, `\`x-pagination\` has no \`${unknown}\`; that is left out`, hint);
    }
    const path = this.#pointer("token");
    const token = path && this.#fieldOfAnswer("token", path, noPages);
    if (!path || !token) return undefined;
    const type = this.#scalarOf(token);
    if (!type) {
      this.#fault("token", `the token \`${pointerTo(path)}\` is neither text nor number${noPages}`);
      return undefined;
    }
    const parameter = this.#parameter();
    if (!parameter) return undefined;
    const refusal = this.#refusal(parameter, type);
    if (refusal !== undefined) {
      this.#fault("parameter", `\`${parameter.name}\` ${refusal}${noPages}`);
      return undefined;
    }
    const itemsPath = this.#declared["items"] === undefined ? undefined : this.#pointer("items");
    const items = itemsPath && this.#items("items", itemsPath);
    return { kind: "token", place: this.#places.of(this.#declared), parameter, type, path, items };
  }

  byLink(): Pagination | undefined {
    const { nextLinkName, itemName, operationName } = this.#declared;
    // An answer that has all items at once.
    if (nextLinkName === null || nextLinkName === undefined) return undefined;
    if (typeof nextLinkName !== "string") {
      this.#fault("nextLinkName", `\`nextLinkName\` is no text${noPages}`);
      return undefined;
    }
    const unsupported =
      operationName !== undefined
        ? "the next page is asked for by another operation"
        : this.#paged.method !== "GET"
          ? `it does not say how a link is followed after ${this.#paged.method}`
          : undefined;
    if (unsupported !== undefined || !this.#answer) {
      const reason = unsupported ?? "the answer is not described as JSON";
      const message = `\`x-ms-pageable\`: ${reason}${noPages}`;
      this.#tell("unsupported-pagination", this.#declared, "nextLinkName", message);
      return undefined;
    }
    const link = this.#fieldOfAnswer("nextLinkName", [nextLinkName], noPages);
    if (!link) return undefined;
    if (this.#scalarOf(link) !== "string") {
      this.#fault("nextLinkName", `the link \`${nextLinkName}\` is no text${noPages}`);
      return undefined;
    }
    const place = this.#places.of(this.#declared);
    return { kind: "link", place, path: [nextLinkName], items: this.#linkedItems(itemName) };
  }

  /** Azure's default is `value`, which is not always there. */
  #linkedItems(itemName: unknown): PagedItems | undefined {
    const isSaid = typeof itemName === "string";
    const path = [isSaid ? itemName : "value"];
    return isSaid || this.#follow(path) ? this.#items("itemName", path) : undefined;
  }

  /** The list at a path, of which the items can be given out. */
  #items(key: string, path: readonly string[]): PagedItems | undefined {
    const field = this.#fieldOfAnswer(key, path, noItems);
    if (!field) return undefined;
    const parts = this.#partsOf(field);
    const [schema] = parts.flatMap(({ items }) => (isNode(items) ? [items] : []));
    const isList = typeNames(parts).join() === "array";
    if (!isList || parts.some((part) => "prefixItems" in part)) {
      this.#fault(key, `\`${pointerTo(path)}\` is no list${noItems}`);
      return undefined;
    }
    return { place: this.#places.of(this.#declared, key), path, schema: schema ?? true };
  }

  /** @returns the names of a JSON Pointer (RFC 6901), of which there is at least one. */
  #pointer(key: "token" | "items"): readonly string[] | undefined {
    const given = this.#declared[key];
    if (typeof given === "string" && given.startsWith("/")) {
      const names = given.slice(1).split("/");
      return names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    }
    const consequence = key === "token" ? noPages : noItems;
    const hint = typeof given === "string" && given !== "" ? `Write \`/${given}\`.` : "";
    const message = `\`x-pagination\` needs \`${key}\` as a JSON Pointer into the answer`;
    this.#fault(key, `${message}${consequence}`, hint);
    return undefined;
  }

  #parameter(): TokenPagination["parameter"] | undefined {
    const { parameters, body } = this.#paged;
    const name = this.#declared["parameter"];
    const fields: readonly Field[] = body && "fields" in body ? body.fields : [];
    const property = body?.kind === "json" ? body.schema : true;
    const candidates: readonly TokenPagination["parameter"][] = [
      ...parameters,
      ...fields,
      ...propertyNames(this.#partsOf(property)).map(
        (one) => ({ kind: "property", name: one }) as const,
      ),
    ];
    const [found, second] = candidates.filter((one) => one.name === name);
    if (found && !second) return found;
    const text = typeof name === "string" ? name : "";
    const close = nearest(
      text,
      candidates.map((one) => one.name),
    );
    const message =
      text === ""
        ? "`x-pagination` needs `parameter`, the name of what takes the token"
        : `the operation has ${second ? "more than one" : "no"} parameter \`${text}\``;
    const hint = !second && close !== undefined ? `Did you mean \`${close}\`?` : "";
    this.#fault("parameter", `${message}${noPages}`, hint);
    return undefined;
  }

  /** Why a parameter cannot take whatever token comes; nothing where it can. */
  #refusal(parameter: TokenPagination["parameter"], type: "string" | "number"): string | undefined {
    const { body } = this.#paged;
    const isProperty = "kind" in parameter;
    const bodyParts = this.#partsOf(isProperty && body?.kind === "json" ? body.schema : true);
    const schema = isProperty ? property(bodyParts, parameter.name) : parameter.schema;
    const parts = this.#partsOf(schema);
    const isOpen = !parts.some((part) => "enum" in part || "const" in part);
    const isNumbered = !isProperty && parameter.numbering !== undefined;
    if (isNumbered || !isOpen || this.#scalarOf(schema) !== type) {
      return `does not take every ${type} that the token may be`;
    }
    const isOneKind = bodyParts.every(
      ({ type = "object", anyOf, oneOf }) => type === "object" && !anyOf && !oneOf,
    );
    if (!isOneKind) return "is in a body of which there are several kinds";
    // Where the first request may have no body, the next has nothing else to put into it.
    const needsMore = isProperty && bodyParts.some(({ required }) => required !== undefined);
    const isOptional = isProperty && body?.kind === "json" && !body.required;
    return isOptional && needsMore
      ? "is in a body that may be left out, but not the rest of it"
      : undefined;
  }

  get #answer(): Schema | undefined {
    const { responses } = this.#paged;
    const successes = responses.filter(({ status }) => status.startsWith("2"));
    const good =
      successes.length > 0 ? successes : responses.filter(({ status }) => status === "default");
    return good.find(({ content }) => content?.kind === "json")?.content?.schema;
  }

  #fieldOfAnswer(key: string, path: readonly string[], consequence: string): Schema | undefined {
    const field = this.#follow(path);
    if (field) return field;
    const last = path.at(-1) ?? "";
    const owner = this.#follow(path.slice(0, -1));
    const close = nearest(last, propertyNames(this.#partsOf(owner)));
    const hint = close === undefined ? "" : `Did you mean \`${close}\`?`;
    const message = `the answer is not described to have \`${pointerTo(path)}\``;
    this.#fault(key, `${message}${consequence}`, hint);
    return undefined;
  }

  /** What the answer has at a path. */
  #follow(path: readonly string[]): Schema | undefined {
    const found = path.reduce<unknown>(
      (schema, name) => property(this.#partsOf(schema), name),
      this.#answer,
    );
    return found === true || isNode(found) ? found : undefined;
  }

  #scalarOf(schema: unknown): "string" | "number" | undefined {
    const parts = this.#partsOf(schema);
    const [type, second] = typeNames(parts);
    if (second !== undefined) return undefined;
    return type === "string" || type === "number" ? type : undefined;
  }

  /** The maps that a schema consists of: what it refers to, adds to or may be beside null, itself. */
  #partsOf(schema: unknown, seen: Set<unknown> = new Set<unknown>()): readonly Node[] {
    if (!isNode(schema) || seen.has(schema)) return [];
    seen.add(schema);
    const { $ref: reference, allOf, anyOf, oneOf } = schema;
    const alternatives = [...list(anyOf), ...list(oneOf)];
    const choices = alternatives.filter((one) => !isNode(one) || one["type"] !== "null");
    return [
      ...(typeof reference === "string" ? [this.#resolve(reference)] : []),
      ...list(allOf),
      ...(choices.length === 1 ? choices : []),
    ]
      .flatMap((one) => this.#partsOf(one, seen))
      .concat(choices.length > 1 ? [choice] : [], schema);
  }

  #fault(key: string, message: string, hint: string = ""): void {
    this.#tell("unusable-pagination", this.#declared, key, message, hint);
  }
}

/** Stands for a choice between schemas, which has no type of its own. */
const choice: Node = {};

const keys = ["parameter", "token", "items"];

const noPages = "; there is no generator for its pages";
const noItems = "; there is no generator for its items";

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
