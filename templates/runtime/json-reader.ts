import { decode, type Codec } from "./codec.ts";
import { formatOf } from "./internal.ts";
import { invalid, readText, type ReadBody } from "./response.ts";

/** Makes a function that parses JSON and converts it. */
export function jsonParser(codec: Codec): (text: string) => unknown {
  return (text) => decode(codec, JSON.parse(text));
}

/**
 * Makes a reader of JSON of a function that parses it: `undefined` for no body, and for an empty one,
 * which only a 2xx may be.
 */
export function jsonReader(parse: (text: string) => unknown): ReadBody {
  return async (incoming) => {
    const { response } = incoming;
    const text = await readText(incoming);
    if (incoming.error) return text;
    if (text === "" && (response.ok || !response.body)) return undefined;
    try {
      return parse(text);
    } catch (error) {
      return invalid(incoming, formatOf(error, "JSON"), text || undefined);
    }
  };
}

/**
 * Makes a reader whose values are converted.
 *
 * @param read reads the body, which stays as it is where it cannot be converted.
 */
export function decoded(read: ReadBody, codec: Codec): ReadBody {
  return async (incoming) => {
    const body = await read(incoming);
    if (incoming.error) return body;
    try {
      return decode(codec, body);
    } catch (error) {
      return invalid(incoming, formatOf(error, "JSON"), body);
    }
  };
}
