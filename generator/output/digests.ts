import { createHash } from "node:crypto";
import type { Service } from "../model/service.ts";
import { programVersion } from "../text/program.ts";

/**
 * What a run remembers of what it wrote, in a file of the package, so that `check` can say why
 * something differs.
 *
 * It is a file of its own and not part of the manifest: two branches that both change the
 * description always conflict in it, and while a manifest that cannot be read stops the next run, a
 * record that cannot be read only leaves a question open. Any resolution will do: the next run
 * writes it anew. A digest for each file, not one of all, so that edited files can be named, and
 * those that a merge changed on one side only are not taken for edited.
 */
export interface WrittenRecord {
  readonly origin: Origin;
  /** Path → digest of the text that was written. */
  readonly files: ReadonlyMap<string, string>;
}

/** What the files were made from and by. */
export interface Origin {
  /** The version of this program. */
  readonly generator: string;
  /** The digest of the description's model, overlays included: what it says, not how. */
  readonly description: string;
}

/** Where the record stands in the package. */
export const recordFile = ".openapi-digests.json";

/** What a package of this description is made from and by. */
export function originOf(service: Service): Origin {
  return { generator: programVersion(), description: digestService(service) };
}

/** The digest of all that a description says of a service; places are no part of it. */
export function digestService(service: Service): string {
  return digest(JSON.stringify(service, (key, value: unknown) => (key === "place" ? "" : value)));
}

/** The digest of a file's text, whichever line ends git gave it. */
export function digest(text: string): string {
  const lf = text.toWellFormed().replaceAll("\r\n", "\n");
  return createHash("sha256").update(lf).digest("hex").slice(0, 16);
}

/**
 * The files with the record of them.
 *
 * @param found the text of the record in the folder, which stays where the files are the same: so
 *   it changes only together with a file.
 */
export function withRecord(
  files: ReadonlyMap<string, string>,
  origin: Origin,
  found: string | undefined,
): ReadonlyMap<string, string> {
  const digests = new Map([...files].map(([file, text]) => [file, digest(text)]));
  const known = found === undefined ? undefined : readRecord(found)?.files;
  const isSame =
    known?.size === digests.size && [...digests].every(([file, one]) => known.get(file) === one);
  const text = isSame && found !== undefined ? found : recordText({ origin, files: digests });
  return new Map([...files, [recordFile, text]]);
}

/** Reads a record; `undefined` where the text is none, as with the marks of a merge in it. */
export function readRecord(text: string): WrittenRecord | undefined {
  const { generator, description, files } = parse(text);
  if (typeof generator !== "string" || typeof description !== "string") return undefined;
  if (typeof files !== "object" || files === null) return undefined;
  const digests = Object.entries(files).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return { origin: { generator, description }, files: new Map(digests) };
}

function recordText({ origin, files }: WrittenRecord): string {
  const about =
    "What openapi-actions wrote, so that `openapi-actions check` can say why something differs. " +
    "After a merge either side will do: the next run writes it anew.";
  const record = { about, ...origin, files: Object.fromEntries([...files].sort()) };
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

function parse(text: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
