// Prints what `line-layout` marks, by the algorithm of Prettier's document printer (Wadler's, "A
// prettier printer"): a group is written on one line if all up to the next possible line end fits.
import {
  alternatives,
  assigned,
  conditionalGroup,
  end,
  group,
  hardline,
  ifBroken,
  indent,
  line,
  or,
  softline,
} from "./line-layout.ts";

/** Splits text so that the marks are pieces of their own. */
export const marks: RegExp = /([\uFDD0-\uFDDA])/g;

const openers: ReadonlySet<string> = new Set([
  group,
  indent,
  ifBroken,
  assigned,
  conditionalGroup,
  alternatives,
]);

/** Whether a piece is a mark that an `end` belongs to. */
export function isOpener(piece: string): boolean {
  return openers.has(piece);
}

/** What encloses the piece that is printed. */
interface Frame {
  readonly isBroken: boolean;
  readonly indentation: number;
}

/**
 * Prints code of which every character takes one column.
 *
 * @param indentation of its first line, which is not written.
 */
export function printLines(text: string, indentation: number, width: number): string {
  return new LinePrinter(text.split(marks), indentation, width).print();
}

class LinePrinter {
  readonly #pieces: readonly string[];
  readonly #width: number;
  /** For each opener, and each `or`, the index of the `end` that belongs to it. */
  readonly #ends: readonly number[];
  /** The openers with a hardline in them, which are broken whatever their width. */
  readonly #broken: ReadonlySet<number>;
  readonly #frames: Frame[];
  readonly #lines: string[] = [];
  #line = "";
  #column: number;
  /** Whether a hardline ended a line within what was to be on one. */
  #isRemeasured = false;

  constructor(pieces: readonly string[], indentation: number, width: number) {
    this.#pieces = pieces;
    this.#width = width;
    this.#column = indentation;
    this.#frames = [{ isBroken: true, indentation }];
    const { ends, broken } = relate(pieces);
    this.#ends = ends;
    this.#broken = broken;
  }

  print(): string {
    for (let index = 0; index < this.#pieces.length; index = this.#write(index)) continue;
    return [...this.#lines, this.#line].join("\n");
  }

  /** Writes a piece, and returns the index of the next. */
  #write(index: number): number {
    const piece = this.#pieces[index] ?? "";
    const { isBroken, indentation } = this.#frame;
    switch (piece) {
      case group:
      case conditionalGroup:
        this.#frames.push({ isBroken: this.#isBroken(index), indentation });
        return index + 1;
      case indent:
        this.#frames.push({ isBroken, indentation: indentation + 2 });
        return index + 1;
      case ifBroken:
        if (!isBroken) return this.#endOf(index) + 1;
        this.#frames.push({ isBroken, indentation });
        return index + 1;
      case assigned:
        this.#writeAssigned(index);
        return index + 1;
      case alternatives:
        return this.#choose(index);
      case or:
        return this.#endOf(index);
      case end:
        this.#frames.pop();
        return index + 1;
      case line:
        if (isBroken) this.#endLine(indentation);
        else this.#append(" ");
        return index + 1;
      case softline:
        if (isBroken) this.#endLine(indentation);
        return index + 1;
      case hardline:
        if (!isBroken) this.#isRemeasured = true;
        this.#endLine(indentation);
        return index + 1;
      default:
        this.#append(piece);
        return index + 1;
    }
  }

  /** Within what is on one line, everything is, but for what has a hardline. */
  #isBroken(index: number): boolean {
    const isBroken = this.#broken.has(index);
    return this.#isOnOneLine() ? isBroken : isBroken || !this.#fits(index + 1, false);
  }

