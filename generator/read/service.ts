import { groupBy } from "../collections/group-by.ts";
import { readAddress } from "./address.ts";
import type {
  Address,
  Body,
  Constant,
  Field,
  Flag,
  FormBody,
  Location,
  Method,
  NamedSchema,
  Operation,
  Parameter,
  QueryPart,
  Response,
  ResponseHeader,
  SerializationStyle,
  SecurityScheme,
  Service,
} from "../model/service.ts";
import { isNode, list, map, maps, text, type Node } from "../json/json-object.ts";
import { isNumbered, joinNumbered } from "./indexed-lists.ts";
import type { ReadContext } from "../source/read-context.ts";
import { resolvePointer } from "../json/json-pointer.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import { readFormSchema } from "./form-schema.ts";
import { readPagination } from "./pagination.ts";
import { answerKind, chooseMediaType } from "./media-type.ts";
import {
  fixedBy,
  styleOf,
  locations,
  ignoredHeaders,
  parameterKey,
  undeclared,
  unsendableHeaders,
  wireName,
} from "./parameter.ts";
import { credentialsOf, schemeWords } from "./security.ts";
import { identityOf } from "../model/operation-identity.ts";
import { asSchema } from "../model/json-schema.ts";

/**
 * Reads an OpenAPI 3.1 document into the model. What is missing or contradictory is corrected and
 * reported, so the model is always complete.
 *
 * @param source the description's file name, without folders.
 */
export function readService(document: Node, source: string, context: ReadContext): Service {
  return new Reader(document, context).service(source);
}

class Reader {
  readonly #document: Node;
  readonly #context: ReadContext;
  /** What parameters fix that leave no choice. */
  readonly #fixed = new Map<Parameter, readonly (Constant | Flag)[]>();
  #common: readonly string[] | undefined;

  constructor(document: Node, context: ReadContext) {
    this.#document = document;
    this.#context = context;
  }

