/** Removes all repetitions of a character from the end: `trimEndOf("/v1//", "/")` is `/v1`. */
export function trimEndOf(text: string, sign: string): string {
  let end = text.length;
  while (text.endsWith(sign, end) && end > 0) end -= sign.length;
  return text.slice(0, end);
}
