import { quote, type Ends, type Subject } from "./change.ts";

/** Where a type stands in both descriptions. */
export interface Spot extends Ends {
  readonly subject: Subject;
  /** What holds the type, in words: `the body`. Empty for a named type itself. */
  readonly holder: string;
  /** The way from there: `items[].id`. */
  readonly path: string;
}

/** A spot in words: "`items[].id` of the body". */
export function where({ holder, path }: Spot): string {
  if (path === "") return holder === "" ? "it" : holder;
  return holder === "" ? quote(path) : `${quote(path)} of ${holder}`;
}

/** " of `items[]` of the body", for what stands inside of a spot. */
export function within(spot: Spot): string {
  return spot.path === "" && spot.holder === "" ? "" : ` of ${where(spot)}`;
}

/** The spot of a field. Of a long way there, the beginning is told. */
export function step(spot: Spot, name: string): Spot {
  const { path } = spot;
  const before = path.length > longest ? `${path.slice(0, longest)}…` : path;
  return { ...spot, path: before === "" ? name : `${before}.${name}` };
}

const longest = 160;
