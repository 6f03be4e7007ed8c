import { fieldAt } from "./field-at.ts";
import { PageError } from "./page-error.ts";

/**
 * The items of pages, one by one. A page without a list has none.
 *
 * @param operation of which they are pages, for errors.
 * @param path leads to the list in a page.
 * @throws PageError where something else stands in the place of the list.
 */
export async function* pageItems<Item>(
  operation: string,
  pages: AsyncIterable<unknown>,
  path: readonly string[],
): AsyncGenerator<Item, void, undefined> {
  for await (const page of pages) {
    const items = fieldAt(page, path) ?? [];
    if (!Array.isArray(items)) throw new PageError(operation, "items that are no list");
    // What is in the list is believed of the description, as all that `send` gives.
    yield* items as Item[];
  }
}
