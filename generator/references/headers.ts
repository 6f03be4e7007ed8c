import { UnusableError } from "../diagnostics/problem.ts";
import { isFieldName } from "../model/media-type.ts";

/**
 * Returns header fields as they are sent: `${NAME}` in a value is replaced by an environment variable,
 * so that a token is neither in the configuration nor in the list of processes.
 *
 * @throws UnusableError for a name or value that HTTP does not allow (RFC 9110, section 5.5), and for a
 * variable that is not set. The message has the name of the field, never its value.
 */
export function expandHeaders(
  headers: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const fields = Object.entries(headers).map(([name, template]) => {
    if (!isFieldName(name)) {
      throw new UnusableError(`${JSON.stringify(name)} is not the name of a header.`);
    }
    const value = template.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      const found = environment[variable];
      if (found !== undefined && found !== "") return found;
      throw new UnusableError(
        `The header ${name} takes its value from the environment variable ${variable}, which is ` +
          `${found === undefined ? "not set" : "empty"}. Set it for this run.`,
      );
    });
    // A variable that was read from a file often ends with a line break.
    const trimmed = value.trim();
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(trimmed)) {
      throw new UnusableError(
        `The value of the header ${name} has a line break, or another character that HTTP does not allow.`,
      );
    }
    return [name, trimmed] as const;
  });
  return Object.fromEntries(fields);
}
