import { createHash } from "node:crypto";
import type { Code } from "../text/code.ts";
import type { Address, Operation } from "../model/service.ts";

/** Text as words of letters and digits: `poll_for-task` and `PollForTask` keep their capitals. */
function words(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `PollForTask`, from words in any case; empty where there is no letter or digit. */
export function pascalCase(text: string): Code {
  const name = words(text).map(capitalised).join("");
  return (/^\d/.test(name) ? `N${name}` : name) as Code;
}

/** `pollForTask`; capitals that stand together become small together: `HTTPGet` is `httpGet`. */
function camelCase(text: string): Code {
  return pascalCase(text).replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) =>
    start.toLowerCase(),
  ) as Code;
}

/**
 * A name as a file's, without ending: `poll-for-task`, `db-instances2` for `DBInstances2`. Names
 * that differ by more than case give different files. Those that Windows keeps for devices get a
 * mark, and long ones are cut and marked by their content.
 */
export function fileName(name: Code): Code {
  const kebab = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/[A-Z](?=[A-Z][a-z])/g, "$&-")
    .toLowerCase();
  if (/^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(kebab)) return `${kebab}_` as Code;
  return (kebab.length > 100 ? `${kebab.slice(0, 90)}-${digest(kebab)}` : kebab) as Code;
}

/** One thing that wants a name. */
export interface Candidate<Thing> {
  readonly thing: Thing;
  /** Names from short to long; the shortest that nobody else wants is taken. */
  readonly names: readonly Code[];
  /** What makes the thing itself, for the last resort: the same whatever stands around it. */
  readonly identity: string;
  /** Of two that want one name, the lower keeps it. */
  readonly rank: number;
}

/**
 * Gives each thing a name of its own, none alike but for case (they become file names too) and none
 * that is reserved. The answer depends on what wants the same name and on nothing else: neither on
 * the order nor on unrelated things.
 *
 * @param taken names that are not to be had, in lower case.
 */
export function nameApart<Thing>(
  candidates: readonly Candidate<Thing>[],
  taken: ReadonlySet<string>,
): Map<Thing, Code> {
  const named = new Map<Thing, Code>();
  const used = new Set(taken);
  const longest = Math.max(0, ...candidates.map(({ names }) => names.length));
  let waiting = [...candidates];
  for (let step = 0; step < longest && waiting.length > 0; step += 1) {
    const wanting = Map.groupBy(waiting, ({ names }) => (names[step] ?? "").toLowerCase());
    for (const [key, rivals] of wanting) {
      const rank = Math.min(...rivals.map((rival) => rival.rank));
      const [first, second] = rivals.filter((rival) => rival.rank === rank);
      const name = first?.names[step];
      if (!first || second || !name || used.has(key)) continue;
      named.set(first.thing, name);
    }
    for (const name of named.values()) used.add(name.toLowerCase());
    waiting = waiting.filter(({ thing }) => !named.has(thing));
  }
  for (const { thing, names, identity } of waiting) {
    named.set(thing, `${names.at(-1) || "unnamed"}${digest(identity)}` as Code);
  }
  return named;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 6);
}

/**
 * What an operation can be called in code, from short to long: the name that somebody set, before
 * which all others give way; its operationId; where that is
 * missing, no identifier or the action with its capitals lost, the action; where there is none,
 * method and path. Longer names add words of the action, the path, the method and the tag.
 */
