import type { Node } from "../data/json-object.ts";
import type { SourceLocation } from "../diagnostics/problem.ts";
import type { Protocol, Signing } from "./protocol.ts";
import type { SecurityScheme } from "./security.ts";
import type { Server } from "./server.ts";
import type { Namespace, Shape } from "./shape.ts";
import type { Tag } from "./tags.ts";

/** A service as its description defines it, independent of OpenAPI and TypeScript. */
export interface Service {
  /** The description's file name, without folders. */
  readonly source: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Base addresses in the order of the description, none where it names none. */
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  readonly schemas: readonly NamedSchema[];
  /** The declared tags, in the order of the description. */
  readonly tags?: readonly Tag[] | undefined;
  readonly securitySchemes: readonly SecurityScheme[];
  /** The requests that the service sends by itself. */
  readonly webhooks?: readonly Webhook[] | undefined;
  /** The protocol of AWS that the service speaks, where it speaks one. */
  readonly protocol?: Protocol | undefined;
  readonly signing?: Signing | undefined;
  /** How the named schemas look in XML and in forms of AWS Query, by name, where that matters. */
  readonly shapes?: ReadonlyMap<string, Shape> | undefined;
}

/** One call. Its identity is method, path and constants: any number may share a method and path. */
export interface Operation {
  readonly sourceLocation: SourceLocation;
  /** As it is sent: `GET`, `QUERY`, `PURGE`. */
  readonly method: string;
  readonly address: Address;
  /** Whether the path key fixes a constant or a flag, so that the method alone says little. */
  readonly hasAction: boolean;
  /** The name that somebody set (`x-operation-name`). */
  readonly name: string | undefined;
  /** The name that a rule of the configuration makes, where that is another than the description's. */
  readonly ruledName?: string | undefined;
  /** As the description has it; not necessarily an identifier, nor unique. */
  readonly operationId: string | undefined;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly externalDocs: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  /** Alternatives to `body`, each with a media type of its own. */
  readonly otherBodies?: readonly Body[] | undefined;
  readonly responses: readonly Response[];
  /** What the description says of pages, before it is held against the operation. */
  readonly declaredPagination?: DeclaredPagination | undefined;
  /** How a response leads to the next page, where the description says so. */
  readonly pagination?: Pagination | undefined;
  /**
   * How a caller may show who they are, any of these, in words: `http bearer`, and `` for not at
   * all. None where the description says nothing.
   */
  readonly security: readonly string[];
  /** The names of security schemes, any of these alternatives and all of one. */
  readonly securityRequirements: readonly (readonly string[])[];
  /** The base URL of this operation, where it is another than the service's. */
  readonly server?: string | undefined;
  /** The requests that the service sends on behalf of this operation. */
  readonly callbacks?: readonly Callback[] | undefined;
}

/** A request that the service sends. Its address is always `/`, since the URL is not known. */
export interface Webhook {
  readonly name: string;
  readonly operation: Operation;
}

/** A webhook whose URL comes out of the operation's own request or response. */
export interface Callback extends Webhook {
  /** The runtime expression of the URL (OpenAPI 3.1, section 4.8.18): `{$request.body#/url}`. */
  readonly expression: string;
}

/** A path key, taken apart. */
export interface Address {
  /** Literal text as it goes on the wire, and the templates between. Begins with `/`. */
  readonly path: readonly PathPart[];
  /** The query of the path key, in its order. A name may occur twice. */
  readonly query: readonly QueryPart[];
  /** The header constants of the path key. */
  readonly headers: readonly Constant[];
  /** Words that only tell this key from its twins. Never sent. */
  readonly label: string;
  /** Prose found after a value. Never sent. */
  readonly remark: string;
}

export type PathPart = { readonly kind: "text"; readonly text: string } | PathTemplate;

export interface PathTemplate {
  readonly kind: "template";
  readonly name: string;
  readonly optional: boolean;
  /** Whether its value may be several segments: a `/` in it stays one. */
  readonly greedy: boolean;
}

/** Sent always, typed nowhere. */
export interface Constant {
  readonly kind: "constant";
  readonly name: string;
  readonly value: string;
}

/** Sent always, the name alone: `?acl`. */
export interface Flag {
  readonly kind: "flag";
  readonly name: string;
}

