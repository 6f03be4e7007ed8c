import { ParameterError } from "./parameter-error.ts";

/**
 * A body of text, which goes out in UTF-8. `undefined` stays `undefined`, which sends none.
 *
 * @throws ParameterError, with the name `body`, for a lone surrogate: UTF-8 cannot write it, and
 * `fetch` would quietly put another character in its place.
 */
export function text(body: string | undefined): string | undefined {
  if (/\p{Surrogate}/u.test(body ?? "")) throw new ParameterError("body");
  return body;
}
