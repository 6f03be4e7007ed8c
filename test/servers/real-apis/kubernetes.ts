import { json, type RealApi } from "./api.ts";

const origin = "https://kubernetes.local";
const map = 'namespace: "n", name: "a"';

export const kubernetes: RealApi = {
  file: "kubernetes.io.json",
  credentials: { BearerToken: "t" },
  imports: `
    import { createCoreV1NamespacedConfigMap } from "./operations/create-core-v1-namespaced-config-map.ts";
    import { listCoreV1NamespacedPod } from "./operations/list-core-v1-namespaced-pod.ts";
    import { patchCoreV1NamespacedConfigMap } from "./operations/patch-core-v1-namespaced-config-map.ts";
    import { readCoreV1NamespacedPodLog } from "./operations/read-core-v1-namespaced-pod-log.ts";`,
  calls: {
    "JSON in any media type": {
      code: `client.send(createCoreV1NamespacedConfigMap({ namespace: "n", dryRun: "All", body: { metadata: { name: "a" }, data: { k: "v" } } }))`,
      reply: json({ metadata: { name: "a" } }, 201),
      origin,
      line: "POST /api/v1/namespaces/n/configmaps?dryRun=All",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        authorization: "t",
      },
      body: '{"metadata":{"name":"a"},"data":{"k":"v"}}',
      result: { metadata: { name: "a" } },
    },
    "a merge patch": {
      code: `client.send(patchCoreV1NamespacedConfigMap({ ${map}, contentType: "application/merge-patch+json", body: { data: { k: null } } }))`,
      reply: json({}),
      origin,
      line: "PATCH /api/v1/namespaces/n/configmaps/a",
      headers: { "content-type": "application/merge-patch+json" },
      body: '{"data":{"k":null}}',
      result: {},
    },
    "a strategic merge patch": {
      code: `client.send(patchCoreV1NamespacedConfigMap({ ${map}, contentType: "application/strategic-merge-patch+json", body: {} }))`,
      reply: json({}),
      origin,
      line: "PATCH /api/v1/namespaces/n/configmaps/a",
      headers: { "content-type": "application/strategic-merge-patch+json" },
      body: "{}",
      result: {},
    },
    "an apply patch in YAML": {
      code: `client.send(patchCoreV1NamespacedConfigMap({ ${map}, force: true, fieldManager: "m", contentType: "application/apply-patch+yaml", body: "data: {}\\n" }))`,
      reply: json({}),
      origin,
      line: "PATCH /api/v1/namespaces/n/configmaps/a?fieldManager=m&force=true",
      headers: { "content-type": "application/apply-patch+yaml" },
      body: "data: {}\n",
      result: {},
    },
    "pages by a token": {
      code: `collect(paginate(client, pods({}), (page) =>
        page.metadata?.continue && pods({ continue: page.metadata.continue })))`,
      reply: {
        headers: { "content-type": "application/json" },
        body: (response, line) =>
          response.end(
            JSON.stringify({
              items: [],
              metadata: line.includes("continue") ? {} : { continue: "c=" },
            }),
          ),
      },
      origin,
      line: "GET /api/v1/namespaces/n/pods?labelSelector=a%20in%20%28b%29&limit=1",
      then: ["GET /api/v1/namespaces/n/pods?continue=c%3D&labelSelector=a%20in%20%28b%29&limit=1"],
      result: [
        { items: [], metadata: { continue: "c=" } },
        { items: [], metadata: {} },
      ],
    },
    "a watch, event by event": {
      code: `client.send(asStream(listCoreV1NamespacedPod({ namespace: "n", watch: true })), { headers: { Accept: "application/json;stream=watch" } }).then(async (stream) => {
        const first = await stream.pipeThrough(new TextDecoderStream()).getReader().read();
        return JSON.parse(first.value ?? "").type;
      })`,
      reply: {
        headers: { "content-type": "application/json" },
        // It does not end.
        body: (response) => void response.write('{"type":"ADDED","object":{}}\n'),
      },
      origin,
      line: "GET /api/v1/namespaces/n/pods?watch=true",
      headers: { accept: "application/json;stream=watch" },
      result: "ADDED",
    },
    text: {
      code: `client.send(readCoreV1NamespacedPodLog({ namespace: "n", name: "a", tailLines: 1 }))`,
      reply: { headers: { "content-type": "text/plain" }, body: "1 ok\n" },
      origin,
      line: "GET /api/v1/namespaces/n/pods/a/log?tailLines=1",
      result: "1 ok\n",
    },
  },
};
