/** Decodes percent-encoded text. What is no valid encoding stays as it is: a name with a stray `%`. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
