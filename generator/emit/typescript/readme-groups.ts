import { groupBy } from "../../data/group-by.ts";
import { requestLine } from "../../model/request-line.ts";
import { groupingTags, type Tag } from "../../model/tags.ts";
import {
  codeSpan,
  headingMarkdown,
  plainMarkdown,
  proseMarkdown,
  type Markdown,
} from "../../text/markdown.ts";
import { firstSentence } from "../../text/prose.ts";
import type { OperationView } from "./operation.ts";

/** A tag in the README; its parts are lists of one or none. */
export interface GroupView {
  /** None where all operations are in one group. */
  readonly headings: readonly { readonly marks: Markdown; readonly title: Markdown }[];
  readonly notes: readonly { readonly text: Markdown }[];
  /** None for a tag that has operations below it only. */
  readonly tables: readonly { readonly operations: readonly RowView[] }[];
}

interface RowView {
  readonly name: Markdown;
  readonly request: Markdown;
  readonly summary: Markdown;
}

interface Group {
  readonly tag: Tag | undefined;
  readonly title: string;
  /** How many tags it is nested in. */
  readonly depth: number;
  readonly operations: readonly OperationView[];
}

/**
 * Groups operations by tag: declared ones in their order, each below its parent, then others by name,
 * and operations without a tag last. Tags without operations are left out.
 */
export function viewGroups(
  operations: readonly OperationView[],
  tags: readonly Tag[],
): readonly GroupView[] {
  const tagOf = groupingTags(tags);
  const byTag = groupBy(operations, ({ operation }) => tagOf(operation));
  if (byTag.size < 2) return [{ headings: [], notes: [], tables: tablesOf(operations) }];
  const declared = new Set(tags.map(({ name }) => name));
  const others = [...byTag.keys()].filter((name) => !declared.has(name)).sort();
  const groups: readonly Group[] = [
    ...declaredGroups(tags, byTag),
    ...[...others.filter((name) => name !== ""), ...others.filter((name) => name === "")].map(
      (name) => ({
        tag: undefined,
        title: name.trim() || "Untagged",
        depth: 0,
        operations: byTag.get(name) ?? [],
      }),
    ),
  ];
  return groups.map(({ tag, title, depth, operations: own }) => {
    const marks = "#".repeat(Math.min(3 + depth, 6)) as Markdown;
    const description = tag?.description.trim() ?? "";
    return {
      headings: [{ marks, title: headingMarkdown(title) }],
      notes: description === "" ? [] : [{ text: proseMarkdown(description) }],
      tables: tablesOf(own),
    };
  });
}

function declaredGroups(
  tags: readonly Tag[],
  byTag: ReadonlyMap<string, readonly OperationView[]>,
): Group[] {
  const byParent = groupBy(tags, ({ parent }) => parent);
  const parents = new Map(tags.map(({ name, parent }) => [name, parent]));
  /** The tags with operations, and those above them. */
  const shown = new Set<string>();
  for (const tag of byTag.keys()) {
    let name: string | undefined = tag;
    while (name !== undefined && !shown.has(name)) {
      shown.add(name);
      name = parents.get(name);
    }
  }
  const groups: Group[] = [];
  const pending = (byParent.get(undefined) ?? []).map((tag) => ({ tag, depth: 0 })).reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { tag, depth } = next;
    const { name, summary } = tag;
    if (!shown.has(name)) continue;
    const title = summary.trim() || name.trim() || name;
    groups.push({ tag, title, depth, operations: byTag.get(name) ?? [] });
    const children = (byParent.get(name) ?? []).map((one) => ({ tag: one, depth: depth + 1 }));
    pending.push(...children.reverse());
  }
  return groups;
}

function tablesOf(operations: readonly OperationView[]): GroupView["tables"] {
  if (operations.length === 0) return [];
  const rows = operations.map(({ name, operation }) => ({
    name: codeSpan(name),
    request: codeSpan(requestLine(operation)),
    summary: operation.summary
      ? proseMarkdown(operation.summary)
      : plainMarkdown(firstSentence(operation.description)),
  }));
  return [{ operations: rows }];
}
