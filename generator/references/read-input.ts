import { buffer } from "node:stream/consumers";
import { createProblem, UnusableError } from "../diagnostics/problem.ts";
import { disk } from "../source/disk.ts";
import type { Limits } from "../source/limits.ts";
import { isWebAddress } from "../source/uri.ts";
import { expandHeaders } from "./headers.ts";

/** A description that is not a file. */
export interface RemoteInput {
  readonly content: Uint8Array;
  /** How problems call it: without the query of a URL, which may hold a secret. */
  readonly shown: string;
  /** The last part of its name. */
  readonly name: string;
}

interface RemoteOptions {
  /** Sent with the request for a URL, for a token; `${NAME}` is an environment variable. */
  readonly headers: Readonly<Record<string, string>>;
  /** A copy of the description, to read instead of its URL. */
  readonly copy?: string | undefined;
}

/**
 * Reads a description from standard input (`-`) or an http or https URL. Whoever names a URL allows
 * its origin by that.
 *
 * @returns `undefined` for the path of a file.
 * @throws UnusableError where it cannot be read.
 */
export async function readRemoteInput(
  spec: string,
  limits: Limits,
  { headers, copy }: RemoteOptions,
): Promise<RemoteInput | undefined> {
  if (spec === "-") return { content: await buffer(process.stdin), shown: "stdin", name: "stdin" };
  if (!isWebAddress(spec)) return undefined;
  if (!URL.canParse(spec)) throw new UnusableError(`${JSON.stringify(spec)} is not a valid URL.`);
  const { origin, pathname, host } = new URL(spec);
  const name = pathname.split("/").at(-1) || host;
  if (copy !== undefined) return { content: await readCopy(copy, limits), shown: copy, name };
  const { createFetcher } = await import("./fetch.ts");
  const fetched = await createFetcher({
    origins: [origin],
    limits,
    headers: expandHeaders(headers, process.env),
  })(spec);
  const shown = `${origin}${pathname}`;
  if ("content" in fetched) return { content: fetched.content, shown, name };
  const location = { file: shown, pointer: "", line: 1, column: 1 };
  const { message, hint } =
    fetched.code === "forbidden-reference"
      ? createProblem(fetched.code, location, { reference: shown, reason: fetched.reason })
      : createProblem(fetched.code, location, { reference: shown, reason: fetched.reason });
  throw new UnusableError([message, hint]);
}

async function readCopy(file: string, limits: Limits): Promise<Uint8Array> {
  if (await disk.realPath(file)) return disk.read(file, limits);
  throw new UnusableError(
    `There is no copy ${file} of the description. Run \`openapi-actions generate\`, which saves it, ` +
      "and commit it.",
  );
}
