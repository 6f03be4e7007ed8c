import { isNode, asList, asNode, asText, type Node } from "../data/json-object.ts";
import { resolvePointer } from "../data/json-pointer.ts";
import { factsOf, wireFacts } from "../model/wire-facts.ts";

/** An operation that is named by an action, and where its description has it. */
export interface DescribedAction {
  readonly action: string;
  /** The key below `paths`, and the method in lower case. */
  readonly path: string;
  readonly method: string;
}

export interface PoorDescription {
  /** As it was loaded: Swagger 2.0 or OpenAPI 3.x. */
  readonly document: Node;
  /** The name of its file, for `extends`. */
  readonly file: string;
  readonly actions: readonly DescribedAction[];
}

/**
 * Derives an overlay for a description of actions from a richer one of the same actions, joined by
 * their names: the protocol, and each action's parameters, responses and errors with their schemas.
 * Parameters that the richer description does not know stay as they are.
 *
 * @param rich the description that says more, normalized: OpenAPI 3.1 with its actions as parameters.
 * @returns an overlay of version 1.1, and the actions that only the poor description has.
 */
export function deriveOverlay(
  rich: Node,
  poor: PoorDescription,
): { readonly overlay: Node; readonly unknown: readonly string[] } {
  const known = new Map(actionsIn(rich).map((one) => [one.action.toLowerCase(), one]));
  const writer = new Writer(rich, poor.document);
  const unknown: string[] = [];
  for (const one of poor.actions) {
    const richer = known.get(one.action.toLowerCase());
    if (richer) writer.complete(one, richer);
    else unknown.push(one.action);
  }
  const { title, version } = asNode(rich["info"]) ?? {};
  const overlay = {
    overlay: "1.1.0",
    info: { title: `Completed from ${asText(title)}`, version: asText(version) || "1" },
    extends: poor.file,
    actions: [...writer.shared(), ...writer.actions],
  };
  return { overlay, unknown };
}

/** The common prefix of operations in `X-Amz-Target`; empty where there is none. */
function targetOf(document: Node): string {
  const operations = Object.values(asNode(document["paths"]) ?? {}).flatMap((item) =>
    Object.values(asNode(item) ?? {}),
  );
  const [value = ""] = operations.map(dispatchOf).filter((one) => one.includes("."));
  return value.slice(0, value.lastIndexOf("."));
}

/** The constant that names an operation. */
function dispatchOf(operation: unknown): string {
  const parameters = asList(asNode(operation)?.["parameters"]).filter(isNode);
  const dispatch = parameters.find(
    (one) => /^(?:action|x-amz-target)$/i.test(asText(one["name"])) && isConstant(one),
  );
  return asText(asList(asNode(dispatch?.["schema"])?.["enum"])[0]);
}

/** The operations of a normalized description that a constant names. */
function actionsIn(document: Node): readonly DescribedAction[] {
  return Object.entries(asNode(document["paths"]) ?? {}).flatMap(([path, item]) =>
    Object.entries(asNode(item) ?? {}).flatMap(([method, operation]) => {
      const value = dispatchOf(operation);
      const action = value.slice(value.lastIndexOf(".") + 1);
      return action === "" ? [] : [{ action, path, method }];
    }),
  );
}

class Writer {
  readonly actions: Node[] = [];
  readonly #rich: Node;
  readonly #poor: Node;
  readonly #isSwagger: boolean;
  readonly #schemas = new Map<string, unknown>();

  constructor(rich: Node, poor: Node) {
    this.#rich = rich;
    this.#poor = poor;
    this.#isSwagger = poor["swagger"] !== undefined;
  }

