"""Prints what services respond and how botocore reads it: respond.py SERVICE API_VERSION.

Two lines of JSON for each operation, one with every member and one with lists, maps and structures
that are empty: its name, parameters to call it with, the response as the service would write it, and
the result of botocore's parser in the form that a client of the protocol returns. Members that are
header fields are left out of the result. `body` is what the response's body is by itself, where that
is one of its members.
"""

import base64
import json
import sys
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from botocore.parsers import create_parser

from samples import call_of, is_rest, model, passed, protocol, sample, written_time

parser = create_parser(protocol)


def emptied(value, shape):
    """A sample of which everything that can be empty is."""
    if shape.type_name != "structure":
        return value
    empty = {"list": [], "map": {}, "structure": {}}
    return {key: empty.get(shape.members[key].type_name, one) for key, one in value.items()}


def text(value, shape, place="body"):
    """A scalar as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return str(written_time(value, shape, place))
    return str(value)


def item_name(shape):
    """The name of a list's elements where they take its place."""
    return shape.member.serialization.get("name")


def xml(name, value, shape):
    """An element, or those of a flattened list or map."""
    serialization = shape.serialization
    kind = shape.type_name
    if kind == "list":
        if serialization.get("flattened"):
            return "".join(xml(item_name(shape) or name, one, shape.member) for one in value)
        inner = item_name(shape) or "member"
        return f"<{name}>{''.join(xml(inner, one, shape.member) for one in value)}</{name}>"
    if kind == "map":
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        entry = name if serialization.get("flattened") else "entry"
        entries = "".join(
            f"<{entry}><{key_name}>{escape(key)}</{key_name}>"
            f"{xml(value_name, one, shape.value)}</{entry}>"
            for key, one in value.items()
        )
        return entries if serialization.get("flattened") else f"<{name}>{entries}</{name}>"
    if kind == "structure":
        return f"<{name}{attributes(value, shape)}>{members(value, shape)}</{name}>"
    return f"<{name}>{escape(text(value, shape))}</{name}>"


def attributes(value, shape):
    """The members of a structure that are attributes, and the namespace of their prefix."""
    found = ""
    for key, one in value.items():
        member = shape.members[key]
        if member.serialization.get("xmlAttribute"):
            found += f" {member.serialization.get('name', key)}={quoteattr(text(one, member))}"
    namespace = shape.serialization.get("xmlNamespace", {})
    if ":" in found and "prefix" in namespace:
        found += f" xmlns:{namespace['prefix']}={quoteattr(namespace['uri'])}"
    return found


def members(value, shape):
    """The members of a structure that are elements."""
    return "".join(
        xml(shape.members[key].serialization.get("name", key), one, shape.members[key])
        for key, one in value.items()
        if not shape.members[key].serialization.get("xmlAttribute")
        and "location" not in shape.members[key].serialization
    )


def document(operation, value):
    """The body of a response."""
    shape = operation.output_shape
    name = operation.name
    if protocol == "query":
        wrapper = shape.serialization.get("resultWrapper", f"{name}Result") if shape else None
        result = f"<{wrapper}>{members(value, shape)}</{wrapper}>" if wrapper else ""
        metadata = "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>"
        return f"<{name}Response>{result}{metadata}</{name}Response>"
    if protocol == "ec2":
        inner = members(value, shape) if shape else ""
        return f"<{name}Response><requestId>r-1</requestId>{inner}</{name}Response>"
    if shape is None or (is_rest and not in_body(value, shape)):
        return ""
    if protocol == "rest-xml":
        return f"<{name}Response>{members(value, shape)}</{name}Response>"
    body = {
        key: one
        for key, one in value.items()
        if "location" not in shape.members[key].serialization
    }
    return json.dumps(passed(body, shape))


def response_of(operation, value):
    """A response: status, header fields, body."""
    shape = operation.output_shape
    headers, status = {}, 200
    body = None
    payload = shape.serialization.get("payload") if shape else None
    for key, one in value.items() if is_rest else ():
        member = shape.members[key]
        place = member.serialization.get("location")
        if place == "statusCode":
            status = 200
        elif place == "headers":
            prefix = member.serialization.get("name", "")
            headers.update({f"{prefix}{end}": str(field) for end, field in one.items()})
        elif place == "header" and not isinstance(one, (list, dict)):
            headers[member.serialization.get("name", key)] = text(one, member, "header")
        elif key == payload:
            if isinstance(one, bytes):
                body = one.decode()
            elif member.type_name == "string":
                body = one
            elif protocol == "rest-xml":
                body = xml(member.serialization.get("name", key), one, member)
            else:
                body = json.dumps(passed(one, member))
    written = document(operation, value) if body is None else body
    return {"status_code": status, "headers": headers, "body": written.encode()}


def in_body(result, shape):
    """What a result has from the body: header fields are at hand elsewhere."""
    return {
        key: one
        for key, one in result.items()
        if not is_rest or "location" not in shape.members[key].serialization
    }


for name in model.operation_names:
    operation = model.operation_model(name)
    shape = operation.output_shape
    if shape and any(member.serialization.get("eventstream") for member in shape.members.values()):
        continue
    if operation.has_event_stream_output:
        continue
    value = sample(shape) if shape else {}
    for variant in (value, emptied(value, shape)) if shape else (value,):
        response = response_of(operation, variant)
        payload = shape.serialization.get("payload") if shape else None
        own = None
        try:
            if operation.has_streaming_output:
                result = {payload: response["body"]}
            else:
                result = parser.parse(response, shape)
                result.pop("ResponseMetadata", None)
            if payload is not None:
                own = passed(result.get(payload), shape.members[payload], "payload")
            result = passed(in_body(result, shape), shape, "result") if shape else {}
        except Exception as error:  # What botocore itself cannot read is compared with nothing.
            print(f"{name}: {error}", file=sys.stderr)
            continue
        inputs = operation.input_shape
        print(
            json.dumps(
                {
                    "operation": name,
                    "params": call_of(inputs, sample(inputs)) if inputs else {},
                    "status": response["status_code"],
                    "headers": response["headers"],
                    "content": response["body"].decode(),
                    "result": result,
                    "body": own,
                }
            )
        )
