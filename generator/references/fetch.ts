import { lookup } from "node:dns/promises";
import { request as requestPlain, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { raise, type Limits } from "../source/limits.ts";

/** What a URL gave: the bytes and where they came from at last, or why there are none. */
export type Fetched = { readonly content: Uint8Array; readonly url: string } | Unfetched;

export interface Unfetched {
  /** Goes on after the reference: "`https://…` answers with 404". */
  readonly fault: string;
  /** Whether it was not allowed, and so was not asked for. */
  readonly refused: boolean;
  readonly hint: string;
}

export interface FetchOptions {
  /** Origins that may be read, such as `https://example.com`. */
  readonly origins: readonly string[];
  /** Of these, `bytes` holds for everything that is fetched together. */
  readonly limits: Limits;
  /** Finds the addresses of a name; by default as the system does. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
}

/** How long everything may take that is fetched for one description, in milliseconds. */
const patience = 30_000;
const mostRedirects = 5;

/**
 * Makes a function that reads what a reference names by http or https. Only origins that were allowed are asked, and none
 * at an address of a private network: a name is looked up once, its addresses are held against the
 * networks of the special-purpose registries (RFC 6890), and the connection goes to the address that
 * was looked at. A private address is asked where it was named itself, as in `http://127.0.0.1:8080`
 * or `http://localhost`. Redirects are followed within the host that was asked.
 *
 * Time and bytes are counted over all calls: a server could name a new document in each.
 */
export function createFetcher(options: FetchOptions): (url: string) => Promise<Fetched> {
  let signal: AbortSignal | undefined;
  const budget: Budget = { bytes: options.limits.bytes };
  return (url) => {
    signal ??= AbortSignal.timeout(patience);
    return fetchReference(new URL(url), options, signal, budget);
  };
}

/** What may still be read. */
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
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (!options.origins.includes(from.origin)) return notAllowed(from);
    if (from.username !== "" || from.password !== "") {
      return refuse("has a user or password in it", "Take them out of the reference.");
    }
    const answer = await ask(from, options, signal, budget);
    if ("fault" in answer) return answer;
    const target = redirectOf(answer.status, answer.location, from);
    if (!target) return contentOf(from, answer);
    if (target.host !== from.host || target.protocol !== from.protocol) {
      return refuse(`leads on to ${target.origin}`, "Refer to where it leads, if you trust it.");
    }
    from = target;
  }
  return failure(`leads on more than ${mostRedirects} times`);
}

function notAllowed({ protocol, origin }: URL): Unfetched {
  const isWeb = protocol === "https:" || protocol === "http:";
  const way = isWeb ? `To read it, name its host: --allow-reference ${origin}` : "";
  return refuse("names a URL", way || "Refer to a file, or to an http or https URL.");
}

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly encoding: string;
  readonly content: Uint8Array;
}

function contentOf(url: URL, { status, encoding, content }: Answer): Fetched {
  if (status !== 200) return failure(`answers with ${status}`);
  if (!/^(?:identity)?$/i.test(encoding))
    return failure(`is sent as ${encoding}, which is not read`);
  return { content, url: url.href };
}

function redirectOf(status: number, location: string | undefined, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  return URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
}

async function ask(
  url: URL,
  options: FetchOptions,
  signal: AbortSignal,
  budget: Budget,
): Promise<Answer | Unfetched> {
  try {
    const response = await connect(url, { signal, lookup: guard(url, options) });
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
    if (error instanceof Refusal) return error.why;
    if (signal.aborted) return failure(`gives no whole answer within ${patience / 1000} s`);
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return failure(`cannot be reached (${code})`);
  }
}

function connect(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestSecure : requestPlain;
  const headers = {
    Accept: "application/json, application/yaml, */*",
    "Accept-Encoding": "identity",
  };
  return new Promise((resolve, reject) => {
    request(url, { ...options, headers, agent: false }, resolve)
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
      throw new Refusal(failure("is more than is fetched", raise("bytes", limits)));
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Carries a refusal out of the platform's callbacks. */
class Refusal extends Error {
  readonly why: Unfetched;

  constructor(why: Unfetched) {
    super(why.fault);
    this.why = why;
  }
}

/** Looks a name up, and gives the connection no address that must not be asked. */
function guard(url: URL, { origins, resolve = addressesOf }: FetchOptions): LookupFunction {
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
          const hint = `If it is meant, name the address too: --allow-reference ${originAt(secret, url)}`;
          throw new Refusal(refuse(`leads to the private address ${secret}`, hint));
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
  const isGivenOut = parsed instanceof ipaddr.IPv4 || parsed.match(givenOut);
  return !isGivenOut || parsed.range() !== "unicast";
}

const givenOut = ipaddr.IPv6.parseCIDR("2000::/3");

/** What an address is for; one of IPv4 within IPv6 (`::ffff:0:0/96`) counts as that of IPv4. */
function rangeOf(address: string): string {
  return ipaddr.process(address).range();
}

function refuse(fault: string, hint: string): Unfetched {
  return { fault, refused: true, hint };
}

function failure(
  fault: string,
  hint = "Look whether it can be read, or keep a copy beside the description.",
): Unfetched {
  return { fault, refused: false, hint };
}
