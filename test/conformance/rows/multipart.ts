import { binary, model, string, type Row } from "./row.ts";

/** The `multipart` media type, what the caller passes, and the parts in between the boundaries. */
interface MultipartRow {
  readonly mediaType: string;
  readonly properties: Readonly<Record<string, object>>;
  readonly encoding?: Readonly<Record<string, object>>;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly contentType: string;
  readonly parts: readonly string[];
}

const formData = "multipart/form-data; boundary=B";
const png = new Blob(["png"], { type: "image/png" });
const id = { id: 1 };

const multipartRows: readonly (readonly [name: string, row: MultipartRow])[] = [
  [
    "a model is a part of JSON",
    {
      mediaType: "multipart/form-data",
      properties: { meta: model },
      fields: { meta: id },
      contentType: formData,
      parts: [
        'Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"id":1}',
      ],
    },
  ],
  [
    "each model of a list is a part",
    {
      mediaType: "multipart/form-data",
      properties: { items: { type: "array", items: model } },
      fields: { items: [id, { id: 2 }] },
      contentType: formData,
      parts: [1, 2].map(
        (one) =>
          `Content-Disposition: form-data; name="items"\r\nContent-Type: application/json\r\n\r\n{"id":${one}}`,
      ),
    },
  ],
  [
    "each text of a list is a part",
    {
      mediaType: "multipart/form-data",
      properties: { tags: { type: "array", items: string }, meta: model },
      fields: { tags: ["a", "b"] },
      contentType: formData,
      parts: ["a", "b"].map((one) => `Content-Disposition: form-data; name="tags"\r\n\r\n${one}`),
    },
  ],
  [
    "an encoding gives the media type and the headers of a part",
    {
      mediaType: "multipart/form-data",
      properties: { note: string },
      encoding: {
        note: {
          contentType: "text/markdown",
          headers: { "X-Kind": { schema: { type: "string", const: "short" } } },
        },
      },
      fields: { note: "# A" },
      contentType: formData,
      parts: [
        'Content-Disposition: form-data; name="note"\r\nContent-Type: text/markdown\r\nx-kind: short\r\n\r\n# A',
      ],
    },
  ],
  [
    "a file keeps its name and its type",
    {
      mediaType: "multipart/form-data",
      properties: { file: binary, meta: model },
      encoding: { file: { contentType: "image/png, image/jpeg" } },
      fields: { file: new File(["jpg"], 'a "b".jpg', { type: "image/jpeg" }) },
      contentType: formData,
      parts: [
        'Content-Disposition: form-data; name="file"; filename="a %22b%22.jpg"\r\nContent-Type: image/jpeg\r\n\r\njpg',
      ],
    },
  ],
  [
    "a range of multipart types is a form",
    {
      mediaType: "multipart/*",
      properties: { name: string },
      fields: { name: "a" },
      contentType: formData,
      parts: ['Content-Disposition: form-data; name="name"\r\n\r\na'],
    },
  ],
  [
    "multipart/related begins with its root and names its type",
    {
      mediaType: "multipart/related",
      properties: { meta: model, media: binary },
      fields: { meta: id, media: png },
      contentType: 'multipart/related; type="application/json"; boundary=B',
      parts: [
        'Content-Type: application/json\r\n\r\n{"id":1}',
        "Content-Type: image/png\r\n\r\npng",
      ],
    },
  ],
  [
    "multipart/mixed has parts without names",
    {
      mediaType: "multipart/mixed",
      properties: { meta: model, note: string },
      fields: { meta: id, note: "a" },
      contentType: "multipart/mixed; boundary=B",
      parts: [
        'Content-Type: application/json\r\n\r\n{"id":1}',
        "Content-Type: text/plain;charset=utf-8\r\n\r\na",
      ],
    },
  ],
];

export const multipart: readonly Row[] = multipartRows.map(
  ([name, { mediaType, properties, encoding, fields, contentType, parts }]) => ({
    name,
    clause: "RFC 7578, 4; OpenAPI 3.1.1, 4.8.15",
    operation: {
      requestBody: {
        content: {
          [mediaType]: { schema: { type: "object", properties }, ...(encoding && { encoding }) },
        },
      },
    },
    call: { body: fields },
    request: {
      headers: { "content-type": contentType },
      body: `${parts.map((part) => `--B\r\n${part}\r\n`).join("")}--B--\r\n`,
    },
  }),
);