  service(source: string): Service {
    const info = map(this.#document["info"]) ?? {};
    return {
      source,
      title: text(info["title"]),
      version: text(info["version"]),
      description: text(info["description"]),
      servers: this.#commonServers(),
      operations: this.#operations(),
      schemas: this.#schemas(),
      securitySchemes: this.#securitySchemes(),
    };
  }

  /** Those of the description, or else the one on which its paths agree. */
  #commonServers(): readonly string[] {
    if (this.#common) return this.#common;
    const own = this.#servers();
    const items = maps(Object.values(map(this.#document["paths"]) ?? {}));
    const operations = items.flatMap((item) => maps(methods.map(([name]) => item[name])));
    const firsts = [...items, ...operations].flatMap((node) => this.#servers(node).slice(0, 1));
    this.#common = own.length > 0 || new Set(firsts).size !== 1 ? own : firsts.slice(0, 1);
    return this.#common;
  }

  #servers(owner: Node = this.#document): string[] {
    return list(owner["servers"]).flatMap((server) => {
      const { url, variables } = map(server) ?? {};
      if (typeof url !== "string" || url === "") return [];
      const values = map(variables) ?? {};
      // A description that names no scheme is of its time; nobody serves an API without TLS now.
      const whole = url.startsWith("//") ? `https:${url}` : url;
      return [
        whole.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
          const value = Object.hasOwn(values, name) ? map(values[name])?.["default"] : undefined;
          return typeof value === "string" ? value : whole;
        }),
      ];
    });
  }

  #schemas(): NamedSchema[] {
    const schemas = map(map(this.#document["components"])?.["schemas"]) ?? {};
    return Object.entries(schemas).map(([name, schema]) => ({
      place: isNode(schema)
        ? this.#context.positions.of(schema)
        : this.#context.positions.of(schemas, name),
      name,
      schema: asSchema(schema),
    }));
  }

  #securitySchemes(): SecurityScheme[] {
    const schemes = map(map(this.#document["components"])?.["securitySchemes"]) ?? {};
    return Object.entries(schemes).flatMap(([name, value]) => {
      const definition = map(this.#resolve(value, schemes, name));
      if (!definition) return [];
      const place = isNode(value)
        ? this.#context.positions.of(value)
        : this.#context.positions.of(schemes, name);
      const credentials = credentialsOf(definition);
      if (credentials) {
        const description = text(definition["description"]);
        return [{ place, name, description, credentials, definition }];
      }
      this.#context.report("invalid-security-scheme", place, { name, fault: "incomplete" });
      return [];
    });
  }

  #operations(): Operation[] {
    const operations: Operation[] = [];
    const known = new Map<string, Operation>();
    for (const group of ["paths", "x-ms-paths"]) {
      const paths = map(this.#document[group]) ?? {};
      for (const [key, value] of Object.entries(paths)) {
        if (key.startsWith("x-")) continue;
        const item = map(this.#resolve(value, paths, key));
        if (!item) continue;
        if (map(item["trace"])) {
          this.#context.reportAt("unsupported-method", [item, "trace"]);
        }
        for (const [name, method] of methods) {
          const node = map(item[name]);
          if (!node) continue;
          const operation = this.#operation(key, method, node, item);
          const twin = known.get(identityOf(operation));
          if (twin) {
            this.#context.reportAt("duplicate-operation", [node], { method, path: key });
            continue;
          }
          known.set(identityOf(operation), operation);
          operations.push(operation);
        }
      }
    }
    return operations;
  }

  #operation(key: string, method: Method, node: Node, item: Node): Operation {
    const place = this.#context.positions.of(node);
    const given = this.#declared(item, node);
    const written = readAddress(key, given, (code, ...params) => {
      this.#context.report(code, place, ...params);
    });
    const declared = this.#withoutSecondPrefix(written, given);
    const address = this.#withDeclaredConstants(written, declared);
    const operation = {
      place,
      method,
      address,
      // A label tells a key from its twins, which what is declared then tells apart on the wire.
      hasAction: isFixed(written) || (address.label !== "" && isFixed(address)),
      name: this.#givenName(node),
      operationId: text(node["operationId"]).trim() || undefined,
      summary: text(node["summary"]),
      description: text(node["description"]),
      tags: list(node["tags"]).filter((tag) => typeof tag === "string"),
      deprecated: node["deprecated"] === true,
      externalDocs: text(map(node["externalDocs"])?.["url"]) || undefined,
      parameters: this.#parameters(address, declared, place),
      body: this.#body(node, method, address),
      responses: this.#responses(node),
      security: this.#security(node),
      securityRequirements: list(node["security"] ?? this.#document["security"]).map((one) =>
        Object.keys(map(one) ?? {}),
      ),
      server: this.#ownServer(node, item, place),
    };
    const resolve = (reference: string): unknown => resolvePointer(this.#document, reference);
    const pagination = readPagination(node, operation, resolve, this.#context);
    return { ...operation, pagination };
  }

  /** The first server of an operation or its path (OpenAPI 3.1, section 4.8.9) that is not everyone's. */
  #ownServer(node: Node, item: Node, place: SourceLocation): string | undefined {
    const servers = this.#servers(list(node["servers"]).length > 0 ? node : item);
    const [server] = servers;
    const common = this.#commonServers();
    if (server === undefined || servers.some((one) => common.includes(one))) return undefined;
    this.#context.report("server-override", place, { server });
    return server;
  }

  #givenName(node: Node): string | undefined {
    const given = node["x-operation-name"];
    if (given === undefined || /[A-Za-z0-9]/.test(text(given))) return text(given) || undefined;
    this.#context.reportAt("invalid-operation-name", [node, "x-operation-name"]);
    return undefined;
  }

  /** The parameters of an operation and of its path, of which the operation's own come first. */
  #declared(item: Node, operation: Node): Parameter[] {
    const own = this.#parameterList(operation, true);
    const ownKeys = new Map(own.map((parameter) => [parameterKey(parameter), parameter]));
    const shared = this.#parameterList(item, false).filter((outer) => {
      const inner = ownKeys.get(parameterKey(outer));
      if (inner && inner.name !== outer.name) this.#reportTwin(outer, inner);
      return inner === undefined;
    });
    return this.#withOneCookie([...shared, ...own]);
  }

  /** A header `Cookie` and cookie parameters are one field of the request, written from the latter. */
  #withOneCookie(parameters: readonly Parameter[]): Parameter[] {
    const hasCookies = parameters.some(({ location }) => location === "cookie");
    return parameters.filter((parameter) => {
      if (!hasCookies || parameterKey(parameter) !== "header cookie") return true;
      const { name, place } = parameter;
      this.#context.report("duplicate-parameter", place, { name, kept: "cookies" });
      return false;
    });
  }

  #reportTwin(twin: Parameter, kept: Parameter): void {
    const { name, place } = twin;
    this.#context.report("duplicate-parameter", place, { name, kept: kept.name });
  }

