import {
  cleanName,
  follow,
  isNode,
  nodeOf,
  placeOf,
  wireName,
  type Node,
  type RawOperation,
} from "./description.ts";
import { fieldStyle, isList, oneType, type FormField } from "./form-field.ts";
import { Inventor, typeOf, type Invented } from "./invent.ts";
import { numbered, numberedList, type Field, type Pair } from "./numbered-list.ts";
import type { KeyPair, PathKey } from "./path-key.ts";
import { inventObject, objectPairs, objectStyle } from "./structured.ts";
import { inventXml, type ExpectedElement } from "./xml.ts";

/** Stands for a comma that goes out as it is, between the items of a list (RFC 6570, 3.2.8). */
export const separator = "\u0000,";

/** The request that must arrive at the server, and the input of the builder for it. */
export interface Expectation {
  readonly params: Readonly<Record<string, unknown>>;
  readonly method: string;
  /** Decoded, with {@link separator} for each comma that is no part of a value. */
  readonly path: string;
  /** The pairs of the path key, in its order: they come first. */
  readonly keyed: readonly Pair[];
  /** All other pairs, in any order. */
  readonly declared: readonly Pair[];
  /** Names in small letters. */
  readonly headers: readonly Pair[];
  readonly body: ExpectedBody | undefined;
  /** Parameters with structured values, of which the table says nothing: neither given nor expected. */
  readonly unchecked: number;
}

export type ExpectedBody =
  | { readonly kind: "json"; readonly types: readonly string[]; readonly value: unknown }
  | { readonly kind: "text"; readonly types: readonly string[]; readonly value: string }
  | { readonly kind: "xml"; readonly types: readonly string[]; readonly element: ExpectedElement }
  | { readonly kind: "form"; readonly fields: readonly Pair[] }
  | {
      readonly kind: "multipart";
      readonly fields: readonly Pair[];
      /** The media types of parts by name; text has none, or is `text/plain`. */
      readonly partTypes: ReadonlyMap<string, string>;
    };

/**
 * The whole of what an operation sends, by the table of forms and the description alone.
 *
 * @param isAws whether XML is given as it is sent, and media types are parameters, as AWS has it.
 */
export function expectRequest(
  root: Node,
  operation: RawOperation,
  key: PathKey,
  isAws: boolean,
): Expectation {
  return new Expecting(root, operation, key, isAws).request();
}

class Expecting {
  readonly #root: Node;
  readonly #operation: RawOperation;
  readonly #key: PathKey;
  readonly #isAws: boolean;
  readonly #inventor: Inventor;
  readonly #params = new Map<string, unknown>();
  readonly #used = new Set<Node>();
  #unchecked = 0;

  constructor(root: Node, operation: RawOperation, key: PathKey, isAws: boolean) {
    this.#root = root;
    this.#operation = operation;
    this.#key = key;
    this.#isAws = isAws;
    this.#inventor = new Inventor(root);
  }

