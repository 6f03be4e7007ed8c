/** Helpers for callers beside the operations: the second entry of the package, `…/runtime`. */
export { createClient } from "./client.ts";
export type {
  Client,
  ClientOptions,
  Fetch,
  FetchInit,
  FetchOptions,
  SendOptions,
} from "./client.ts";
export * from "./errors.ts";
export type * from "./request.ts";
export * from "./response.ts";
export * from "./media-type.ts";
export { isErrorOf } from "./result.ts";
export type { Declared, ErrorOf, Exchange, Received } from "./result.ts";
export { paginate } from "./pagination.ts";
export { atServer } from "./server.ts";
export { asGet } from "./as-get.ts";
export { asStream } from "./as-stream.ts";
export type { AwsError } from "./aws-error.ts";
export * from "./middleware/auth.ts";
export * from "./middleware/log.ts";
export * from "./middleware/oauth2.ts";
export * from "./middleware/retry.ts";
export * from "./middleware/timeout.ts";
