import { catalogue } from "./catalogue.ts";
import { nearest } from "./suggest.ts";

/** Returns what is wrong with a problem code that a user wrote, `undefined` where it exists. */
export function faultOfCode(code: string): string | undefined {
  if (Object.hasOwn(catalogue, code)) return undefined;
  const close = nearest(code, Object.keys(catalogue));
  const hint = close === undefined ? "`explain` lists all." : `Did you mean \`${close}\`?`;
  return `there is no code \`${code}\`. ${hint}`;
}
