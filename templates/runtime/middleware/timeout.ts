import type { Fetch } from "../client.ts";
import { ParameterError } from "../errors.ts";
import { onAbort, ownProperties } from "../internal.ts";

/**
 * Ends each call, the reading of its response included, after a time, as `AbortSignal.timeout` would:
 * with a `DOMException` named `TimeoutError`. The caller's own signal goes on to count.
 *
 * Timer and listener are gone once the response was read to its end or cancelled.
 *
 * @param milliseconds more than 0, and less than 2 ** 31: timers know no more.
 * @throws ParameterError for another number.
 */
export function timeout(fetch: Fetch, milliseconds: number): Fetch {
  if (!(milliseconds > 0 && milliseconds < 2 ** 31)) throw new ParameterError("milliseconds");
  return async (url, init) => {
    const { signal, release } = deadline(milliseconds, init.signal);
    try {
      const response = await fetch(url, ownProperties({ ...init, signal }));
      if (!response.body) release();
      return response.body ? replaceBody(response, watch(response.body, release)) : response;
    } catch (error) {
      release();
      throw error;
    }
  };
}

/** Returns a signal of its own: that of the client lives no longer than the call, but others' may. */
function deadline(
  milliseconds: number,
  caller: AbortSignal | null | undefined,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DOMException("The operation timed out.", "TimeoutError"));
    release();
  }, milliseconds);
  const stopFollowing =
    caller &&
    onAbort(caller, (reason) => {
      controller.abort(reason);
    });
  const release = (): void => {
    clearTimeout(timer);
    stopFollowing?.();
  };
  return { signal: controller.signal, release };
}

type Bytes = NonNullable<Response["body"]>;

/** Returns the same bytes, read no sooner than asked for. */
function watch(body: Bytes, end: () => void): Bytes {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) {
            controller.enqueue(value);
            return;
          }
          end();
          controller.close();
        } catch (error) {
          end();
          throw error;
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** The constructor refuses some statuses that servers send, and knows no address. */
function replaceBody({ ok, status, statusText, headers, url }: Response, body: Bytes): Response {
  // Node's types for old compilers have a stream that is not the one of its Response.
  const response = new Response(body as never, { statusText, headers });
  return Object.defineProperties(response, {
    ok: { value: ok },
    status: { value: status },
    url: { value: url },
  });
}
