import type { Fetch, FetchInit } from "../client.ts";
import { ownProperties } from "../internal.ts";

export interface RetryOptions {
  /** How often a request is sent at most, the first time included: by default 3. */
  readonly attempts?: number | undefined;
  /** The longest wait between two of them, in milliseconds: by default 20,000. */
  readonly cap?: number | undefined;
  /**
   * Whether a request may be sent twice. By default that goes by its method (RFC 9110, section
   * 9.2.2): `GET`, `HEAD`, `OPTIONS`, `QUERY`, `PUT` and `DELETE`. A request whose address names an action
   * (`init.request.hasAction`: `?Action=Start`, `X-Amz-Target`) may do anything, whatever the method,
   * and is not repeated unless this says so.
   */
  readonly isRepeatable?: ((url: string, init: FetchInit) => boolean) | undefined;
}

/**
 * Sends again what failed for the moment: whatever `fetch` throws, and 429, 500, 502, 503 and 504.
 * The last response or error comes through as it is. A body that is a stream is never sent twice.
 *
 * It waits a random time of up to 1 s, 2 s, 4 s and so on, and no less than `Retry-After` asks for;
 * where that is more than the cap, or than a timer can wait, the response is the caller's. An abort ends the waiting.
 *
 * All calls share a budget, as in botocore's standard mode, so that a service in trouble is left in
 * peace: 100 repeats, which come back as calls succeed.
 */
export function retry(fetch: Fetch, options: RetryOptions = {}): Fetch {
  const { attempts = 3, cap = 20_000, isRepeatable = isIdempotent } = ownProperties(options);
  let budget = capacity;
  return async (url, init) => {
    const { body, signal } = init;
    const isAllowed = !(body instanceof ReadableStream) && isRepeatable(url, init);
    let refund = 1;
    for (let attempt = 1; ; attempt += 1) {
      const canRepeat = (): boolean =>
        isAllowed && attempt < attempts && budget >= cost && !signal?.aborted;
      let response: Response | undefined;
      try {
        response = await fetch(url, init);
      } catch (error) {
        if (!canRepeat()) throw error;
      }
      if (response && !retryableStatuses.has(response.status)) {
        budget = Math.min(capacity, budget + refund);
        return response;
      }
      const longest = Math.min(cap, maxTimerMs);
      const backOff = Math.random() * Math.min(longest, 1000 * 2 ** (attempt - 1));
      const delay = Math.max(backOff, askedDelay(response?.headers.get("retry-after")));
      if (response && (!canRepeat() || delay > longest)) return response;
      budget -= cost;
      refund = cost;
      // Frees the connection; whether that works is of no use to anyone.
      response?.body?.cancel().catch((): undefined => undefined);
      await wait(delay, signal);
    }
  };
}

const capacity = 500;
const cost = 5;
const retryableStatuses: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** In milliseconds: a timer with a longer wait fires at once. */
const maxTimerMs = 2 ** 31 - 1;

function isIdempotent(_url: string, { method = "GET", request }: FetchInit): boolean {
  return /^(?:GET|HEAD|OPTIONS|QUERY|PUT|DELETE)$/.test(method) && request?.hasAction !== true;
}

/** Returns what `Retry-After` asks for, in milliseconds (RFC 9110, section 10.2.3); 0 if invalid. */
function askedDelay(text: string | null | undefined): number {
  if (!text) return 0;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  return text.endsWith(" GMT") ? Date.parse(text) - Date.now() || 0 : 0;
}

/** @throws the signal's reason, as soon as it is aborted. */
async function wait(milliseconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });
  signal?.throwIfAborted();
}
