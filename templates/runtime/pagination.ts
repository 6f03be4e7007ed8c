import type { Client, SendOptions } from "./client.ts";
import { PageError } from "./errors.ts";
import { formatScalar } from "./encode.ts";
import { encodeQuery } from "./query.ts";
import type { ApiRequest, Scalar } from "./request.ts";

/**
 * The pages of a list, one by one as they are asked for:
 *
 * ```ts
 * const pages = paginate(client, list({}), (page) => page.token && list({ token: page.token }));
 * for await (const page of pages) console.log(page.items);
 * ```
 *
 * It ends when `next` returns no request, or one that was sent before: services that repeat their
 * last token would never end. A body that is no text (a form with files) counts as another each time.
 *
 * @param next the request for the page after a response, made by the same builder.
 * @param options go with each of the requests. The client's `send` says what is thrown.
 */
export async function* paginate<Result, Responses extends object>(
  client: Client,
  first: ApiRequest<Result, Responses>,
  next: (
    page: Result,
    request: ApiRequest<Result, Responses>,
  ) => ApiRequest<Result, Responses> | undefined | null | "" | false,
  options?: SendOptions,
): AsyncGenerator<Result, void, undefined> {
  const sent = new Set<unknown>();
  for (let request = first; ;) {
    sent.add(identityOf(request));
    const page = await client.send(request, options);
    yield page;
    const following = next(page, request);
    if (!following || sent.has(identityOf(following))) return;
    request = following;
  }
}

/** Equal for requests that would go out alike. */
function identityOf({
  server,
  method,
  path,
  query = {},
  headers = {},
  body,
}: ApiRequest<unknown>): unknown {
  if (body !== undefined && typeof body !== "string") return {};
  return JSON.stringify([server, method, path, encodeQuery(query), encodeQuery(headers), body]);
}

/**
 * The pages of a list, one by one as they are asked for, where each has a token that asks for the
 * next. It ends with the page that has none, or an empty one.
 *
 * @param path leads to the token in a page.
 * @param next makes the request for the page of a token.
 * @param options go with each of the requests. The client's `send` says what is thrown.
 * @throws PageError for a next page that came before, and for what is no token.
 */
export async function* tokenPages<Result, Responses extends object>(
  client: Client,
  first: ApiRequest<Result, Responses>,
  path: readonly string[],
  next:
    | Next<string, Result, Responses>
    | Next<number, Result, Responses>
    | Next<bigint, Result, Responses>
    | Next<Date, Result, Responses>,
  options?: SendOptions,
): AsyncGenerator<Result, void, undefined> {
  const seen = new Set<unknown>();
  for (let request = first; ;) {
    const page = await client.send(request, options);
    yield page;
    const token = tokenAt(page, path, first.operation);
    if (token === undefined) return;
    const key = formatScalar(token);
    if (seen.has(key)) throw new PageError(first.operation, "a next page that came before");
    seen.add(key);
    // Of whatever type: the declared one is trusted, since all are sent as text.
    request = next(token as never);
  }
}

type Next<Token, Result, Responses extends object> = (
  token: Token,
) => ApiRequest<Result, Responses>;

/**
 * The same where several tokens belong together, or where a page says whether there is another. It
 * ends with the page that says there is none, or that has no token.
 *
 * @param tokens by the properties of the input that take them, the paths that lead to them in a page.
 * @param more leads to what says whether there is another page; empty where nothing does.
 * @param next makes the request for the page of the tokens: those that a page has, by property.
 * @throws PageError for a next page that came before, for what is no token, and for a page that
 * promises another without a token for it.
 */
