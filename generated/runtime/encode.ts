import { ParameterError } from "./parameter-error.ts";

/**
 * Percent-encodes text once, as strictly as RFC 3986 (section 2.3) allows: letters, digits and
 * `-._~` stay, everything else becomes UTF-8, so a space is `%20` and `!'()*` are escaped too. Signers
 * and strict servers expect exactly this.
 *
 * @throws ParameterError, with the name, for a lone surrogate, which UTF-8 cannot write.
 */
export function encode(text: string, name: string): string {
  if (!/[^\w.~-]/.test(text)) return text;
  try {
    const encoded = encodeURIComponent(text);
    return /[!'()*]/.test(encoded) ? encoded.replace(/[!'()*]/g, escapeMark) : encoded;
  } catch {
    throw new ParameterError(name);
  }
}

function escapeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
