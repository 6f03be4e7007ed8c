import { ParameterError } from "./parameter-error.ts";

/**
 * A JSON body. `undefined` stays `undefined`, which sends none; a `bigint` is a number in full.
 *
 * @throws ParameterError where JSON would quietly write `null`: for `NaN`, infinities and invalid
 * dates. It names the property, or `body` for the whole.
 */
export function json(value: unknown): string | undefined {
  return JSON.stringify(value, exact);
}

/** `JSON` with a function that TypeScript's libraries lack: its text goes out as it stands. */
const platform: Pick<JSON, "stringify"> & { rawJSON?: (text: string) => unknown } = JSON;

function exact(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  if (typeof value === "bigint") return platform.rawJSON?.(String(value)) ?? value;
  const isInvalidDate = value === null && this[key] !== null;
  if (isInvalidDate || (typeof value === "number" && !Number.isFinite(value))) {
    throw new ParameterError(key || "body");
  }
  return value;
}
