import type { Node } from "../../data/json-object.ts";
import type { Server } from "../../model/server.ts";

/** Returns a server of OpenAPI 3.1, which has no names. */
export function serverNode({ url, description, variables }: Server): Node {
  const known = variables.filter((one) => one.default !== undefined);
  const nodes = known.map(({ name, values, description: text, ...variable }) => [
    name,
    {
      default: variable.default,
      ...(values.length > 0 && { enum: values }),
      ...(text !== "" && { description: text }),
    },
  ]);
  return {
    url,
    ...(description !== "" && { description }),
    ...(nodes.length > 0 && { variables: Object.fromEntries(nodes) as Node }),
  };
}
