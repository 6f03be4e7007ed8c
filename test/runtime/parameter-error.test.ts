import { expect, test } from "vitest";
import { ParameterError } from "../../templates/runtime/errors.ts";

test("a ParameterError names the parameter", () => {
  const error = new ParameterError("hostname");
  expect(error.message).toBe("hostname cannot be sent");
  expect(JSON.stringify(error)).toBe('{"name":"ParameterError","parameter":"hostname"}');
});
