import type { Doc, Options } from "prettier";
import { builders, printer } from "prettier/doc";
import { code, joinCode, type Code } from "../../text/code.ts";

/**
 * Where a line of code may break. Code carries marks, Unicode noncharacters that no text of a
 * description keeps, through views and templates; {@link layOut} turns them into lines as Prettier
 * would, with its own document printer, or {@link flatten} drops them.
 */
export const group: Code = "\uFDD0" as Code;
export const indent: Code = "\uFDD1" as Code;
/** What follows is written only if the group around it is broken. */
export const ifBroken: Code = "\uFDD2" as Code;
/** The right side of an assignment, which goes onto a line of its own if that is shorter. */
export const assigned: Code = "\uFDD3" as Code;
const conditionalGroup = "\uFDD4" as Code;
/** Ends any of the above. */
export const end: Code = "\uFDD5" as Code;
export const line: Code = "\uFDD6" as Code;
export const softline: Code = "\uFDD7" as Code;
export const hardline: Code = "\uFDD8" as Code;
const mark = /[\uFDD0-\uFDD8]/;

const width = 100;

/** Returns an object literal. */
export function objectLiteral(entries: readonly Code[]): Code {
  if (entries.length === 0) return code`{}`;
  const list = joinCode(entries, `,${line}`);
  return code`${group}{${indent}${line}${list}${ifBroken},${end}${end}${line}}${end}`;
}

/** Returns a property of an object literal. */
export function property(key: Code, value: Code): Code {
  // Prettier keeps the value beside a key of up to four columns, where a line end gains nothing.
  if (value.startsWith(conditionalGroup)) {
    return code`${key}:${group}${indent}${line}${value}${end}${end}`;
  }
  return key.length < 5 ? code`${key}: ${value}` : code`${key}:${assigned}${value}${end}`;
}

export function arrayLiteral(items: readonly Code[]): Code {
  if (items.length === 0) return code`[]`;
  return code`${group}[${brokenList(items)}]${end}`;
}

export function call(name: Code, values: readonly Code[]): Code {
  const [only = code``] = values;
  const isHugged = values.length < 2 && (only === "" || only.startsWith(`${group}{`));
  return isHugged ? code`${name}(${only})` : code`${name}${group}(${brokenList(values)})${end}`;
}

/** Returns `test ? yes : no`. */
export function conditional(test: Code, yes: Code, no: Code): Code {
  return code`${conditionalGroup}${test}${indent}${line}? ${yes}${line}: ${no}${end}${end}`;
}

/** Returns what stands between `import` or `export` and `from`. */
export function bindings(names: readonly Code[]): Code {
  return names.length === 1 ? code`{ ${joinCode(names, "")} }` : objectLiteral(names);
}

/** Returns the head of a function, up to the body's brace. */
export function functionHead(name: Code, parameters: readonly Code[], type: Code): Code {
  const list = parameters.length === 0 ? code`()` : code`${group}(${brokenList(parameters)})${end}`;
  return code`${group}export function ${name}${list}: ${type}${end}`;
}

/** Returns a generic type with its arguments. */
export function generic(name: Code, types: readonly Code[]): Code {
  const list = joinCode(types, `,${line}`);
  return types.length === 1
    ? code`${name}<${list}>`
    : code`${name}${group}<${indent}${softline}${list}${end}${softline}>${end}`;
}

function brokenList(items: readonly Code[]): Code {
  const list = joinCode(items, `,${line}`);
  return code`${indent}${softline}${list}${ifBroken},${end}${end}${softline}`;
}

/** Drops the marks. What remains is the same code, not laid out. */
export function flatten(text: string): Code {
  return text
    .replace(/\uFDD2[^\uFDD5]*\uFDD5/g, "")
    .replace(/[\uFDD3\uFDD6]/g, " ")
    .replaceAll(hardline, "\n")
    .replace(/[\uFDD0-\uFDD8]/g, "") as Code;
}

/**
 * Breaks the lines of a file as Prettier would.
 *
 * @returns `undefined` where a line is too long that Prettier might break.
 */
export function layOut(text: string): string | undefined {
  const laidOut = text.split("\n").map((one) => (mark.test(one) ? layOutLine(one) : one));
  const whole = laidOut.join("\n");
  return whole.split("\n").every(isFinal) ? whole : undefined;
}

function layOutLine(text: string): string {
  const spaces = text.length - text.trimStart().length;
  const doc = builders.align(spaces, docOf(text.trimStart()));
  const { formatted } = printer.printDocToString([" ".repeat(spaces), doc], options);
  return formatted;
}

const options = { printWidth: width, tabWidth: 2, useTabs: false } as Options as never;

interface Frame {
  readonly opener: string;
  readonly parts: Doc[];
}

function docOf(text: string): Doc {
  const root: Frame = { opener: "", parts: [] };
  const stack = [root];
  for (const piece of text.split(/([\uFDD0-\uFDD8])/)) {
    const { parts = [], opener = "" } = stack.at(-1) ?? {};
    switch (piece) {
      case "":
        break;
      case group:
      case conditionalGroup:
      case indent:
      case ifBroken:
      case assigned:
        stack.push({ opener: piece, parts: [] });
        break;
      case end:
        stack.pop();
        stack.at(-1)?.parts.push(close(opener, parts));
        break;
      case line:
        parts.push(builders.line);
        break;
      case softline:
        parts.push(builders.softline);
        break;
      case hardline:
        parts.push(builders.hardline);
        break;
      default:
        parts.push(piece);
    }
  }
  return root.parts;
}

function close(opener: string, parts: Doc): Doc {
  switch (opener) {
    case indent:
      return builders.indent(parts);
    case ifBroken:
      return builders.ifBreak(parts);
    case assigned: {
      const groupId = Symbol("assigned");
      return [
        builders.group(builders.indent(builders.line), { id: groupId }),
        builders.indentIfBreak(builders.group(parts), { groupId }),
      ];
    }
    default:
      return builders.group(parts);
  }
}

/** Whether Prettier leaves a line as it is: it is short enough, or nothing in it can break. */
function isFinal(text: string): boolean {
  // A character takes up to two columns.
  if (text.length <= width / 2) return true;
  if (text.length <= width && isAscii(text)) return true;
  return /^\s*(?:\/\*\*|\*|\/\/)/.test(text) || unbreakable.test(text);
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7E]/.test(text);
}

/** A string or path on a line of its own or behind a short key, or one imported name. */
const unbreakable =
  /^\s*(?:(?:path|body|id): |[?:] |\| )?(?:path)?(?:"(?:[^"\\]|\\.)*"|`[^`]*`)[,;]?$|^(?:import|export)(?: type)? \{ [\w$ ]+ \} from "[^"]*";$/;
