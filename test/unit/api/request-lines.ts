import { requestLine, type Emitter } from "../../../generator/index.ts";

// An example of an emitter of one's own: which function sends which request, say for metrics.

/** Adds `request-lines.ts`: `export const requestLines = { pollForTask: "GET /?Action=…" }`. */
export const requestLines: Emitter = {
  name: "request-lines",
  emit({ service, naming }) {
    const lines = service.operations.map((operation) => {
      const name = JSON.stringify(naming.operations.get(operation));
      return `  ${name}: ${JSON.stringify(requestLine(operation))},`;
    });
    const text = [
      "/** The constant part of each function's request. */",
      "export const requestLines = {",
      ...lines,
      "} as const;",
    ];
    return new Map([["request-lines.ts", `${text.join("\n")}\n`]]);
  },
};
