import type { Fetch } from "../client.ts";

/** Facts of a call when its response begins, or when it failed. They hold no secret but the path's. */
export interface CallRecord {
  readonly method: string;
  /** Origin and path, without the query: its values are nobody's business. */
  readonly address: string;
  /** `undefined` where no response came. */
  readonly status: number | undefined;
  /** Until the response's headers were there. */
  readonly milliseconds: number;
  /** The name of what was thrown (`TypeError`), of which no more is said. */
  readonly error: string | undefined;
}

/**
 * Reports each call: once for all attempts when it wraps `retry`, and each attempt when
 * `retry` wraps it. An error thrown by `write` ends the call.
 */
export function log(fetch: Fetch, write: (record: CallRecord) => void): Fetch {
  return async (url, init) => {
    const begin = performance.now();
    const report = (status: number | undefined, error: string | undefined): void => {
      const { method = "GET" } = init;
      const address = url.replace(/[?#][^]*/, "").replace(/^(\w+:\/\/)[^/]*@/, "$1");
      write({ method, address, status, milliseconds: performance.now() - begin, error });
    };
    let response: Response;
    try {
      response = await fetch(url, init);
    } catch (error) {
      report(undefined, error instanceof Error ? error.name : typeof error);
      throw error;
    }
    report(response.status, undefined);
    return response;
  };
}
