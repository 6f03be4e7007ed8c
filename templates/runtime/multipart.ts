import { ParameterError } from "./parameter-error.ts";
import type { Scalar } from "./request.ts";
import { requireText } from "./text.ts";

type Part = Scalar | Blob | undefined;

/**
 * A body of `multipart/form-data`. A `Blob` is a file, a `File` one with its own name; an array
 * repeats the field and `undefined` leaves it out. `fetch` escapes names and writes the content type,
 * with the boundary that it chooses.
 *
 * @throws ParameterError for a value without a text, and for a lone surrogate.
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
      const text = requireText(value, name);
      if (/\p{Surrogate}/u.test(text)) throw new ParameterError(name);
      form.append(name, text);
    }
  }
  return form;
}
