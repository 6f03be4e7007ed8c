/**
 * One promise about HTTP: a small description, a call, and the raw request or the parsed response.
 * A row names nothing of one generator, so that clients of others can be held to it too.
 */
export interface Row {
  readonly name: string;
  /** Where it is demanded: `OpenAPI 3.1.1, 4.8.12`, `RFC 7578, 4.2`. */
  readonly clause: string;
  /** Why no specification demands it, where none does: other generators are not judged by it. */
  readonly beyond?: string;
  /** The version that has it first; by default `3.1.1`. */
  readonly since?: "3.2.0";
  /** By default `/x`. */
  readonly path?: string;
  /** By default `post` where there is a body, and `get`. */
  readonly method?: string;
  readonly operation?: Readonly<Record<string, unknown>>;
  /** What the document has beside `paths`. */
  readonly root?: Readonly<Record<string, unknown>>;
  readonly call?: Call;
  readonly request?: ExpectedRequest;
  readonly response?: Reply;
  /** What the caller gets of the response: its body. */
  readonly result?: unknown;
  /** What the caller gets of a stream of events. */
  readonly events?: readonly ExpectedEvent[];
  /** The code of what is reported, or a part of the error of the call: nothing is sent. */
  readonly refused?: string;
  /** TypeScript that a type of `components.schemas` has to take, and has to refuse. */
  readonly types?: readonly TypeCheck[];
}

/** What the caller gives, by where it goes. */
export interface Call {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly cookie?: Readonly<Record<string, unknown>>;
  readonly querystring?: Readonly<Record<string, unknown>>;
  /** The media type that the caller chooses. */
  readonly contentType?: string;
  /** The fields of a form are an object; a function makes what can be read only once. */
  readonly body?: unknown;
  /** By the name of the security scheme. */
  readonly credentials?: Readonly<Record<string, Credential>>;
  /** The variables of the first server. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Options of the client. */
  readonly client?: Readonly<Record<string, unknown>>;
}

export type Credential = string | { readonly user: string; readonly password: string };

/** As much of a request as the row is about. */
export interface ExpectedRequest {
  /** Which of the two servers gets it; by default the first. */
  readonly server?: "other";
  /** Method and target: `GET /x?a=1`. */
  readonly line?: string;
  /** In lower case; `null` for one that must not be there. `B` is the boundary of a multipart body. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** With `B` for the boundary of a multipart body. */
  readonly body?: string;
}

/** What the server sends back; by default 204. */
export interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ExpectedEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id: string;
  readonly retry: number | undefined;
}

export interface TypeCheck {
  readonly type: string;
  readonly takes: readonly string[];
  readonly refuses: readonly string[];
}

/** The servers of a description, which the runner replaces. */
export const server = "http://server.test";
export const otherServer = "http://other.test";

export const string = { type: "string" };
const integer = { type: "integer" };
export const binary = { type: "string", format: "binary" };
export const model: object = { type: "object", properties: { id: integer } };
export const json = (schema: object): object => ({ "application/json": { schema } });
