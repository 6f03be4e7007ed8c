import { code, type Code } from "../../text/code.ts";
import { hardline, linesOf } from "./line-layout.ts";

/** An exported interface as the templates write it. */
export interface InterfaceView {
  readonly doc: Code;
  readonly name: Code;
  readonly members: readonly MemberView[];
}

export interface MemberView {
  /** Ends its line, where there is any. */
  readonly doc: Code;
  /** `readonly ` or nothing. */
  readonly modifier: Code;
  readonly key: Code;
  /** `?` or nothing. */
  readonly mark: Code;
  readonly type: Code;
}

export const readonlyModifier: Code = code`readonly `;

/** Code on a line of its own, or no line at all. */
export function lineOrNothing(text: Code): Code {
  return text === "" ? text : code`${linesOf(text)}${hardline}`;
}
