import type { Address, Operation } from "../model/service.ts";
import { actionOf, dispatchOf, identityOf } from "../model/operation-identity.ts";
import { camelCase, words } from "./identifiers.ts";
import type { Candidate } from "./unique-names.ts";

/**
 * Returns the names that an operation can have in code, from short to long: the name that somebody
 * set, before which all others give way; what a rule makes of its operationId; the operationId; where
 * that is missing, no identifier or the action with its capitals lost, the action; where there is none,
 * method and path. Longer names add words of the action, the path, the method and the tag.
 */
export function operationNames(operation: Operation): Candidate<Operation> {
  const {
    address,
    method,
    name = "",
    ruledName = "",
    operationId = "",
    tags,
    pagination,
  } = operation;
  const verb = method.toLowerCase();
  const qualified = dispatchOf(operation);
  const action = actionOf(operation);
  const constants = constantWords(address);
  const inPath = pathWords(address);
  const path = inPath.length + constants.length === 0 ? ["root"] : inPath;
  const isIdentifier = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(operationId);
  const isGiven = isIdentifier && !isKey(operationId) && !lostCapitals(operationId, action);
  const prose = isKey(operationId) ? "" : withoutTail(operationId);
  const base = isGiven ? operationId : action || prose;
  const short = words(base).length > 0 ? [base] : [verb, ...path, ...constants];
  const named = words(short.join(" "))[0]?.toLowerCase().startsWith(verb)
    ? short
    : [verb, ...short];
  // Short words that tell it from its twins: the label of its path key, the end of its operationId.
  const isCut = base !== operationId && base === prose;
  const tails = [words(address.label), isCut ? words(operationId).slice(-1) : []];
  const isSet = words(name).length > 0;
  const candidates = [
    ...(isSet ? [[name]] : []),
    ...(ruledName === "" ? [] : [[ruledName]]),
    base !== "" && base === action && isOneWord(action) && path.length > 1
      ? [qualified === action ? [action, ...path].join(" ") : qualified]
      : short,
    ...(isGiven && action !== "" ? [[action]] : []),
    ...(action !== "" ? [[qualified]] : []),
    named,
    ...tails.filter((tail) => tail.length > 0).map((tail) => [...short, ...tail]),
    [...short, ...path],
    [...named, ...path],
    [...named, ...path, ...constants],
    [...tags.slice(0, 1), ...named, ...path, ...constants],
  ];
  // The generator of its pages calls it, and has parameters of these names.
  const isFree = (name: string): boolean =>
    !(pagination && /^(?:client|input|options|token)$/.test(name));
  const names = candidates.map((candidate) => camelCase(candidate.join(" "))).filter(isFree);
  // Of `getUser` and `get-user` the first keeps its name.
  const isExact = names[0] === operationId;
  return {
    thing: operation,
    names,
    identity: identityOf(operation),
    priority: isSet ? 0 : isExact ? 1 : isGiven ? 2 : 3,
  };
}

/** Whether an operationId is the key of a database, which says nothing to people: `5476365e031f5909e4fe331e`. */
function isKey(operationId: string): boolean {
  // A regular expression that ignores case fails on a text of many megabytes.
  if (operationId.length > maxProseLength) return false;
  const digits = operationId.replace(/[-_{}]/g, "");
  return /^[\da-f]{16,}$/i.test(digits) && /\d/.test(digits);
}

/**
 * Cuts prose used as an operationId after the last word within 60 characters. A qualified name
 * (`projects.locations.operations.cancel`) says at its end what is done and stays whole.
 */
function withoutTail(operationId: string): string {
  if (operationId.length <= maxProseLength) return operationId;
  if (operationId.length <= maxQualifiedLength && /^\w+(?:\.\w+)+$/.test(operationId)) {
    return operationId;
  }
  const [first = "", ...rest] = words(operationId);
  let name = first;
  for (const word of rest) {
    if (name.length + word.length >= maxProseLength) break;
    name += ` ${word}`;
  }
  return name;
}

/** Beyond this many characters a name is no help to its readers. */
const maxProseLength = 60;

/** Names that programs put together of their modules are longer. */
const maxQualifiedLength = 150;

/** `get` and `LIST`, which say little without what they are done to. */
function isOneWord(text: string): boolean {
  return /^(?:[A-Z]?[a-z\d]+|[A-Z\d]+)$/.test(text);
}

/** Whether an operationId is the action, written with fewer capitals. */
function lostCapitals(operationId: string, action: string): boolean {
  const letters = (text: string): string => words(text).join("");
  const capitals = (text: string): number => text.replace(/[^A-Z]/g, "").length;
  const isAction = letters(operationId).toLowerCase() === letters(action).toLowerCase();
  return isAction && capitals(operationId) < capitals(action);
}

function pathWords({ path, label }: Address): string[] {
  const texts = path.map((part) =>
    part.kind === "text" ? namedSymbols(part.text) : ` by ${part.name} `,
  );
  const trailing = texts.length > 1 || texts[0] !== "/" ? texts.at(-1)?.endsWith("/") : false;
  return [...words(decodeURI(texts.join(""))), ...(trailing ? ["slash"] : []), ...words(label)];
}

/** Puts words in place of segments that have none: `/users/~`. */
function namedSymbols(path: string): string {
  return path.replace(
    /(?<=\/)[~*$@+!-](?=\/|$)/g,
    (symbol) => ` ${symbolNames.get(symbol) ?? ""} `,
  );
}

const symbolNames: ReadonlyMap<string, string> = new Map([
  ["~", "tilde"],
  ["*", "star"],
  ["$", "dollar"],
  ["@", "at"],
  ["+", "plus"],
  ["!", "bang"],
  ["-", "dash"],
]);

function constantWords({ query, headers }: Address): string[] {
  return [...query, ...headers].flatMap((part) =>
    words(part.kind === "constant" ? `${part.name} ${part.value}` : part.name),
  );
}
