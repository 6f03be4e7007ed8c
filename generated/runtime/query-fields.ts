import { ownProperties } from "./internal.ts";
import type { FieldRecord } from "./object-parameter.ts";
import type { Scalar } from "./request.ts";
import { resolveMember, type MapShape, type Shape } from "./shape.ts";
import { wireTime } from "./wire-time.ts";

/**
 * The pairs of a parameter of AWS Query, to be spread into a form: lists are `Tags.member.1`, maps
 * `Attributes.entry.1.key` and `.value`, structures `Filter.Name`, all numbered from 1. An empty list
 * is a name without a value; `undefined` and `null` are left out.
 */
export function queryFields(name: string, shape: Shape, value: unknown): FieldRecord {
  return Object.fromEntries(pairs(name, shape, value, false));
}

/** The same as EC2 wants it: names begin with a capital, lists are always `Filter.1`. */
export function ec2Fields(name: string, shape: Shape, value: unknown): FieldRecord {
  return Object.fromEntries(pairs(name, shape, value, true));
}

type Pair = readonly [name: string, value: Scalar | undefined];

function pairs(name: string, shape: Shape, value: unknown, isEc2: boolean): readonly Pair[] {
  if (value === undefined || value === null) return [];
  // Values that are not scalars are refused where the form is written.
  if (typeof shape === "string") return [[name, wireTime(shape, value) as Scalar]];
  if ("list" in shape) {
    const values = (value as readonly unknown[]).filter((one) => one !== undefined);
    if (values.length === 0 && !isEc2) return [[name, ""]];
    const prefix = shape.flat || isEc2 ? name : `${name}.${shape.item ?? "member"}`;
    return values.flatMap((one, index) => pairs(`${prefix}.${index + 1}`, shape.list, one, isEc2));
  }
  if ("map" in shape) return mapPairs(name, shape, value, isEc2);
  const members = ownProperties(value as Readonly<Record<string, unknown>>);
  return Object.entries(shape.members()).flatMap(([property, member]) => {
    const { name: own, form, is } = resolveMember(property, member);
    const wire = isEc2 ? (form ?? own.charAt(0).toUpperCase() + own.slice(1)) : own;
    return pairs(`${name}.${wire}`, is, members[property], isEc2);
  });
}

function mapPairs(name: string, shape: MapShape, value: unknown, isEc2: boolean): readonly Pair[] {
  const { map, key = "key", value: content = "value", flat } = shape;
  const prefix = flat ? name : `${name}.entry`;
  return Object.entries(value as object).flatMap(([entry, one]: [string, unknown], index) => {
    const place = `${prefix}.${index + 1}`;
    return [[`${place}.${key}`, entry] as const, ...pairs(`${place}.${content}`, map, one, isEc2)];
  });
}
