import type { Client, SendOptions } from "./client.ts";
import { PageError } from "./page-error.ts";
import type { ApiRequest } from "./request.ts";
import { tokenPages } from "./token-pages.ts";

/**
 * The pages of a list, one by one as they are asked for, where each has a link to the next. What the
 * first request has in its headers goes with each, so a link is followed only where it stays below
 * the client's base URL.
 *
 * @param path leads to the link in an answer.
 * @param options go with each of the requests. The client's `send` says what is thrown.
 * @throws PageError for a link that came before, that leads elsewhere, or that is none.
 */
export function linkPages<Result, Answers extends object = object>(
  client: Client,
  first: ApiRequest<Result, Answers>,
  path: readonly string[],
  options?: SendOptions,
): AsyncGenerator<Result, void, undefined> {
  const next = (link: string): ApiRequest<Result, Answers> => ({
    ...first,
    path: pathOf(link, client.baseUrl, first.operation),
    query: undefined,
  });
  return tokenPages(client, first, path, next, options);
}

/** A link's path and query behind the base URL, as the server wrote them. */
function pathOf(link: string, baseUrl: string, operation: string): string {
  const base = new URL(`${baseUrl}/`);
  // A text without a `/` at its beginning would be a path too: a token, that is no link.
  const isLink = /^(?:https?:\/)?\//i.test(link) && URL.canParse(link, base);
  const { origin, pathname, search } = isLink ? new URL(link, base) : new URL("about:blank");
  if (origin !== base.origin || !pathname.startsWith(base.pathname)) {
    throw new PageError(operation, "a link that does not stay below the base URL");
  }
  return pathname.slice(base.pathname.length - 1) + search;
}
