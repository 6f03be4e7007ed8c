import { isForm } from "../model/body.ts";
import { asText } from "../data/json-object.ts";
import { requiredOf } from "../model/json-schema.ts";
import type { Body, Field, Operation, Parameter, Schema } from "../model/service.ts";
import type { Member } from "../model/shape.ts";
import type { Shapes } from "./derive-shape.ts";

/** A field, and how the member of a structure that it was is written. */
export interface ActionField {
  readonly field: Field;
  /** None where it was a parameter. */
  readonly member: Member | undefined;
}

/**
 * The parameters of an action, wherever a description has them: properties of the body, fields of a
 * form, parameters of the query. What the body has too counts there, since the parameters of paging
 * are repeated in the query.
 *
 * @returns `undefined` where the body is no structure, and so cannot be taken apart.
 */
export function fieldsOfAction(
  { body, parameters }: Operation,
  shapes: Shapes,
): readonly ActionField[] | undefined {
  const inBody = body ? fieldsOfBody(body, shapes) : [];
  if (!inBody) return undefined;
  const names = new Set(inBody.map(({ field }) => field.name.toLowerCase()));
  const inQuery = parameters
    .filter(({ location, name }) => location === "query" && !names.has(name.toLowerCase()))
    .map((parameter) => ({ field: fieldOfParameter(parameter), member: undefined }));
  return [...inBody, ...inQuery];
}

function fieldOfParameter(parameter: Parameter): Field {
  const { sourceLocation, name, required, description, schema, style, indexedList } = parameter;
  const kind = "field" as const;
  const field = { kind, sourceLocation, name, required, description, schema, style };
  return indexedList ? { ...field, indexedList } : field;
}

function fieldsOfBody(body: Body, shapes: Shapes): readonly ActionField[] | undefined {
  if (isForm(body)) {
    return body.fields.map((field) => ({
      field,
      member: shapes.memberOf(field.name, field.schema),
    }));
  }
  const members = shapes.membersOf(body.schema);
  if (!members) return undefined;
  const schema = shapes.resolve(body.schema);
  const required = new Set(schema === true ? [] : requiredOf(schema));
  return members.map((member) => {
    const { property } = member;
    const own = shapes.propertyOf(body.schema, property);
    const description = descriptionOf(own);
    const field: Field = {
      kind: "field",
      sourceLocation: body.sourceLocation,
      name: property,
      required: required.has(property),
      description,
      schema: own,
      style: "exploded-form",
    };
    return { field, member };
  });
}

function descriptionOf(schema: Schema): string {
  if (schema === true) return "";
  const parts = Array.isArray(schema["allOf"]) ? (schema["allOf"] as readonly Schema[]) : [];
  return asText(schema["description"]) || parts.map(descriptionOf).find((one) => one !== "") || "";
}
