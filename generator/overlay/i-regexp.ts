/**
 * I-Regexp (RFC 9485), the patterns of JSONPath's `match` and `search`, matched in time linear in
 * pattern times text. JavaScript's engine backtracks: `(a+)+b` on forty letters `a` never ends.
 */

/** A pattern as a nondeterministic automaton: instructions that refer to each other by index. */
export type Pattern = readonly Instruction[];

type Instruction =
  | { readonly kind: "character"; readonly accepts: (character: string) => boolean }
  | { readonly kind: "split"; readonly targets: readonly number[] }
  | { readonly kind: "accept" };

/** Called with the number of steps about to be taken; throws to end the work. */
export type Spend = (steps: number) => void;

/** Steps that an instruction counts for, since it stays in memory. Repeats are written out. */
const instructionCost = 100;

/**
 * Compiles a pattern.
 *
 * @returns the pattern, or `undefined` where the text is not an I-Regexp.
 */
export function compilePattern(text: string, spend: Spend): Pattern | undefined {
  spend(text.length * instructionCost);
  const tokens = tokenize(text);
  const tree = tokens && new Parser(tokens).parse();
  return tree && new Assembler(spend).assemble(tree);
}

/**
 * Returns whether a pattern matches a string: all of it, or some part.
 *
 * Follows all states at once (Thompson, 1968), so that no character is read twice.
 */
export function testPattern(
  pattern: Pattern,
  text: string,
  extent: "all" | "part",
  spend: Spend,
): boolean {
  let states = new Set<number>();
  enter(pattern, 0, states);
  for (const character of text) {
    if (extent === "part" && states.has(pattern.length - 1)) return true;
    spend(states.size + 1);
    const next = new Set<number>();
    for (const state of states) {
      const instruction = pattern[state];
      if (instruction?.kind === "character" && instruction.accepts(character)) {
        enter(pattern, state + 1, next);
      }
    }
    if (extent === "part") enter(pattern, 0, next);
    states = next;
  }
  return states.has(pattern.length - 1);
}

/** Adds a state, and those that it leads to without reading a character. */
function enter(pattern: Pattern, state: number, states: Set<number>): void {
  const open = [state];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (states.has(index)) continue;
    states.add(index);
    const instruction = pattern[index];
    if (instruction?.kind === "split") for (const target of instruction.targets) open.push(target);
  }
}

type Token =
  | { readonly kind: "character"; readonly accepts: (character: string) => boolean }
  | { readonly kind: "repeat"; readonly least: number; readonly most: number }
  | { readonly kind: "open" | "close" | "or" };

// RFC 9485, section 4.
const escape = String.raw`\\[()*+\-.?[\\\]^nrt{|}]`;
const category = String.raw`\\[pP]\{(?:L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|Z[lps]?|S[ckmo]?|C[cfno]?)\}`;
const member = String.raw`(?:[^\-[\\\]\ud800-\udfff]|${escape})`;
const classItem = String.raw`(?:${member}(?:-${member})?|${category})`;
const grammar = new RegExp(
  [
    String.raw`(?<plain>[^()*+.?[\\\]{|}\ud800-\udfff])`,
    String.raw`(?<any>\.)`,
    `(?<escape>${escape}|${category})`,
    String.raw`(?<set>\[\^?(?:-|${classItem})${classItem}*-?\])`,
    String.raw`(?<sign>[*+?])`,
    String.raw`\{(?<least>\d+)(?<range>,(?<most>\d*))?\}`,
    String.raw`(?<group>[()|])`,
  ].join("|"),
  "uy",
);

function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    grammar.lastIndex = at;
    const groups = grammar.exec(text)?.groups;
    const token = groups && tokenOf(groups);
    if (!token) return undefined;
    tokens.push(token);
    at = grammar.lastIndex;
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token | undefined {
  const { plain, any, escape, set, sign, least, range, most, group } = groups;
  if (plain !== undefined) return { kind: "character", accepts: (one) => one === plain };
  if (any !== undefined) {
    return { kind: "character", accepts: (one) => one !== "\n" && one !== "\r" };
  }
  const single = escape ?? set;
  if (single !== undefined) return characterClass(single);
  if (sign !== undefined) {
    return { kind: "repeat", least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Infinity };
  }
  if (least !== undefined) {
    const lower = Number(least);
    const upper = range === undefined ? lower : most === "" ? Infinity : Number(most);
    return upper < lower ? undefined : { kind: "repeat", least: lower, most: upper };
  }
  return { kind: group === "(" ? "open" : group === ")" ? "close" : "or" };
}

