import type { ServerUrls } from "../description.ts";
import type { Row } from "../rows/row.ts";

/** A generator of another project. */
export interface Peer {
  readonly name: string;
  /** How it is configured, for the table. */
  readonly configuration: string;
  /** The module of a client that exports its types, from the client's folder. */
  readonly types: string;
  /** The module to import for a call, from the client's folder. */
  readonly entry: string;
  /** Writes the client of a description, or throws. */
  generate(description: string, folder: string, row: Row): Promise<void>;
  /** What it has no means for: the caller would write that himself. */
  lacks(row: Row): string | undefined;
  /** Calls the operation as its documentation says, and returns what was read of the response. */
  call(client: Client, row: Row, folder: string, urls: ServerUrls): Promise<unknown>;
}

/** The exports of a client. */
export type Client = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** An error whose message says what the peer leaves to the caller. */
export class LeftToCaller extends Error {}
