import type { Code } from "../../text/code.ts";
import { code, joinCode } from "../../text/code.ts";
import {
  indexType,
  type ObjectType,
  type Property,
  type Reference,
  type Tuple,
  type Type,
} from "../../types/type.ts";
import { comment } from "./comment.ts";
import * as mark from "./line-layout.ts";
import { literal, memberKey } from "./literal.ts";

/** How types are called in code. */
export interface TypeNames {
  nameOf(reference: Reference): Code;
  /** The platform's `Blob`. */
  readonly blob: Code;
  /** In front of properties, arrays and tuples: `readonly `, or nothing. */
  readonly modifier: Code;
}

/** Returns a type as code behind a colon, never `any`, `object` or `{}`. */
export function printType(type: Type, names: TypeNames): Code {
  return print(type, names, "alone");
}

/**
 * Declares an object as an interface, anything else as a type alias.
 *
 * @param doc the comment above, may be empty
 */
export function printDeclaration(name: Code, type: Type, doc: Code, names: TypeNames): Code {
  const { bases, object } = asInterface(type);
  const head = doc === "" ? doc : code`${doc}\n`;
  if (!object) return code`${head}${declareAlias(name, printType(type, names))}`;
  const members = membersOf(object, names).map((member) => code`  ${member};\n`);
  const body = members.length === 0 ? code`{}` : code`{\n${joinCode(members, "")}}`;
  return code`${head}${heritage(
    name,
    bases.map((base) => names.nameOf(base)),
  )} ${body}`;
}

/** The members of an interface and its bases, if the type can be one. */
function asInterface(type: Type): {
  readonly bases: readonly Reference[];
  readonly object: ObjectType | undefined;
} {
  if (type.kind === "object") return { bases: [], object: type };
  const isPlain = type.kind === "intersection" && type.rest.length === 0;
  return isPlain ? type : { bases: [], object: undefined };
}

function heritage(name: Code, bases: readonly Code[]): Code {
  const head = code`export interface ${name}`;
  const [base, another] = bases;
  if (base === undefined) return head;
  // Prettier keeps one base beside the name.
  if (another === undefined) return code`${head} extends ${base}`;
  const { group, indent, line, end } = mark;
  const list = code`${group}${indent}${line}${joinCode(bases, `,${line}`)}${end}${end}`;
  return code`${group}${head}${indent}${line}extends${list}${end}${end}`;
}

/** Declares a name for a printed type. */
export function declareAlias(name: Code, type: Code): Code {
  // A group other than a tuple begins on the first line, whatever follows.
  const isHugged = type.startsWith(mark.group) && !type.startsWith(`${mark.group}[`);
  const value = isHugged ? code` ${type}` : mark.assignedValue(type);
  return code`export type ${name} =${value};`;
}

/** The construct that directly contains a type. */
type Parent = "alone" | "array" | "intersection" | "union" | "tuple of one" | "tuple";

function print(type: Type, names: TypeNames, parent: Parent): Code {
  switch (type.kind) {
    case "unknown":
    case "never":
      return type.kind as Code;
    case "scalar":
      return type.type === "Blob" ? names.blob : (type.type as Code);
    case "literal":
      return literal(type.value);
    case "reference":
      return names.nameOf(type);
    case "array":
      return withModifier(code`${print(type.items, names, "array")}[]`, names, parent);
    case "tuple":
      return withModifier(tuple(type, names), names, parent);
    case "object":
      return mark.objectType(membersOf(type, names));
    case "union":
      return union(type.members, names, parent);
    case "intersection": {
      const parts = [...type.bases, ...type.rest, ...(type.object ? [type.object] : [])];
      return intersection(parts, names, parent);
    }
  }
}

function withModifier(list: Code, { modifier }: TypeNames, parent: Parent): Code {
  const isApart = modifier !== "" && parent === "array";
  return isApart ? code`(${modifier}${list})` : code`${modifier}${list}`;
}

function tuple({ items, rest, least = items.length }: Tuple, names: TypeNames): Code {
  const parent = items.length === 1 && !rest ? "tuple of one" : "tuple";
  const printed = [
    ...items.map((item, index) =>
      index < least ? print(item, names, parent) : code`${print(item, names, "array")}?`,
    ),
    ...(rest ? [code`...${print(rest, names, "array")}[]`] : []),
  ];
  if (printed.length === 0) return code`[]`;
  const list = joinCode(printed, `,${mark.line}`);
  return code`${mark.group}[${mark.indent}${mark.softline}${list}${mark.ifBroken},${mark.end}${mark.end}${mark.softline}]${mark.end}`;
}

