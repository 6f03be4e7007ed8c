/** A signal of our own, for the time of one call. */
interface Follower {
  readonly signal: AbortSignal;
  /** Lets go of the caller's signal. */
  readonly release: () => void;
}

/**
 * A signal that follows the caller's until it is released. `fetch` leaves a listener on the signal
 * that it is given, in Node until garbage is collected: one signal for the life of a program would
 * gather thousands.
 */
export function follow(signal: AbortSignal): Follower {
  const own = new AbortController();
  const abort = (): void => {
    own.abort(signal.reason);
  };
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  return {
    signal: own.signal,
    release: () => {
      signal.removeEventListener("abort", abort);
    },
  };
}
