import { compiledTemplates } from "./compiled-templates.ts";

/**
 * Fills a template with a view.
 *
 * @throws what Handlebars throws, for what is no template or asks for what the view lacks.
 */
export type Fill = (view: object) => string;

/**
 * How templates are compiled. Strict: a name that the view lacks is an error. Nothing is escaped,
 * because a view holds nothing but text that is safe where the template puts it.
 */
export const templateOptions = {
  strict: true,
  noEscape: true,
  knownHelpersOnly: true,
  preventIndent: true,
} as const;

/**
 * Compiles a template, or returns it as it is compiled already. What is wrong with it is thrown when it
 * is filled.
 */
export async function compileTemplate(text: string): Promise<Fill> {
  const known = compiledTemplates.get(text);
  if (known) return known;
  const { default: Handlebars } = await import("handlebars");
  return Handlebars.compile<object>(text, templateOptions);
}