/** The members of an object, each with the comment above it. */
function membersOf(object: ObjectType, names: TypeNames): readonly Code[] {
  const properties = [...object.properties].map(([name, property]) =>
    member(name, property, object.required.has(name), names),
  );
  const index = indexSignature(object, names);
  return index === undefined ? properties : [...properties, index];
}

function member(name: string, property: Property, isRequired: boolean, names: TypeNames): Code {
  const doc = comment(property.description, property);
  const above = doc === "" ? doc : code`${mark.linesOf(doc)}${mark.hardline}`;
  const optional = isRequired ? code`` : code`?`;
  return code`${above}${names.modifier}${memberKey(name)}${optional}: ${print(property.type, names, "alone")}`;
}

function indexSignature(object: ObjectType, names: TypeNames): Code | undefined {
  const type = indexType(object);
  if (type === undefined) return undefined;
  const isOptional = [...object.properties.keys()].some((name) => !object.required.has(name));
  const key = code`${mark.group}[${mark.indent}${mark.softline}key: string${mark.end}${mark.softline}]${mark.end}`;
  const members = type.kind === "union" ? type.members : [type];
  const isWider = isOptional && type.kind !== "unknown";
  const value = isWider
    ? unionOf([...members.map((one) => print(one, names, "union")), code`undefined`], "alone")
    : print(type, names, "alone");
  return code`${names.modifier}${key}: ${value}`;
}

function union(members: readonly Type[], names: TypeNames, parent: Parent): Code {
  const isObject = (type: Type): boolean => type.kind === "object";
  const isNull = (type: Type): boolean => type.kind === "scalar" && type.type === "null";
  // An int64 as a string of digits is a string beside strings too.
  const printed = [...new Set(members.map((one) => print(one, names, "union")))];
  const [only] = printed;
  if (only !== undefined && printed.length === 1) return only;
  // `{ … } | null` keeps the brace on its line.
  const isHugged =
    members.filter(isObject).length === 1 && members.filter(isNull).length === members.length - 1;
  if (!isHugged) return unionOf(printed, parent);
  const text = code`${mark.group}${joinCode(printed, " | ")}${mark.end}`;
  return parent === "array" || parent === "intersection" ? code`(${text})` : text;
}

/** Returns the union of printed types behind a colon or the `=` of an alias. */
export function unionType(members: readonly Code[]): Code {
  const [only] = members;
  return only !== undefined && members.length === 1 ? only : unionOf(members, "alone");
}

/** Members on the next line, or on lines of their own behind a `|`, where they do not fit. */
function unionOf(members: readonly Code[], parent: Parent): Code {
  const { group, indent, end, line, softline, ifBroken } = mark;
  const aligned = members.map((member) => membersOfUnion(member) ?? code`${indent}${member}${end}`);
  const list = code`${ifBroken}| ${end}${joinCode(aligned, `${line}| `)}`;
  switch (parent) {
    case "array":
    case "intersection":
      return code`(${group}${indent}${softline}${group}${list}${end}${end}${softline}${end})`;
    case "tuple":
      return code`${group}${indent}${ifBroken}(${softline}${end}${list}${end}${softline}${ifBroken})${end}${end}`;
    case "tuple of one":
      return code`${group}${list}${end}`;
    default:
      return code`${unionStart}${joinCode(aligned, `${line}| `)}${unionEnd}`;
  }
}

const unionStart = code`${mark.group}${mark.indent}${mark.softline}${mark.group}${mark.ifBroken}| ${mark.end}`;
const unionEnd = code`${mark.end}${mark.end}${mark.end}`;

/** The members of a union that is printed alone, to be those of another one too. */
function membersOfUnion(type: Code): Code | undefined {
  if (!type.startsWith(unionStart)) return undefined;
  return type.slice(unionStart.length, -unionEnd.length) as Code;
}

/** An object keeps its brace on the line of the part before it. */
function intersection(parts: readonly Type[], names: TypeNames, parent: Parent): Code {
  const { group, indent, end, line } = mark;
  let wasIndented = false;
  const printed = parts.map((part, index) => {
    const text = print(part, names, "intersection");
    const before = parts[index - 1];
    if (!before) return text;
    const objects = [before, part].filter(({ kind }) => kind === "object").length;
    if (objects === 0) return code`${indent} &${line}${text}${end}`;
    if (objects === 1 && index > 1) wasIndented = true;
    const isIndented = objects === 2 ? wasIndented : index > 1;
    return isIndented ? code` & ${indent}${text}${end}` : code` & ${text}`;
  });
  const text = code`${group}${joinCode(printed, "")}${end}`;
  return parent === "alone" ? text : code`(${text})`;
}
