import { answers } from "./answers.ts";
import { callers } from "./callers.ts";
import { environment } from "./environment.ts";
import { redirects } from "./redirects.ts";
import type { Row } from "./row.ts";
import { xml } from "./xml.ts";

/** Every row, in an order that the test and its worker share. */
export const rows: readonly Row[] = [...redirects, ...callers, ...answers, ...xml, ...environment];
