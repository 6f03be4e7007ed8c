/**
 * Runs something with a signal that follows the caller's, and lets go of the caller's in the end.
 * `fetch` leaves a listener on the signal that it is given, in Node until garbage is collected: one
 * signal for the life of a program would gather thousands.
 */
export async function following<Result>(
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal | null) => Promise<Result>,
): Promise<Result> {
  if (!signal) return run(null);
  const follower = new AbortController();
  const follow = (): void => {
    follower.abort(signal.reason);
  };
  if (signal.aborted) follow();
  signal.addEventListener("abort", follow);
  try {
    return await run(follower.signal);
  } finally {
    signal.removeEventListener("abort", follow);
  }
}
