import { isForm } from "../model/body.ts";
import { actionOf } from "../model/operation-identity.ts";
import type { Protocol } from "../model/protocol.ts";
import type { Constant, ContentBody, FormBody, Operation, Response } from "../model/service.ts";
import { withJsonErrors } from "./errors.ts";
import { fieldsOfAction } from "./fields.ts";
import type { Shapes } from "./derive-shape.ts";

type JsonProtocol = Extract<Protocol, { readonly kind: "aws-json" }>;

/**
 * An operation as AWS JSON has it: posted as an object of JSON, `{}` where it has no input, and
 * named by the header `X-Amz-Target`. The members of the object are the caller's parameters.
 */
export function jsonOperation(
  operation: Operation,
  { version, target }: JsonProtocol,
  shapes: Shapes,
): Operation {
  const { address, sourceLocation, parameters, responses } = operation;
  const targets = address.headers.filter(isTarget);
  const action = actionOf(operation);
  if (targets.length === 0 && action === "") return operation;
  const named =
    targets.length > 0 ? address.headers : [...address.headers, targetOf(target, action)];
  const mediaType = `application/x-amz-json-${version}`;
  const given = targets.length > 0 ? withoutQuery(operation) : operation;
  return {
    ...operation,
    method: "POST",
    address: { ...address, query: [], headers: named },
    parameters: parameters.filter(({ location }) => location !== "query"),
    body: bodyOf(given, mediaType, shapes) ?? {
      sourceLocation,
      kind: "object",
      mediaType,
      fields: [],
    },
    responses: withJsonErrors(responses.map(orEmpty), shapes),
  };
}

function isTarget({ name }: Constant): boolean {
  return name.toLowerCase() === "x-amz-target";
}

function targetOf(target: string, action: string): Constant {
  const value = target === "" ? action : `${target}.${action}`;
  return { kind: "constant", name: "X-Amz-Target", value };
}

/** The query of an operation with a target is pagination that the body has as well. */
function withoutQuery(operation: Operation): Operation {
  const parameters = operation.parameters.filter(({ location }) => location !== "query");
  return { ...operation, parameters };
}

function bodyOf(
  operation: Operation,
  mediaType: string,
  shapes: Shapes,
): FormBody | ContentBody | undefined {
  const { body, sourceLocation } = operation;
  const fields = fieldsOfAction(operation, shapes);
  if (fields) {
    const plain = fields.map(({ field: { indexedList: _, ...field } }) => field);
    return {
      sourceLocation: body?.sourceLocation ?? sourceLocation,
      kind: "object",
      mediaType,
      fields: plain,
    };
  }
  return body && !isForm(body) ? { ...body, kind: "json", mediaType } : undefined;
}

/** A 2xx without a body means an object without members. */
export function orEmpty(response: Response): Response {
  const { status, content } = response;
  if (!status.startsWith("2") || content?.kind !== "json") return response;
  return { ...response, content: { ...content, mayBeEmpty: true } };
}
