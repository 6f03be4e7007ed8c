import { code, type Code } from "../../text/code.ts";
import { bindings, call, callWithOptions, clause, objectLiteral } from "./line-layout.ts";
import { literal } from "./literal.ts";
import { codeSpan, htmlCommentText, proseMarkdown, type Markdown } from "../../text/markdown.ts";
import type { Service } from "../../model/service.ts";
import type { OperationView } from "./operation.ts";
import type { SecurityView } from "./security.ts";
import { viewGroups, type GroupView } from "./readme-groups.ts";
import { sampleBaseUrl } from "./server.ts";

export interface ReadmeView {
  readonly source: Markdown;
  readonly title: Markdown;
  readonly version: Markdown;
  readonly description: Markdown;
  readonly groups: readonly GroupView[];
  /** The entry of one operation's module, where there is any. */
  readonly entries: readonly { readonly entry: Markdown }[];
  /** The function that gives credentials to calls, where the description has security schemes. */
  readonly security: readonly { readonly signature: Markdown }[];
  /** One entry, where the description has any. */
  readonly webhooks: readonly object[];
  readonly callbacks: readonly object[];
  readonly sample: SampleView;
}

/** A generator of pages, or of their items, and a loop over it that compiles. */
interface PagedView {
  readonly imports: Code;
  readonly module: Code;
  readonly loop: Code;
}

/** A function that reads the headers of a response, called with one that has them. */
interface HeadersView {
  readonly imports: Code;
  readonly module: Code;
  /** Prints the headers. */
  readonly printed: Code;
}

/** A call that compiles, to show how the package is used. */
export interface SampleView {
  /** The names between `import` and `from`, with their braces. */
  readonly imports: Code;
  readonly module: Code;
  /** Of the runtime: the package's second entry. */
  readonly runtime: Code;
  /** What is imported to authorize, retry and log, with braces. */
  readonly middleware: Code;
  readonly baseUrl: Code;
  /** Makes a client. */
  readonly client: Code;
  readonly configured: Code;
  readonly call: Code;
  /** Sends the call; also with options. */
  readonly sent: Code;
  readonly sentWithSignal: Code;
  readonly sentWithKeepalive: Code;
  /** Where the call has errors with types, one of them. */
  readonly declared: readonly {
    readonly runtime: Code;
    readonly status: Code;
  }[];
  /** Where the description says how the pages of any call are linked, one of them. */
  readonly paged: readonly PagedView[];
  /** Where the responses of any call have headers, the reader of one of them. */
  readonly headers: readonly HeadersView[];
}

/** Data of the README of the generated package. */
export function viewReadme(
  service: Service,
  packageName: string,
  operations: readonly OperationView[],
  security: SecurityView | undefined,
): ReadmeView {
  return {
    source: htmlCommentText(service.source),
    title: proseMarkdown(service.title || packageName),
    version: codeSpan(service.version || "0.0.0"),
    description: proseMarkdown(service.description, 5_000),
    groups: viewGroups(operations, service.tags ?? []),
    entries: operations.slice(0, 1).map(({ file }) => ({
      entry: codeSpan(`${packageName}/${file.replace(/\.ts$/, "")}`),
    })),
    security: (security ? ["withCredentials(fetch, credentials)"] : []).map((signature) => ({
      signature: codeSpan(signature),
    })),
    webhooks: (service.webhooks ?? []).length > 0 ? [{}] : [],
    callbacks: operations.some(({ operation }) => operation.callbacks) ? [{}] : [],
    sample: viewSample(service, packageName, operations),
  };
}

function viewSample(
  service: Service,
  packageName: string,
  operations: readonly OperationView[],
): SampleView {
  const calls = operations.flatMap(({ name, params, errors, generators, functions }) => {
    const entries = sampleParams(params);
    if (entries === undefined) return [];
    // The operation that shows the most makes the best sample.
    const weight = (errors.length > 0 ? 2 : 0) + (entries.length > 0 ? 1 : 0);
    const readers = functions.slice(generators.length);
    const written = call(name, entries.length > 0 ? [objectLiteral(entries)] : []);
    return [{ name, errors, generators, readers, entries, call: written, weight }];
  });
  const [first] = operations;
  const fallback = first
    ? { name: first.name, errors: first.errors, call: code`${first.name}(params)` }
    : { name: code`send`, errors: [], call: code`request` };
  const [best] = calls.toSorted((a, b) => b.weight - a.weight);
  const { name, errors, call: sample } = best ?? fallback;
  const module = literal(packageName);
  const runtime = literal(`${packageName}/runtime`);
  const baseUrl = sampleBaseUrl(service.servers);
  // One with items shows more.
  const bySize = calls.toSorted((a, b) => b.generators.length - a.generators.length);
  const paged = bySize.flatMap(({ generators, entries }) =>
    generators.slice(-1).map((one) => {
      const pages = callWithOptions(one.name, [code`client`], entries);
      const head = code`for await (const one of ${pages})`;
      return {
        imports: bindings([one.name]),
        module,
        loop: clause(head, code`console.log(one);`),
      };
    }),
  );
  const headers = calls.flatMap((one) =>
    one.readers.map((reader) => ({
      // The first sample has imported its operation.
      imports: bindings(one.name === name ? [reader.name] : [one.name, reader.name]),
      module,
      printed: call(code`console.log`, [
        call(reader.name, [code`await ${call(code`client.exchange`, [one.call])}`]),
      ]),
    })),
  );
  const address = baseUrl ?? code`baseUrl: "https://api.example.com"`;
  const sentWith = (client: Code, option: Code): Code =>
    callWithOptions(code`${client}.send`, [sample], [option]);
  return {
    imports: bindings([...(baseUrl ? [code`baseUrl`] : []), code`createClient`, name]),
    module,
    runtime,
    middleware: bindings([code`bearer`, code`log`, code`retry`, code`timeout`]),
    baseUrl: address,
    client: call(code`createClient`, [objectLiteral([address])]),
    configured: call(code`createClient`, [
      objectLiteral([address, code`headers: { "X-Tenant": "blue" }`]),
    ]),
    call: sample,
    sent: call(code`client.send`, [sample]),
    sentWithSignal: sentWith(code`client`, code`signal: AbortSignal.timeout(95_000)`),
    sentWithKeepalive: sentWith(code`configured`, code`keepalive: true`),
    declared: errors.slice(0, 1).map((status) => ({ runtime, status })),
    paged: paged.slice(0, 1),
    headers: headers.slice(0, 1),
  };
}

/** The entries of the input in a sample; `undefined` where more than strings is required. */
function sampleParams(params: OperationView["params"]): readonly Code[] | undefined {
  const required = params.filter(({ mark }) => mark === "");
  const texts = params.filter(({ type }) => type === "string");
  if (required.some((member) => !texts.includes(member))) return undefined;
  const shown = required.length > 0 ? required : texts.slice(0, 1);
  return shown.map(({ key }) => code`${key}: "…"`);
}
