import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import { Draft, isExtension, isTrue } from "./draft.ts";
import { isForeignReference, isLocalReference } from "./local-references.ts";
import {
  isFormType,
  isMultipart,
  json,
  mediaTypesOf,
  multipart,
  urlencoded,
} from "./media-types.ts";
import type { Field, ParameterList } from "./parameter.ts";
import type { ParameterValues } from "./parameter-values.ts";

const bodyKeys: ReadonlySet<string> = new Set(["content", "description", "required"]);

/** Upgrades request bodies: of OpenAPI 3.x, and of Swagger 2.0 from its parameters. */
export class Bodies {
  readonly #context: UpgradeContext;
  readonly #values: ParameterValues;

  constructor(context: UpgradeContext, values: ParameterValues) {
    this.#context = context;
    this.#values = values;
  }

  /** Upgrades the shared request bodies of OpenAPI 3.x. */
  shared(): Node {
    const context = this.#context;
    const entries = context
      .components("requestBodies")
      .map(({ name, value, holder }) => [name, this.#upgradeBody(value, holder, name)]);
    const kept = entries.filter(([, body]) => body !== undefined);
    return context.derive(Object.fromEntries(kept), context.root);
  }

  /**
   * Upgrades the request body of an operation.
   *
   * @param shared the parameters of its path item.
   */
  of(operation: Node, own: ParameterList, shared: ParameterList): Node | undefined {
    const isOwnBody = own.bodies.length > 0;
    const bodies = isOwnBody || own.fields.length > 0 ? own.bodies : shared.bodies;
    const names = new Set(own.fields.map(({ name }) => name));
    const inherited = isOwnBody ? [] : shared.fields.filter(({ name }) => !names.has(name));
    const fields = [...own.fields, ...inherited];
    const types = mediaTypesOf(this.#context, operation, "consumes");
    const at = [operation, "parameters"] as const;

    const { requestBody } = operation;
    const [body] = bodies;
    const isForm = fields.length > 0 && (body === undefined || types.some(isFormType));
    if (requestBody !== undefined) {
      if (body || isForm) this.#context.warn("duplicate-body", at, { besides: "requestBody" });
      return this.#upgradeBody(requestBody, operation, "requestBody");
    }
    if (bodies.length > 1) {
      this.#context.warn("duplicate-body", at, { count: bodies.length });
    }
    if (body && fields.length > 0) {
      this.#context.warn("conflicting-body", at, { ignored: isForm ? "body" : "form" });
    }
    if (isForm) return this.#formOf(operation, fields, types);
    return body && this.#contentBodyOf(body, types);
  }

  #contentBodyOf(body: Node, types: readonly string[]): Node {
    const context = this.#context;
    const schema = this.#values.schemaOf(body);
    const { description, required } = body;
    const media = (types.length > 0 ? types : [json]).map((type) => [
      type,
      context.derive({ schema }, body),
    ]);
    const extensions = Object.entries(body).filter(([key]) => isExtension(key));
    return context.derive(
      {
        ...(typeof description === "string" && { description }),
        content: context.derive(Object.fromEntries(media), body),
        ...(isTrue(required) && { required: true }),
        ...Object.fromEntries(extensions),
      },
      body,
    );
  }

  #formOf(operation: Node, fields: readonly Field[], types: readonly string[]): Node {
    const context = this.#context;
    const hasFile = fields.some(({ isFile }) => isFile);
    const fitting = types.filter((type) => (hasFile ? isMultipart(type) : isFormType(type)));
    const fallback = hasFile ? multipart : urlencoded;
    if (types.length > 0 && fitting.length === 0) {
      const params = { types, as: fallback, hasFile };
      context.warn("invalid-form-media-type", [operation], params);
    }
    const make = <T extends object>(node: T): T => context.derive(node, operation, "parameters");
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
    const context = this.#context;
    if (!isNode(value)) {
      context.warn("invalid-body", [holder, key]);
      return undefined;
    }
    if (isForeignReference(value)) return value;
    const resolved = isLocalReference(value)
      ? context.resolve(value, "requestBodies")
      : { node: value, ref: undefined };
    if (!resolved) return undefined;
    const { node, ref } = resolved;
    if (ref !== undefined) return context.reference(ref, value, holder, key);
    const draft = new Draft(node);
    const content = draft.get("content");
    const upgraded = isNode(content)
      ? this.#values.upgradeContent(content)
      : context.derive({}, node);
    draft.set("content", upgraded);
    draft.string("description");
    if (draft.get("required") !== undefined) draft.set("required", isTrue(draft.get("required")));
    draft.keep(bodyKeys);
    return draft.finish(context);
  }
}
