import { lookup } from "node:dns/promises";
import { request as requestPlain, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import type { ForbiddenReason, UnreachableReason } from "../diagnostics/rules/reference.ts";
import { exceededLimit, type Limits } from "../source/limits.ts";

/** The bytes and the URL that they came from after redirects, or why there are none. */
export type Fetched = { readonly content: Uint8Array; readonly url: string } | Unfetched;

export type Unfetched =
  /** Not allowed, and so not requested. */
  | { readonly code: "forbidden-reference"; readonly reason: ForbiddenReason }
  | { readonly code: "unreachable-reference"; readonly reason: UnreachableReason };

export interface FetchOptions {
  /** Origins that may be read, such as `https://example.com`. */
  readonly origins: readonly string[];
  /** `bytes` limits everything that is fetched together. */
  readonly limits: Limits;
  /** Sent with every request, so there is one origin only: `{ Authorization: "Bearer …" }`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Looks up the addresses of a host name; by default as the system does. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
}

/** For everything that is fetched for one description. */
const timeoutMs = 30_000;
const maxRedirects = 5;

/**
 * Makes a function that fetches references by http or https, from allowed origins only, and never
 * from an address of a private network: a host name is looked up once, its addresses are compared
 * with the special-purpose registries (RFC 6890), and the connection goes to the address that was
 * checked. A private address is connected to where it is allowed itself, as in
 * `http://127.0.0.1:8080` or `http://localhost`. Redirects are followed within the same host.
 *
 * Time and bytes are counted over all calls: a server could refer to a new document in each.
 */
export function createFetcher(options: FetchOptions): (url: string) => Promise<Fetched> {
  let signal: AbortSignal | undefined;
  const budget: Budget = { bytes: options.limits.bytes };
  return (url) => {
    signal ??= AbortSignal.timeout(timeoutMs);
    return fetchReference(new URL(url), options, signal, budget);
  };
}

/** The bytes left of the limit. */
interface Budget {
  bytes: number;
}

async function fetchReference(
  url: URL,
  options: FetchOptions,
  signal: AbortSignal,
  budget: Budget,
): Promise<Fetched> {
  let from = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    if (!options.origins.includes(from.origin)) return notAllowed(from);
    if (from.username !== "" || from.password !== "") {
      return forbidden({ kind: "credentials" });
    }
    const response = await request(from, options, signal, budget);
    if ("reason" in response) return response;
    const target = redirectOf(response.status, response.location, from);
    if (!target) return contentOf(from, response);
    if (target.host !== from.host || target.protocol !== from.protocol) {
      return forbidden({ kind: "redirect", origin: target.origin });
    }
    from = target;
  }
  return unreachable({ kind: "redirects", max: maxRedirects });
}

function notAllowed({ protocol, origin }: URL): Unfetched {
  const isWeb = protocol === "https:" || protocol === "http:";
  return forbidden(isWeb ? { kind: "unlisted-origin", origin } : { kind: "unsupported-scheme" });
}

interface FetchResponse {
  readonly status: number;
  readonly location: string | undefined;
  readonly encoding: string;
  readonly content: Uint8Array;
}

function contentOf(url: URL, { status, encoding, content }: FetchResponse): Fetched {
  if (status !== 200) return unreachable({ kind: "status", status });
  if (!/^(?:identity)?$/i.test(encoding)) return unreachable({ kind: "encoding", encoding });
  return { content, url: url.href };
}

function redirectOf(status: number, location: string | undefined, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  return URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
}

async function request(
  url: URL,
  options: FetchOptions,
  signal: AbortSignal,
  budget: Budget,
): Promise<FetchResponse | Unfetched> {
  try {
    const response = await connect(url, {
      signal,
      lookup: publicAddressLookup(url, options),
      headers: { ...accepted, ...options.headers },
    });
    const { statusCode: status = 0, headers } = response;
    const { location, "content-encoding": encoding = "" } = headers;
    if (status !== 200) {
      response.destroy();
      return { status, location, encoding, content: new Uint8Array() };
    }
    return {
      status,
      location,
      encoding,
      content: await readBody(response, options.limits, budget),
    };
  } catch (error) {
    if (error instanceof FetchError) return error.why;
    if (signal.aborted) return unreachable({ kind: "timeout", seconds: timeoutMs / 1000 });
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return unreachable({ kind: "network", error: code });
  }
}

const accepted = {
  Accept: "application/json, application/yaml, */*",
  "Accept-Encoding": "identity",
};

function connect(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const send = url.protocol === "https:" ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    send(url, { ...options, agent: false }, resolve)
      .on("error", reject)
      .end();
  });
}

async function readBody(
  response: IncomingMessage,
  limits: Limits,
  budget: Budget,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of response as AsyncIterable<Uint8Array>) {
    budget.bytes -= part.length;
    if (budget.bytes < 0) {
      throw new FetchError(
        unreachable({ kind: "too-large", limit: exceededLimit("bytes", limits) }),
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Carries a reason out of the platform's callbacks. */
class FetchError extends Error {
  readonly why: Unfetched;

  constructor(why: Unfetched) {
    super(why.reason.kind);
    this.why = why;
  }
}

/** Looks up a host name, and keeps private addresses from the connection. */
function publicAddressLookup(
  url: URL,
  { origins, resolve = addressesOf }: FetchOptions,
): LookupFunction {
  // Each names a host and a port, so that what may be asked of one is not open to another.
  const isNamed = (address: string): boolean =>
    origins.includes(originAt(address, url)) ||
    (url.hostname === "localhost" && rangeOf(address) === "loopback");
  return (name, _, callback) => {
    resolve(name)
      .then((addresses) => {
        const kept = addresses.filter((address) => isIP(address) !== 0);
        const secret = kept.find((one) => isPrivate(one) && !isNamed(one));
        if (secret !== undefined) {
          const allowed = originAt(secret, url);
          throw new FetchError(
            forbidden({ kind: "private-address", address: secret, url: allowed }),
          );
        }
        const all = kept.map((address) => ({ address, family: isIP(address) }));
        callback(null, all);
      })
      .catch((error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), []);
      });
  };
}

async function addressesOf(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/** The origin of an address with the scheme and the port of a URL. */
function originAt(address: string, { protocol, port }: URL): string {
  const host = isIP(address) === 6 ? `[${address}]` : address;
  return new URL(`${protocol}//${host}${port === "" ? "" : `:${port}`}`).origin;
}

/**
 * Whether an address is none of the public internet: one of the special-purpose registries (RFC
 * 6890), or of IPv6 outside of what is given out (2000::/3, RFC 4291, section 2.4).
 */
function isPrivate(address: string): boolean {
  const parsed = ipaddr.process(address);
  const isGlobalUnicast = parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
  return !isGlobalUnicast || parsed.range() !== "unicast";
}

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** The purpose of an address; IPv4 mapped into IPv6 (`::ffff:0:0/96`) counts as that of IPv4. */
function rangeOf(address: string): string {
  return ipaddr.process(address).range();
}

function forbidden(reason: ForbiddenReason): Unfetched {
  return { code: "forbidden-reference", reason };
}

function unreachable(reason: UnreachableReason): Unfetched {
  return { code: "unreachable-reference", reason };
}
