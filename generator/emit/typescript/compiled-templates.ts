/**
 * Templates that are compiled already, by their text. The build of the published program puts ours
 * here; from the sources, all are compiled when they are read.
 */
export const compiledTemplates: ReadonlyMap<string, (view: object) => string> = new Map();
