import type { Shape } from "./shape.ts";

/**
 * A scalar as its shape has it on the wire: a time in the format of the shape. What is no time stays
 * as it is, to be refused or accepted by the service.
 */
export function wireTime(shape: Extract<Shape, string>, value: unknown): unknown {
  if (shape !== "epoch-seconds" && shape !== "http-date") return value;
  const time = new Date(value as string | number | Date);
  if (typeof value === "number" || Number.isNaN(time.getTime())) return value;
  return shape === "http-date" ? time.toUTCString() : time.getTime() / 1000;
}
