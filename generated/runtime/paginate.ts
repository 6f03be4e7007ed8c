import type { Client, SendOptions } from "./client.ts";
import { pairs } from "./query.ts";
import type { ApiRequest } from "./request.ts";

/**
 * The pages of a list, one by one as they are asked for:
 *
 * ```ts
 * const pages = paginate(client, list({}), (page) => page.token && list({ token: page.token }));
 * for await (const page of pages) console.log(page.items);
 * ```
 *
 * It ends when `next` gives no request, or one that was sent before: services that repeat their last
 * token would never end. A body that is no text (a form with files) counts as another each time.
 *
 * @param next the request for the page behind an answer, made by the same builder.
 * @param options go with each of the requests. The client's `send` says what is thrown.
 */
export async function* paginate<Result, Answers extends object>(
  client: Client,
  first: ApiRequest<Result, Answers>,
  next: (
    answer: Result,
    request: ApiRequest<Result, Answers>,
  ) => ApiRequest<Result, Answers> | undefined | null | "" | false,
  options?: SendOptions,
): AsyncGenerator<Result, void, undefined> {
  const sent = new Set<unknown>();
  for (let request = first; ;) {
    sent.add(identityOf(request));
    const answer = await client.send(request, options);
    yield answer;
    const following = next(answer, request);
    if (!following || sent.has(identityOf(following))) return;
    request = following;
  }
}

/** Equal for requests that would go out alike. */
function identityOf({
  method,
  path,
  query = {},
  headers = {},
  body,
}: ApiRequest<unknown>): unknown {
  if (body !== undefined && typeof body !== "string") return {};
  return JSON.stringify([method, path, pairs(query), pairs(headers), body]);
}
