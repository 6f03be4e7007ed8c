import { buffer } from "node:stream/consumers";
import { createProblem, UnusableError } from "../diagnostics/problem.ts";
import type { Limits } from "../source/limits.ts";
import { isWebAddress } from "../source/uri.ts";

/** A description that is not a file. */
export interface RemoteInput {
  readonly content: Uint8Array;
  /** How problems call it: without the query of a URL, which may hold a secret. */
  readonly shown: string;
  /** The last part of its name. */
  readonly name: string;
}

/**
 * Reads a description from standard input (`-`) or an http or https URL. Whoever names a URL allows
 * its origin by that.
 *
 * @param headers sent with the request, for a token.
 * @returns `undefined` for the path of a file.
 * @throws UnusableError where it cannot be read.
 */
export async function readRemoteInput(
  spec: string,
  limits: Limits,
  headers: Readonly<Record<string, string>>,
): Promise<RemoteInput | undefined> {
  if (spec === "-") return { content: await buffer(process.stdin), shown: "stdin", name: "stdin" };
  if (!isWebAddress(spec)) return undefined;
  if (!URL.canParse(spec)) throw new UnusableError(`${JSON.stringify(spec)} is not a valid URL.`);
  const { origin, pathname, host } = new URL(spec);
  const { createFetcher } = await import("./fetch.ts");
  const fetched = await createFetcher({ origins: [origin], limits, headers })(spec);
  const shown = `${origin}${pathname}`;
  if ("content" in fetched) {
    return { content: fetched.content, shown, name: pathname.split("/").at(-1) || host };
  }
  const location = { file: shown, pointer: "", line: 1, column: 1 };
  const { message, hint } =
    fetched.code === "forbidden-reference"
      ? createProblem(fetched.code, location, { reference: shown, reason: fetched.reason })
      : createProblem(fetched.code, location, { reference: shown, reason: fetched.reason });
  throw new UnusableError([message, hint]);
}
