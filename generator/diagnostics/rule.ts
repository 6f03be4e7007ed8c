/** An `error` stops the run and nothing is written; a `warning` says how a fault was worked around. */
export type Severity = "error" | "warning";

/**
 * All there is to say about one code. The parameters are values of the description (names, types,
 * limits) or the kind of fault, never sentences: those are written here and nowhere else.
 */
export interface Rule<Params> {
  /**
   * `loss`: the fault can be worked around, but something that the author wrote would be lost, as by
   * a typo. That is an error until the code is allowed, and then a warning.
   */
  readonly severity: Severity | ((params: Params) => Severity | "loss");
  /** The fault, and for a warning how it was handled. */
  readonly message: string | ((params: Params) => string);
  /** Advice to the author of the description. */
  readonly hint: string | ((params: Params) => string);
  /** The text of `openapi-actions explain CODE`. */
  readonly explanation: string;
}

/** The rules of codes, given the parameters of each; `undefined` where its texts are fixed. */
export type RulesOf<Params> = { readonly [Code in keyof Params]: Rule<Params[Code]> };