/** A query parameter `name`, declared under the name of its template: `?name={variable}`. */
export interface QueryTemplate {
  readonly kind: "template";
  readonly name: string;
  readonly variable: string;
}

export type QueryPart = Constant | Flag | QueryTemplate;

/**
 * The locations of parameters, in the order in which callers see them. `querystring` is the whole query
 * (OpenAPI 3.2, section 4.12).
 */
export const locations = ["path", "query", "querystring", "header", "cookie"] as const;

export type Location = (typeof locations)[number];

/**
 * How a parameter writes its value (OpenAPI 3.1, section 4.8.12.4; Swagger 2.0, `collectionFormat`).
 * `simple` has commas between values, as `form` has without `explode`; an `exploded-*` one repeats
 * the prefix of a value, or writes `property=value`. `quoted-list` is `simple` with quotes around a
 * value that has a comma (Smithy, `httpHeader`). `prefix` is a field for each property, named by both
 * (Smithy, `httpPrefixHeaders`). `json` is one value, whatever its type.
 */
export type SerializationStyle =
  | "exploded-form"
  | "simple"
  | "exploded-simple"
  | "spaceDelimited"
  | "tabDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "label"
  | "exploded-label"
  | "matrix"
  | "exploded-matrix"
  | "cookie"
  | "exploded-cookie"
  | "quoted-list"
  | "prefix"
  | "json";

export interface Parameter {
  readonly kind: "parameter";
  readonly sourceLocation: SourceLocation;
  readonly location: Location;
  /** As it goes on the wire. */
  readonly name: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description: string;
  readonly schema: Schema;
  readonly style: SerializationStyle;
  /** How the lists in a list are written, outer ones first; it is sent as JSON without them. */
  readonly itemStyles?: readonly SerializationStyle[] | undefined;
  /** Whether reserved characters in a value are sent as they are (RFC 6570, section 3.2.3). */
  readonly allowReserved: boolean;
  readonly indexedList?: IndexedList;
  /** A value that the description shows, beside those of the schema. */
  readonly example?: unknown;
}

/** A list whose items are numbered on the wire, from 1: `InstanceId.1=…&InstanceId.2=…`. */
export interface IndexedList {
  /** The wire's name of an item, with `N` for its number: `Attributes.member.N`. */
  readonly prefix: string;
  /** The fields of an item; empty where it is a scalar. */
  readonly fields: readonly {
    readonly name: string;
    readonly indexedList: IndexedList | undefined;
  }[];
}

/** A request body. */
export type Body = ContentBody | FormBody | XmlBody;

/** The media types of a body. */
export interface BodyMediaTypes {
  /** The one that is sent by default; where it is a range (`image/*`), what the caller says. */
  readonly mediaType: string;
  /** Others that the caller may choose for the same body. */
  readonly otherMediaTypes?: readonly string[] | undefined;
}

export interface ContentBody extends BodyMediaTypes {
  readonly sourceLocation: SourceLocation;
  readonly kind: "json" | "text" | "binary";
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
  /** Whether an object without properties is sent where it is left out. */
  readonly isNeverEmpty?: boolean | undefined;
  /** Whether bytes may be passed as a string, which is sent in UTF-8. */
  readonly acceptsText?: boolean | undefined;
}

/** A body of XML, written as its shape says. */
export interface XmlBody extends Omit<ContentBody, "kind"> {
  readonly kind: "xml";
  /** The name of the outermost element. */
  readonly root: string;
  readonly shape: Shape;
  readonly namespace?: Namespace | undefined;
}

/** A body whose fields are the caller's parameters; an object of JSON can be one. */
export interface FormBody extends BodyMediaTypes {
  readonly sourceLocation: SourceLocation;
  readonly kind: "form" | "multipart" | "object";
  readonly fields: readonly Field[];
  /** Fields of names that the caller chooses, as a map; they are passed as `body`. */
  readonly others?: Field | undefined;
  /** Sent always, before the fields. */
  readonly constants?: readonly Constant[] | undefined;
}

/** A form field: a property of the caller's parameters like any other. */
export interface Field {
  readonly kind: "field";
  readonly sourceLocation: SourceLocation;
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
  readonly style: SerializationStyle;
  /** As of a parameter. */
  readonly itemStyles?: readonly SerializationStyle[] | undefined;
  /** The headers of a part of a multipart body. */
  readonly part?: Part | undefined;
  readonly indexedList?: IndexedList;
  /** How lists, maps and structures are written by AWS Query, or the form of it that EC2 has. */
  readonly layout?: AwsFieldEncoding | undefined;
}