  /** Whether what comes is written without being measured; after a hardline it is. */
  #isOnOneLine(): boolean {
    const isOnOneLine = !this.#frame.isBroken && !this.#isRemeasured;
    this.#isRemeasured = false;
    return isOnOneLine;
  }

  /** Begins on a new line where the value then needs no line more than it does now. */
  #writeAssigned(index: number): void {
    const { isBroken, indentation } = this.#frame;
    const isValueBroken = isBroken || this.#broken.has(index);
    const isIndented = !this.#isOnOneLine() && !this.#fits(index + 1, isValueBroken, 1);
    const column = isIndented ? indentation + 2 : indentation;
    if (isIndented) this.#endLine(column);
    else this.#append(" ");
    this.#frames.push({ isBroken: this.#isBroken(index), indentation: column });
  }

  /** Takes the first of the alternatives that fits, or the last. */
  #choose(index: number): number {
    const { indentation } = this.#frame;
    const starts = this.#alternativesOf(index);
    const fitting = this.#isOnOneLine()
      ? starts[0]
      : starts.find(
          (start, at) => (at === 0 || at < starts.length - 1) && this.#fits(start, false),
        );
    this.#frames.push({ isBroken: fitting === undefined, indentation });
    return fitting ?? starts.at(-1) ?? index + 1;
  }

  #alternativesOf(index: number): readonly number[] {
    const starts = [index + 1];
    const last = this.#endOf(index);
    for (let at = index + 1; at < last; at += 1) {
      const piece = this.#pieces[at] ?? "";
      if (piece === or) starts.push(at + 1);
      else if (isOpener(piece)) at = this.#endOf(at);
    }
    return starts;
  }

  /**
   * Whether everything from a piece to the next possible end of a line fits on this one.
   *
   * @param isBroken whether what the piece is in, which is open no longer than this, is broken.
   * @param space columns that are taken if anything follows.
   */
  #fits(from: number, isBroken: boolean, space = 0): boolean {
    const inner = [isBroken];
    let outer = this.#frames.length - 1;
    let left = this.#width - this.#column;
    let pending = space;
    if (left < 0) return false;
    for (let index = from; index < this.#pieces.length; index += 1) {
      const piece = this.#pieces[index] ?? "";
      const isIn = inner.at(-1) ?? this.#frames[outer]?.isBroken ?? true;
      switch (piece) {
        case "":
          break;
        case assigned:
          if (isIn) return true;
          pending = 1;
          inner.push(this.#broken.has(index));
          break;
        case group:
        case conditionalGroup:
          inner.push(isIn || this.#broken.has(index));
          break;
        case indent:
          inner.push(isIn);
          break;
        case ifBroken:
          if (isIn) inner.push(isIn);
          else index = this.#endOf(index);
          break;
        case alternatives:
          inner.push(isIn);
          if (isIn) index = (this.#alternativesOf(index).at(-1) ?? index + 1) - 1;
          break;
        case or:
          index = this.#endOf(index) - 1;
          break;
        case end:
          if (inner.pop() === undefined) outer -= 1;
          break;
        case line:
          if (isIn) return true;
          pending = 1;
          break;
        case softline:
          if (isIn) return true;
          break;
        case hardline:
          return true;
        default:
          left -= pending + piece.length;
          pending = 0;
          if (left < 0) return false;
      }
    }
    return true;
  }

  get #frame(): Frame {
    return this.#frames.at(-1) ?? { isBroken: true, indentation: 0 };
  }

  #endOf(index: number): number {
    return this.#ends[index] ?? this.#pieces.length;
  }

  #append(text: string): void {
    this.#line += text;
    this.#column += text.length;
  }

  #endLine(indentation: number): void {
    this.#lines.push(this.#line.trimEnd());
    this.#line = " ".repeat(indentation);
    this.#column = indentation;
  }
}

/** Finds where what is opened ends, and what has a hardline in it. */
function relate(pieces: readonly string[]): {
  readonly ends: readonly number[];
  readonly broken: ReadonlySet<number>;
} {
  const ends = new Array<number>(pieces.length).fill(pieces.length);
  const broken = new Set<number>();
  const open: number[][] = [];
  for (const [index, piece] of pieces.entries()) {
    if (isOpener(piece)) open.push([index]);
    else if (piece === or) open.at(-1)?.push(index);
    else if (piece === end) {
      for (const one of open.pop() ?? []) ends[one] = index;
    } else if (piece === hardline) {
      for (let depth = open.length - 1; depth >= 0; depth -= 1) {
        const [one = 0] = open[depth] ?? [];
        // One of alternatives has its own hardlines; what encloses a broken one is broken already.
        if (pieces[one] === alternatives || broken.has(one)) break;
        broken.add(one);
      }
    }
  }
  return { ends, broken };
}
