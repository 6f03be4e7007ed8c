import type { Code } from "../../text/code.ts";
import { jsonText } from "./literal.ts";
import type { Service } from "../../model/service.ts";
import { packageName } from "../../naming/identifiers.ts";
import { firstSentence } from "../../text/prose.ts";

/** The values of `package.json`, as JSON. */
export interface ManifestView {
  readonly name: Code;
  readonly version: Code;
  readonly description: Code;
  /**
   * The folders whose modules are entries of their own. A program that imports them spares the
   * compiler the index, which names every module.
   */
  readonly folders: readonly {
    readonly entry: Code;
    readonly types: Code;
    readonly default: Code;
  }[];
  /** One where `openapi.ts` is part of the package. */
  readonly openapi: readonly object[];
}

/**
 * The package's name and version: the description's, where npm accepts it.
 *
 * @param folders of modules: `operations`.
 */
export function viewManifest(
  service: Service,
  folders: readonly string[],
  hasOpenapi: boolean,
): ManifestView {
  const description = firstSentence(service.description) || `A client of ${service.title}`;
  return {
    name: jsonText(clientName(service)),
    version: jsonText(semanticVersion(service.version)),
    description: jsonText(description),
    folders: folders.map((folder) => ({
      entry: jsonText(`./${folder}/*`),
      types: jsonText(`./dist/${folder}/*.d.ts`),
      default: jsonText(`./dist/${folder}/*.js`),
    })),
    openapi: hasOpenapi ? [{}] : [],
  };
}

/** After the description's file; after its title where the file has one of the usual names. */
export function clientName({ source, title }: Pick<Service, "source" | "title">): string {
  const stem = source.replace(/\.[^.]*$/, "");
  const isUsual = /^(?:open-?api|swagger|api|api-?docs?|spec|schema|index|service|stdin)$/i.test(
    stem,
  );
  return packageName(isUsual && title !== "" ? title : stem);
}

/** `1.2` is `1.2.0`, `2012-10-29` is `0.0.0` (Semantic Versioning 2.0.0, section 2). */
function semanticVersion(version: string): string {
  const parts = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/.exec(version.trim());
  if (!parts) return "0.0.0";
  return [parts[1], parts[2] ?? "0", parts[3] ?? "0"].map(Number).join(".");
}
