import { requireScalar } from "./encode.ts";
import { ParameterError } from "./errors.ts";
import type { Scalar } from "./request.ts";

/**
 * Returns a JSON body. `undefined` stays `undefined`, which sends none; a `bigint` is a number in
 * full.
 *
 * @throws ParameterError where JSON would quietly write `null`: for `NaN`, infinities and invalid
 * dates, or `{}`: for a `Blob`. It names the property, or `body` for the whole, as for what has no
 * JSON: a circle.
 */
export function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, exact);
  } catch (error) {
    throw error instanceof ParameterError ? error : new ParameterError("body");
  }
}

/** `JSON` with a function that TypeScript's libraries lack: its text goes out unchanged. */
const platform: Pick<JSON, "stringify"> & { rawJSON?: (text: string) => unknown } = JSON;

function exact(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  if (typeof value === "bigint" && platform.rawJSON) return platform.rawJSON(String(value));
  const isInvalidDate = value === null && this[key] !== null;
  const hasText = typeof value === "number" ? Number.isFinite(value) : typeof value !== "bigint";
  if (isInvalidDate || !hasText || value instanceof Blob) throw new ParameterError(key || "body");
  return value;
}

/**
 * Returns a body of text, which goes out in UTF-8. `undefined` stays `undefined`, which sends none.
 *
 * @throws ParameterError, with the name `body`, for a lone surrogate: UTF-8 cannot write it, and
 * `fetch` would quietly put another character in its place.
 */
export function text(body: string | undefined): string | undefined {
  if (/\p{Surrogate}/u.test(body ?? "")) throw new ParameterError("body");
  return body;
}

type Part = Scalar | Blob | undefined;

/**
 * Returns a body of `multipart/form-data`. A `Blob` is a file, a `File` one with its own name; an
 * array repeats the field and `undefined` leaves it out. `fetch` escapes names and writes the content
 * type, with the boundary that it chooses.
 *
 * @throws ParameterError for a value with no text form, and for a lone surrogate.
 */
export function multipart(fields: Readonly<Record<string, Part | readonly Part[]>>): FormData {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) {
      if (value === undefined) continue;
      if (value instanceof Blob) {
        form.append(name, value);
        continue;
      }
      const text = requireScalar(value, name);
      if (/\p{Surrogate}/u.test(text)) throw new ParameterError(name);
      form.append(name, text);
    }
  }
  return form;
}
