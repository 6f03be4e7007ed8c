import type { Outcomes } from "./calls.ts";

const get = { method: "GET", type: "", body: "" };

/** The outcomes in every runtime. */
const everywhere: Outcomes = {
  "a query": {
    ...get,
    url: "/echo?Action=Ask&text=a%20b%2Bc%26d%3D%C3%A9%21%27%28%29%2A~%2F%3F%23%25%F0%9F%8E%89",
  },
  "a numbered list": {
    ...get,
    url: "/echo?Action=Ask&Filter.1.Name=a&Filter.1.Value.1=1&Filter.1.Value.2=2&Filter.2.Name=b",
  },
  "a date": { ...get, url: "/echo?Action=Ask&at=1970-01-01T00%3A00%3A00.000Z" },
  "a header": { ...get, url: "/echo?Action=Ask", note: "a ; b" },
  "a header in Latin-1": { ...get, url: "/echo?Action=Ask", note: "größe" },
  "a flag and a path": { ...get, url: "/echo/a%2Fb%20c?acl" },
  JSON: {
    method: "POST",
    url: "/echo/json",
    type: "application/json",
    body: '{"text":"é🎉","big":12345678901234567890}',
  },
  "a form": {
    method: "POST",
    url: "/echo/form",
    type: "application/x-www-form-urlencoded",
    body: "a=x%20y%26z&b=1&b=2",
  },
  "a file": {
    method: "POST",
    url: "/echo/multipart",
    type: "multipart/form-data; boundary",
    body: [
      ["name", "é"],
      ["file", "image/png", [0, 1, 254, 255]],
    ],
  },
  bytes: {
    method: "PUT",
    url: "/echo/bytes",
    type: "application/octet-stream",
    body: [0, 255, 128],
  },
  "a declared answer": { ok: true },
  "a compressed answer": { ok: true },
  "an empty answer": "undefined",
  "bytes back": 7,
  "a 404": { name: "HttpError", status: 404, body: { code: "gone" } },
  "HTML for JSON": { name: "DecodeError", status: 200 },
  "JSON cut short": { name: "DecodeError", status: 200 },
  "an answer too long": { name: "LimitError", status: 200 },
  "a redirect": { name: "HttpError", status: 302 },
  "a lone surrogate": { name: "ParameterError" },
  "a line end in a header": { name: "ParameterError" },
  "an abort": { name: "AbortError" },
  "a deadline": { name: "TimeoutError" },
  "a deadline in the body": { name: "TimeoutError" },
};

/** Where a platform goes its own way. */
const differences: Readonly<Record<string, Outcomes>> = {
  // It writes a header's text in UTF-8, and the server reads Latin-1 (RFC 9110, section 5.5).
  workerd: {
    "a header in Latin-1": { ...get, url: "/echo?Action=Ask", note: "gr\u00c3\u00b6\u00c3\u009fe" },
  },
  // Browsers hide a redirect that is not followed (Fetch, section 2.2.6).
  Chromium: { "a redirect": { name: "HttpError", status: 0 } },
};

export function expected(runtime: string): Outcomes {
  return { ...everywhere, ...differences[runtime] };
}
