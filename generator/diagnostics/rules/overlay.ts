import { grouped, quote, raiseHint, type ExceededLimit } from "../phrases.ts";
import type { RulesOf } from "../rule.ts";

type Kind = "map" | "list" | "scalar";

type InvalidOverlay =
  | { readonly fault: "no-version" | "no-actions" | "no-target" | "no-effect" | "two-effects" }
  | { readonly fault: "not-an-action" | "not-a-path"; readonly found: Kind };

type OverlayConflict =
  | { readonly fault: "remove-root" | "mixed-targets" }
  | { readonly fault: "copy-source"; readonly path: string; readonly count: number }
  | { readonly fault: "merge"; readonly value: Kind; readonly into: Kind };

const kinds = { map: "an object", list: "an array", scalar: "a plain value" } as const;

/** The parameters of each code. */
export interface OverlayParams {
  readonly "invalid-json-path": { path: string; detail: string };
  readonly "invalid-overlay": InvalidOverlay;
  readonly "overlay-conflict": OverlayConflict;
  readonly "overlay-mismatch": { extended: string };
  readonly "too-many-steps": { maxSteps: number; limit: ExceededLimit };
  readonly "unmatched-target": { target: string };
}

/** Faults of overlays. */
export const overlayRules: RulesOf<OverlayParams> = {
  "invalid-json-path": {
    severity: "error",
    message: ({ path, detail }) =>
      `${quote(path)} is not a valid JSONPath: ${detail.replace(/\.$/, "")}.`,
    hint: "See RFC 9535 for the syntax; keys with special characters are quoted: $.paths['/a'].get",
    explanation:
      "The `target` or `copy` of an overlay action is not a valid JSONPath (RFC 9535). Nothing is generated. Correct it.",
  },
  "invalid-overlay": {
    severity: "error",
    message: (params) => {
      switch (params.fault) {
        case "no-version":
          return "The file is not an overlay: `overlay` is missing.";
        case "no-actions":
          return "The overlay has no array of `actions`.";
        case "no-target":
          return "The action has no `target`.";
        case "no-effect":
          return "The action has none of `update`, `copy` and `remove`.";
        case "two-effects":
          return "The action has both `update` and `copy`.";
        case "not-an-action":
          return `The action is ${kinds[params.found]}, not an object.`;
        case "not-a-path":
          return `\`copy\` is ${kinds[params.found]}, not a JSONPath.`;
      }
    },
    hint: ({ fault }) =>
      ({
        "no-version": "Start it with `overlay: 1.1.0`.",
        "no-actions": "Add at least one action with a `target`.",
        "no-target": "Add one: `target: $.info`.",
        "no-effect": "Add one of `update`, `copy` and `remove: true`.",
        "two-effects": "Keep one of them.",
        "not-an-action":
          "Write an object with a `target` and one of `update`, `copy` and `remove`.",
        "not-a-path": "Write a JSONPath that selects one node: `copy: $.paths['/a'].get`.",
      })[fault],
    explanation:
      "The overlay lacks its version or its actions, or one of the actions is incomplete. Nothing is generated. Overlay 1.0 and 1.1 are supported.",
  },
  "overlay-conflict": {
    severity: "error",
    message: (params) => {
      switch (params.fault) {
        case "remove-root":
          return "The action removes the whole description.";
        case "mixed-targets":
          return "The target selects objects, arrays and plain values at once.";
        case "copy-source":
          return `${quote(params.path)} selects ${params.count === 0 ? "nothing" : `${params.count} nodes`} to copy.`;
        case "merge":
          return `Cannot merge ${kinds[params.value]} into ${kinds[params.into]}.`;
      }
    },
    hint: ({ fault }) =>
      ({
        "remove-root": "Select the part of it to remove.",
        "mixed-targets": "Write an action for each kind: no value can be merged with all of them.",
        "copy-source": "Write a JSONPath that selects one node: `copy: $.paths['/a'].get`.",
        merge: "To replace the value, remove it in an earlier action.",
      })[fault],
    explanation:
      "An action of an overlay cannot be applied, for example because it removes the whole document. Nothing is generated.",
  },
  "overlay-mismatch": {
    severity: "warning",
    message: ({ extended }) =>
      `The overlay extends ${quote(extended)}, not this description; applying it anyway.`,
    hint: "Correct `extends`, or use the overlay of this description.",
    explanation:
      "The overlay states that it extends another description. It is applied anyway. Correct `extends`, or use the overlay of this description.",
  },
  "too-many-steps": {
    severity: "error",
    message: ({ maxSteps }) =>
      `Evaluating the paths of the overlay takes more than ${grouped(maxSteps)} steps.`,
    hint: ({ limit }) =>
      `Select nodes directly, without \`..\` and nested filters. ${raiseHint(limit)}`,
    explanation:
      "Evaluating the paths of an overlay takes more steps than the limit allows: ten for each value that may be read. Nothing is generated. Select nodes directly, or raise the limit on values.",
  },
  "unmatched-target": {
    severity: "warning",
    message: ({ target }) =>
      `${quote(target)} matches nothing in the description; ignoring the action.`,
    hint: "The description may have changed: correct the target, or remove the action.",
    explanation:
      "The target of an overlay action matches nothing: the description may have changed. The action is ignored. Correct its `target`, or remove it.",
  },
};
