/**
 * Something that cannot be sent, so nothing was. It names the parameter and never shows the value,
 * which may be a secret. What has no text is refused (`NaN`, infinities, invalid dates, lone
 * surrogates, objects), what a header cannot carry, what would leave its segment of the path, and a
 * base URL that is not plain http or https.
 */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
  /** The parameter's name on the wire; in the path its position, as in `/pets/{1}`. */
  readonly parameter: string;

  constructor(parameter: string) {
    super(`${parameter} cannot be sent`);
    this.parameter = parameter;
  }
}
