import { isNode, type Node } from "../json/json-object.ts";
import type { Field, ParameterList, Parameters } from "./parameter.ts";
import { serversOf } from "./server.ts";
import {
  Draft,
  isExtension,
  isForeignReference,
  isLocalReference,
  isTrue,
  type Source,
} from "./context.ts";

const methods: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
]);

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

const responseKeys: ReadonlySet<string> = new Set(["content", "description", "headers", "links"]);
const bodyKeys: ReadonlySet<string> = new Set(["content", "description", "required"]);

const json = "application/json";
const urlencoded = "application/x-www-form-urlencoded";
const multipart = "multipart/form-data";

/** Upgrades path items and what they are made of. Path keys are left as they are. */
export class Operations {
  readonly #source: Source;
  readonly #parameters: Parameters;
  /** Of operations that do not say what they produce. */
  readonly #produces: readonly string[];

  constructor(source: Source, parameters: Parameters) {
    this.#source = source;
    this.#parameters = parameters;
    this.#produces = this.#mediaTypes(source.root, "produces");
  }

  /** `paths`, or another map of path items. */
  upgradePaths(paths: Node): Node {
    return this.#source.mapEntries(paths, (item, path) => {
      if (isExtension(path)) return item;
      if (isNode(item)) return this.#upgradePathItem(item, path);
      this.#source.warn("invalid-path-item", [paths, path], { path });
      return undefined;
    });
  }

  /** The shared responses. */
  sharedResponses(): Node {
    const source = this.#source;
    const entries = source
      .components("responses")
      .map(({ name, value, holder }) => [
        name,
        this.#upgradeResponse(value, holder, name, this.#produces),
      ]);
    return source.derive(Object.fromEntries(entries), source.root);
  }

  /** The shared request bodies of OpenAPI 3.x. */
  sharedBodies(): Node {
    const source = this.#source;
    const entries = source
      .components("requestBodies")
      .map(({ name, value, holder }) => [name, this.#upgradeBody(value, holder, name)]);
    const kept = entries.filter(([, body]) => body !== undefined);
    return source.derive(Object.fromEntries(kept), source.root);
  }

  #upgradePathItem(given: Node, path: string): Node {
    const source = this.#source;
    const item = this.#followPathItem(given);
    const draft = new Draft(item);
    const shared = this.#parameters.upgradeList(item, path);
    draft.set("parameters", this.#listOf(shared.plain, item));
    for (const key of Object.keys(item)) {
      if (isExtension(key) || pathItemKeys.has(key) || key === "parameters") continue;
      const method = this.#methodOf(item, key, draft);
      const operation = method && this.#upgradeOperation(item, key, path, shared);
      if (method !== key) draft.set(key, undefined);
      if (method !== undefined) draft.set(method, operation);
    }
    return draft.finish(source);
  }

  /** What a path item says itself wins over what it refers to. */
  #followPathItem(item: Node): Node {
    if (!isLocalReference(item)) return item;
    const resolved = this.#source.resolve(item, "pathItems");
    const { $ref, ...own } = item;
    return this.#source.derive({ ...resolved?.node, ...own }, item);
  }

  /** The method that a key means, unless the path item has that one already. */
  #methodOf(item: Node, key: string, draft: Draft): string | undefined {
    if (methods.has(key)) return key;
    const method = key
      .replace(/<[^<>]*>|&#?\w+;/g, " ")
      .trim()
      .toLowerCase();
    const isMethod = methods.has(method) && draft.get(method) === undefined;
    const as = isMethod ? method : undefined;
    this.#source.warn("invalid-method", [item, key], { key, as });
    return as;
  }

  #upgradeOperation(
    item: Node,
    key: string,
    path: string,
    shared: ParameterList,
  ): Node | undefined {
    const source = this.#source;
    const given = item[key];
    if (!isNode(given)) {
      source.warn("invalid-operation", [item, key], { isEmpty: given === null });
      if (given !== null) return undefined;
    }
    const node: Node = isNode(given) ? given : source.derive({}, item, key);
    const own = this.#parameters.upgradeList(node, path);
    const draft = new Draft(node);
    draft.set("parameters", this.#listOf(own.plain, node));
    draft.set("requestBody", this.#bodyOf(node, own, shared));
    draft.set("responses", this.#upgradeResponses(node));
    if (source.dialect === "2.0" && isList(node["schemes"])) {
      draft.set("servers", serversOf(source, node));
    }
    for (const text of ["summary", "description", "operationId"]) draft.text(text);
    const { tags, deprecated } = node;
    if (tags !== undefined) draft.set("tags", this.#tagsOf(tags, node));
    if (deprecated !== undefined) draft.set("deprecated", isTrue(deprecated));
    if (!isNode(node["externalDocs"])) draft.set("externalDocs", undefined);
    if (!isList(node["security"])) draft.set("security", undefined);
    draft.keep(operationKeys);
    return draft.finish(source);
  }

  #listOf(parameters: readonly Node[], owner: Node): readonly unknown[] | undefined {
    const given = owner["parameters"];
    if (isList(given)) return this.#source.reuse(parameters, given);
    return parameters.length > 0 ? this.#source.derive(parameters, owner, "parameters") : undefined;
  }

  #tagsOf(tags: unknown, node: Node): readonly unknown[] {
    const list = isList(tags) ? tags : [tags];
    const texts = list.filter((tag) => typeof tag === "string");
    return isList(tags)
      ? this.#source.reuse(texts, tags)
      : this.#source.derive(texts, node, "tags");
  }

  #bodyOf(operation: Node, own: ParameterList, shared: ParameterList): Node | undefined {
    const isOwnBody = own.bodies.length > 0;
    const bodies = isOwnBody || own.fields.length > 0 ? own.bodies : shared.bodies;
    const names = new Set(own.fields.map(({ name }) => name));
    const inherited = isOwnBody ? [] : shared.fields.filter(({ name }) => !names.has(name));
    const fields = [...own.fields, ...inherited];
    const types = this.#mediaTypes(operation, "consumes");
    const at = [operation, "parameters"] as const;

    const { requestBody } = operation;
    const [body] = bodies;
    const isForm = fields.length > 0 && (body === undefined || types.some(isFormType));
    if (requestBody !== undefined) {
      if (body || isForm) this.#source.warn("duplicate-body", at, { besides: "requestBody" });
      return this.#upgradeBody(requestBody, operation, "requestBody");
    }
    if (bodies.length > 1) {
      this.#source.warn("duplicate-body", at, { count: bodies.length });
    }
    if (body && fields.length > 0) {
      this.#source.warn("conflicting-body", at, { ignored: isForm ? "body" : "form" });
    }
    if (isForm) return this.#formOf(operation, fields, types);
    return body && this.#contentBodyOf(body, types);
  }

  #contentBodyOf(body: Node, types: readonly string[]): Node {
    const source = this.#source;
    const schema = this.#parameters.schemaOf(body);
    const { description, required } = body;
    const media = (types.length > 0 ? types : [json]).map((type) => [
      type,
      source.derive({ schema }, body),
    ]);
    const extensions = Object.entries(body).filter(([key]) => isExtension(key));
    return source.derive(
      {
        ...(typeof description === "string" && { description }),
        content: source.derive(Object.fromEntries(media), body),
        ...(isTrue(required) && { required: true }),
        ...Object.fromEntries(extensions),
      },
      body,
    );
  }

  #formOf(operation: Node, fields: readonly Field[], types: readonly string[]): Node {
    const source = this.#source;
    const hasFile = fields.some(({ isFile }) => isFile);
    const fitting = types.filter((type) => (hasFile ? isMultipart(type) : isFormType(type)));
    const fallback = hasFile ? multipart : urlencoded;
    if (types.length > 0 && fitting.length === 0) {
      const params = { types, as: fallback, hasFile };
      source.warn("invalid-form-media-type", [operation], params);
    }
    const make = <T extends object>(node: T): T => source.derive(node, operation, "parameters");
    const required = [...new Set(fields.flatMap((field) => (field.required ? field.name : [])))];
    const encodings = fields.flatMap(({ name, encoding }) => (encoding ? [[name, encoding]] : []));
    const schema = make({
      type: "object",
      properties: make(Object.fromEntries(fields.map(({ name, schema }) => [name, schema]))),
      ...(required.length > 0 && { required: make(required) }),
    });
    const media = (fitting.length > 0 ? fitting : [fallback]).map((type) => [
      type,
      make({
        schema,
        ...(encodings.length > 0 && { encoding: make(Object.fromEntries(encodings)) }),
      }),
    ]);
    return make({
      content: make(Object.fromEntries(media)),
      ...(required.length > 0 && { required: true }),
    });
  }

  /** A request body of OpenAPI 3.x. */
  #upgradeBody(value: unknown, holder: Node, key: string): Node | undefined {
    const source = this.#source;
    if (!isNode(value)) {
      source.warn("invalid-body", [holder, key]);
      return undefined;
    }
    if (isForeignReference(value)) return value;
    const resolved = isLocalReference(value)
      ? source.resolve(value, "requestBodies")
      : { node: value, ref: undefined };
    if (!resolved) return undefined;
    const { node, ref } = resolved;
    if (ref !== undefined) return source.reference(ref, value, holder, key);
    const draft = new Draft(node);
    const content = draft.get("content");
    const upgraded = isNode(content)
      ? this.#parameters.upgradeContent(content)
      : source.derive({}, node);
    draft.set("content", upgraded);
    draft.text("description");
    if (draft.get("required") !== undefined) draft.set("required", isTrue(draft.get("required")));
    draft.keep(bodyKeys);
    return draft.finish(source);
  }

  #upgradeResponses(operation: Node): Node {
    const source = this.#source;
    const { responses } = operation;
    if (!isNode(responses)) {
      if (responses !== undefined || source.dialect !== "3.1") {
        const isMissing = responses === undefined;
        const key = isMissing ? undefined : "responses";
        source.warn("missing-responses", [operation, key], { isMissing });
      }
      return source.derive({}, operation);
    }
    const produces = this.#mediaTypes(operation, "produces");
    const draft = new Draft(responses);
    for (const [key, value] of Object.entries(responses)) {
      if (isExtension(key)) continue;
      const status = this.#statusOf(responses, key, draft);
      if (status !== key) draft.set(key, undefined);
      if (status !== undefined) {
        draft.set(status, this.#upgradeResponse(value, responses, key, produces));
      }
    }
    return draft.finish(source);
  }

  /** The status that a key means: `200`, `2XX` or `default`, unless there is that one already. */
  #statusOf(responses: Node, key: string, draft: Draft): string | undefined {
    if (/^([1-5]\d\d|[1-5]XX|default)$/.test(key)) return key;
    const word = key.trim();
    const status = /^[1-5]xx$/i.test(word)
      ? word.toUpperCase()
      : /^default$/i.test(word)
        ? "default"
        : /^([1-5]\d\d)(?!\d)/.exec(word)?.[1];
    const isFree = status !== undefined && draft.get(status) === undefined;
    const as = isFree ? status : undefined;
    this.#source.warn("invalid-status", [responses, key], { key, as });
    return as;
  }

  #upgradeResponse(value: unknown, holder: Node, key: string, produces: readonly string[]): Node {
    const source = this.#source;
    if (!isNode(value)) {
      const description = typeof value === "string" ? value : "";
      const hasDescription = description !== "";
      source.warn("invalid-response", [holder, key], { fault: "not-an-object", hasDescription });
      return source.derive({ description }, holder, key);
    }
    if (isForeignReference(value)) return value;
    if (!isLocalReference(value)) return this.#upgradeContents(value, produces);
    const resolved = source.resolve(value, "responses", "unknown");
    if (!resolved) return source.derive({ description: "" }, value);
    const { node, ref, kind } = resolved;
    if (kind === "schemas") {
      const reference = value["$ref"];
      source.warn("invalid-response", [value, "$ref"], { fault: "schema-reference", reference });
      const response = { schema: source.derive({ $ref: value["$ref"] }, value) };
      return this.#upgradeContents(source.derive(response, value), produces);
    }
    const isUsual = produces.join() === this.#produces.join();
    return ref !== undefined && isUsual
      ? source.reference(ref, value, holder, key)
      : this.#upgradeContents(node, produces);
  }

  #upgradeContents(response: Node, produces: readonly string[]): Node {
    const source = this.#source;
    const draft = new Draft(response);
    const { headers, content } = response;
    draft.text("description");
    if (draft.get("description") === undefined) draft.set("description", "");
    if (source.dialect !== "2.0" && isNode(response["schema"]) && !isNode(content)) {
      source.warn("invalid-response", [response, "schema"], { fault: "misplaced-schema" });
    }
    draft.set("headers", isNode(headers) ? this.#parameters.upgradeHeaders(headers) : undefined);
    draft.set(
      "content",
      isNode(content)
        ? this.#parameters.upgradeContent(content)
        : this.#contentOf(response, produces),
    );
    draft.keep(responseKeys);
    return draft.finish(source);
  }

  /** The `schema` and `examples` of a Swagger 2.0 response, by media type. */
  #contentOf(response: Node, produces: readonly string[]): Node | undefined {
    const source = this.#source;
    const { schema: given } = response;
    const hasSchema = given !== undefined && given !== null;
    const examples = isNode(response["examples"]) ? response["examples"] : {};
    const isFile = isNode(given) && given["type"] === "file";
    const usual = produces.length > 0 ? produces : [isFile ? "application/octet-stream" : json];
    const types = hasSchema ? usual : Object.keys(examples).filter((key) => key.includes("/"));
    if (types.length === 0) return undefined;
    const others = Object.entries(examples).filter(([key]) => !types.includes(key));
    const schema = hasSchema && this.#parameters.schemaOf(response);
    const named = others.map(([key, value]) => [key, source.derive({ value }, response)]);
    const media = types.map((type, index) => {
      const isExample = Object.hasOwn(examples, type);
      return [
        type,
        source.derive(
          {
            ...(hasSchema && { schema }),
            ...(isExample && { example: examples[type] }),
            ...(!isExample &&
              index === 0 &&
              others.length > 0 && {
                examples: source.derive(Object.fromEntries(named), response),
              }),
          },
          response,
        ),
      ];
    });
    return source.derive(Object.fromEntries(media), response);
  }

  /** Swagger 2.0 `consumes` or `produces`, of an operation or of all. */
  #mediaTypes(operation: Node, key: "consumes" | "produces"): readonly string[] {
    const { root } = this.#source;
    const owner = operation[key] === undefined ? root : operation;
    const given = owner[key];
    if (given === undefined || given === null) return [];
    if (!isList(given)) {
      const as = typeof given === "string" ? "one" : "none";
      this.#source.warn("invalid-media-types", [owner, key], { key, as });
    }
    const texts = [given].flat().filter((type) => typeof type === "string");
    return [...new Set(texts.map((type) => type.trim()).filter((type) => type !== ""))];
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMultipart(type: string): boolean {
  return /^multipart\/form-data\b/i.test(type);
}

function isFormType(type: string): boolean {
  return isMultipart(type) || /^application\/x-www-form-urlencoded\b/i.test(type);
}