/** The headers of a part besides its name (OpenAPI 3.1, section 4.8.15). */
export interface Part {
  /** Its media type, where that is not the default for its schema. */
  readonly contentType: string | undefined;
  /** Sent always. */
  readonly headers: readonly Constant[];
}

/** A field by the rules of AWS Query. */
export interface AwsFieldEncoding {
  readonly kind: "query" | "ec2";
  /** As it goes on the wire. */
  readonly name: string;
  readonly shape: Shape;
}

export interface Response {
  readonly sourceLocation: SourceLocation;
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly ResponseHeader[];
  /** The declared content: none, or one kind of content. */
  readonly content: ResponseContent | undefined;
  /** Alternatives to `content`, each with a media type of its own. */
  readonly alternatives?: readonly PlainContent[] | undefined;
}

export interface ResponseHeader {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
  /** How its value is written. */
  readonly style: SerializationStyle;
}

/** A body that is read item by item, of which the schema is for one. */
export type StreamKind = "events" | "text events" | "json lines" | "json sequence";

export type ResponseContent = PlainContent | XmlContent | ErrorContent;

export interface PlainContent {
  readonly mediaType: string;
  /** Others that are read the same: further types of images. */
  readonly otherMediaTypes?: readonly string[] | undefined;
  readonly kind: "json" | "text" | "binary" | StreamKind;
  readonly schema: Schema;
  /** Whether an empty body means an object without properties. */
  readonly mayBeEmpty?: boolean | undefined;
}

export interface XmlContent {
  readonly mediaType: string;
  readonly kind: "xml";
  readonly schema: Schema;
  readonly shape: Shape;
  /** The element below the root that has the value. */
  readonly wrapper?: string | undefined;
  /** The only member, which may be the root itself. */
  readonly payload?: string | undefined;
}

/** An error of AWS: its code is in the body, or in a header. */
export interface ErrorContent {
  readonly mediaType: string;
  readonly kind: "xml-error" | "json-error";
  readonly schema: Schema;
  /** Of the errors in XML that have more than text, by code. */
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** An extension of an operation that says where the next page is. */
export interface DeclaredPagination {
  /** The operation as the document has it. */
  readonly operation: Node;
  readonly extension: "x-pagination" | "x-ms-pageable";
}

/** Where a response has the token of the next page, and the items of this one. */
export type Pagination = TokenPagination | LinkPagination;

/** A token, or several that belong together, which asks for the next page. */
export interface TokenPagination {
  readonly kind: "token";
  readonly sourceLocation: SourceLocation;
  readonly tokens: readonly [PageToken, ...PageToken[]];
  /** Where the response says whether there are more pages, if it does. */
  readonly more: readonly string[] | undefined;
  readonly items: PagedItems | undefined;
}

export interface PageToken {
  /** The input for the token: a parameter, a form field, or a property of the JSON body. */
  readonly parameter: Parameter | Field | BodyProperty;
  readonly type: "string" | "number";
  /** Of the input. */
  readonly schema: Schema;
  /** Where the response has the token: names of properties, outermost first. */
  readonly path: readonly string[];
}

/** A link to the next page. */
export interface LinkPagination {
  readonly kind: "link";
  readonly sourceLocation: SourceLocation;
  readonly path: readonly string[];
  readonly items: PagedItems | undefined;
}

export interface BodyProperty {
  readonly kind: "property";
  readonly name: string;
}

export interface PagedItems {
  readonly sourceLocation: SourceLocation;
  readonly path: readonly string[];
  /** Of one item. */
  readonly schema: Schema;
}

/** A JSON Schema 2020-12 object of the upgraded document, or `true`. References stay `$ref`s. */
export type Schema = true | { readonly [keyword: string]: unknown };

/** A schema that the description names. */
export interface NamedSchema {
  readonly sourceLocation: SourceLocation;
  /** As the description has it; not necessarily an identifier. */
  readonly name: string;
  /** The name that a rule of the configuration makes, where that is another. */
  readonly ruledName?: string | undefined;
  readonly schema: Schema;
}
