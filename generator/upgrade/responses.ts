import { isNode, type Node } from "../data/json-object.ts";
import type { UpgradeContext } from "./context.ts";
import { Draft, isExtension } from "./draft.ts";
import { isForeignReference, isLocalReference } from "./local-references.ts";
import { json, mediaTypesOf } from "./media-types.ts";
import type { ParameterValues } from "./parameter-values.ts";

const responseKeys: ReadonlySet<string> = new Set(["content", "description", "headers", "links"]);

/** Upgrades responses. */
export class Responses {
  readonly #context: UpgradeContext;
  readonly #values: ParameterValues;
  /** The media types of operations without `produces`. */
  readonly #produces: readonly string[];

  constructor(context: UpgradeContext, values: ParameterValues) {
    this.#context = context;
    this.#values = values;
    this.#produces = mediaTypesOf(context, context.root, "produces");
  }

  /** Upgrades the shared responses. */
  shared(): Node {
    const context = this.#context;
    const entries = context
      .components("responses")
      .map(({ name, value, holder }) => [
        name,
        this.#upgradeResponse(value, holder, name, this.#produces),
      ]);
    return context.derive(Object.fromEntries(entries), context.root);
  }

  /** Upgrades the `responses` of an operation. */
  of(operation: Node): Node {
    const context = this.#context;
    const { responses } = operation;
    if (!isNode(responses)) {
      if (responses !== undefined || context.dialect !== "3.1") {
        const isMissing = responses === undefined;
        const key = isMissing ? undefined : "responses";
        context.warn("missing-responses", [operation, key], { isMissing });
      }
      return context.derive({}, operation);
    }
    const produces = mediaTypesOf(this.#context, operation, "produces");
    const draft = new Draft(responses);
    for (const [key, value] of Object.entries(responses)) {
      if (isExtension(key)) continue;
      const status = this.#statusOf(responses, key, draft);
      if (status !== key) draft.set(key, undefined);
      if (status !== undefined) {
        draft.set(status, this.#upgradeResponse(value, responses, key, produces));
      }
    }
    return draft.finish(context);
  }

  /** Interprets a key as `200`, `2XX` or `default`, unless the responses have that one already. */
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
    this.#context.warn("invalid-status", [responses, key], { key, as });
    return as;
  }

  #upgradeResponse(value: unknown, holder: Node, key: string, produces: readonly string[]): Node {
    const context = this.#context;
    if (!isNode(value)) {
      const description = typeof value === "string" ? value : "";
      const hasDescription = description !== "";
      context.warn("invalid-response", [holder, key], { fault: "not-an-object", hasDescription });
      return context.derive({ description }, holder, key);
    }
    if (isForeignReference(value)) return value;
    if (!isLocalReference(value)) return this.#upgradeContents(value, produces);
    const resolved = context.resolve(value, "responses", "unknown");
    if (!resolved) return context.derive({ description: "" }, value);
    const { node, ref, kind } = resolved;
    if (kind === "schemas") {
      const reference = value["$ref"];
      context.warn("invalid-response", [value, "$ref"], { fault: "schema-reference", reference });
      const response = { schema: context.derive({ $ref: value["$ref"] }, value) };
      return this.#upgradeContents(context.derive(response, value), produces);
    }
    const isUsual = produces.join() === this.#produces.join();
    return ref !== undefined && isUsual
      ? context.reference(ref, value, holder, key)
      : this.#upgradeContents(node, produces);
  }

  #upgradeContents(response: Node, produces: readonly string[]): Node {
    const context = this.#context;
    const draft = new Draft(response);
    const { headers, content } = response;
    draft.string("description");
    if (draft.get("description") === undefined) draft.set("description", "");
    if (context.dialect !== "2.0" && isNode(response["schema"]) && !isNode(content)) {
      context.warn("invalid-response", [response, "schema"], { fault: "misplaced-schema" });
    }
    draft.set("headers", isNode(headers) ? this.#values.upgradeHeaders(headers) : undefined);
    draft.set(
      "content",
      isNode(content) ? this.#values.upgradeContent(content) : this.#contentOf(response, produces),
    );
    draft.keep(responseKeys);
    return draft.finish(context);
  }

  /** Converts `schema` and `examples` of a Swagger 2.0 response to `content`. */
  #contentOf(response: Node, produces: readonly string[]): Node | undefined {
    const context = this.#context;
    const { schema: given } = response;
    const hasSchema = given !== undefined && given !== null;
    const examples = isNode(response["examples"]) ? response["examples"] : {};
    const isFile = isNode(given) && given["type"] === "file";
    const usual = produces.length > 0 ? produces : [isFile ? "application/octet-stream" : json];
    const types = hasSchema ? usual : Object.keys(examples).filter((key) => key.includes("/"));
    if (types.length === 0) return undefined;
    const others = Object.entries(examples).filter(([key]) => !types.includes(key));
    const schema = hasSchema && this.#values.schemaOf(response);
    const named = others.map(([key, value]) => [key, context.derive({ value }, response)]);
    const media = types.map((type, index) => {
      const isExample = Object.hasOwn(examples, type);
      return [
        type,
        context.derive(
          {
            ...(hasSchema && { schema }),
            ...(isExample && { example: examples[type] }),
            ...(!isExample &&
              index === 0 &&
              others.length > 0 && {
                examples: context.derive(Object.fromEntries(named), response),
              }),
          },
          response,
        ),
      ];
    });
    return context.derive(Object.fromEntries(media), response);
  }
}
