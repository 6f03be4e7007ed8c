import { expect, test } from "vitest";
import { withImportExtension } from "../../../generator/emit/typescript/import-extension.ts";

test.each([
  ['import { json } from "../runtime/body.ts";', 'import { json } from "../runtime/body.js";'],
  ['} from "./operations/list-pets.ts";', '} from "./operations/list-pets.js";'],
  [
    'export { x } from "./operations/привет-мир.ts";',
    'export { x } from "./operations/привет-мир.js";',
  ],
  [
    'export type { P } from "./schemas/ペット.ts";',
    'export type { P } from "./schemas/ペット.js";',
  ],
  [' * import { x } from "./x.ts";', ' * import { x } from "./x.ts";'],
  ['const text = \' from "./x.ts";', 'const text = \' from "./x.ts";'],
])("%s", (line, want) => {
  expect(withImportExtension(line, "js")).toBe(want);
  expect(withImportExtension(line, "ts")).toBe(line);
});
