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