  request(): Expectation {
    const { method } = this.#operation;
    const path = this.#path();
    const constants = this.#constants();
    const keyed = constants.query.flatMap((pair) => this.#keyed(pair));
    const declared = this.#declared("query");
    const headers = [
      ...constants.headers.map(({ name, value }): Pair => [name.toLowerCase(), value ?? ""]),
      ...this.#declared("header").map(([name, value]): Pair => [name.toLowerCase(), value]),
    ];
    const cookies = this.#declared("cookie");
    if (cookies.length > 0) headers.push(["cookie", cookieText(cookies)]);
    const body = method === "GET" || method === "HEAD" ? undefined : this.#body();
    // Nobody can pass what the key fixes.
    for (const { name } of [...constants.query, ...constants.headers]) {
      if (!this.#params.has(name)) this.#params.set(name, "not to be sent");
    }
    const params = Object.fromEntries(this.#params);
    return { params, method, path, keyed, declared, headers, body, unchecked: this.#unchecked };
  }

  #path(): string {
    const values = new Map<string, string>();
    return this.#key.path
      .map((part) => {
        if ("text" in part) return part.text.replaceAll(",", separator);
        const known = values.get(part.template);
        if (known !== undefined) return known;
        const parameter = this.#find("path", part.template);
        if (parameter) this.#used.add(parameter);
        const value = (parameter && this.#invent(parameter)) ?? this.#inventText();
        this.#give(part.template, "Path", value.given);
        const format = parameter ? this.#formatOf(parameter) : "csv";
        const text = joined(value.texts, format, separator);
        values.set(part.template, text);
        return text;
      })
      .join("");
  }

  /** The pairs of the key that are sent, and where: those of a fragment only where declared. */
  #constants(): { query: readonly KeyPair[]; headers: readonly KeyPair[] } {
    const query = [...this.#key.query];
    const headers: KeyPair[] = [];
    for (const pair of this.#key.fragment) {
      if (pair.value === undefined) continue;
      const isQuery = this.#find("query", pair.name) !== undefined;
      if (isQuery) query.push({ ...pair, template: undefined });
      else if (this.#find("header", pair.name)) headers.push({ ...pair, template: undefined });
    }
    for (const { name, template } of query) {
      const namesake = this.#find("query", name);
      if (namesake && template === undefined) this.#used.add(namesake);
    }
    for (const { name } of headers) {
      const namesake = this.#find("header", name);
      if (namesake) this.#used.add(namesake);
    }
    return { query, headers };
  }

  #keyed({ name, value, template }: KeyPair): Pair[] {
    if (template === undefined) return [[name, value]];
    const parameter =
      this.#find("query", template) ??
      this.#find("path", template) ??
      this.#find("query", name) ??
      this.#find("path", name);
    if (parameter) this.#used.add(parameter);
    const invented = (parameter && this.#invent(parameter)) ?? this.#inventText();
    this.#give(name, "Query", invented.given);
    return written(name, invented.texts, parameter ? this.#formatOf(parameter) : "multi");
  }

  #declared(place: string): Pair[] {
    const all = this.#operation.parameters.filter(
      (parameter) => placeOf(parameter) === place && !this.#used.has(parameter),
    );
    const named = all.map((parameter): Field => {
      const schema = isNode(parameter["schema"]) ? parameter["schema"] : parameter;
      const content = Object.values(nodeOf(parameter["content"]))[0];
      return {
        name: wireName(parameter),
        schema: nodeOf(content)["schema"] ?? schema,
        format: place === "query" || place === "cookie" ? this.#formatOf(parameter) : "csv",
        style: objectStyle(this.#root, parameter),
      };
    });
    const sent =
      place === "header" ? named.filter(({ name }) => isSendable(name, this.#isAws)) : named;
    return this.#write(sent, place.charAt(0).toUpperCase() + place.slice(1));
  }

  /** Fields of a query or a form: lists that are numbered on the wire are one property. */
  #write(fields: readonly Field[], place: string): Pair[] {
    const pairs: Pair[] = [];
    const done = new Set<string>();
    for (const field of fields) {
      const base = numbered.exec(field.name)?.[1];
      if (base === undefined) {
        const isEncoded = place === "Query" || place === "Form";
        const comma = isEncoded ? separator : ",";
        const invented = this.#inventor.value(field.schema);
        const object =
          invented || field.style === undefined
            ? undefined
            : inventObject(this.#root, field.schema, this.#inventor);
        if (!invented && !object) {
          this.#unchecked += 1;
          continue;
        }
        this.#give(field.name, place, (invented ?? object)?.given);
        if (invented) pairs.push(...written(field.name, invented.texts, field.format, comma));
        else if (object && field.style) {
          pairs.push(...objectPairs(field.name, object, field.style, comma));
        }
      } else if (!done.has(base)) {
        done.add(base);
        const { given, pairs: list } = numberedList(base, fields, this.#inventor);
        this.#give(base.replace(/\.(member|entry)$/, ""), place, given);
        pairs.push(...list);
      }
    }
    return pairs;
  }

  #body(): ExpectedBody | undefined {
    const { node, parameters } = this.#operation;
    const given = follow(this.#root, node["requestBody"]);
    if (isNode(given)) return this.#content(nodeOf(given["content"]));
    const types = [node["consumes"] ?? this.#root["consumes"] ?? []].flat().map(String);
    const body = parameters.find((parameter) => placeOf(parameter) === "body");
    if (body)
      return this.#content(
        Object.fromEntries(
          (types.length > 0 ? types : ["application/json"]).map((type) => [type, body]),
        ),
      );
    const fields = parameters.filter((parameter) => placeOf(parameter) === "formdata");
    if (fields.length === 0) return undefined;
    const hasFile = fields.some((field) => typeOf(field) === "file");
    const isMultipart =
      hasFile || (types.some((type) => type.includes("multipart")) && !types.some(isUrlEncoded));
    return this.#form(
      isMultipart ? "multipart" : "form",
      fields.map((field) => ({
        name: wireName(field),
        schema: field,
        format: this.#formatOf(field),
      })),
    );
  }

  /** JSON before forms, forms before text, text before bytes. */
  #content(content: Node): ExpectedBody | undefined {
    const types = Object.keys(content).map((type) => type.trim());
    if (types.length === 0) return undefined;
    const find = (test: RegExp): string | undefined => types.find((type) => test.test(type));
    const isJson = /^\*\/\*|[/+]json\s*(;|$)/i;
    if (find(isJson)) {
      const value = { invented: this.#inventor.text(), list: [1, true] };
      this.#give("body", "Request", value);
      return { kind: "json", types, value };
    }
    const form = find(/^application\/x-www-form-urlencoded/i);
    const chosen = form ?? find(/^multipart\//i);
    if (chosen !== undefined)
      return this.#form(form ? "form" : "multipart", this.#fieldsOf(nodeOf(content[chosen])));
    const xml = this.#isAws ? undefined : find(/[/+]xml\s*(;|$)/i);
    const document =
      xml === undefined
        ? undefined
        : inventXml(this.#root, nodeOf(content[xml])["schema"], this.#inventor);
    if (document) {
      this.#give("body", "Request", document.given);
      return { kind: "xml", types, element: document.element };
    }
    const text = this.#inventor.text();
    const isText = find(/^text\/|[/+]xml\s*(;|$)/i) !== undefined;
    this.#give("body", "Request", isText ? text : new Blob([text]));
    return { kind: "text", types, value: text };
  }

  #fieldsOf(media: Node): FormField[] {
    const schema = nodeOf(follow(this.#root, media["schema"]));
    const encoding = nodeOf(media["encoding"]);
    return Object.entries(nodeOf(follow(this.#root, schema["properties"]))).map(
      ([name, property]): FormField => ({
        name: cleanName(name),
        schema: property,
        format: nodeOf(encoding[name])["explode"] === false ? "csv" : "multi",
        style: fieldStyle(nodeOf(encoding[name])),
        contentType: nodeOf(encoding[name])["contentType"],
      }),
    );
  }

  #form(kind: "form" | "multipart", fields: readonly FormField[]): ExpectedBody {
    if (kind === "form") return { kind, fields: this.#write(fields, "Form") };
    const partTypes = new Map<string, string>();
    const files: Pair[] = [];
    for (const { name, schema, contentType } of fields) {
      const count = this.#filesIn(schema);
      if (count === 0) continue;
      const texts = Array.from({ length: count }, () => this.#inventor.text());
      const blobs = texts.map((text) => new Blob([text]));
      this.#give(name, "Form", isList(this.#root, schema) ? blobs : blobs[0]);
      files.push(...texts.map((text): Pair => [name, text]));
      partTypes.set(name, oneType(contentType) ?? "application/octet-stream");
    }
    const others = fields.filter(({ schema }) => this.#filesIn(schema) === 0);
    for (const { name, schema, style, contentType } of others) {
      const isObject = !this.#inventor.value(schema) && style === "json";
      const type = oneType(contentType) ?? (isObject ? "application/json" : undefined);
      if (type !== undefined) partTypes.set(name, type);
    }
    const texts = this.#write(others, "Form").map(([name, value]): Pair => [
      name,
      value?.replaceAll(separator, ","),
    ]);
    return { kind, fields: [...files, ...texts], partTypes };
  }

  /** How many files are given for a field: two for a list, none for what is no file. */
  #filesIn(schema: unknown): number {
    const node = nodeOf(follow(this.#root, schema));
    if (typeOf(node) === "array") return this.#filesIn(node["items"]) > 0 ? 2 : 0;
    return typeOf(node) === "file" || node["format"] === "binary" ? 1 : 0;
  }

  #find(place: string, name: string): Node | undefined {
    return this.#operation.parameters.find(
      (parameter) => placeOf(parameter) === place && wireName(parameter) === name,
    );
  }

  #invent(parameter: Node): Invented | undefined {
    return this.#inventor.value(isNode(parameter["schema"]) ? parameter["schema"] : parameter);
  }

  #inventText(): Invented {
    const text = this.#inventor.text();
    return { given: text, texts: text };
  }

  /** Of two properties with one name, the later has its place added. */
  #give(name: string, place: string, value: unknown): void {
    let property = name;
    while (this.#params.has(property)) property += place;
    this.#params.set(property, value);
  }

  /** `csv` is what Swagger 2.0 does without `collectionFormat`, `multi` OpenAPI 3.x in a query. */
  #formatOf(parameter: Node): string {
    const { collectionFormat, style, explode } = parameter;
    if (this.#root["openapi"] === undefined) {
      return typeof collectionFormat === "string" ? collectionFormat : "csv";
    }
    if (style === "spaceDelimited") return "ssv";
    if (style === "pipeDelimited") return "pipes";
    const place = placeOf(parameter);
    return (place === "query" || place === "cookie") && explode !== false ? "multi" : "csv";
  }
}

function written(
  name: string,
  texts: Invented["texts"],
  format: string,
  comma: string = separator,
): Pair[] {
  const repeats = format === "multi" || name.endsWith("[]");
  if (typeof texts !== "string" && repeats) return texts.map((text): Pair => [name, text]);
  return [[name, joined(texts, format, comma)]];
}

function joined(texts: Invented["texts"], format: string, comma: string = ","): string {
  return typeof texts === "string" ? texts : texts.join(separators.get(format) ?? comma);
}

const separators: ReadonlyMap<string, string> = new Map([
  ["ssv", " "],
  ["tsv", "\t"],
  ["pipes", "|"],
]);

function cookieText(cookies: readonly Pair[]): string {
  return cookies
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value ?? "")}`)
    .join("; ");
}

/**
 * Those that describe the connection belong to whoever holds it; three are ignored as parameters
 * (OpenAPI 3.1, section 4.8.12.1); others are no names at all.
 */
function isSendable(name: string, isAws: boolean): boolean {
  const isIgnored = isAws ? /^authorization$/i : /^(accept|authorization|content-type)$/i;
  return (
    !isIgnored.test(name) &&
    /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
    !/^(host|connection|content-length|transfer-encoding|expect|keep-alive|upgrade|te|trailer)$/i.test(
      name,
    )
  );
}

function isUrlEncoded(type: string): boolean {
  return /^\s*application\/x-www-form-urlencoded/i.test(type);
}
