import { createClient, type Fetch } from "../client.ts";
import { encode } from "../encode.ts";
import { DecodeError } from "../errors.ts";
import { encodeForm } from "../query.ts";
import type { ApiRequest } from "../request.ts";
import { readJson } from "../response.ts";
import type { AccessToken } from "./auth.ts";

export interface OAuth2Options {
  /** The URL of the token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Sent in `Authorization`; without one the client is public, and its id is sent in the body. */
  readonly clientSecret?: string | undefined;
  /** Exchanged for access tokens. Without one the client's own credentials are. */
  readonly refreshToken?: string | undefined;
  /** Called with each new refresh token that replaces the one before. */
  readonly onRefreshToken?: ((refreshToken: string) => void) | undefined;
  /** The scopes, separated by spaces. */
  readonly scope?: string | undefined;
  /** Further fields of the token request, such as `audience` or `resource`. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** By default `globalThis.fetch`. */
  readonly fetch?: Fetch | undefined;
}

/**
 * Returns a function that requests access tokens, for `bearer` and for the credentials of an OAuth 2.0
 * scheme, which keep a token until it expires: with the client credentials grant (RFC 6749, section
 * 4.4), or with a refresh token (section 6). Concurrent calls share one request.
 *
 * The function throws HttpError, with the operation `token`, where the endpoint refuses (section 5.2),
 * and DecodeError for a response without a bearer token.
 *
 * @throws ParameterError for a token endpoint that is not http or https.
 */
export function oauth2(options: OAuth2Options): () => Promise<AccessToken> {
  const { tokenUrl, fetch, onRefreshToken } = options;
  const [, origin = tokenUrl, path = "/"] = /^([^/]*\/\/[^/?#]*)([^#]*)/.exec(tokenUrl) ?? [];
  const client = createClient({ baseUrl: origin, fetch });
  let { refreshToken } = options;
  let pending: Promise<AccessToken> | undefined;
  const request = async (): Promise<AccessToken> => {
    const sent = Date.now();
    const body = await client.send(tokenRequest(path, options, refreshToken));
    const { access_token: token, token_type: type = "bearer", ...rest } = Object(body) as Response;
    if (typeof token !== "string" || !/^bearer$/i.test(String(type))) {
      throw new DecodeError("token", 200, "response of a token endpoint");
    }
    if (typeof rest.refresh_token === "string" && rest.refresh_token !== refreshToken) {
      refreshToken = rest.refresh_token;
      onRefreshToken?.(refreshToken);
    }
    const seconds = Number(rest.expires_in ?? Infinity);
    // The token is not used in its last seconds, in which it might expire on its way.
    return { token, expires: sent + 1000 * (seconds - Math.min(30, seconds / 2)) };
  };
  return () =>
    (pending ??= request().finally(() => {
      pending = undefined;
    }));
}

/** The response of a token endpoint (RFC 6749, section 5.1), of which nothing is certain. */
interface Response {
  readonly access_token?: unknown;
  readonly token_type?: unknown;
  readonly expires_in?: unknown;
  readonly refresh_token?: unknown;
}

function tokenRequest(
  path: string,
  { clientId, clientSecret, scope, fields }: OAuth2Options,
  refreshToken: string | undefined,
): ApiRequest<unknown> {
  const isPublic = clientSecret === undefined;
  // Both are form-encoded first, so that a colon does not end the id (RFC 6749, section 2.3.1).
  const pair = isPublic
    ? ""
    : `${encode(clientId, "clientId")}:${encode(clientSecret, "clientSecret")}`;
  return {
    operation: "token",
    method: "POST",
    path: path.startsWith("/") ? path : `/${path}`,
    headers: {
      Accept: "application/json",
      Authorization: isPublic ? undefined : `Basic ${btoa(pair)}`,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body: encodeForm({
      grant_type: refreshToken === undefined ? "client_credentials" : "refresh_token",
      refresh_token: refreshToken,
      client_id: isPublic ? clientId : undefined,
      scope,
      ...fields,
    }),
    responses: { "2XX": readJson },
  };
}
