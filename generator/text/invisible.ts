/**
 * Escapes what a terminal, a CI runner or a reader takes for more than text: control characters,
 * bidirectional and invisible ones, lone surrogates, and the start of a workflow command. Line ends
 * stay, so this is for text whose lines are our own; values that are quoted go through
 * {@link escapeToLine}.
 */
export function escapeControls(text: string): string {
  return text.split("\n").map(escapeToLine).join("\n");
}

/** Like {@link escapeControls}, with line ends escaped too: the result is one line. */
export function escapeToLine(text: string): string {
  return text
    .replace(invisible, (character) => `\\u{${hex(character.codePointAt(0) ?? 0)}}`)
    .replace(commandAnywhere, "#\\u{23}")
    .replace(commandAtStart, "$1\\u{3a}:");
}

/**
 * Data as JSON with a line end. What a terminal or a CI runner obeys or people misread is written as
 * escapes, which programs read as the same text.
 */
export function jsonText(data: unknown): string {
  return `${escapeInvisible(JSON.stringify(data, null, 2))}\n`;
}

/** The same for those who refuse lone surrogates, even as escapes: they become U+FFFD. */
export function wellFormedJsonText(data: unknown): string {
  const wellFormed = (_key: string, value: unknown): unknown =>
    typeof value === "string" ? value.toWellFormed() : value;
  return `${escapeInvisible(JSON.stringify(data, wellFormed, 2))}\n`;
}

/** JSON, or YAML in which such text is double-quoted, with escapes in place of what is not seen. */
export function escapeInvisible(text: string): string {
  return text
    .replace(invisibleInLines, (character) =>
      Array.from(
        { length: character.length },
        (_, index) => `\\u${hex(character.charCodeAt(index)).padStart(4, "0")}`,
      ).join(""),
    )
    .replace(commandAnywhere, "#\\u0023")
    .replace(commandAtStart, "$1\\u003a:");
}

/** Whether text has something that {@link escapeInvisible} may replace, wherever its lines end. */
export function hasInvisible(text: string): boolean {
  return [invisibleInLines, commandAnywhere, commandAtStart].some((one) => text.search(one) >= 0);
}

function hex(code: number): string {
  return code.toString(16);
}

// The last is of letters and marks without a shape, but for those that make a sign an emoji.
const invisible = /(?![\uFE0E\uFE0F])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/gu;
const invisibleInLines = /(?![\n\uFE0E\uFE0F])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}]/gu;

// Workflow commands. GitHub Actions obeys `::error::` where only space is before it, and `##[error]`
// anywhere (actions/runner, ActionCommand.cs); Azure Pipelines `##vso[…]`, TeamCity `##teamcity[…]`.
const commandAnywhere = /##(?=\w*\[)/g;
const commandAtStart = /(^|\s)::(?=\w)/gm;
