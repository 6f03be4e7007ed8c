import { ownProperties } from "./internal.ts";
import type { AwsError } from "./aws-error.ts";
import { textReader, type ReadBody } from "./response.ts";

/**
 * Reads an error in JSON. Its code stands in a header, in `__type` or in `code`, perhaps behind a
 * namespace and before an address: `com.example#NotFound:http://…`.
 * A body without a code is not such an error, but a proxy's page, say.
 */
export const readJsonError: ReadBody = /* @__PURE__ */ textReader("JSON", parseError);

function parseError(document: string, headers: Headers): AwsError {
  const body: unknown = document === "" ? {} : JSON.parse(document);
  const isObject = typeof body === "object" && body !== null;
  const members: JsonError = ownProperties(isObject ? body : {});
  const type = headers.get("x-amzn-errortype") ?? members.__type ?? members.code ?? members.Code;
  const Code = (typeof type === "string" ? type : "").replace(/:[^]*/, "").replace(/^[^]*#/, "");
  if (Code === "") throw new SyntaxError("no error of a service");
  const Message = members.message ?? members.Message ?? members.errorMessage;
  const RequestId = headers.get("x-amzn-requestid") ?? headers.get("x-amz-request-id");
  return {
    ...(members as object),
    Code,
    ...(typeof Message === "string" && { Message }),
    ...(RequestId !== null && { RequestId }),
  };
}

interface JsonError {
  readonly __type?: unknown;
  readonly code?: unknown;
  readonly Code?: unknown;
  readonly message?: unknown;
  readonly Message?: unknown;
  readonly errorMessage?: unknown;
}
