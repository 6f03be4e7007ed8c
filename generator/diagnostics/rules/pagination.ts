import { didYouMean, quote } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

/** Why a declared parameter cannot take the token of the next page. */
export type UnfitParameter =
  { readonly reason: "narrow"; readonly type: string } | { readonly reason: "union" | "optional" };

/** The part that does not fit the operation. */
type InvalidPagination =
  | { readonly fault: "not-an-object"; readonly extension: string }
  | { readonly fault: "unknown-key"; readonly key: string; readonly known: readonly string[] }
  | {
      readonly fault: "not-a-pointer";
      readonly key: "token" | "items" | "more";
      readonly value: unknown;
    }
  | { readonly fault: "missing-parameter" | "token-count" | "unknown-pattern" }
  | {
      readonly fault: "unknown-parameter" | "ambiguous-parameter";
      readonly name: string;
      readonly suggestion: string | undefined;
    }
  | ({ readonly fault: "unfit-parameter"; readonly name: string } & UnfitParameter)
  | {
      readonly fault: "missing-field";
      readonly pointer: string;
      readonly suggestion: string | undefined;
      readonly of: "pages" | "items";
    }
  | {
      readonly fault: "wrong-type";
      readonly field: string;
      readonly expected: "a string" | "a string or a number" | "an array" | "a boolean";
      readonly of: "pages" | "items";
    };

type UnsupportedPagination =
  | { readonly reason: "other-operation" | "not-json" }
  | { readonly reason: "method"; readonly method: string };

/** The parameters of each code. */
export interface PaginationParams {
  readonly "invalid-pagination": InvalidPagination;
  readonly "unsupported-pagination": UnsupportedPagination;
}

/** Faults of `x-pagination` and `x-ms-pageable`. */
export const paginationRules: RulesOf<PaginationParams> = {
  "invalid-pagination": {
    severity: "warning",
    message: (params) => `${faultOf(params)}; ${consequenceOf(params)}.`,
    hint: (params) => hintOf(params),
    explanation:
      "`x-pagination` or `x-ms-pageable` names a parameter or a field that does not exist or has the wrong type. No iterator over pages, or none over their items, is generated; the operation itself is not affected. Correct it: `parameter` is the name of a parameter, `token`, `more` and `items` are JSON Pointers into the response (`/result/nextToken`).",
  },
  "unsupported-pagination": {
    severity: "warning",
    message: (params) =>
      `\`x-ms-pageable\`: ${
        params.reason === "method"
          ? `links cannot be followed after ${params.method}`
          : {
              "other-operation": "the next page is requested by another operation",
              "not-json": "the response is not described as JSON",
            }[params.reason]
      }; generating no iterator over pages.`,
    hint: "Declare `x-pagination` where the next page is requested with a token.",
    explanation:
      "`x-ms-pageable` needs more than a link that is followed with GET: an operation of its own, another method, or a response that is not JSON. No iterator over pages is generated; the operation itself is not affected. `x-pagination` supports tokens.",
  },
};

function faultOf(params: InvalidPagination): string {
  switch (params.fault) {
    case "not-an-object":
      return `\`${params.extension}\` is not an object`;
    case "unknown-key":
      return `\`x-pagination\` has no key ${quote(params.key)}`;
    case "not-a-pointer":
      return `\`${params.key}\` of \`x-pagination\` is not a JSON Pointer`;
    case "missing-parameter":
      return "`x-pagination` does not name the `parameter` that takes the token";
    case "token-count":
      return "`x-pagination` does not have a `parameter` for each `token`, all in one place";
    case "unknown-pattern":
      return "The operation has no token by the names that are common";
    case "unknown-parameter":
      return `The operation has no parameter ${quote(params.name)}`;
    case "ambiguous-parameter":
      return `The operation has several parameters ${quote(params.name)}`;
    case "unfit-parameter":
      return `${quote(params.name)} ${unfit(params)}`;
    case "missing-field":
      return `The response has no field ${quote(params.pointer)}`;
    case "wrong-type":
      return `${quote(params.field)} is not ${params.expected}`;
  }
}

function unfit(params: UnfitParameter): string {
  switch (params.reason) {
    case "narrow":
      return `does not accept every ${params.type} that the token may be`;
    case "union":
      return "is in a body that is one of several types";
    case "optional":
      return "is in an optional body with other required properties";
  }
}

function consequenceOf(params: InvalidPagination): string {
  if (params.fault === "unknown-key" || params.fault === "not-an-object") return "ignoring it";
  const isItems =
    ("of" in params && params.of === "items") ||
    (params.fault === "not-a-pointer" && params.key === "items");
  return `generating no iterator over ${isItems ? "items" : "pages"}`;
}

function hintOf(params: InvalidPagination): string {
  switch (params.fault) {
    case "unknown-key":
      return `The keys are ${params.known.map((key) => `\`${key}\``).join(", ")}.`;
    case "not-a-pointer":
      return typeof params.value === "string" && params.value !== ""
        ? `Write ${quote(`/${params.value}`)}.`
        : "Write a JSON Pointer into the response: `/result/nextToken`.";
    case "unknown-parameter":
    case "ambiguous-parameter":
    case "missing-field":
      return didYouMean(params.suggestion, "Correct the name.");
    case "unknown-pattern":
      return "Name them: `x-pagination: { parameter: marker, token: /nextMarker }`.";
    case "not-an-object":
    case "missing-parameter":
    case "token-count":
    case "unfit-parameter":
    case "wrong-type":
      return "Correct the extension, or the operation that it describes.";
  }
}