  /** Actions on the whole description, schemas included. */
  shared(): Node[] {
    const { protocol } = wireFacts(this.#rich);
    const info = asNode(this.#rich["info"]) ?? {};
    const service = info["x-serviceName"];
    const target = targetOf(this.#rich);
    const schemas = Object.fromEntries(this.#schemas);
    const place = this.#isSwagger ? asNode(this.#poor["definitions"]) : this.#components();
    const known = Object.keys(schemas).filter((name) => place && Object.hasOwn(place, name));
    const path = this.#isSwagger ? "$.definitions" : "$.components.schemas";
    return [
      ...known.map((name) => ({ target: `${path}${segment(name)}`, remove: true })),
      {
        target: "$",
        update: {
          ...(protocol !== undefined && { "x-aws-protocol": protocol }),
          ...(target !== "" && { "x-aws-target": target }),
          info: {
            ...(protocol !== undefined && { version: info["version"] }),
            ...(service !== undefined && { "x-serviceName": service }),
          },
          ...(this.#schemas.size > 0 &&
            (this.#isSwagger ? { definitions: schemas } : { components: { schemas } })),
        },
      },
    ];
  }

  complete(poor: DescribedAction, rich: DescribedAction): void {
    const target = `$.paths${segment(poor.path)}.${poor.method}`;
    const node = operationOf(this.#poor, poor);
    const richer = operationOf(this.#rich, rich);
    const members = this.#membersOf(richer);
    const names = new Set(members.map(({ name }) => name.toLowerCase()));
    const described = asList(node["parameters"])
      .filter(isNode)
      .map(({ name }) => asText(name))
      .filter((name) => names.has(plainName(name)));
    if (described.length > 0) {
      const test = described.map((name) => `@.name == ${quoted(name)}`).join(" || ");
      this.actions.push({ target: `${target}.parameters[?${test}]`, remove: true });
    }
    const parameters = members.map((member) => this.#parameter(member));
    const responses = Object.entries(asNode(richer["responses"]) ?? {});
    for (const key of ["produces", "responses"]) {
      if (node[key] !== undefined) this.actions.push({ target: `${target}.${key}`, remove: true });
    }
    this.actions.push({
      target,
      update: {
        ...(parameters.length > 0 && { parameters }),
        ...(this.#isSwagger && { produces: mediaTypesOf(responses) }),
        responses: Object.fromEntries(
          responses.map(([status, response]) => [status, this.#response(asNode(response) ?? {})]),
        ),
      },
    });
  }

  /** The members of an action's input: properties of its body, and parameters of its query. */
  #membersOf(operation: Node): readonly InputMember[] {
    const [media] = Object.values(asNode(asNode(operation["requestBody"])?.["content"]) ?? {});
    const schema = this.#resolve(asNode(media)?.["schema"]);
    const required = new Set(asList(schema["required"]));
    const properties = Object.entries(asNode(schema["properties"]) ?? {});
    const inBody = properties.map(([name, property]) => ({
      name: this.#wireName(name, property),
      required: required.has(name),
      description: "",
      schema: property,
    }));
    const taken = new Set(inBody.map(({ name }) => name.toLowerCase()));
    const inQuery = asList(operation["parameters"])
      .filter(isNode)
      .filter((one) => one["in"] === "query" && !isConstant(one))
      .map((one) => ({
        name: asText(one["name"]),
        required: one["required"] === true,
        description: asText(one["description"]),
        schema: one["schema"],
      }))
      .filter(({ name }) => !taken.has(name.toLowerCase()));
    return [...inBody, ...inQuery];
  }

  /** EC2 has the name of a query's parameter in capitals, and a name of its own for some. */
  #wireName(name: string, property: unknown): string {
    if (wireFacts(this.#rich)["protocol"] !== "ec2") return name;
    const { xml, wire } = factsOf(property);
    const form = asText(wire["queryName"]);
    if (form !== "") return form;
    const element = asText(xml["name"]) || name;
    return element.charAt(0).toUpperCase() + element.slice(1);
  }

  #parameter({ name, required, description, schema }: InputMember): Node {
    const whole = this.#flat(schema);
    const summary = description || asText(whole["description"]);
    const written = this.#isSwagger
      ? this.#keywords(whole, schema)
      : { schema: this.#schema(schema) };
    return {
      name,
      in: "query",
      ...(required && { required }),
      ...written,
      ...(summary !== "" && { description: summary }),
    };
  }

  /**
   * Parameters of Swagger 2.0 have the keywords of their schema themselves. What is required of an
   * object would say whether the parameter is.
   */
  #keywords(whole: Node, schema: unknown): Node {
    const isStructure = whole["properties"] !== undefined || whole["required"] !== undefined;
    if (isStructure) return { type: "object", allOf: [this.#schema(schema)] };
    return asNode(this.#schema(whole)) ?? {};
  }

  /** A schema in full: its references followed, its parts in one. */
  #flat(schema: unknown): Node {
    const { allOf, ...own } = this.#resolve(schema);
    return Object.assign({}, ...asList(allOf).map((part) => this.#flat(part)), own) as Node;
  }

  #response(response: Node): Node {
    const content = Object.entries(asNode(response["content"]) ?? {});
    const [first] = content.map(([, media]) => asNode(media)?.["schema"]);
    const description = asText(response["description"]);
    if (this.#isSwagger)
      return { description, ...(first !== undefined && { schema: this.#schema(first) }) };
    const media = content.map(([type, one]) => [
      type,
      { schema: this.#schema(asNode(one)?.["schema"]) },
    ]);
    return { description, ...(media.length > 0 && { content: Object.fromEntries(media) as Node }) };
  }

  /** A schema with its references where the poor description has schemas, which come along. */
  #schema(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((item: unknown) => this.#schema(item));
    if (!isNode(schema)) return schema;
    const reference = schema["$ref"];
    if (typeof reference === "string") {
      const name = reference.slice(prefix.length);
      if (!this.#schemas.has(name)) {
        this.#schemas.set(name, {});
        this.#schemas.set(name, this.#schema(resolvePointer(this.#rich, reference)));
      }
      return { $ref: `${this.#isSwagger ? "#/definitions/" : prefix}${name}` };
    }
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]) => [key, this.#schema(value)]),
    );
  }

  #resolve(schema: unknown): Node {
    const node = asNode(schema) ?? {};
    const reference = node["$ref"];
    return typeof reference === "string"
      ? this.#resolve(resolvePointer(this.#rich, reference))
      : node;
  }

  #components(): Node | undefined {
    return asNode(asNode(this.#poor["components"])?.["schemas"]);
  }
}

interface InputMember {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly schema: unknown;
}

const prefix = "#/components/schemas/";

function operationOf(document: Node, { path, method }: DescribedAction): Node {
  return asNode(asNode(asNode(document["paths"])?.[path])?.[method]) ?? {};
}

function mediaTypesOf(responses: readonly (readonly [string, unknown])[]): readonly string[] {
  const types = responses.flatMap(([, one]) => Object.keys(asNode(asNode(one)?.["content"]) ?? {}));
  return types.length > 0 ? [...new Set(types)] : ["text/xml"];
}

/** Whether a parameter has one value alone, as the action and the version have. */
function isConstant(parameter: Node): boolean {
  return (
    parameter["required"] === true && asList(asNode(parameter["schema"])?.["enum"]).length === 1
  );
}

/** `Filter.N.Name` and `Tags.member.N` belong to the lists `Filter` and `Tags`. */
function plainName(name: string): string {
  return name.replace(/(?:\.(?:member|entry))?\.[Nn#](?:\..*)?$/, "").toLowerCase();
}

/** A key in a JSONPath. */
function segment(key: string): string {
  return `[${quoted(key)}]`;
}

/** A string of JSONPath (RFC 9535, section 2.3.1.1). */
function quoted(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
  return `'${escaped.replaceAll("'", "\\'")}'`;
}
