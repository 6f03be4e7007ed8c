import type { ErrorOf } from "./exchange.ts";
import { HttpError } from "./http-error.ts";
import type { ApiRequest } from "./request.ts";

/**
 * Whether an error is an answer to this operation whose body is what the description declares for
 * its status, so that `error.status === 404` narrows `error.body`. A proxy's page of HTML in place
 * of a declared model is not, and stays an `HttpError` with a body that may be anything.
 */
export function isErrorOf<Answers extends object>(
  { operation }: ApiRequest<unknown, Answers>,
  error: unknown,
): error is ErrorOf<Answers> {
  return error instanceof HttpError && error.operation === operation && !error.cause;
}
