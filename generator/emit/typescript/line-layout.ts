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
/** Written only if the enclosing group is broken. */
export const ifBroken: Code = "\uFDD2" as Code;
/** The right side of an assignment, which goes onto a line of its own if that is shorter. */
export const assigned: Code = "\uFDD3" as Code;
const conditionalGroup = "\uFDD4" as Code;
/** Ends any of the above. */
export const end: Code = "\uFDD5" as Code;
export const line: Code = "\uFDD6" as Code;
export const softline: Code = "\uFDD7" as Code;
export const hardline: Code = "\uFDD8" as Code;
/** Ways to write the same, of which the first that fits is taken, else the last. */
const alternatives = "\uFDD9" as Code;
const or = "\uFDDA" as Code;
const mark = /[\uFDD0-\uFDDA]/;

const width = 100;

/** Returns an object literal. */
export function objectLiteral(entries: readonly Code[]): Code {
  if (entries.length === 0) return code`{}`;
  const list = joinCode(entries, `,${line}`);
  return code`${group}{${indent}${line}${list}${ifBroken},${end}${end}${line}}${end}`;
}

/** Returns what follows the `=` of an assignment. */
export function assignedValue(value: Code): Code {
  return code`${assigned}${value}${end}`;
}

/** Returns a property of an object literal. */
export function property(key: Code, value: Code): Code {
  // Prettier keeps the value beside a key of up to four columns, where a line end gains nothing.
  if (value.startsWith(conditionalGroup)) {
    return code`${key}:${group}${indent}${line}${value}${end}${end}`;
  }
  return key.length < 5 ? code`${key}: ${value}` : code`${key}:${assignedValue(value)}`;
}

/** Returns an array literal; nested lists and objects with several members each take a line. */
export function arrayLiteral(items: readonly Code[]): Code {
  if (items.length === 0) return code`[]`;
  const isTable = items.length > 1 && items.every((item) => severalMembers.test(item));
  return isTable
    ? code`[${indent}${hardline}${joinCode(items, `,${hardline}`)},${end}${hardline}]`
    : code`${group}[${brokenList(items)}]${end}`;
}

