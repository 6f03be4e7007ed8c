import type { Code } from "../text/code.ts";
import { startOf } from "../text/prose.ts";
import { digest } from "./unique-names.ts";

/**
 * Splits text into words of letters and digits of any script: `poll_for-task` and `PollForTask` keep
 * their capitals. Latin letters lose their accents; the rest is allowed in an identifier
 * (ECMA-262, section 12.7: ID_Continue), but for what nobody sees: two names must not look alike.
 * Of a very long text only the start is read.
 */
export function words(text: string): string[] {
  const { start } = startOf(text, maxNameLength);
  // Of ASCII only letters, digits and the underscore are in identifiers.
  const isAscii = !/[^\x20-\x7E]/.test(start);
  return (isAscii ? start.split(/[^A-Za-z0-9]+/) : wordsOfAnyScript(start)).filter(
    (word) => word !== "",
  );
}

function wordsOfAnyScript(text: string): string[] {
  return text
    .replace(recent, " ")
    .replace(/\p{Default_Ignorable_Code_Point}+/gu, "")
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC")
    .split(/[^\p{ID_Continue}]+|_+/u);
}

/**
 * Letters that Unicode has since version 14, which compilers and engines do not all know: TypeScript
 * 5.0 to 5.4 have those of 13. Of the higher planes only ideographs are in names.
 */
const recent =
  /[\u{10000}-\u{1FFFF}\u{2A6DE}\u{2A6DF}\u{2B735}-\u{2B73F}\u{2CEA2}-\u{2CEAF}\u{2EBE1}-\u{2F7FF}\u{30000}-\u{10FFFF}\u061D\u0870-\u088F\u0897-\u089F\u0C3C\u0C5C\u0C5D\u0CDC\u0CDD\u0CF3\u0ECE\u170D\u1715\u171F\u180F\u1ACF-\u1AEB\u1C89\u1C8A\u1DFA\uA7C0\uA7C1\uA7CB-\uA7DC\uA7F1-\uA7F4]/gu;

/** In characters. Names that differ only after them are told apart by other words or a digest. */
const maxNameLength = 2_000;

function capitalised(word: string): string {
  const first = word.charAt(0);
  // Some small letters got a capital of their own in Unicode 16.
  return first.toUpperCase().replace(recent, first) + word.slice(1);
}

/** `PollForTask`, from words in any case; empty where there is no letter or digit. */
export function pascalCase(text: string): Code {
  const name = words(text).map(capitalised).join("");
  return (/^(?!\p{ID_Start})./u.test(name) ? `N${name}` : name) as Code;
}

/** `pollForTask`; adjacent capitals are lowered together: `HTTPGet` is `httpGet`. */
export function camelCase(text: string): Code {
  return pascalCase(text).replace(/^\p{Lu}+(?!\p{Ll})|^\p{Lu}/u, (start) =>
    start.toLowerCase(),
  ) as Code;
}

/**
 * A name as a file's, without ending: `poll-for-task`, `db-instances2` for `DBInstances2`. Names
 * that differ by more than case give different files. Those that Windows keeps for devices get a
 * mark, and long ones are cut and marked by their content: file systems have room for 255 bytes.
 */
export function fileName(name: Code): Code {
  const kebab = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/[A-Z](?=[A-Z][a-z])/g, "$&-")
    .toLowerCase();
  if (/^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(kebab)) return `${kebab}_` as Code;
  return (byteLength(kebab) > 100 ? `${cut(kebab, 90)}-${digest(kebab, 16)}` : kebab) as Code;
}

/** A file's name, without ending, of text: `pet-store` for `PET_STORE`, `Pet Store` and `PetStore`. */
export function fileNameOf(text: string): Code {
  return fileName(words(text).join("-") as Code);
}

/** As many whole characters from the start as fit into a number of bytes. */
function cut(text: string, maxBytes: number): string {
  let start = "";
  let bytes = 0;
  for (const character of text) {
    bytes += byteLength(character);
    if (bytes > maxBytes) break;
    start += character;
  }
  return start;
}

/** The length of a string in UTF-8, in bytes. */
function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Words that cannot name a function or type of a module in strict mode (ECMA-262, section 12.7.2). */
export const reservedWords: readonly string[] = (
  "arguments as async await boolean break case catch class const continue debugger declare default " +
  "delete do else enum eval export extends false finally for from function get if implements import " +
  "in infer instanceof interface is keyof let module namespace never new null number object of " +
  "package private protected public readonly require return set static string super switch symbol " +
  "then this throw true try type typeof undefined unique unknown var void while with yield " +
  "constructor prototype any bigint abstract satisfies using"
).split(" ");

/** Derives a package name by the rules of npm; `client` where nothing is left of the string. */
export function packageName(text: string): string {
  const ascii = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/\P{ASCII}+/gu, " ");
  const name = words(ascii).join("-").toLowerCase().slice(0, 100);
  return name === "" ? "client" : name.endsWith("client") ? name : `${name}-client`;
}