export function operationNames(operation: Operation): Candidate<Operation> {
  const { address, method, name = "", operationId = "", tags, pagination } = operation;
  const verb = method.toLowerCase();
  const qualified = dispatchOf(address);
  const action = actionOf(address);
  const path = pathWords(address);
  const constants = constantWords(address);
  const isIdentifier = /^[A-Za-z_$][\w$]*$/.test(operationId);
  const isGiven = isIdentifier && !lostCapitals(operationId, action);
  const base = isGiven ? operationId : action || operationId;
  const short = words(base).length > 0 ? [base] : [verb, ...path, ...constants];
  const named = words(short.join(" "))[0]?.toLowerCase().startsWith(verb)
    ? short
    : [verb, ...short];
  const isSet = words(name).length > 0;
  const ladder = [
    ...(isSet ? [[name]] : []),
    base !== "" && base === action && isOneWord(action) && path.length > 1
      ? [qualified === action ? [action, ...path].join(" ") : qualified]
      : short,
    ...(isGiven && action !== "" ? [[action]] : []),
    ...(action !== "" ? [[qualified]] : []),
    named,
    [...short, ...path],
    [...named, ...path],
    [...named, ...path, ...constants],
    [...tags.slice(0, 1), ...named, ...path, ...constants],
  ];
  // The generator of its pages calls it, and has parameters of these names.
  const isFree = (name: string): boolean => !(pagination && /^(?:client|options)$/.test(name));
  return {
    thing: operation,
    names: ladder.map((rung) => camelCase(rung.join(" "))).filter(isFree),
    identity: identityOf(operation),
    rank: isSet ? 0 : isGiven ? 1 : 2,
  };
}

/** Method, path and constants: what makes an operation that operation. */
export function identityOf({ method, address }: Pick<Operation, "method" | "address">): string {
  const path = address.path.map((part) => (part.kind === "text" ? part.text : `{${part.name}}`));
  const constants = [...address.query, ...address.headers].map((part) =>
    part.kind === "constant" ? [part.name, part.value] : [part.name],
  );
  return JSON.stringify([method, path.join(""), constants, address.label]);
}

/** The action that a service dispatches on, without the names before it: `Svc.Op` is `Op`. */
export function actionOf(address: Address): string {
  const dispatch = dispatchOf(address);
  return dispatch.slice(dispatch.lastIndexOf(".") + 1);
}

/** The value of a constant that is called an action. */
function dispatchOf({ query, headers }: Address): string {
  for (const part of [...query, ...headers]) {
    if (part.kind === "constant" && dispatching.test(part.name)) return part.value;
  }
  return "";
}

/** `get` and `LIST`, which say little without what they are done to. */
function isOneWord(text: string): boolean {
  return /^(?:[A-Z]?[a-z\d]+|[A-Z\d]+)$/.test(text);
}

const dispatching = /^~?(?:action|method|op|operation|operation-name|command|cmd|call)$|target$/i;

/** Whether an operationId is the action, written with fewer capitals. */
function lostCapitals(operationId: string, action: string): boolean {
  const letters = (text: string): string => words(text).join("");
  const capitals = (text: string): number => text.replace(/[^A-Z]/g, "").length;
  const isAction = letters(operationId).toLowerCase() === letters(action).toLowerCase();
  return isAction && capitals(operationId) < capitals(action);
}

function pathWords({ path, label }: Address): string[] {
  const texts = path.map((part) => (part.kind === "text" ? part.text : ` by ${part.name} `));
  const trailing = texts.length > 1 || texts[0] !== "/" ? texts.at(-1)?.endsWith("/") : false;
  return [...words(decodeURI(texts.join(""))), ...(trailing ? ["slash"] : []), ...words(label)];
}

function constantWords({ query, headers }: Address): string[] {
  return [...query, ...headers].flatMap((part) =>
    words(part.kind === "constant" ? `${part.name} ${part.value}` : part.name),
  );
}

/** Words that cannot name a function or type of a module in strict mode (ECMA-262, section 12.7.2). */
export const reservedWords: readonly string[] = (
  "arguments as async await boolean break case catch class const continue debugger declare default " +
  "delete do else enum eval export extends false finally for from function get if implements import " +
  "in infer instanceof interface is keyof let module namespace never new null number object of " +
  "package private protected public readonly require return set static string super switch symbol " +
  "then this throw true try type typeof undefined unique unknown var void while with yield " +
  "constructor prototype any bigint abstract satisfies using"
).split(" ");

/** A package's name from a text, by the rules of npm; `client` where nothing is left of it. */
export function packageName(text: string): string {
  const name = words(text).join("-").toLowerCase().slice(0, 100);
  return name === "" ? "client" : name.endsWith("client") ? name : `${name}-client`;
}
