import { groupBy } from "../../data/group-by.ts";
import type { Operation } from "../../model/service.ts";
import { groupingTags, type Tag } from "../../model/tags.ts";
import { fileName, fileNameOf, pascalCase } from "../../naming/identifiers.ts";
import type { Naming } from "../../naming/service-names.ts";
import { code, type Code } from "../../text/code.ts";
import { foldCase } from "../../text/fold-case.ts";
import { literal } from "./literal.ts";
import type { ReaderKind } from "./readers.ts";
import { helperNames, isHelper } from "./runtime-modules.ts";
import type { ShapeNames } from "./shape-modules.ts";

/** How operations are put into modules: each into its own, or those of a tag into one. */
export type OperationGrouping = "operation" | "tag";

/** An operation, and the name of its function outside its module. */
export interface NamedOperation {
  readonly operation: Operation;
  readonly name: Code;
}

/** A module and the operations in it, by name. */
export interface OperationModule {
  readonly file: string;
  readonly operations: readonly NamedOperation[];
}

/** The names of one module that users do not see. */
export interface ModuleScope {
  /** Returns the name of an operation's function inside the module. */
  localName(name: Code): Code;
  /** Names a constant that reads responses of an operation. */
  nameReader(operation: Code, kind: ReaderKind): Code;
}

/** Distributes operations over modules, sorted by file. */
export function operationModules(
  operations: readonly NamedOperation[],
  grouping: OperationGrouping,
  tags: readonly Tag[] = [],
): readonly OperationModule[] {
  const modules =
    grouping === "operation"
      ? operations.map((one) => ({ file: moduleFile(fileName(one.name)), operations: [one] }))
      : modulesByTag(operations, tags);
  return modules.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/**
 * An operation belongs to its first tag, but for badges and audiences. Tags of the same words
 * (`Pet Store`, `pet_store`) share a module: their files would differ by no more than case or
 * punctuation.
 */
function modulesByTag(
  operations: readonly NamedOperation[],
  tags: readonly Tag[],
): OperationModule[] {
  const tagOf = groupingTags(tags);
  const tagFile = (operation: Operation): string =>
    moduleFile(fileNameOf(tagOf(operation)) || code`untagged`);
  const groups = groupBy(operations, ({ operation }) => foldCase(tagFile(operation)));
  return [...groups.values()].map((group) => {
    const [file = ""] = group.map(({ operation }) => tagFile(operation)).sort();
    return { file, operations: group.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  });
}

function moduleFile(name: Code): string {
  return `operations/${name}.ts`;
}

/**
 * Returns the names inside a module, none of them twice. A function that is called like one of the
 * runtime's, or like a constant that the module may import, has another name there.
 */
export function moduleScope(
  { operations }: OperationModule,
  grouping: OperationGrouping,
  naming: Pick<Naming, "pages" | "headers">,
  constants: readonly Pick<ShapeNames, "has">[],
): ModuleScope {
  const isImported = (name: Code): boolean =>
    isHelper(name) || constants.some((names) => names.has(name));
  const taken = new Set<Code>([
    ...helperNames,
    ...operations.flatMap(({ operation, name }) => [name, ...functionsBeside(operation, naming)]),
  ]);
  const claim = (name: Code, next: (count: number) => Code): Code => {
    let own = name;
    for (let count = 2; taken.has(own); count += 1) own = next(count);
    taken.add(own);
    return own;
  };
  const locals = new Map(
    operations
      .filter(({ name }) => isImported(name))
      .map(({ name }) => {
        const local = code`${name}Request`;
        return [name, claim(local, (count) => code`${local}${literal(count)}`)];
      }),
  );
  return {
    localName: (name) => locals.get(name) ?? name,
    nameReader(operation, kind) {
      // In a module of several, so that one more leaves the others as they are.
      const subject = grouping === "tag" ? pascalCase(operation) : code``;
      const name = code`read${subject}${kind === "Error" ? code`Error` : code`Response`}`;
      return claim(name, (count) => code`${name}${literal(count)}`);
    },
  };
}

/** The names of the generators of an operation's pages and of the reader of its headers. */
function functionsBeside(
  { pagination, responses }: Operation,
  { pages, headers }: Pick<Naming, "pages" | "headers">,
): readonly Code[] {
  const named = [
    pagination && pages.get(pagination),
    pagination?.items && pages.get(pagination.items),
    headers.get(responses),
  ];
  return named.filter((name) => name !== undefined);
}
