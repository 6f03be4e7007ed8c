import { actionOf } from "../model/operation-identity.ts";
import type { Constant, Field, FormBody, Operation } from "../model/service.ts";
import { withXmlErrors } from "./errors.ts";
import { fieldsOfAction, type ActionField } from "./fields.ts";
import type { Shapes } from "./derive-shape.ts";
import { xmlResponses } from "./xml-responses.ts";

/**
 * An action as AWS Query has it, or the form of it that EC2 speaks: posted as a form that has the
 * action and the version in it, answered by an element `ActionResponse` with, but for EC2, an
 * `ActionResult` in it.
 *
 * @param version of the API, where the description does not fix it.
 */
export function queryOperation(
  operation: Operation,
  version: string,
  kind: "query" | "ec2",
  shapes: Shapes,
): Operation {
  const action = actionOf(operation);
  const fields = fieldsOfAction(operation, shapes);
  if (action === "" || !fields) return operation;
  const { address, sourceLocation, parameters } = operation;
  const body: FormBody = {
    sourceLocation: operation.body?.sourceLocation ?? sourceLocation,
    kind: "form",
    mediaType: "application/x-www-form-urlencoded",
    fields: fields.map((one) => withLayout(one, kind, shapes)),
    constants: constantsOf(operation, version),
  };
  const wrapper = kind === "query" ? `${action}Result` : undefined;
  return {
    ...operation,
    method: "POST",
    address: { ...address, query: [] },
    parameters: parameters.filter(({ location }) => location !== "query"),
    body,
    responses: withXmlErrors(xmlResponses(operation, wrapper, shapes), shapes),
  };
}

/** `Action` first, and always a `Version`: the services refuse a request without one. */
function constantsOf({ address }: Operation, version: string): readonly Constant[] {
  const fixed = address.query.filter((part) => part.kind === "constant");
  const isVersioned = fixed.some(({ name }) => name === "Version");
  const isDate = /^\d{4}-\d\d-\d\d$/.test(version);
  const added: Constant = { kind: "constant", name: "Version", value: version };
  return isVersioned || !isDate ? fixed : [...fixed, added];
}

function withLayout({ field, member }: ActionField, kind: "query" | "ec2", shapes: Shapes): Field {
  if (field.indexedList) return field;
  const { shape, name, form } = member ?? shapes.memberOf(field.name, field.schema);
  const isParameter = member === undefined;
  const wire = kind === "ec2" && !isParameter ? (form ?? capitalized(name)) : name;
  return { ...field, layout: { kind, name: wire, shape } };
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
