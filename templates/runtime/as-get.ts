import type { ApiRequest, QueryRecord } from "./request.ts";

/**
 * A request with its form in the query, to be signed as a URL that others can open. Not all services
 * take all actions that way.
 */
export function asGet<Response, Responses extends object>(
  request: ApiRequest<Response, Responses>,
): ApiRequest<Response, Responses> {
  const { body, headers = {}, query, ...rest } = request;
  if (typeof body !== "string") return request;
  const pairs = body.split("&").map((pair) => pair.split("=").map(decodeURIComponent));
  const moved: QueryRecord = Object.fromEntries(
    pairs.map(([name = "", value = null]) => [name, value]),
  );
  const others = Object.entries(headers).filter(([name]) => name !== "Content-Type");
  return {
    ...rest,
    method: "GET",
    query: { ...query, ...moved },
    headers: Object.fromEntries(others),
  };
}
