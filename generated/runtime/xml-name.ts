const start =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const part: string = `\\u0300-\\u036F\\-.0-9\\u00B7\\u203F\\u2040${start}`;

/** The pattern of a name (XML 1.0, section 2.3), with as many colons as it pleases. */
export const namePattern: string = `[:${start}][:${part}]*`;

/** Whether a text is the name of an element or an attribute, perhaps with a prefix (XML Names, section 4). */
export function isQualifiedName(text: string): boolean {
  return qualifiedName.test(text);
}

const qualifiedName = /* @__PURE__ */ new RegExp(
  `^[${start}][${part}]*(?::[${start}][${part}]*)?$`,
  "u",
);
