/** How many results are kept; then all are dropped, so that memory does not grow with the input. */
const maxKept = 2_000;

/** Returns the function with its results remembered, for texts that repeat. */
export function remember<Text extends string, Result>(
  make: (text: Text) => Result,
): (text: Text) => Result {
  const known = new Map<Text, Result>();
  return (text) => {
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    if (known.size >= maxKept) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}
