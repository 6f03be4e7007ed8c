import { escapePointer } from "../data/json-pointer.ts";

/** The location of a schema without a name: in another file, or outside the named ones. */
export interface Origin {
  /** Relative to the description's folder, with `/`; empty for the description itself. */
  readonly file: string;
  /** JSON Pointer in that file. */
  readonly pointer: string;
}

const mark = "_23";
/** A JSON Pointer follows: `/` or nothing. */
const markInPlace = /_23(?:_2F|$)/;

/**
 * A name for such a schema that nothing else has, in the characters that OpenAPI allows
 * (3.1, section 4.8.7): `sub/pet.yaml#/Pet` is `sub_2Fpet.yaml_23_2FPet`.
 */
export function nameOfOrigin({ file, pointer }: Origin): string {
  const encode = (text: string): string =>
    [...new TextEncoder().encode(text)]
      .map((byte) => {
        const character = String.fromCharCode(byte);
        const hex = byte.toString(16).toUpperCase().padStart(2, "0");
        return /[A-Za-z0-9.-]/.test(character) ? character : `_${hex}`;
      })
      .join("");
  return `${encode(file)}${mark}${encode(pointer)}`;
}

/** The other way; `undefined` for a name that the description gives. */
export function originOfName(name: string): Origin | undefined {
  if (!markInPlace.test(name)) return undefined;
  try {
    const [file = "", pointer = ""] = decodeURIComponent(name.replaceAll("_", "%")).split("#", 2);
    return { file, pointer };
  } catch {
    return undefined;
  }
}

/** The reference that names a schema of the upgraded document. */
export function schemaReference(name: string): string {
  return `#/components/schemas/${escapePointer(name)}`;
}
