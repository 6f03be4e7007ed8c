declare const safe: unique symbol;

/**
 * TypeScript text that is safe in a template. Text of a description becomes code through
 * the literal encoder, the comment writer, the name maker or the type writer, and in no other way.
 */
export type Code = string & { readonly [safe]: true };

/** Puts code together: the literal part is ours, and nothing but code can be put into it. */
export function code(parts: readonly string[], ...values: readonly Code[]): Code {
  let text = parts[0] ?? "";
  for (let index = 0; index < values.length; index += 1) {
    text += `${values[index] ?? ""}${parts[index + 1] ?? ""}`;
  }
  return text as Code;
}

/** Code between code. */
export function joinCode(pieces: readonly Code[], separator: string): Code {
  return pieces.join(separator) as Code;
}
