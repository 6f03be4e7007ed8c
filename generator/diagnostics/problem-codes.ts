/**
 * What each code of a problem means, what becomes of it, and what the reader can do: the text of
 * `openapi-actions explain`. A code that is not here cannot be reported.
 */
export const explanations = {
  // The file
  "complex-key":
    "A key of a map is a list or a map itself, which JSON cannot have. Nothing can be generated. Write a plain key.",
  "cyclic-alias":
    "A YAML alias (`*name`) stands inside the node that it names, so the document would never end. Nothing can be generated. Use a `$ref` where a schema refers to itself.",
  "duplicate-key":
    "A map has the same key twice. YAML and JSON leave open which one counts; here the last one does. Remove or rename one of them.",
  "empty-document":
    "The YAML file has a second document (after `---`) with nothing in it. It is left out. Remove the `---`.",
  "empty-file": "The file has no content. Name the file that has the description.",
  "html-page":
    "The file is a web page, not a description: probably a login or an error page that was saved in its place. Download the description itself.",
  "invalid-utf8":
    "The file has bytes that are no UTF-8. Each is read as U+FFFD, which will show in the documentation. Save the file as UTF-8.",
  "json-syntax":
    "The JSON is cut short or otherwise broken, so nothing of it can be trusted. Nothing can be generated. Correct it at the place that is named.",
  "not-a-description":
    "The file holds a list, a number or a text where a description is a map. Name the file that has the description.",
  "several-documents":
    "The YAML file has two documents with content, and only one can be the description. Nothing can be generated. Put them into files of their own.",
  "too-deep":
    "Something is nested more deeply than is read: a description that people wrote never is. Nothing can be generated from it. Look for an alias, an overlay or a program that repeats itself.",
  "too-large":
    "The file is larger than is read. Nothing can be generated. Make sure that it is the description, or split it by `$ref`s to other files.",
  "too-many-aliases":
    "YAML aliases multiply the document (the billion laughs), or there are more of them than are read. Nothing can be generated. Write shared parts as `$ref`s.",
  "too-many-values":
    "The document has more values than are read. Nothing can be generated. Make sure that it is the description, or split it.",
  "trailing-text":
    "Something stands behind the end of the document. It is left out. Remove it, or put it into a comment.",
  "unknown-alias":
    "A YAML alias (`*name`) names nothing. It is read as if nothing stood there. Correct its name.",
  "unknown-tag":
    "A YAML tag (`!name`) asks for something that a description has no use for. It is not obeyed: what it stands on is read as text, map or list. Remove it.",
  "xml-file":
    "The file is XML, and Swagger and OpenAPI are written in YAML or JSON. Name the file that has the description.",
  "yaml-oddity":
    "The YAML is odd in a way that can still be read, such as a tab in the indentation. It is read as it is meant. Correct it: other tools may read it differently.",
  "yaml-syntax":
    "The YAML is broken at this place. Nothing can be generated. Correct it; the line before is often the culprit.",

  // The description as a whole
  invalid:
    "The description is not what the OpenAPI Specification 3.1 allows, after all mending. This is looked for under `--strict` only. It is read as far as it can be.",
  "no-info":
    "`info` is missing or no map. The package gets its name from the file, and no title. Write `info` with `title` and `version`.",
  "no-paths":
    "The description has no operations from which functions could be made: `paths` is missing, empty or no map. Nothing can be generated.",
  "no-version":
    "Neither `swagger` nor `openapi` says by whose rules to read. What stands there decides, and where it does not, nothing can be generated. Begin the file with one of them.",
  "odd-version":
    "The version is written in an odd way, such as a number. It is read as the nearest one. Write it as text.",
  "unsupported-version":
    "This kind or version of a description is not read. Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are; Overlay 1.0 and 1.1.",
  "aws-protocol":
    "The description has the signs of an AWS service: Signature Version 4, and paths of one of its protocols. Requests and responses follow that protocol, since what the description says of them alone is refused or misread by such services. Write `x-aws-protocol` at the root to confirm it, or `none` to have plain HTTP.",
  "missing-target":
    "The service speaks AWS JSON, which names each operation in the header `X-Amz-Target`, and neither the operation nor `x-aws-target` says what stands before the action. Nothing can be generated. Write `x-aws-target` at the root.",
  "unknown-protocol":
    "`x-aws-protocol` names no protocol of AWS. Nothing can be generated. Write query, ec2, json-1.0, json-1.1, rest-json, rest-xml or none.",
  "other-server":
    "An operation, or its path, names a server of its own. A call goes where its client's `baseUrl` says, so that credentials go nowhere else. Make a second client for it, with the `baseUrl` that its documentation names.",
  "odd-host":
    "`host` is more or less than a host. What can be used of it is used. Write the host alone, with its port if it has one.",
  "odd-base-path":
    "`basePath` does not begin with `/`, or ends with one, or is no path. It is mended in the stated way. Begin it with `/`, and end it without.",
  "odd-schemes":
    "`schemes` lists something else than http, https, ws and wss. That is left out. List the schemes that the service has.",
  "odd-security":
    "A security scheme is none of those that the specification knows. It is left out. Correct it, or take it away.",
  "unusable-security":
    "A security scheme cannot become a function, for the stated reason. It is left out; the calls themselves are not touched.",

  // Path keys
  "absolute-address":
    "A path key begins with a server's address. Only what follows it is used. Put the server into `servers` or `host`.",
  "catch-all-query":
    "The query of a path key stands for anything (`?*path`). It is left out, since a client cannot send anything. Declare the parameters.",
  "contradicting-constant":
    "The address fixes a value that the parameter's `enum` excludes, or fixes a header twice. The address counts: it is what tells the operation from the others. Correct one of them.",
  "dot-segment":
    "A path key has `.` or `..` for a segment, or `%2e` in the place of a dot. URL parsers resolve them (RFC 3986, section 5.2.4) and could leave the base path, so they are resolved here. Write the path as it is meant.",
  "duplicate-operation":
    "Two operations have the same method, path and constants, so one of them cannot be called. The later one is left out.",
  "name-as-value":
    "A query like `partNumber=PartNumber` has the name of a value in the place of one. It is taken as a parameter that the caller gives. Write `partNumber={partNumber}`.",
  "no-leading-slash": "A path key does not begin with `/`. It is added.",
  "odd-method":
    "A key of a path item is no method, such as ` get ` or an empty text. Where it is clear what is meant, it is taken so, otherwise left out.",
  "odd-operation": "What stands under a method is no map. It is mended in the stated way.",
  "odd-path": "What stands under a path is no map. It is left out.",
  "odd-template":
    "A path writes a template in another notation, such as `:id` or `<id>`. It is taken as `{id}`.",
  "partial-template":
    "Only a part of a query's value is a template. The caller gives the whole value. Make the whole value a template, and describe its form.",
  "prose-in-query":
    "What stands behind `?` is a sentence, not a query. It goes to the documentation and is never sent.",
  "query-without-mark": "A query begins with `&`. It is taken as if a `?` stood there.",
  "second-question-mark":
    "The query has a second `?`, as collections of other tools have. It is taken as `&`: a server would read it as part of a value.",
  "semicolon-separator": "`;` stands between pairs of the query. It is taken as `&`.",
  "templated-fragment":
    "The fragment of a path key has a template. It is a label that tells the key from others, and never sent.",
  "templated-name":
    "The name of a query pair is a template (`{k}=v`), so what is sent cannot be known. It is taken as a parameter. Declare the parameters that there are.",
  "undeclared-template":
    "A template of the path is declared by no parameter. It is taken as a required string. Declare it, with its type.",
  "unnamed-template": "A template has no name (`{}`). It is left out.",
  "unsendable-method":
    "No client can send TRACE by `fetch`, which refuses it. The operation is left out.",
  "unused-path-parameter":
    "A path parameter has no template in the path, so its value would go nowhere. It is left out.",

  // Operations and parameters
  "body-and-form": "An operation has both a body and form fields. One of them is left out.",
  "body-on-get":
    "GET and HEAD have no body, and `fetch` refuses to send one. The body is left out. If the service really reads it, the call has to be made without `fetch`.",
  "duplicate-parameter":
    "A list of parameters has the same name and location twice. The first one counts.",
  "form-consumes":
    "An operation with form fields consumes a media type that cannot carry them. The usual one for forms is taken.",
  "many-bodies": "An operation has more than one body. The first one counts.",
  "name-clash":
    "Two operations or schemas want one name, or one wants a name that the language or the package itself has. The stated name is taken; it depends on what clashes and on nothing else. `x-operation-name`, or `names` of the configuration, sets a name.",
  "no-name": "A parameter has no name, so it cannot be sent. It is left out.",
  "no-type":
    "A parameter or header does not say what it is. It is taken as a string. Write `type: string`, or what it is.",
  "odd-body": "What stands where a body belongs is none. It is left out.",
  "odd-collection-format":
    "`collectionFormat` names no way to write a list, or one that does not go with the location. It is taken as csv or as stated.",
  "odd-in":
    "A parameter's location is missing or none. Where it is clear what is meant, it is taken so, otherwise the parameter is left out.",
  "odd-media-types": "`consumes` or `produces` is no list. It is mended in the stated way.",
  "odd-name": "A parameter's name has more than one line. The first one counts.",
  "odd-parameter":
    "A parameter, or the list of them, is not of the right kind. It is mended in the stated way.",
  "optional-path-parameter":
    "A path parameter is not `required`, but a path without it is another path. It is taken as required.",
  "ignored-header":
    "OpenAPI ignores header parameters named `Accept`, `Content-Type` and `Authorization`: media types and security schemes say what goes there. It is left out. Declare those instead.",
  "unsendable-header":
    "A header belongs to the connection, such as `Host` and `Content-Length`: `fetch` writes it itself. It is left out.",
  "unusable-name":
    "`x-operation-name` has no letter or digit, so nothing can be called so. The operation gets its usual name.",
  "unusable-parameter":
    "A parameter has no usable name or location: a header's name, for one, is a token (RFC 9110, section 5.6.2). It is left out.",
  "untrimmed-name": "White space stands around a parameter's name. It is taken away.",

  // Answers
  "no-responses":
    "An operation does not say what it answers. The answer is `unknown`. Describe the answers by status.",
  "odd-response": "A response is no map. It is mended in the stated way.",
  "odd-status":
    "A key of `responses` is no status. Where it is clear what is meant, it is taken so, otherwise left out.",

  "unsupported-pagination":
    "`x-ms-pageable` asks for more than a link that is followed by GET: an operation of its own, another method, or an answer that is no JSON. There is no generator for the pages; the call itself is not touched. `x-pagination` names a token.",
  "unusable-pagination":
    "`x-pagination` or `x-ms-pageable` names a parameter or a field that is not there or has another type. There is no generator for the pages, or none for their items; the call itself is not touched. Correct it: `parameter` is the name of a parameter, `token` and `items` are JSON Pointers into the answer (`/result/nextToken`).",

  // Schemas and references
  "broken-reference":
    "A `$ref` leads to nothing, or to something of another kind. What it stands for is unknown or left out. Correct it, or add what it refers to.",
  "circular-reference":
    "A `$ref` leads back to itself through nothing but references, so it stands for nothing. It is unknown or left out.",
  "odd-enum": "`enum` is empty or no list. It is left out.",
  "odd-style":
    "A path parameter has the style `label` or `matrix` with `explode`. Its lists and objects are written with commas, as without `explode`. Take `explode` away where the server takes commas.",
  "odd-required":
    "`required` is not what belongs there: in a schema a list of property names, at a parameter true or false. It is mended in the stated way.",
  "odd-schema": "What stands where a schema belongs is none. It is mended in the stated way.",
  "odd-type":
    "`type` is none that JSON Schema knows, such as `Timestamp` or `string array`. What is meant is taken where that is clear, otherwise the type is unknown.",
  "reference-siblings":
    "Before OpenAPI 3.1 what stands beside a `$ref` counts for nothing, and most tools pass over it. It is taken as an addition. Put both into an `allOf`.",
  "refused-reference":
    "A `$ref` leads out of the description's folder or to a URL. Nothing outside is read unless it is allowed by name: `--allow-reference`. Nothing is generated.",
  "unreachable-reference":
    "A `$ref` names a URL that may be read, but what it names was not to be had: no connection, another answer than 200, or more than is read. Nothing is generated, since another run might find it. Try again, or keep a copy beside the description.",

  // Overlays and the configuration
  "invalid-json-path":
    "The `target` of an overlay's action is no JSONPath (RFC 9535). Nothing is generated. Correct it.",
  "invalid-overlay":
    "The overlay lacks its version, its actions or a part of one. Nothing is generated. Overlay 1.0 and 1.1 are read.",
  "overlay-conflict":
    "An action of an overlay asks for what cannot be done, such as removing the whole document. Nothing is generated.",
  "overlay-extends":
    "The overlay says that it was made for another description. It is applied all the same. Correct `extends`, or name the overlay that belongs to this one.",
  "too-many-steps":
    "The paths of an overlay's actions visit, compare and match more than is done for one overlay: ten steps for each value that is read at most. Nothing is generated. Name the nodes directly, or raise the limit on values.",
  "overlay-target":
    "An action of an overlay matches nothing: the description has moved on. The action does nothing. Correct its `target`, or take it away.",
  "unused-filter": "A filter of the configuration matches nothing. Correct it, or take it away.",
  "unused-name":
    "`names` of the configuration names an operation that is not there. Correct it, or take it away.",
} as const;

/** What can be wrong with a description, in kebab case; a code keeps its meaning. */
export type ProblemCode = keyof typeof explanations;
