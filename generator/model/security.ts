import type { SourceLocation } from "../diagnostics/problem.ts";

/** One of the ways in which the service lets a client in. */
export interface SecurityScheme {
  readonly sourceLocation: SourceLocation;
  /** As the description has it; not necessarily an identifier. */
  readonly name: string;
  readonly description: string;
  readonly credentials: Credentials;
  /** As the document has it (OpenAPI 3.1, section 4.8.27). */
  readonly definition: Readonly<Record<string, unknown>>;
}

/** The credential that a client sends; `none` where no string of the caller's will do. */
export type Credentials =
  | { readonly kind: "key"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | { readonly kind: "password" | "token" | "none" };
