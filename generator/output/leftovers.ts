/** The prefix of the lock, and of leftovers of a run that was killed. */
export const LOCK = ".openapi-actions.tmp";

export function isLeftover(name: string): boolean {
  return name.startsWith(LOCK);
}
