import { json, part, type RealApi } from "./api.ts";

const origin = "https://api.openai.com";
const chat = 'model: "m", messages: [{ role: "user", content: "Hi" }]';
const piece = (text: string): string => `data: {"choices":[{"delta":{"content":"${text}"}}]}\n\n`;

export const openai: RealApi = {
  file: "openai.com.json",
  // It has no response that comes piece by piece.
  overlay: [
    {
      target: "$.paths['/chat/completions'].post.responses['200'].content",
      update: {
        "text/event-stream": {
          schema: {
            type: "object",
            properties: {
              choices: {
                type: "array",
                items: {
                  type: "object",
                  properties: {
                    delta: { type: "object", properties: { content: { type: "string" } } },
                  },
                },
              },
            },
          },
        },
      },
    },
  ],
  imports: `
    import { createChatCompletion } from "./operations/create-chat-completion.ts";
    import { createImageEdit } from "./operations/create-image-edit.ts";
    import { downloadFile } from "./operations/download-file.ts";`,
  calls: {
    JSON: {
      code: `client.send(createChatCompletion({ body: { ${chat} } })).then((one) => "choices" in one ? one.choices[0]?.message?.content : "")`,
      reply: json({ id: "1", choices: [{ message: { role: "assistant", content: "Hello" } }] }),
      origin,
      line: "POST /v1/chat/completions",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      body: '{"model":"m","messages":[{"role":"user","content":"Hi"}]}',
      result: "Hello",
    },
    "a stream of events": {
      code: `client.send(createChatCompletion({ body: { ${chat}, stream: true } })).then(async (one) => {
        const pieces: string[] = [];
        if (Symbol.asyncIterator in one) {
          for await (const { data } of one) pieces.push(data.choices?.[0]?.delta?.content ?? "");
        }
        return pieces;
      })`,
      reply: {
        headers: { "content-type": "text/event-stream" },
        body: `${piece("He")}${piece("llo")}data: [DONE]\n\n`,
      },
      origin,
      line: "POST /v1/chat/completions",
      body: '{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}',
      result: ["He", "llo"],
    },
    "an upload of a file with fields": {
      code: `client.send(createImageEdit({ image: new File(["png"], "a.png", { type: "image/png" }), prompt: "p", n: 2 }))`,
      reply: json({ created: 1, data: [] }),
      origin,
      line: "POST /v1/images/edits",
      body: `--B\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\nContent-Type: image/png\r\n\r\npng\r\n${part('name="n"', "2")}${part('name="prompt"', "p")}--B--\r\n`,
      result: { created: 1, data: [] },
    },
    "a file's content": {
      code: `client.send(downloadFile({ file_id: "f" }))`,
      reply: json("text"),
      origin,
      line: "GET /v1/files/f/content",
      result: "text",
    },
  },
};
