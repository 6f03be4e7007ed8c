import { quote, type BeforeAfter, type Subject } from "./change.ts";

/** The location of a type in both descriptions. */
export interface TypeLocation extends BeforeAfter {
  readonly subject: Subject;
  /** The owner of the type, for messages: `the body`. Empty for a named type itself. */
  readonly owner: string;
  /** The path from the owner: `items[].id`. */
  readonly path: string;
}

/** Describes a location: "`items[].id` of the body". */
export function describeLocation({ owner, path }: TypeLocation): string {
  if (path === "") return owner === "" ? "it" : owner;
  return owner === "" ? quote(path) : `${quote(path)} of ${owner}`;
}

/** Describes a parent location: " of `items[]` of the body". */
export function describeParent(location: TypeLocation): string {
  return location.path === "" && location.owner === "" ? "" : ` of ${describeLocation(location)}`;
}

/** Returns the location of a field. Long paths are truncated. */
export function fieldLocation(location: TypeLocation, name: string): TypeLocation {
  const { path } = location;
  const before = path.length > maxPathLength ? `${path.slice(0, maxPathLength)}…` : path;
  return { ...location, path: before === "" ? name : `${before}.${name}` };
}

const maxPathLength = 160;
