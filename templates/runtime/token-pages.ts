import type { Client, SendOptions } from "./client.ts";
import { fieldAt } from "./field-at.ts";
import { PageError } from "./page-error.ts";
import type { ApiRequest } from "./request.ts";

/**
 * The pages of a list, one by one as they are asked for, where each has a token that asks for the
 * next. It ends with the page that has none, or an empty one.
 *
 * @param path leads to the token in an answer.
 * @param next makes the request for the page that a token stands for.
 * @param options go with each of the requests. The client's `send` says what is thrown.
 * @throws PageError for a next page that came before, and for what is no token.
 */
export async function* tokenPages<Result, Answers extends object = object>(
  client: Client,
  first: ApiRequest<Result, Answers>,
  path: readonly string[],
  next: Next<string, Result, Answers> | Next<number, Result, Answers>,
  options?: SendOptions,
): AsyncGenerator<Result, void, undefined> {
  const seen = new Set<unknown>();
  for (let request = first; ;) {
    const page = await client.send(request, options);
    yield page;
    const token = fieldAt(page, path);
    if (token === undefined || token === null || token === "" || token === 0) return;
    const isToken = typeof token === "string" || typeof token === "number";
    if (!isToken) throw new PageError(first.operation, "a token that is neither text nor number");
    if (seen.has(token)) throw new PageError(first.operation, "a next page that came before");
    seen.add(token);
    // Which of the two it is, the description is believed: both have a text to send.
    request = next(token as never);
  }
}

type Next<Token, Result, Answers extends object> = (token: Token) => ApiRequest<Result, Answers>;
