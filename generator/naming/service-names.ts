// The stage `naming`. In: the model, and the names that the runtime has. Out: an identifier for
// each operation, schema and security scheme, none of them twice. Knows nothing of files.
import { code, type Code } from "../text/code.ts";
import { foldCase } from "../text/fold-case.ts";
import type { SecurityScheme } from "../model/security.ts";
import type { NamedSchema, Operation, PagedItems, Pagination, Service } from "../model/service.ts";
import { pascalCase, reservedWords } from "./identifiers.ts";
import { createProblem, type Problem, type SourceLocation } from "../diagnostics/problem.ts";
import { originOfName, schemaReference } from "../model/component-name.ts";
import { responseReference } from "../model/response-rules.ts";
import { assignUniqueNames, type Candidate } from "./unique-names.ts";
import { operationNames } from "./operation-names.ts";

/** The names of everything that users import from a package. */
export interface Naming {
  readonly operations: ReadonlyMap<Operation, Code>;
  /** The generators of an operation's pages, and of their items. */
  readonly pages: ReadonlyMap<Pagination | PagedItems, Code>;
  /** The readers of the headers of an operation's responses, where these declare some. */
  readonly headers: ReadonlyMap<Operation["responses"], Code>;
  readonly schemas: ReadonlyMap<NamedSchema, Code>;
  /** The request variants of schemas that have one. */
  readonly inputTypes: ReadonlyMap<NamedSchema, Code>;
  /** The names of the credentials of security schemes. */
  readonly securitySchemes: ReadonlyMap<SecurityScheme, string>;
  /** A warning for each operation, page function or schema whose name had to be changed. */
  readonly clashes: readonly Problem[];
}