  #parameterList(owner: Node, reportTwins: boolean): Parameter[] {
    const parameters = new Map<string, Parameter>();
    const nodes = list(owner["parameters"]);
    for (const [index, value] of nodes.entries()) {
      const node = map(this.#resolve(value, nodes, index));
      const parameter = node && this.#parameter(node);
      if (!parameter) continue;
      const known = parameters.get(parameterKey(parameter));
      if (!known) parameters.set(parameterKey(parameter), parameter);
      else if (reportTwins || known.name !== parameter.name) this.#reportTwin(parameter, known);
    }
    return [...parameters.values()];
  }

  #parameter(node: Node): Parameter | undefined {
    const place = this.#context.positions.of(node);
    const location = locations.find((known) => known === node["in"]);
    const name = wireName(text(node["name"]), location);
    // The upgrade leaves no other locations.
    if (!location) return undefined;
    if (name === "") {
      const fault = "characters";
      this.#context.report("invalid-parameter-name", place, { name: text(node["name"]), fault });
      return undefined;
    }
    if (location === "header" && unsendableHeaders.has(name.toLowerCase())) {
      this.#context.report("unsupported-header", place, { name });
      return undefined;
    }
    if (location === "header" && ignoredHeaders.has(name.toLowerCase())) {
      this.#context.report("ignored-header", place, { name });
      return undefined;
    }
    const content = Object.values(map(node["content"]) ?? {})[0];
    const schema = asSchema(node["schema"] ?? map(content)?.["schema"] ?? { type: "string" });
    const parameter: Parameter = {
      place,
      location,
      name,
      required: node["required"] === true,
      deprecated: node["deprecated"] === true,
      description: text(node["description"]),
      schema,
      style: styleOf(node, location),
      allowReserved: node["allowReserved"] === true && location === "query",
    };
    const fixed = fixedBy(parameter, node["allowEmptyValue"] === true);
    if (fixed.length > 0) this.#fixed.set(parameter, fixed);
    return parameter;
  }

  /**
   * A label behind a dot that the path has already, as in `/{id}.{ext}`, does not write another one.
   */
  #withoutSecondPrefix(address: Address, declared: readonly Parameter[]): readonly Parameter[] {
    const before = new Map(
      address.path.flatMap((part, index, parts) => {
        const previous = parts[index - 1];
        return part.kind === "template" && previous?.kind === "text"
          ? [[part.name, previous.text] as const]
          : [];
      }),
    );
    return declared.map((parameter) => {
      const prefix = prefixes.get(parameter.style);
      if (parameter.location !== "path" || prefix === undefined) return parameter;
      const isThere = before.get(parameter.name)?.endsWith(prefix(parameter.name)) === true;
      return isThere ? { ...parameter, style: "simple" } : parameter;
    });
  }

  /**
   * A required parameter of the query or a header that allows a single value is a constant too. The
   * query keeps the declared order up to the last of them.
   */
  #withDeclaredConstants(address: Address, declared: readonly Parameter[]): Address {
    const written = new Set([
      ...address.headers.map(({ name }) => parameterKey({ location: "header", name })),
      ...address.query.flatMap((part) =>
        [part.name, nameOfVariable(part) ?? part.name].map((name) =>
          parameterKey({ location: "query", name }),
        ),
      ),
    ]);
    const open = declared.filter((one) => !written.has(parameterKey(one)));
    const inQuery = open.filter(({ location }) => location === "query");
    const last = inQuery.findLastIndex((one) => this.#fixed.has(one));
    const query = inQuery.slice(0, last + 1).flatMap((one): readonly QueryPart[] => {
      if (isNumbered(one.name)) return [];
      return this.#fixed.get(one) ?? [{ kind: "template", name: one.name, variable: one.name }];
    });
    const headers = open
      .filter(({ location }) => location === "header")
      .flatMap((one) => this.#fixed.get(one) ?? [])
      .filter((part) => part.kind === "constant");
    return {
      ...address,
      query: [...address.query, ...query],
      headers: [...address.headers, ...headers],
    };
  }

  /** What a caller passes: the declared parameters, but for constants, and undeclared templates. */
  #parameters(
    address: Address,
    declared: readonly Parameter[],
    place: SourceLocation,
  ): Parameter[] {
    const byKey = new Map(declared.map((parameter) => [parameterKey(parameter), parameter]));
    const find = (name: string, location: Location): Parameter | undefined =>
      byKey.get(parameterKey({ name, location }));
    const taken = new Set<Parameter>();
    const parameters: Parameter[] = [];
    const seen = new Set<string>();
    const isSeen = (location: Location, name: string): boolean => {
      const key = parameterKey({ location, name });
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    };

    for (const part of address.path) {
      if (part.kind !== "template" || isSeen("path", part.name)) continue;
      const parameter = find(part.name, "path");
      if (parameter) taken.add(parameter);
      else if (!part.optional) {
        this.#context.report("undeclared-path-parameter", place, { name: part.name });
      }
      const base = parameter ?? undeclared(part.name, "path", place);
      parameters.push({ ...base, required: !part.optional });
    }
    for (const part of address.query) {
      if (part.kind === "template") {
        const parameter =
          find(part.variable, "query") ??
          find(part.variable, "path") ??
          find(part.name, "query") ??
          find(part.name, "path");
        if (parameter) taken.add(parameter);
        if (isSeen("query", part.name)) continue;
        const base = parameter ?? undeclared(part.name, "query", place);
        parameters.push({ ...base, location: "query", name: part.name });
      }
      const namesake = find(part.name, "query");
      if (namesake && part.kind !== "template") this.#collapse(part, namesake, taken);
    }
    for (const header of address.headers) {
      const namesake = find(header.name, "header");
      if (namesake) this.#collapse(header, namesake, taken);
    }
    const inQuery = new Set(address.query.map(({ name }) => name));
    for (const parameter of declared) {
      if (taken.has(parameter)) continue;
      if (parameter.location !== "path") parameters.push(parameter);
      else if (!inQuery.has(parameter.name)) {
        const { name, place } = parameter;
        this.#context.report("unused-path-parameter", place, { name });
      }
    }
    return joinNumbered(parameters);
  }

  /** A constant that is declared too is only a constant. */
  #collapse(constant: Address["query"][number], parameter: Parameter, taken: Set<Parameter>): void {
    taken.add(parameter);
    const allowed = map(parameter.schema)?.["enum"];
    const value = constant.kind === "constant" ? constant.value : "";
    if (!Array.isArray(allowed) || allowed.flat().map(String).includes(value)) return;
    const { name } = constant;
    this.#context.report("conflicting-constant", parameter.place, { name, value });
  }

  #body(operation: Node, method: Method, { query }: Address): Body | undefined {
    const node = map(this.#resolve(operation["requestBody"], operation, "requestBody"));
    if (!node) return undefined;
    const place = this.#context.positions.of(operation, "requestBody");
    if (method === "GET" || method === "HEAD") {
      this.#context.report("unsupported-body", place, { method });
      return undefined;
    }
    const content = map(node["content"]) ?? {};
    const chosen = chooseMediaType(Object.keys(content));
    if (!chosen) return undefined;
    const media = map(content[chosen.mediaType]) ?? {};
    const { kind, mediaType } = chosen;
    const schema = map(this.#resolve(media["schema"], media, "schema")) ?? {};
    // A form that is a text is one that the caller has written out.
    const isText = kind === "form" && schema["type"] === "string";
    if (kind === "multipart" || (kind === "form" && !isText)) {
      return { place, kind, mediaType, ...this.#form(schema, media, place, node, query) };
    }
    return {
      place,
      kind: kind === "form" ? "text" : kind,
      mediaType,
      required: node["required"] === true,
      description: text(node["description"]),
      schema: asSchema(media["schema"] ?? true),
    };
  }

  #form(
    schema: Node,
    media: Node,
    place: SourceLocation,
    body: Node,
    query: Address["query"],
  ): Pick<FormBody, "fields" | "others"> {
    const { fields, others } = readFormSchema(schema, (...node) => this.#resolve(...node));
    const encoding = map(media["encoding"]) ?? {};
    const read = Array.from(fields, ([name, field]): Field => {
      const property = asSchema(field.schema);
      return {
        place: isNode(field.schema) ? this.#context.positions.of(field.schema) : place,
        name: wireName(name, undefined),
        required: field.required,
        description: property === true ? "" : text(property["description"]),
        schema: property,
        style: styleOf(map(encoding[name]) ?? {}, "query"),
      };
    });
    const constants = groupBy(query, ({ name }) => name);
    const open = read.filter(
      (field) => !constants.get(field.name)?.some((part) => repeats(field, part)),
    );
    return {
      fields: joinNumbered(open),
      others:
        others === undefined
          ? undefined
          : {
              place,
              name: "body",
              required: fields.size === 0 && body["required"] === true,
              description: text(body["description"]),
              schema: { type: "object", additionalProperties: asSchema(others) },
              style: "exploded-form",
            },
    };
  }

  /** From the exact to the general: `400`, `404`, `4XX`, `default`. */
  #responses(operation: Node): Response[] {
    const responses = map(operation["responses"]) ?? {};
    const found = Object.keys(responses)
      .filter((status) => /^(?:[1-5](?:\d\d|XX)|default)$/i.test(status))
      .map((status) => {
        const node = map(this.#resolve(responses[status], responses, status)) ?? {};
        const content = map(node["content"]) ?? {};
        const chosen = chooseMediaType(Object.keys(content));
        const schema = chosen && map(content[chosen.mediaType])?.["schema"];
        return {
          place: this.#context.positions.of(responses, status),
          status: status.toLowerCase() === "default" ? "default" : status.toUpperCase(),
          description: text(node["description"]),
          headers: this.#headers(node),
          content:
            chosen && (schema !== undefined || chosen.kind !== "json")
              ? {
                  mediaType: chosen.mediaType,
                  kind: answerKind(chosen.kind),
                  schema: asSchema(schema ?? true),
                }
              : undefined,
        };
      });
    return found.sort((a, b) => (a.status < b.status ? -1 : 1));
  }

  /** What a response says of its headers. The content's own type is no header (section 4.8.17.1). */
  #headers(response: Node): ResponseHeader[] {
    const headers = map(response["headers"]) ?? {};
    return Object.keys(headers)
      .filter((name) => name.toLowerCase() !== "content-type")
      .map((name) => {
        const header = map(this.#resolve(headers[name], headers, name)) ?? {};
        const schema = asSchema(header["schema"] ?? true);
        return { name, description: text(header["description"]), schema };
      });
  }

  #security(operation: Node): string[] {
    const alternatives = list(operation["security"] ?? this.#document["security"]);
    const schemes = map(map(this.#document["components"])?.["securitySchemes"]) ?? {};
    return alternatives.map((alternative) => {
      const together = Object.entries(map(alternative) ?? {}).map(([name, scopes]) => {
        const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
        const words = schemeWords(map(this.#resolve(scheme, schemes, name)) ?? {}) || name;
        return [words, ...list(scopes).map(String).sort()].join(" ");
      });
      return together.sort().join(" and ");
    });
  }

  /** Follows references within the document, as far as they lead. */
  #resolve(value: unknown, owner: Node | readonly unknown[], key: string | number): unknown {
    const seen = new Set<string>();
    let target = value;
    for (let node = map(target); node && typeof node["$ref"] === "string"; node = map(target)) {
      const reference = node["$ref"];
      const next = seen.has(reference) ? undefined : resolvePointer(this.#document, reference);
      if (next === undefined) {
        if (seen.has(reference)) {
          this.#context.reportAt("circular-reference", [owner, key], { reference });
        } else {
          const params = { reference, fault: "missing" } as const;
          this.#context.reportAt("unresolved-reference", [owner, key], params);
        }
        return undefined;
      }
      seen.add(reference);
      target = next;
    }
    return target;
  }
}

/** What the styles of a path write before the value (OpenAPI 3.1, section 4.8.12.4). */
const prefixes: ReadonlyMap<SerializationStyle, (name: string) => string> = new Map<
  SerializationStyle,
  (name: string) => string
>([
  ["label", () => "."],
  ["exploded-label", () => "."],
  ["matrix", (name) => `;${encodeURIComponent(name)}=`],
  ["exploded-matrix", (name) => `;${encodeURIComponent(name)}=`],
]);

const methods: readonly (readonly [string, Method])[] = [
  ["get", "GET"],
  ["put", "PUT"],
  ["post", "POST"],
  ["delete", "DELETE"],
  ["options", "OPTIONS"],
  ["head", "HEAD"],
  ["patch", "PATCH"],
];

/** Whether an address has a constant or a flag. */
function isFixed({ query, headers }: Address): boolean {
  return [...query, ...headers].some(({ kind }) => kind !== "template");
}

function nameOfVariable(part: QueryPart): string | undefined {
  return part.kind === "template" ? part.variable : undefined;
}

/** Whether a form field says again what the query fixes, so that nobody needs to pass it. */
function repeats({ name, schema }: Field, part: QueryPart): boolean {
  if (part.kind !== "constant" || part.name !== name) return false;
  const allowed = map(schema)?.["enum"];
  return !Array.isArray(allowed) || allowed.flat().map(String).includes(part.value);
}