/** One character of a class; JavaScript writes them alike, and knows the Unicode categories. */
function characterClass(text: string): Token | undefined {
  try {
    const expression = new RegExp(`^${text}$`, "u");
    return { kind: "character", accepts: (one) => expression.test(one) };
  } catch {
    return undefined; // A range from high to low.
  }
}

type Tree =
  | { readonly kind: "character"; readonly accepts: (character: string) => boolean }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly Tree[] }
  | {
      readonly kind: "repeat";
      readonly part: Tree;
      readonly least: number;
      readonly most: number;
    };

/** Groups within each other. Deeper ones are refused, so that the stack does not overflow. */
const maxGroupDepth = 100;

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Tree | undefined {
    const tree = this.#choice(0);
    return this.#at < this.#tokens.length ? undefined : tree;
  }

  #choice(depth: number): Tree | undefined {
    const branches: Tree[] = [];
    do {
      const branch = this.#branch(depth);
      if (!branch) return undefined;
      branches.push(branch);
    } while (this.#take("or"));
    return { kind: "choice", parts: branches };
  }

  #branch(depth: number): Tree | undefined {
    const parts: Tree[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || token.kind === "or" || token.kind === "close") break;
      const atom = this.#atom(token, depth);
      if (!atom) return undefined;
      parts.push(this.#repeated(atom));
    }
    return { kind: "sequence", parts };
  }

  #atom(token: Token, depth: number): Tree | undefined {
    this.#at += 1;
    if (token.kind === "character") return token;
    if (token.kind !== "open" || depth === maxGroupDepth) return undefined;
    const group = this.#choice(depth + 1);
    return this.#take("close") ? group : undefined;
  }

  #repeated(part: Tree): Tree {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "repeat") return part;
    this.#at += 1;
    return { ...token, part };
  }

  #take(kind: Token["kind"]): boolean {
    if (this.#tokens[this.#at]?.kind !== kind) return false;
    this.#at += 1;
    return true;
  }
}

class Assembler {
  readonly #spend: Spend;
  readonly #instructions: Instruction[] = [];

  constructor(spend: Spend) {
    this.#spend = spend;
  }

  assemble(tree: Tree): Pattern {
    this.#add(tree);
    this.#instructions.push({ kind: "accept" });
    return this.#instructions;
  }

  #add(tree: Tree): void {
    this.#spend(instructionCost);
    switch (tree.kind) {
      case "character":
        this.#instructions.push(tree);
        return;
      case "sequence":
        for (const part of tree.parts) this.#add(part);
        return;
      case "choice":
        this.#addChoice(tree.parts);
        return;
      case "repeat":
        for (let count = 0; count < tree.least; count += 1) this.#add(tree.part);
        if (tree.most === Infinity) this.#addLoop(tree.part);
        else this.#addOptional(tree.part, tree.most - tree.least);
    }
  }

  #addChoice(branches: readonly Tree[]): void {
    const [only] = branches;
    if (only && branches.length === 1) {
      this.#add(only);
      return;
    }
    const starts: number[] = [];
    const end: number[] = [];
    this.#instructions.push({ kind: "split", targets: starts });
    for (const branch of branches) {
      starts.push(this.#instructions.length);
      this.#add(branch);
      this.#instructions.push({ kind: "split", targets: end });
    }
    end.push(this.#instructions.length);
  }

  #addLoop(part: Tree): void {
    const start = this.#instructions.length;
    const targets = [start + 1];
    this.#instructions.push({ kind: "split", targets });
    this.#add(part);
    this.#instructions.push({ kind: "split", targets: [start] });
    targets.push(this.#instructions.length);
  }

  #addOptional(part: Tree, times: number): void {
    const splits: number[][] = [];
    for (let count = 0; count < times; count += 1) {
      const targets = [this.#instructions.length + 1];
      splits.push(targets);
      this.#instructions.push({ kind: "split", targets });
      this.#add(part);
    }
    for (const targets of splits) targets.push(this.#instructions.length);
  }
}
