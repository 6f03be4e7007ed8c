/** The known word that somebody may have meant, if one is close enough; letters' case apart. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .filter((one) => Math.abs(one.length - word.length) <= Math.max(2, one.length / 3))
    .map((one) => ({ one, distance: distanceBetween(one.toLowerCase(), word.toLowerCase()) }))
    .filter(({ one, distance }) => distance <= Math.max(2, one.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return best?.one;
}

/** How many letters are to be put in, left out or changed (Levenshtein). */
function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (const [column, against] of Array.from(other).entries()) {
      const change = (row[column] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
