/**
 * Data as JSON with a line end. What a terminal obeys or people misread is written as escapes, which
 * programs read as the same text.
 */
export function jsonText(data: unknown): string {
  const text = JSON.stringify(data, null, 2).replace(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) =>
      Array.from(
        { length: character.length },
        (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
      ).join(""),
  );
  return `${text}\n`;
}
