import { defineConfig } from "eslint/config";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

// The same rules for the program, the runtime, the generated package and the tests.
export default defineConfig(
  { ignores: ["**/dist/", "coverage/", "test/golden/", "test/projects/*/", "node_modules/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    linterOptions: { noInlineConfig: true },
    languageOptions: { parserOptions: { project: true } },
    rules: {
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true } }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, varsIgnorePattern: "^_|^\\$ref$" },
      ],
      // Numbers have one text; objects have not.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An empty text counts as no text.
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      // isolatedDeclarations asks for what this forbids.
      "@typescript-eslint/no-inferrable-types": "off",
      // A matter of taste: an index signature names its key.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      // A function is async for its caller's sake: whatever it throws becomes a rejection.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unnecessary-type-arguments": "off",
      // The platform's own `any` (JSON.parse, Object.entries) goes into variables of known types.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    // Text of a description meets these: none may take more than linear time.
    files: ["generator/**/*.ts", "templates/**/*.ts", "generated/**/*.ts"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential", ignorePartial: false }],
      "regexp/no-misleading-capturing-group": "error",
      "regexp/no-contradiction-with-assertion": "error",
    },
  },
  {
    // Babel refuses `declare` in a class unless it is told to allow it.
    files: ["templates/runtime/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", "PropertyDefinition[declare=true]"] },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/explicit-module-boundary-types": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/only-throw-error": "off",
    },
  },
  {
    // One idea a file.
    files: ["**/*.ts"],
    ignores: ["generated/**"],
    rules: {
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 80 }],
    },
  },
  {
    // A suite is one function.
    files: ["test/**/*.ts"],
    rules: { "max-lines-per-function": "off" },
  },
  {
    // Others say that these export a default.
    files: ["test/**/vitest.config.ts", "**/*.d.ts"],
    rules: { "no-restricted-exports": "off" },
  },
);
