import { hash } from "node:crypto";

/** The dot file in a generated folder: what a run wrote there, and how. */
export const manifestFile = ".openapi-actions.json";

const formatVersion = 2;

/** How the files were made, so that the next run and `check` make them the same way. */
export interface Settings {
  readonly layout?: string;
  /** The import extension: `ts`, `js` or `none`. */
  readonly importExtension?: string;
  /** The version of this program. */
  readonly generator?: string;
  /** The digest of the description's model, overlays included: what it says, not how. */
  readonly description?: string;
}

export interface Manifest {
  readonly settings: Settings;
  /**
   * Path → digest of the text that was written. Of a run that was killed, and of a merge, there may be
   * several, with spaces between them; a manifest of version 1 has none.
   */
  readonly files: ReadonlyMap<string, string>;
  /** Whether it was put together from the two sides of a merge, and its digests prove nothing. */
  readonly isMerged: boolean;
}

/** The digest of a file's text, whichever line ends git gave it. */
export function digest(text: string): string {
  const lf = text.toWellFormed().replaceAll("\r\n", "\n");
  return hash("sha256", lf, "hex").slice(0, 16);
}

const digested = new WeakMap<ReadonlyMap<string, string>, Manifest["files"]>();

/** Returns the digests of files, by path; those of one map are computed once. */
export function digestFiles(files: ReadonlyMap<string, string>): Manifest["files"] {
  const digests =
    digested.get(files) ?? new Map(Array.from(files, ([path, text]) => [path, digest(text)]));
  digested.set(files, digests);
  return digests;
}

/** Whether the text of a file is what a run wrote, by the digests that the manifest has of it. */
export function hasDigest(digests: string, text: string): boolean {
  return digests.split(" ").includes(digest(text));
}

/** The files of two manifests, each with the digests of both. */
export function joinFiles(
  first: ReadonlyMap<string, string>,
  second: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const joined = new Map(first);
  for (const [path, digests] of second) addDigests(joined, path, digests);
  return joined;
}

function addDigests(files: Map<string, string>, path: string, digests: string): void {
  const all = [...(files.get(path) ?? "").split(" "), ...digests.split(" ")];
  files.set(path, [...new Set(all)].filter((one) => one !== "").join(" "));
}

/** The text of a manifest: a line for each file, so that branches merge. */
export function manifestText(settings: Settings, files: ReadonlyMap<string, string>): string {
  const about =
    "Written by openapi-actions, which replaces and removes only these files. " +
    "After a merge either side will do: the next run writes it anew.";
  const sorted = Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = { about, version: formatVersion, ...settings, files: sorted };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/**
 * Reads a manifest. One with the marks of a merge lists the files of both sides.
 *
 * @returns `"newer"` where a later version of this program wrote it, `undefined` where it is none.
 */
export function parseManifest(text: string): Manifest | "newer" | undefined {
  const value = parseObject(text);
  if (!value) return mergedManifest(text);
  const { version, files } = value;
  if (typeof version === "number" && version > formatVersion) return "newer";
  const settings = settingsOf(value);
  // Version 1 had a list, and the digests in a file beside it.
  if (version === 1 && Array.isArray(files) && files.every(isString)) {
    return { settings, files: new Map(files.map((file) => [file, ""])), isMerged: false };
  }
  if (version !== formatVersion || !isObject(files)) return undefined;
  const entries = Object.entries(files);
  if (!entries.every((entry): entry is [string, string] => isString(entry[1]))) return undefined;
  return { settings, files: new Map(entries), isMerged: false };
}

const mergeMark = /^(?:<{7}|\|{7}|={7}|>{7})/m;
const fileLine = /^ {4}("(?:[^"\\]|\\.)+"): "([0-9a-f ]*)",?\r?$/gm;

function mergedManifest(text: string): Manifest | undefined {
  if (!mergeMark.test(text)) return undefined;
  const files = new Map<string, string>();
  for (const [, name = "", digests = ""] of text.matchAll(fileLine)) {
    const path: unknown = parseJson(name);
    if (isString(path)) addDigests(files, path, digests);
  }
  const setting = (name: string): string | undefined =>
    new RegExp(`^ {2}"${name}": "(\\w+)",\\r?$`, "m").exec(text)?.[1];
  const [layout, importExtension] = [setting("layout"), setting("importExtension")];
  const settings = {
    ...(layout !== undefined && { layout }),
    ...(importExtension !== undefined && { importExtension }),
  };
  return files.size === 0 ? undefined : { settings, files, isMerged: true };
}

function settingsOf(value: Readonly<Record<string, unknown>>): Settings {
  const names = ["layout", "importExtension", "generator", "description"] as const;
  return Object.fromEntries(
    names.flatMap((name) => (isString(value[name]) ? [[name, value[name]]] : [])),
  );
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
