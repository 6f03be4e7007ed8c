/** The expected outcome of one description of `../shared/cases`, beyond that it compiles. */
export interface Case {
  /** The codes of what is reported, in order; none unless it says so. */
  readonly reported?: readonly string[];
  /** Whether those codes refuse the description. */
  readonly isRefused?: boolean;
  /** A module that uses the package as `api`. It has to compile. */
  readonly use?: string;
  /** Calls, and what goes out. */
  readonly sent?: readonly Sent[];
  /** Operations, what comes back, and what the caller gets. */
  readonly received?: readonly (readonly [operation: string, response: Response, body: unknown])[];
}

type Sent = readonly [operation: string, input: object, request: SentRequest];

/** As much of a request as a row is about. */
export interface SentRequest {
  /** Method and target: `GET /x?a=1`. */
  readonly line?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** With `B` for the boundary of a multipart body. */
  readonly body?: string;
}

export const jsonType = { "content-type": "application/json" };
export const ignoredHeader = "ignored-header";
export const clash = "name-clash";

/** A part of a form, as it goes out. */
export function part(name: string, body: string, type = ""): string {
  const contentType = type === "" ? "" : `Content-Type: ${type}\r\n`;
  return `--B\r\nContent-Disposition: form-data; name="${name}"\r\n${contentType}\r\n${body}\r\n`;
}
