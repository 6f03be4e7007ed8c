import { code, joinCode, type Code } from "../../text/code.ts";

/**
 * Where a line of code may break. Code carries marks, Unicode noncharacters that no text of a
 * description keeps, through views and templates; `layOut` turns them into lines as Prettier would,
 * or `flatten` drops them.
 */
export const group: Code = "\uFDD0" as Code;
export const indent: Code = "\uFDD1" as Code;
/** Written only if the enclosing group is broken. */
export const ifBroken: Code = "\uFDD2" as Code;
/** The right side of an assignment, which goes onto a line of its own if that is shorter. */
export const assigned: Code = "\uFDD3" as Code;
export const conditionalGroup = "\uFDD4" as Code;
/** Ends any of the above. */
export const end: Code = "\uFDD5" as Code;
export const line: Code = "\uFDD6" as Code;
export const softline: Code = "\uFDD7" as Code;
export const hardline: Code = "\uFDD8" as Code;
/** Ways to write the same, of which the first that fits is taken, else the last. */
export const alternatives = "\uFDD9" as Code;
export const or = "\uFDDA" as Code;

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
  const isHugged =
    types.length === 1 && (/^[\p{ID_Continue}$.]+$/u.test(list) || list.startsWith(`${group}{`));
  return isHugged
    ? code`${name}<${list}>`
    : code`${name}${group}<${indent}${softline}${list}${end}${softline}>${end}`;
}

function brokenList(items: readonly Code[]): Code {
  const list = joinCode(items, `,${line}`);
  return code`${indent}${softline}${list}${ifBroken},${end}${end}${softline}`;
}
