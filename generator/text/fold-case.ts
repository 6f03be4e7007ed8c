/**
 * Returns a key that is equal for two names that a file system may take for one: without case, and
 * composed (NFC). Upper case comes between: `ß`, `ẞ` and `ss` are equal, and the two small sigmas,
 * where file systems fold as Unicode says (section 3.13, toCasefold).
 */
export function foldCase(name: string): string {
  return name.normalize("NFC").toLowerCase().toUpperCase().toLowerCase().normalize("NFC");
}
