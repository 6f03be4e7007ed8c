// Prints what `line-layout` marks by Prettier itself, which knows how wide every character is.
import type { Doc, Options } from "prettier";
import { builders, printer } from "prettier/doc";
import {
  alternatives,
  assigned,
  end,
  hardline,
  ifBroken,
  indent,
  line,
  or,
  softline,
} from "./line-layout.ts";
import { isOpener, marks } from "./print-lines.ts";

/** Prints code; the parameters are those of `printLines`. */
export function printDoc(text: string, indentation: number, printWidth: number): string {
  const options = { printWidth, tabWidth: 2, useTabs: false } as Options as never;
  const doc = [" ".repeat(indentation), builders.align(indentation, docOf(text))];
  return printer.printDocToString(doc, options).formatted.slice(indentation);
}

interface Frame {
  readonly opener: string;
  readonly parts: Doc[];
}

function docOf(text: string): Doc {
  const root: Frame = { opener: "", parts: [] };
  const stack = [root];
  for (const piece of text.split(marks)) {
    const { parts = [], opener = "" } = stack.at(-1) ?? {};
    switch (piece) {
      case "":
        break;
      case end:
        stack.pop();
        stack.at(-1)?.parts.push(close(opener, parts));
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
        if (isOpener(piece)) stack.push({ opener: piece, parts: [] });
        else parts.push(piece);
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
