import { json, part, type RealApi } from "./api.ts";

const origin = "https://api.stripe.com";
const form = "application/x-www-form-urlencoded";

export const stripe: RealApi = {
  file: "stripe.com.json",
  // It has the file as a string.
  overlay: [
    {
      target:
        "$.paths['/v1/files'].post.requestBody.content['multipart/form-data'].schema.properties.file",
      update: { format: "binary" },
    },
  ],
  credentials: { bearerAuth: "sk" },
  imports: `
    import { getCustomers } from "./operations/get-customers.ts";
    import { getQuotesQuotePdf } from "./operations/get-quotes-quote-pdf.ts";
    import { postCustomers } from "./operations/post-customers.ts";
    import { postFiles } from "./operations/post-files.ts";`,
  calls: {
    "a form with objects and lists": {
      code: `client.send(postCustomers({
        name: "A & B",
        address: { city: "Köln", line1: "1" },
        metadata: { "a b": "1" },
        expand: ["sources", "tax"],
        tax_exempt: "none",
      }))`,
      reply: json({ id: "cus_1", object: "customer" }),
      origin,
      line: "POST /v1/customers",
      headers: { "content-type": form, authorization: "Bearer sk" },
      body: "address%5Bcity%5D=K%C3%B6ln&address%5Bline1%5D=1&expand%5B0%5D=sources&expand%5B1%5D=tax&metadata%5Ba%20b%5D=1&name=A%20%26%20B&tax_exempt=none",
      result: { id: "cus_1", object: "customer" },
    },
    "pages by the last item, with an object in the query": {
      code: `collect(paginate(client, customers({}), (page) =>
        page.has_more && customers({ starting_after: page.data.at(-1)?.id ?? "" })))`,
      reply: {
        headers: { "content-type": "application/json" },
        body: (response, line) => {
          const has_more = !line.includes("starting_after");
          response.end(JSON.stringify({ data: [{ id: "a" }], has_more, object: "list", url: "" }));
        },
      },
      origin,
      line: "GET /v1/customers?created%5Bgte%5D=10&limit=1",
      then: ["GET /v1/customers?created%5Bgte%5D=10&limit=1&starting_after=a"],
      result: [true, false].map((has_more) => ({
        data: [{ id: "a" }],
        has_more,
        object: "list",
        url: "",
      })),
    },
    "an upload to a server of its own": {
      code: `client.send(postFiles({ purpose: "business_icon", file: new File(["png"], "a.png", { type: "image/png" }), file_link_data: { create: true } }))`,
      reply: json({ id: "file_1" }),
      origin: "https://files.stripe.com",
      line: "POST /v1/files",
      headers: { "content-type": "multipart/form-data; boundary=B", authorization: undefined },
      body: `--B\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\npng\r\n${part('name="file_link_data[create]"', "true")}${part('name="purpose"', "business_icon")}--B--\r\n`,
      result: { id: "file_1" },
    },
    "a download": {
      code: `client.send(getQuotesQuotePdf({ quote: "q" })).then((one) => one.text())`,
      reply: { headers: { "content-type": "application/pdf" }, body: "%PDF" },
      origin,
      line: "GET /v1/quotes/q/pdf",
      headers: { accept: "application/pdf, application/json;q=0.9" },
      result: "%PDF",
    },
    "an error of any status": {
      code: `client.exchange(getCustomers()).then((one) =>
        one.declared === "default" ? one.body.error.message : "")`,
      reply: json({ error: { type: "card_error", message: "No" } }, 402),
      origin,
      line: "GET /v1/customers",
      result: "No",
    },
  },
};
