import type { ChangeCode } from "./change.ts";

/**
 * The effect of each change on code that calls the service, and what to do about it: the text of
 * `openapi-actions explain`. Why it has its class, change.ts says.
 */
export const changeExplanations: Readonly<Record<ChangeCode, string>> = {
  // The service
  "server-added":
    "The description names one more server. Nothing that is sent changes, since the caller passes the base URL.",
  "server-removed":
    "The description no longer names a server. Callers may be sending to one that is about to go. Ask the service, and choose another base URL.",
  "server-changed":
    "The server that the description names first has another address. The exported constant changes with it. Callers who pass an address of their own have to see to it themselves.",
  "service-described":
    "The title, the version or the words about the whole service changed. No type and no request does.",

  // Operations
  "operation-added": "There is one more function. Nothing that was there changes.",
  "operation-removed":
    "An operation was removed, and its function with it: code that imports it no longer compiles. Where it only moved to another key that means the same request, there would be no change.",
  "operation-moved":
    "The same operation is sent by another method, to another path or with other constants. Generate again: clients from before send what the service may no longer read.",
  "operation-renamed":
    "The same request is made by a function of another name. Rename the imports, or keep the old name by `x-operation-name` or `names` of the configuration.",
  "operation-deprecated":
    "The description marks an operation as deprecated, or takes the mark away. It works as before; editors strike deprecated functions through.",
  "operation-described": "The words about an operation changed. No type and no request does.",
  "security-tightened":
    "A way to authorize a call was removed, or one is now required. Calls as they were made may be refused. Authorize them in one of the ways that are named.",
  "security-loosened":
    "There is one more way to authorize a call, or none is asked for any more. Calls as they are made still work.",

  // What the service sends by itself
  "webhook-added":
    "The service sends one more request by itself. Its type is new; handlers of the others still compile.",
  "webhook-removed":
    "The service no longer describes a request that it sent by itself. The handler that uses its type no longer compiles. Ask the service whether it is still sent.",
  "callback-added":
    "The service sends one more request because of a call. Its type is new; handlers of the others still compile.",
  "callback-removed":
    "The service no longer describes a request that it sent because of a call. The handler that uses its type no longer compiles. Ask the service whether it is still sent.",

  // Parameters
  "required-parameter-added":
    "An operation wants a parameter that it did not have. Calls without it no longer compile, and clients from before do not send it. Pass it.",
  "optional-parameter-added":
    "An operation takes one more parameter, which may be left out. Calls as they are written still work.",
  "parameter-removed":
    "An operation no longer takes a parameter. Calls that pass it no longer compile. Take it away, and see what the service does without it.",
  "parameter-renamed":
    "The same parameter has another name in code. What is sent stays as it was. Rename it where it is passed.",
  "parameter-moved":
    "A parameter is sent in another part of the request: the path, the query, a header or a cookie. Generate again: clients from before send it where the service may not look.",
  "parameter-became-required":
    "A parameter may no longer be left out. Calls without it no longer compile, and the service may refuse clients from before. Pass it.",
  "parameter-became-optional": "A parameter may be left out now. Calls that pass it still work.",
  "parameter-serialization-changed":
    "A list or an object is written to the request in another way, such as `a,b` in place of `a&a`. The types stay. Generate again: clients from before write it in the old way.",
  "parameter-deprecated":
    "The description marks a parameter as deprecated, or takes the mark away. It is sent as before.",
  "parameter-described": "The words about a parameter changed. No type and no request does.",

  // Bodies
  "required-body-added":
    "An operation wants a body that it did not have. Calls without it no longer compile. Pass it.",
  "optional-body-added":
    "An operation takes a body, which may be left out. Calls as they are written still work.",
  "body-removed":
    "An operation no longer takes a body. Calls that pass it no longer compile. Take it away.",
  "body-became-required":
    "A body may no longer be left out. Calls without it no longer compile. Pass it.",
  "body-became-optional": "A body may be left out now. Calls that pass it still work.",
  "body-media-type-changed":
    "A body is sent as another media type. Generate again: the service may refuse what clients from before send.",
  "body-described": "The words about a body changed. No type and no request does.",

  // Responses
  "success-response-added":
    "An operation has one more successful response. Where it widens the result of a call, that is reported as well.",
  "error-response-added":
    "An operation describes one more error. It was thrown before as well; now its body has a type.",
  "response-removed":
    "A status is no longer described, so its body has no type any more. Code that tells it apart from the others may no longer compile. Check whether the service still responds with it.",
  "response-kind-changed":
    "A response is read differently: as JSON, as text, as bytes, or not at all. The result of a call has another type. Change the code that reads it.",
  "response-described": "The words about a response changed. No type does.",

  // Input
  "request-type-narrowed":
    "The service accepts fewer types than before. Code that passes another no longer compiles. Pass one that is left.",
  "request-type-widened":
    "The service accepts more types than before. Code that passes one of the earlier ones still compiles.",
  "request-type-changed":
    "The service takes something else than it did. Code that passes the old type no longer compiles. Pass the new one.",
  "request-value-removed":
    "The service no longer takes one of the values of an enum. Code that passes it no longer compiles. Pass another.",
  "request-value-added":
    "The service takes one more value of an enum. Code that passes the others still compiles.",
  "request-null-removed":
    "The service no longer takes `null`. Code that passes it no longer compiles. Leave it out, or pass a value.",
  "request-null-added": "The service takes `null` too. Code that passes a value still compiles.",
  "request-required-field-added":
    "An object that callers pass has one more field, which must be there. Code that makes the object no longer compiles. Add the field.",
  "request-optional-field-added":
    "An object that callers pass has one more field, which may be left out. Code that makes the object still compiles.",
  "request-field-removed":
    "An object that callers pass has lost a field. Code that sets it no longer compiles, and the service may pass over it. Take it away.",
  "request-field-became-required":
    "A field of an object that callers pass may no longer be left out. Code without it no longer compiles. Set it.",
  "request-field-became-optional":
    "A field of an object that callers pass may be left out now. Code that sets it still compiles.",

  // Output
  "response-type-narrowed":
    "A response can hold fewer types than before. Code that reads it still compiles, and may have a branch that is never taken.",
  "response-type-widened":
    "A response can hold more types than before. Code that handled every case no longer compiles. Handle the new one.",
  "response-type-changed":
    "A response holds another type than before. Code that reads it may no longer compile. Read the new type.",
  "response-value-removed":
    "A response no longer has one of the values of an enum. Code that handles it still compiles, but is dead.",
  "response-value-added":
    "A response may have one more value of an enum. Code that handled every value no longer compiles, and older clients do not expect it. Handle it.",
  "response-null-removed":
    "A response is no longer `null` here. Code that checks for `null` still compiles, but is dead.",
  "response-null-added":
    "A response may be `null` here. Code that does not check for it no longer compiles. Check first.",
  "response-field-added":
    "A response has one more field. Code that reads the others still compiles.",
  "response-field-removed":
    "A response has lost a field. Code that reads it no longer compiles. Do without it.",
  "response-field-became-required":
    "A field of a response is always present now. Code that checks for it still compiles.",
  "response-field-became-optional":
    "A field of a response may be missing now. Code that does not check for it no longer compiles. Check first.",

  // Types
  "schema-added": "The package exports one more type. Nothing that was there changes.",
  "schema-removed":
    "A type was removed. Code that imports it no longer compiles. Use the type of the operation's input or response instead.",
  "schema-renamed":
    "A type has another name, and what it describes is the same. Code that imports it no longer compiles. Rename the imports.",
  "schema-described": "The words about a type changed. The type does not.",
  "field-described": "The words about a field changed. Its type does not.",
  "field-deprecated":
    "The description marks a field as deprecated, or takes the mark away. Its type stays as it was.",
  "limits-changed":
    "What is said of a value beside its type changed: `pattern`, `maximum`, `format`, `default` and the like. No type shows it, and nothing checks it before it is sent. See whether what you send still fits.",
};
