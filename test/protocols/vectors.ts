import { existsSync, readFileSync } from "node:fs";

/** The folder of the vectors; its README says what a case holds. */
export const folder: string = new URL("../../../shared/protocols/", import.meta.url).pathname;

export const isThere: boolean = existsSync(`${folder}cases.json`);

/** One case: a call and the request that it has to send, or a response and what it has to give. */
export interface Case {
  readonly id: string;
  readonly dialect: "full" | "directory";
  readonly protocol: string;
  readonly direction: "input" | "output";
  /** The description, below {@link folder}. */
  readonly file: string;
  readonly method: string;
  readonly operation: string;
  /** Where the service is, where that has a path of its own. */
  readonly endpoint?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly expect?: ExpectedRequest;
  readonly response?: CannedResponse;
  readonly result?: unknown;
  readonly resultHeaders?: Readonly<Record<string, unknown>>;
  readonly error?: ExpectedError;
  readonly ignoredByBotocore?: boolean;
}

export interface ExpectedRequest {
  readonly method: string;
  /** The request target below the endpoint. */
  readonly uri: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly forbidHeaders?: readonly string[];
  readonly requireHeaders?: readonly string[];
  readonly body?: string;
}

export interface CannedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ExpectedError {
  readonly code: string;
  readonly message: string;
  readonly members: Readonly<Record<string, unknown>>;
}

export function readCases(): readonly Case[] {
  return JSON.parse(readFileSync(`${folder}cases.json`, "utf8")) as Case[];
}
