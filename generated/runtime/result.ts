import { HttpError } from "./errors.ts";
import type { ApiRequest } from "./request.ts";

/**
 * Any response to a request, as a value. `declared` tells which response of the description it is and
 * narrows `body`, and so does `status` where the description has no range and no `default`.
 *
 * @typeParam Result the body of a 2xx, where `Responses` tells nothing apart.
 * @typeParam Responses bodies by status as the description has it: `404`, `4XX` or `default`.
 */
export type Exchange<Result, Responses extends object> =
  | DeclaredIn<keyof Responses extends never ? { readonly "2XX": Result } : Responses>
  | (Received<number, unknown> & {
      readonly declared?: undefined;
      /** Why the body is not what the description declares, if that is the reason. */
      readonly error?: Error | undefined;
    });

/** The `HttpError`s of a request, of which `declared` or `status` narrows `body`. */
export type ErrorOf<Responses extends object> =
  DeclaredIn<Responses> extends infer One
    ? One extends { readonly ok: true }
      ? never
      : HttpError & One
    : never;

export interface Received<Status extends number, Body> {
  /** Whether the status is 2xx. */
  readonly ok: boolean;
  readonly status: Status;
  readonly headers: Headers;
  readonly body: Body;
}

/** A response that the description declares, with the body that it declares for it. */
export interface Declared<Key, Body> extends Received<StatusOf<Key>, Body> {
  readonly ok: IsSuccess<Key>;
  /** The key of the description: `404`, `"4XX"` or `"default"`. */
  readonly declared: Key;
  readonly error?: undefined;
}

type DeclaredIn<Responses> = {
  [Key in keyof Responses]: Declared<Key, Responses[Key]>;
}[keyof Responses];

type StatusOf<Key> = Key extends number ? Key : number;

type IsSuccess<Key> = Key extends "default"
  ? boolean
  : Key extends string | number
    ? `${Key}` extends `2${string}`
      ? true
      : false
    : never;

/**
 * Whether an error is a response to this operation that the description declares, so that
 * `error.declared === 404` narrows `error.body`. A proxy's page of HTML in place of a declared model
 * is not, and stays an `HttpError` with a body that may be anything.
 */
export function isErrorOf<Responses extends object>(
  { operation }: ApiRequest<unknown, Responses>,
  error: unknown,
): error is ErrorOf<Responses> {
  return (
    error instanceof HttpError && error.operation === operation && error.declared !== undefined
  );
}
