/**
 * Data as JSON with a line end. What a terminal obeys or people misread is written as escapes, which
 * programs read as the same text.
 */
export function jsonText(data: unknown): string {
  return `${escapeUnseen(JSON.stringify(data, null, 2))}\n`;
}

/** The same for those who refuse lone surrogates, even as escapes: they become U+FFFD. */
export function wellFormedJsonText(data: unknown): string {
  const wellFormed = (_key: string, value: unknown): unknown =>
    typeof value === "string" ? value.toWellFormed() : value;
  return `${escapeUnseen(JSON.stringify(data, wellFormed, 2))}\n`;
}

/** JSON, or YAML in which such text is double-quoted, with escapes in place of what is not seen. */
export function escapeUnseen(text: string): string {
  return text.replace(unseen, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/** Whether a text has something that `escapeUnseen` replaces. */
export function hasUnseen(text: string): boolean {
  return text.search(unseen) >= 0;
}

const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text of a description for a terminal, which obeys control characters, and for people, who misread
 * bidirectional ones: both are shown as escapes. Line ends stay.
 */
export function visible(text: string): string {
  return text.replace(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