/** An array or object literal with more than one member. */
const severalMembers = /^\uFDD0[[{].*,\uFDD6/;

export function call(name: Code, values: readonly Code[]): Code {
  const [only = code``] = values;
  const isHugged = values.length < 2 && (only === "" || only.startsWith(`${group}{`));
  return isHugged ? code`${name}(${only})` : code`${name}${group}(${brokenList(values)})${end}`;
}

/** Returns a call of which the last value is an object, which alone is broken where that is enough. */
export function callWithOptions(
  name: Code,
  values: readonly Code[],
  entries: readonly Code[],
): Code {
  if (entries.length === 0) return call(name, values);
  return callWithLast(name, values, objectLiteral(entries), code`{${brokenLines(entries)}}`);
}

/** Returns a loop, of which the one statement takes a line of its own where both do not fit. */
export function clause(head: Code, statement: Code): Code {
  return code`${group}${head}${indent}${line}${statement}${end}${end}`;
}

/** Returns a call of which the last value, an object literal, keeps its brace beside the first. */
export function callWithObject(name: Code, first: Code, last: Code): Code {
  const isHugged = last.startsWith(`${group}{`);
  return isHugged ? code`${name}(${first}, ${last})` : call(name, [first, last]);
}

/** Returns an arrow function that gives the value of an expression. */
export function arrow(parameters: Code, value: Code): Code {
  return code`${group}${parameters} =>${group}${indent}${line}${value}${end}${end}${end}`;
}

/** Returns a call of which the last value is a function that makes an object of each item. */
export function callWithMapper(
  name: Code,
  values: readonly Code[],
  item: Code,
  entries: readonly Code[],
): Code {
  const mapper = code`(${item}) => (${objectLiteral(entries)})`;
  return callWithLast(name, values, mapper, code`(${item}) => ({${brokenLines(entries)}})`);
}

/** Returns a call of which the last value is an array, which alone is broken where that is enough. */
export function callWithArray(name: Code, values: readonly Code[], items: readonly Code[]): Code {
  const array = arrayLiteral(items);
  if (items.length === 0) return call(name, [...values, array]);
  return callWithLast(name, values, array, code`[${brokenLines(items)}]`);
}

/** On one line, with the last value alone broken, or with each value on a line of its own. */
function callWithLast(name: Code, values: readonly Code[], last: Code, broken: Code): Code {
  const list = joinCode(values, ", ");
  return code`${alternatives}${name}(${list}, ${last})${or}${name}(${list}, ${broken})${or}${name}(${brokenList([...values, last])})${end}`;
}

function brokenLines(entries: readonly Code[]): Code {
  return code`${indent}${hardline}${joinCode(entries, `,${hardline}`)},${end}${hardline}`;
}

/** Returns an object type, each comment of a member on lines of its own. */
export function objectType(members: readonly Code[]): Code {
  if (members.length === 0) return code`{}`;
  const between = members.some((one) => one.startsWith("/**")) ? hardline : line;
  const list = joinCode(members, `;${between}`);
  return code`${group}{${indent}${between}${list}${ifBroken};${end}${end}${between}}${end}`;
}

/** Returns `test ? yes : no`, of which the test is a comparison. */
export function conditional(test: Code, yes: Code, no: Code): Code {
  return conditionals([[test, yes]], no);
}

/** Returns the value of the first test that holds: `one ? yes : another ? yes : no`. */
export function conditionals(cases: readonly (readonly [test: Code, yes: Code])[], no: Code): Code {
  if (cases.length === 0) return no;
  const chain = cases.reduceRight((rest, [test, yes], index) => {
    const inner = code`${test}${indent}${line}? ${yes}${line}: ${rest}${end}`;
    return index === 0 ? code`${conditionalGroup}${inner}${end}` : inner;
  }, unnested(no));
  return chain;
}

/** A conditional at the end of another one breaks with it. */
function unnested(value: Code): Code {
  return value.startsWith(conditionalGroup)
    ? (value.slice(conditionalGroup.length, -end.length) as Code)
    : value;
}

/** Returns the clause between `import` or `export` and `from`. */
export function bindings(names: readonly Code[]): Code {
  return names.length === 1 ? code`{ ${joinCode(names, "")} }` : objectLiteral(names);
}

/** Returns the parameters and the type of a function, as they follow its name. */
export function signature(parameters: readonly Code[], type: Code): Code {
  const list = parameters.length === 0 ? code`()` : code`(${brokenList(parameters)})`;
  return code`${group}${list}: ${type}${end}`;
}

/** Aligns the lines of a comment at any indentation. */
export function linesOf(text: Code): Code {
  return text.replaceAll("\n", hardline) as Code;
}

/** Returns a generic type with its arguments. */
export function generic(name: Code, types: readonly Code[]): Code {
  const list = joinCode(types, `,${line}`);
  const isHugged = types.length === 1 && (/^[\w$.]+$/.test(list) || list.startsWith(`${group}{`));
  return isHugged
    ? code`${name}<${list}>`
    : code`${name}${group}<${indent}${softline}${list}${end}${softline}>${end}`;
}

function brokenList(items: readonly Code[]): Code {
  const list = joinCode(items, `,${line}`);
  return code`${indent}${softline}${list}${ifBroken},${end}${end}${softline}`;
}

/** Drops the marks. What remains is the same code, not laid out. */
export function flatten<Text extends string>(text: Text): Text {
  return breakLines(text, Infinity) as Text;
}

/**
 * Breaks the lines of a module as Prettier would.
 *
 * @returns `undefined` where a line is too long that Prettier might break.
 */
export function layOut(text: string): string | undefined {
  const whole = `${breakLines(text, width)
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
  return whole.split("\n").every(isFinal) ? whole : undefined;
}

function breakLines(text: string, printWidth: number): string {
  if (!mark.test(text)) return text;
  const broken = text.split("\n").map((one) => (mark.test(one) ? breakLine(one, printWidth) : one));
  return broken.join("\n");
}

function breakLine(text: string, printWidth: number): string {
  const code = text.trimStart();
  const indentation = text.length - code.length;
  const doc = [" ".repeat(indentation), builders.align(indentation, docOf(code))];
  const options = { printWidth, tabWidth: 2, useTabs: false } as Options as never;
  return printer.printDocToString(doc, options).formatted;
}

interface Frame {
  readonly opener: string;
  readonly parts: Doc[];
}

function docOf(text: string): Doc {
  const root: Frame = { opener: "", parts: [] };
  const stack = [root];
  for (const piece of text.split(/([\uFDD0-\uFDDA])/)) {
    const { parts = [], opener = "" } = stack.at(-1) ?? {};
    switch (piece) {
      case "":
        break;
      case group:
      case conditionalGroup:
      case alternatives:
      case indent:
      case ifBroken:
      case assigned:
        stack.push({ opener: piece, parts: [] });
        break;
      case end:
        stack.pop();
        stack.at(-1)?.parts.push(close(opener, parts));
        break;
      case or:
        parts.push(or);
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

function close(opener: string, parts: Doc[]): Doc {
  switch (opener) {
    case alternatives: {
      const states: Doc[][] = [[]];
      for (const part of parts) {
        if (part === or) states.push([]);
        else states.at(-1)?.push(part);
      }
      return builders.conditionalGroup(states);
    }
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
  if (text.length <= width / 2) return true;
  // A character that is neither ASCII nor ordinary punctuation, as `…`, takes up to two columns.
  const wide = text.match(/[^\x20-\x7E\u2010-\u2027]/g)?.length ?? 0;
  if (text.length + wide <= width) return true;
  return /^\s*(?:\/\*\*|\*|\/\/)/.test(text) || unbreakable.test(text);
}

const name = String.raw`[\w$.]+(?:\[\])*`;
const string = String.raw`"(?:[^"\\]|\\.)*"`;

/** Lines that have no place to break, or one that gains nothing. */
const unbreakable = new RegExp(
  [
    // A string or path on a line of its own or behind a short key.
    String.raw`^\s*(?:(?:path|body|id): |[?:] |\| )?(?:path)?(?:${string}|\`[^\`]*\`)[,;]?$`,
    // One imported name, or the end of several.
    String.raw`^(?:(?:import|export)(?: type)? \{ [\w$ ]+ |)\} from ${string};$`,
    // A name on a line of its own, in a list of names, parameters or members of a union.
    String.raw`^ *(?:\| |type |input: )?${name}[,;]?$`,
    // A property of a named type.
    String.raw`^ *(?:readonly )?(?:[\w$]+|${string})\??: (?:readonly )?${name};$`,
    // The heads of declarations.
    String.raw`^export (?:interface ${name} \{|type ${name} =|function ${name}\()$`,
    String.raw`^(?:export function ${name}\(\)|\)): (?:ApiRequest<)?${name}>? \{$`,
  ].join("|"),
);