/** The names that the runtime reserves. */
export interface RuntimeNames {
  /** The functions that builders' modules import, whose names no generator of pages has. */
  readonly helpers: readonly string[];
  /** The exports of the package's index. */
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/**
 * Names operations, schemas and security schemes, apart from each other, from the runtime and from
 * the language. A name that the description sets (`x-operation-name`) comes before all others.
 *
 * @param inputTypes the schemas that have a request variant.
 * @param runtime the names that the package's runtime has for itself.
 */
export function nameService(
  service: Service,
  inputTypes: readonly NamedSchema[],
  runtime: RuntimeNames,
): Naming {
  const { operations, schemas, securitySchemes } = service;
  const functions = operations.map(operationNames);
  const functionNames = assignUniqueNames(functions, [...reservedWords, ...runtime.values]);
  const taken = [...reservedWords, ...runtime.values, ...functionNames.values()];
  const pages = operations.flatMap((one) => pageCandidates(one, functionNames.get(one)));
  const pageNames = assignUniqueNames(pages, [...taken, ...runtime.helpers]);
  const schemeNames = nameSchemes(securitySchemes);
  const types = schemas.map(schemaCandidate);
  // Scripts without capitals give an operation and a schema the same name, and both are exported.
  const uncased = [...functionNames.values()].filter((name) => pascalCase(name) === name);
  const typesTaken = [...companionsOf(functionNames), ...runtime.types, ...uncased];
  const typeNames = assignUniqueNames(types, typesTaken);
  const inputs = inputTypes.map((one) => inputCandidate(one, typeNames.get(one) ?? code``));
  const inputNames = assignUniqueNames(inputs, [...typesTaken, ...typeNames.values()]);
  // They come last, and give way to every name that the description asks for.
  const others = [...taken, ...typesTaken, ...typeNames.values(), ...inputNames.values()];
  const readers = operations.flatMap((one) => headersCandidate(one, functionNames.get(one)));
  const readerNames = assignUniqueNames(readers, [
    ...others,
    ...pageNames.values(),
    ...runtime.helpers,
  ]);
  return {
    operations: functionNames,
    pages: pageNames,
    headers: readerNames,
    schemas: typeNames,
    inputTypes: inputNames,
    securitySchemes: schemeNames,
    clashes: [
      ...clashesIn(functions, functionNames, "operation"),
      ...clashesIn(pages, pageNames, "operation"),
      // A schema of another file asked for no name: its file's is as good as any.
      ...clashesIn(
        types.filter(({ thing }) => !originOfName(thing.name)),
        typeNames,
        "schema",
      ),
    ],
  };
}

/**
 * Returns the names of the types beside the operations' functions. A schema that is the whole response
 * of an operation, and is called like it, keeps its name: there is no other type beside it.
 */
function companionsOf(functionNames: ReadonlyMap<Operation, Code>): string[] {
  return [...functionNames].flatMap(([operation, functionName]) => {
    const name = pascalCase(functionName);
    const reference = responseReference(operation);
    const isSchema = reference === schemaReference(`${name}Response`);
    const hasParams = operation.parameters.length > 0 || operation.body !== undefined;
    return [
      ...(hasParams ? [`${name}Params`] : []),
      ...(isSchema ? [] : [`${name}Response`]),
      `${name}Responses`,
    ];
  });
}

function clashesIn<Thing extends { readonly sourceLocation: SourceLocation }>(
  candidates: readonly Candidate<Thing>[],
  names: ReadonlyMap<Thing, Code>,
  kind: "operation" | "schema",
): Problem[] {
  const wanting = new Map<string, number>();
  for (const {
    names: [wanted = code``],
  } of candidates) {
    const key = foldCase(wanted);
    wanting.set(key, (wanting.get(key) ?? 0) + 1);
  }
  return candidates.flatMap(({ thing, names: [wanted = code``] }) => {
    const name = names.get(thing) ?? code``;
    if (wanted === "" || name === wanted) return [];
    const count = wanting.get(foldCase(wanted)) ?? 0;
    return createProblem("name-clash", thing.sourceLocation, { wanted, name, count, kind });
  });
}

function pageCandidates(
  { pagination }: Operation,
  name: Code = code``,
): Candidate<Pagination | PagedItems>[] {
  if (!pagination) return [];
  const { items } = pagination;
  const candidate = <Thing>(thing: Thing, ending: Code): Candidate<Thing> => {
    const names = [code`${name}${ending}`, code`${name}All${ending}`];
    return { thing, names, identity: name, priority: 0 };
  };
  return [candidate(pagination, code`Pages`), ...(items ? [candidate(items, code`Items`)] : [])];
}

function headersCandidate(
  { responses }: Operation,
  name: Code = code``,
): Candidate<Operation["responses"]>[] {
  if (responses.every(({ headers }) => headers.length === 0)) return [];
  const names = [code`${name}Headers`, code`${name}ResponseHeaders`];
  return [{ thing: responses, names, identity: name, priority: 0 }];
}

function schemaCandidate(schema: NamedSchema): Candidate<NamedSchema> {
  const { ruledName = "" } = schema;
  const names = [...(ruledName === "" ? [] : [pascalCase(ruledName)]), ...schemaNames(schema.name)];
  // Of `Pet`, `PET` and `pet` the first keeps its name, and of two like `UserId` and `UserID`.
  const isExact = names[0] === schema.name;
  const capitals = schema.name.replace(/\P{Lu}+/gu, "").length;
  const priority = isExact ? capitals / (capitals + 1) : 2;
  return { thing: schema, names, identity: schema.name, priority };
}

/** @param received what it is called otherwise. */
function inputCandidate(schema: NamedSchema, received: Code): Candidate<NamedSchema> {
  const names = [code`${received}Input`, code`${received}InputModel`];
  return { thing: schema, names, identity: schema.name, priority: 0 };
}

/** Names security schemes as the description does, in the characters that OpenAPI allows (3.1, section 4.8.7). */
function nameSchemes(schemes: readonly SecurityScheme[]): ReadonlyMap<SecurityScheme, string> {
  const isAllowed = ({ name }: SecurityScheme): boolean => /^[\w.-]+$/.test(name);
  const allowed = schemes.filter(isAllowed);
  const others = schemes
    .filter((scheme) => !isAllowed(scheme))
    .map((scheme): Candidate<SecurityScheme> => {
      const ascii = pascalCase(scheme.name.replace(/\P{ASCII}+/gu, " "));
      const names = [ascii, code`${ascii}Scheme`];
      return { thing: scheme, names, identity: scheme.name, priority: 0 };
    });
  const taken = allowed.map(({ name }) => name);
  return new Map<SecurityScheme, string>([
    ...allowed.map((scheme) => [scheme, scheme.name] as const),
    ...assignUniqueNames(others, taken),
  ]);
}

/**
 * The candidates for a schema's name in code. One that came from another file is named by file and
 * pointer (`common/pet.yaml`, `/definitions/Pet`); their end is enough where no other schema wants it.
 * One nested in the description is named by what contains it: `PetTag` for
 * `/definitions/Pet/properties/tag`.
 */
function schemaNames(name: string): Code[] {
  const origin = originOfName(name);
  if (!origin) {
    const spelled = spelledOut(name);
    return [
      pascalCase(name),
      code`${pascalCase(name)}Model`,
      spelled,
      code`${spelled}${capitalsOf(name)}`,
    ];
  }
  const { file, pointer } = origin;
  const path = pascalCase(`${file} ${pointer}`);
  if (file === "")
    return [pascalCase(pointer.replace(structure, "/").replace(/~[01]/g, "/")), path];
  const stem = pascalCase(file.replace(/^.*\//, "").replace(/\.\w+$/, ""));
  const last = pascalCase(pointer.replace(/^.*\//, ""));
  return last === "" ? [stem, code`${stem}Model`, path] : [last, code`${stem}${last}`, path];
}

/** A name with its punctuation in words: `FooDotBar` for `foo.bar`, beside `foo_bar`. */
function spelledOut(name: string): Code {
  return pascalCase(name.replace(/[._/:+*-]/g, (mark) => ` ${punctuation.get(mark) ?? ""} `));
}

const punctuation: ReadonlyMap<string, string> = new Map([
  [".", "dot"],
  ["_", "underscore"],
  ["/", "slash"],
  [":", "colon"],
  ["+", "plus"],
  ["*", "star"],
  ["-", "dash"],
]);

/** The word for the capitals of a name, which tells `pet` from `PET` and `Pet`. */
function capitalsOf(name: string): Code {
  if (name === name.toLowerCase()) return code`Lower`;
  if (name === name.toUpperCase()) return code`Upper`;
  return /^\p{Ll}/u.test(name) ? code`Camel` : code`Mixed`;
}

/** The keys of a pointer that say nothing about the schema; a media type follows `content`. */
const structure =
  /^\/(?:components\/)?(?:schemas|definitions|parameters|responses|requestBodies|headers|paths)\/|\/(?:properties|\$defs|definitions|schema|responses|content\/[^/]*)(?=\/|$)/g;
