import { openapiActions } from "../helpers/cli.ts";
import { useFolder } from "../helpers/folder.ts";

/** A description of a zoo: three operations, one of which is an action. */
export const api = `openapi: 3.1.0
info: { title: Zoo, version: 1.0.0 }
servers: [{ url: https://zoo.example.com }]
paths:
  /?Action=FeedAnimal:
    post:
      operationId: feedAnimal
      tags: [Animals]
      parameters: [{ name: food, in: query }]
      responses:
        200: { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Animal" } } } }
  /keepers/{id}:
    get:
      operationId: getKeeper
      tags: [Keepers]
      deprecated: true
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        200: { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Keeper" } } } }
  /keepers/{id}/shifts:
    get:
      operationId: listShifts
      tags: [Keepers, Internal]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { 204: { description: None } }
components:
  schemas:
    Animal: { type: object, properties: { food: { $ref: "#/components/schemas/Food" } } }
    Food: { type: string, enum: [hay] }
    Keeper: { type: object, properties: { name: { type: string } } }
`;

/** Gives each test of a file a working directory with the description. */
export function useZoo(): void {
  useFolder({ "spec/zoo.yaml": api });
}

/** The names of the operations that a command line has. */
export async function names(...args: string[]): Promise<string[]> {
  const { out } = await openapiActions("inspect", "--json", ...args);
  const { operations } = JSON.parse(out) as { operations: { name: string }[] };
  return operations.map(({ name }) => name);
}

/** An overlay that takes one path away. */
export function removing(path: string): string {
  return `overlay: 1.1.0\nactions: [{ target: "$.paths['${path}']", remove: true }]`;
}
