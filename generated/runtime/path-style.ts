import { encodeItems, entriesOf, isObject, itemsOf, type Delimited } from "./delimited-list.ts";
import { encode } from "./encode.ts";
import type { Encoded, Scalar } from "./request.ts";

/**
 * Writes a dot before a value of the path (OpenAPI 3.1, section 4.8.12.4: style `label`): `.blue`, a
 * list `.blue,black`, with `explode` `.blue.black`; an object `.R,100`, with `explode` `.R=100`.
 */
export function label(value: Delimited, explode: boolean = false): Encoded | Scalar | undefined {
  const items = explode && isObject(value) ? assignments(value) : itemsOf(value);
  return prefixed(".", encodeItems(items, explode ? "." : ","));
}

/**
 * Writes the parameter's name before a value of the path (style `matrix`): `;color=blue`, a list
 * `;color=blue,black`, with `explode` `;color=blue;color=black`; an object `;color=R,100`, with
 * `explode` `;R=100`. An empty text has no `=` (RFC 6570, section 3.2.7).
 */
export function matrix(
  name: string,
  value: Delimited,
  explode: boolean = false,
): Encoded | Scalar | undefined {
  const isExploded = explode && isObject(value);
  const before = isExploded ? ";" : `;${encode(name, name)}=`;
  const items = isExploded ? assignments(value) : itemsOf(value);
  if (items.length === 1 && items[0] === "") return { encoded: before.slice(0, -1) };
  return prefixed(before, encodeItems(items, explode ? before : ","));
}

function prefixed(
  prefix: string,
  written: Encoded | Scalar | undefined,
): Encoded | Scalar | undefined {
  return typeof written === "object" && "encoded" in written
    ? { encoded: prefix + written.encoded }
    : written;
}

function assignments(value: object): readonly unknown[] {
  return entriesOf(value).map(([name, item]) =>
    prefixed(`${encode(name, name)}=`, encodeItems([item], "")),
  );
}
