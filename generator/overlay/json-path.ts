import { JSONPathEnvironment, JSONPathError, type JSONValue } from "json-p3";
import { highestLimits } from "../source/limits.ts";

/** The keys and indexes that lead from the root of a document to a node of it. */
export type Location = readonly (string | number)[];

export interface Match {
  readonly location: Location;
  readonly value: unknown;
}

/** A path is none, or asks for more than is followed. */
export class JsonPathFault extends Error {
  override readonly name = "JsonPathFault";
}

// The standard bounds `..` to 50 levels by default; what is loaded has at most this many.
const environment = new JSONPathEnvironment({ maxRecursionDepth: highestLimits.depth + 1 });

/**
 * The nodes of a document that a JSONPath (RFC 9535) selects, each once.
 *
 * @throws JsonPathFault where the path is none.
 */
export function select(path: string, root: unknown): readonly Match[] {
  try {
    const query = environment.compile(path);
    const matches = new Map<string, Match>();
    for (const { location, value } of isJson(root) ? query.query(root) : []) {
      matches.set(JSON.stringify(location), { location, value });
    }
    return [...matches.values()];
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    throw new JsonPathFault(error.message, { cause: error });
  }
}

function isJson(value: unknown): value is JSONValue {
  return typeof value !== "function" && typeof value !== "symbol" && typeof value !== "bigint";
}
