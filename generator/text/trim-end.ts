/** A text without the signs of one kind at its end, however many: `trimEndOf("/v1//", "/")`. */
export function trimEndOf(text: string, sign: string): string {
  let end = text.length;
  while (text.endsWith(sign, end) && end > 0) end -= sign.length;
  return text.slice(0, end);
}
