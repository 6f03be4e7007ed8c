import { ParameterError } from "./parameter-error.ts";

/**
 * A JSON body. `undefined` stays `undefined`, which sends none; a `bigint` is a number in full.
 *
 * @throws ParameterError where JSON would quietly write `null`: for `NaN`, infinities and invalid
 * dates. It names the property, or `body` for the whole, as for what has no JSON: a circle.
 */
export function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, exact);
  } catch (error) {
    throw error instanceof ParameterError ? error : new ParameterError("body");
  }
}

/** `JSON` with a function that TypeScript's libraries lack: its text goes out as it stands. */
const platform: Pick<JSON, "stringify"> & { rawJSON?: (text: string) => unknown } = JSON;

function exact(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  if (typeof value === "bigint" && platform.rawJSON) return platform.rawJSON(String(value));
  const isInvalidDate = value === null && this[key] !== null;
  const hasText = typeof value === "number" ? Number.isFinite(value) : typeof value !== "bigint";
  if (isInvalidDate || !hasText) throw new ParameterError(key || "body");
  return value;
}
