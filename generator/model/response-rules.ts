import type { Operation, Response, ResponseContent } from "./service.ts";

/** Whether a response can have a body (RFC 9110, sections 9.3.2 and 15). */
export function canHaveBody({ method }: Pick<Operation, "method">, status: string): boolean {
  return method !== "HEAD" && !["204", "205", "304"].includes(status);
}

/** Returns all media types of a content of a response. */
export function mediaTypesIn(content: ResponseContent): readonly string[] {
  const others = "otherMediaTypes" in content ? (content.otherMediaTypes ?? []) : [];
  return [content.mediaType, ...others];
}

/**
 * Returns the responses that a call resolves to: those with 2xx, or the `default` where it is all
 * there is, which is how some descriptions say success.
 */
export function successesOf(responses: readonly Response[]): readonly Response[] {
  const successes = responses.filter(({ status }) => status.startsWith("2"));
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === "default");
}

/**
 * Returns the reference of the schema that is the whole response of an operation: what a call
 * resolves to, where all its successes are that schema.
 */
export function responseReference(operation: Operation): string | undefined {
  const references = successesOf(operation.responses).map(({ status, content, alternatives }) => {
    const schema = content?.kind === "json" && !alternatives ? content.schema : undefined;
    const reference = typeof schema === "object" ? schema["$ref"] : undefined;
    return canHaveBody(operation, status) ? reference : undefined;
  });
  const [first] = references;
  return typeof first === "string" && references.every((one) => one === first) ? first : undefined;
}
