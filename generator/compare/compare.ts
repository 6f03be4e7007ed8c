// The stage `compare`. In: two descriptions. Out: the changes between them. Knows nothing of
// emitters.
import { groupBy } from "../data/group-by.ts";
import { defaultUrl } from "../model/server.ts";
import type { NamedSchema, Service } from "../model/service.ts";
import {
  changeClasses,
  classOf,
  quote,
  type Change,
  type ChangeClass,
  type Report,
  type Subject,
} from "./change.ts";
import { matchOperations } from "./matching.ts";
import { compareOperations } from "./operation.ts";
import { Side } from "./side.ts";
import { compareWebhooks } from "./service-requests.ts";
import { TypeComparison } from "./types.ts";
import type { Description } from "../description.ts";

/**
 * Returns the changes between two descriptions, for users of the generated package: breaking changes
 * first, then additions, then documentation; each in the order of the new description. The same API
 * written in another way is no change.
 */
export function diff(before: Description, after: Description): Change[] {
  const [left, right] = [new Side(before), new Side(after)];
  const changes = new Map<string, Change>();
  const report: Report = (code, subject, message, { before, after }) => {
    // Several types inherit from one base, whose changes are reported once.
    const owner = subject.kind === "schema" ? "" : JSON.stringify(subject);
    const locations = [before, after].map((side) => side && [side.file, side.pointer]);
    const key = JSON.stringify([code, owner, message, locations]);
    const change = { class: classOf(code), code, subject, message, before, after };
    if (!changes.has(key)) changes.set(key, change);
  };

  compareServices(before.service, after.service, report);
  const types = new TypeComparison(left, right, report);
  const { pairs, removed, added } = matchOperations(left, right);
  for (const operation of removed) {
    const locations = { before: operation.sourceLocation, after: undefined };
    report("operation-removed", left.subjectOf(operation), "it was removed", locations);
  }
  for (const operation of added) {
    const locations = { before: undefined, after: operation.sourceLocation };
    report("operation-added", right.subjectOf(operation), "it is new", locations);
  }
  for (const [one, other] of pairs) compareOperations(types, one, other);
  compareWebhooks(types, before.service.webhooks ?? [], after.service.webhooks ?? []);
  compareSchemas(left, right, types, report);

  const byClass = groupBy(changes.values(), (change) => change.class);
  return changeClasses.flatMap((one) => byClass.get(one) ?? []);
}

/** Counts the changes of each class. */
export function countChanges(changes: readonly Change[]): Readonly<Record<ChangeClass, number>> {
  const count = (wanted: ChangeClass): number =>
    changes.filter((change) => change.class === wanted).length;
  return {
    breaking: count("breaking"),
    additive: count("additive"),
    documentation: count("documentation"),
  };
}

function compareServices(before: Service, after: Service, report: Report): void {
  const subject: Subject = { kind: "service", name: after.title, request: "" };
  const nowhere = { before: undefined, after: undefined };
  const oldServers = before.servers.map(defaultUrl);
  const newServers = after.servers.map(defaultUrl);
  const [old] = oldServers;
  const [now] = newServers;
  if (old !== undefined && now !== undefined && old !== now) {
    const text = `the server is now ${quote(now)}, and was ${quote(old)}`;
    report("server-changed", subject, text, nowhere);
  }
  for (const server of oldServers) {
    if (newServers.includes(server) || (server === old && now !== undefined)) continue;
    report("server-removed", subject, `the server ${quote(server)} was removed`, nowhere);
  }
  for (const server of newServers) {
    if (oldServers.includes(server) || (server === now && old !== undefined)) continue;
    report("server-added", subject, `a new server ${quote(server)}`, nowhere);
  }
  for (const part of ["title", "version", "description"] as const) {
    if (before[part].trim() === after[part].trim()) continue;
    const text =
      part === "description"
        ? "the service is described in other words"
        : `the ${part} is now ${quote(after[part])}, and was ${quote(before[part])}`;
    report("service-described", subject, text, nowhere);
  }
}

function compareSchemas(left: Side, right: Side, types: TypeComparison, report: Report): void {
  const old = new Map(left.description.service.schemas.map((one) => [one.name, one]));
  const subjectOf = (side: Side, schema: NamedSchema): Subject => {
    return { kind: "schema", name: side.nameOf(schema), request: "" };
  };
  for (const schema of right.description.service.schemas) {
    const namesake = old.get(schema.name);
    if (!namesake) continue;
    // A type that no operation uses may be passed or received.
    if (!types.hasEntered(namesake, schema)) {
      types.compareNamed(namesake, schema, "request");
      types.compareNamed(namesake, schema, "response");
    }
    reportRenaming(namesake, schema);
  }
  for (const schema of left.description.service.schemas) {
    if (right.hasSchema(schema.name)) continue;
    const successor = types.renamed.get(schema);
    if (successor) {
      reportRenaming(schema, successor);
    } else {
      const locations = { before: schema.sourceLocation, after: undefined };
      report("schema-removed", subjectOf(left, schema), "the type was removed", locations);
    }
  }
  const successors = new Set(types.renamed.values());
  for (const schema of right.description.service.schemas) {
    if (old.has(schema.name) || successors.has(schema)) continue;
    const locations = { before: undefined, after: schema.sourceLocation };
    report("schema-added", subjectOf(right, schema), "a new type", locations);
  }

  function reportRenaming(before: NamedSchema, after: NamedSchema): void {
    const [from, to] = [left.nameOf(before), right.nameOf(after)];
    if (from === to) return;
    const text = `the type ${quote(from)} is now called ${quote(to)}`;
    const locations = { before: before.sourceLocation, after: after.sourceLocation };
    report("schema-renamed", subjectOf(right, after), text, locations);
  }
}
