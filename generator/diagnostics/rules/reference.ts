import { didYouMean, grouped, quote, raiseHint, type ExceededLimit } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

/** Why a reference is not followed. */
export type ForbiddenReason =
  | { readonly kind: "not-a-file" | "credentials" | "unsupported-scheme" }
  | { readonly kind: "outside-folder"; readonly folder: string }
  | { readonly kind: "unlisted-origin"; readonly origin: string }
  | { readonly kind: "redirect"; readonly origin: string }
  /** `url` is the address as `--allow-reference` takes it. */
  | { readonly kind: "private-address"; readonly address: string; readonly url: string };

/** Why a URL that may be read gave nothing. */
export type UnreachableReason =
  | { readonly kind: "redirects"; readonly max: number }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "encoding"; readonly encoding: string }
  | { readonly kind: "timeout"; readonly seconds: number }
  | { readonly kind: "network"; readonly error: string }
  | { readonly kind: "too-large"; readonly limit: ExceededLimit };

/** The fault of a reference within the files that are read. */
type UnresolvedReference = {
  readonly reference: unknown;
  /** How the reference's location is treated; ignored where that is not said. */
  readonly as?: "unknown" | "an empty schema" | "counted from the enclosing schema" | undefined;
  /** A reference that leads somewhere and that the author may have meant. */
  readonly similar?: string | undefined;
} & (
  | { readonly fault: "missing" | "not-a-string" }
  | { readonly fault: "wrong-kind"; readonly expected: string }
  | { readonly fault: "unreadable"; readonly detail: string }
);

/** The parameters of each code. */
export interface ReferenceParams {
  readonly "circular-reference": Pick<UnresolvedReference, "reference" | "as">;
  readonly "forbidden-reference": { reference: string; reason: ForbiddenReason };
  readonly "too-many-files": { max: number };
  readonly "unreachable-reference": { reference: string; reason: UnreachableReason };
  readonly "unresolved-reference": UnresolvedReference;
}

/** Faults of references. */
export const referenceRules: RulesOf<ReferenceParams> = {
  "circular-reference": {
    severity: "warning",
    message: ({ reference, as }) => `${quote(reference)} refers to itself; ${consequence(as)}.`,
    hint: "Correct the reference, or replace one of the references by what it refers to.",
    explanation:
      "A `$ref` leads back to itself through nothing but references, so it refers to nothing. Its type is unknown, or it is ignored.",
  },
  "forbidden-reference": {
    severity: "error",
    message: ({ reference, reason }) =>
      `${quote(reference)} ${forbidden(reason)[0]}; not reading it.`,
    hint: ({ reason }) => forbidden(reason)[1],
    explanation:
      "A `$ref` leads out of the folder of the description or to a URL. Nothing outside the folder is read unless it is allowed by name: `--allow-reference`. Nothing is generated.",
  },
  "too-many-files": {
    severity: "error",
    message: ({ max }) => `The description refers to more than ${grouped(max)} files.`,
    hint: "Check that its folder has no links in a circle, or bundle the files into fewer ones.",
    explanation:
      "The references of the description lead to more files than are read, for example because links in its folder give a file ever longer paths. Nothing is generated. Remove the links, or bundle the files into fewer ones.",
  },
  "unreachable-reference": {
    severity: "error",
    message: ({ reference, reason }) => `${quote(reference)} ${unreachable(reason)}.`,
    hint: ({ reason }) => whatToDo(reason),
    explanation:
      "A `$ref` names a URL that may be read, but could not be: no connection, a status other than 200, or too much data. Nothing is generated, since another run might succeed. Try again, or keep a copy next to the description.",
  },
  "unresolved-reference": {
    severity: ({ as, similar }) => (as === undefined || similar !== undefined ? "loss" : "warning"),
    message: (params) =>
      `${quote(params.reference)} ${unresolved(params)}; ${consequence(params.as)}.`,
    hint: (params) => {
      if (params.fault === "unreadable") return params.detail;
      return didYouMean(params.similar, "Correct the reference, or add what it refers to.");
    },
    explanation:
      "A `$ref` leads to nothing, or to something of another kind. It is an error where a parameter, body or response would be lost, or where there is a target of a similar name, so that it looks like a typo: `--allow unresolved-reference` generates without it. Otherwise its type is unknown. Correct it, or add what it refers to.",
  },
};

function whatToDo(reason: UnreachableReason): string {
  if (reason.kind === "too-large") return raiseHint(reason.limit);
  const copy = "or keep a copy next to the description";
  if (reason.kind === "status" && (reason.status === 401 || reason.status === 403)) {
    return `Name the URL itself as the description with --header 'Authorization: Bearer \${TOKEN}', ${copy}.`;
  }
  // The codes of OpenSSL and of Node for a certificate.
  if (reason.kind === "network" && /CERT|TLS|SSL|ISSUER/.test(reason.error)) {
    return `Its certificate is not valid here. For one of your own, set NODE_EXTRA_CA_CERTS to the file of its authority, ${copy}.`;
  }
  return `Check that the URL can be read, ${copy}.`;
}

function consequence(as: UnresolvedReference["as"]): string {
  if (as === undefined) return "ignoring it";
  return as === "counted from the enclosing schema"
    ? "resolving it from the enclosing schema"
    : `treating it as ${as}`;
}

function unresolved(params: UnresolvedReference): string {
  switch (params.fault) {
    case "missing":
      return "refers to nothing";
    case "not-a-string":
      return "is not a reference";
    case "wrong-kind":
      return `does not refer to a ${params.expected}`;
    case "unreadable":
      return "refers to a file that cannot be read";
  }
}

function forbidden(reason: ForbiddenReason): readonly [fault: string, hint: string] {
  switch (reason.kind) {
    case "not-a-file":
      return ["does not name a file", "Copy the file into the folder of the description."];
    case "outside-folder":
      return [
        "is outside the folder of the description",
        `To read it, allow its folder: --allow-reference ${reason.folder}`,
      ];
    case "unlisted-origin":
      return [
        "is a URL that is not allowed",
        `To read it, allow its host: --allow-reference ${reason.origin}`,
      ];
    case "unsupported-scheme":
      return ["is not an http or https URL", "Refer to a file, or to an http or https URL."];
    case "credentials":
      return ["contains a user name or password", "Remove them from the reference."];
    case "redirect":
      return [
        `redirects to ${reason.origin}`,
        "Refer to the target of the redirect, if you trust it.",
      ];
    case "private-address":
      return [
        `resolves to the private address ${reason.address}`,
        `If that is intended, allow the address too: --allow-reference ${reason.url}`,
      ];
  }
}

function unreachable(reason: UnreachableReason): string {
  switch (reason.kind) {
    case "redirects":
      return `redirects more than ${reason.max} times`;
    case "status":
      return `responds with status ${reason.status}`;
    case "encoding":
      return `has the content encoding ${reason.encoding}, which is not supported`;
    case "timeout":
      return `did not respond completely within ${reason.seconds} s`;
    case "network":
      return `cannot be reached (${reason.error})`;
    case "too-large":
      return "is larger than the limit allows";
  }
}
