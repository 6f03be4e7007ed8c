/**
 * Returns a key that is equal for two names that a file system may take for one: without case, and
 * composed (NFC). Upper case comes first: `ß` is equal to `ss`, and the two small sigmas to each
 * other, where file systems fold as Unicode says (section 3.13, toCasefold).
 */
export function foldCase(name: string): string {
  return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}