export async function* markerPages<Result, Responses extends object>(
  client: Client,
  first: ApiRequest<Result, Responses>,
  tokens: Readonly<Record<string, readonly string[]>>,
  more: readonly string[],
  next: (found: never) => ApiRequest<Result, Responses>,
  options?: SendOptions,
): AsyncGenerator<Result, void, undefined> {
  const seen = new Set<string>();
  for (let request = first; ;) {
    const page = await client.send(request, options);
    yield page;
    const hasMore = more.length > 0 ? propertyAt(page, more) : undefined;
    if (hasMore === false) return;
    const found = Object.entries(tokens).flatMap(([property, path]) => {
      const token = tokenAt(page, path, first.operation);
      return token === undefined ? [] : [[property, token] as const];
    });
    if (found.length === 0) {
      if (hasMore === true) throw new PageError(first.operation, "another page without its token");
      return;
    }
    const key = JSON.stringify(found.map(([name, token]) => [name, formatScalar(token)]));
    if (seen.has(key)) throw new PageError(first.operation, "a next page that came before");
    seen.add(key);
    request = next(Object.fromEntries(found) as never);
  }
}

/** The token at a path of a page; `undefined` where it is not there, or an empty one. */
function tokenAt(page: unknown, path: readonly string[], operation: string): Scalar | undefined {
  const token = propertyAt(page, path) as Scalar | null | undefined;
  if (!token && token !== false) return undefined;
  if (typeof token !== "boolean" && formatScalar(token) !== undefined) return token;
  throw new PageError(operation, "a token that is neither text nor number");
}

/**
 * The pages of a list, one by one as they are asked for, where each has a link to the next. What the
 * first request has in its headers goes with each, so a link is followed only where it stays below
 * the client's base URL.
 *
 * @param path leads to the link in a page.
 * @param options go with each of the requests. The client's `send` says what is thrown.
 * @throws PageError for a link that came before, that leads elsewhere, or that is none.
 */
export function linkPages<Result, Responses extends object>(
  client: Client,
  first: ApiRequest<Result, Responses>,
  path: readonly string[],
  options?: SendOptions,
): AsyncGenerator<Result, void, undefined> {
  const next = (link: string): ApiRequest<Result, Responses> => ({
    ...first,
    path: pathOf(link, serverOf(first, client), first.operation),
    query: undefined,
  });
  return tokenPages(client, first, path, next, options);
}

function serverOf({ server = "" }: ApiRequest<unknown>, { baseUrl }: Client): string {
  return new URL(server, baseUrl).href;
}

/** A link's path and query behind the base URL, as the server wrote them. */
function pathOf(link: string, baseUrl: string, operation: string): string {
  const base = new URL(baseUrl.replace(/\/?$/, "/"));
  const url = parseLink(link, base);
  if (url?.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
    throw new PageError(operation, "a link that does not stay below the base URL");
  }
  return url.pathname.slice(base.pathname.length - 1) + url.search;
}

function parseLink(link: string, base: URL): URL | undefined {
  // A text without a `/` at its beginning would be a path too: a token, that is no link.
  if (!/^(?:https?:\/)?\//i.test(link)) return undefined;
  try {
    return new URL(link, base);
  } catch {
    return undefined;
  }
}

/**
 * The items of pages, one by one. A page without a list has none.
 *
 * @param operation of which they are pages, for errors.
 * @param path leads to the list in a page.
 * @throws PageError where something else is in the place of the list.
 */
export async function* pageItems<Item>(
  operation: string,
  pages: AsyncIterable<unknown>,
  path: readonly string[],
): AsyncGenerator<Item, void, undefined> {
  for await (const page of pages) {
    const items = propertyAt(page, path) ?? [];
    if (!Array.isArray(items)) throw new PageError(operation, "items that are no list");
    // The items are typed by the description, as is everything that `send` resolves to.
    yield* items as Item[];
  }
}

/** Returns what is at a path of own properties, from the outside in; `undefined` where one is missing. */
function propertyAt(page: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (value, name) =>
      typeof value === "object" &&
      value !== null &&
      Object.prototype.hasOwnProperty.call(value, name)
        ? Reflect.get(value, name)
        : undefined,
    page,
  );
}
