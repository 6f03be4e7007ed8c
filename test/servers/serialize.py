"""Prints what botocore sends for every operation: serialize.py SERVICE API_VERSION.

A line of JSON for each operation: its name, parameters with every member in the form that a client of
the protocol takes (times as ISO text, or as numbers in JSON; blobs in base64), and the request. Of
REST, parameters have the names that they have on the wire, and the body is one of its own.
"""

import json
import sys
from urllib.parse import urlencode

from botocore.serialize import create_serializer

from samples import call_of, model, protocol, sample

serializer = create_serializer(protocol, include_validation=False)


def header(value):
    """A header field, where botocore leaves a boolean as Python writes it."""
    return value.lower() if value in ("True", "False") else value


for name in model.operation_names:
    operation = model.operation_model(name)
    shape = operation.input_shape
    params = sample(shape) if shape else {}
    try:
        request = serializer.serialize_to_request(params, operation)
    except Exception as error:  # What botocore itself cannot send is compared with nothing.
        print(f"{name}: {error}", file=sys.stderr)
        continue
    body = request["body"]
    if isinstance(body, bytes):
        body = body.decode()
    query = request["query_string"]
    if isinstance(query, dict):
        query = urlencode(query, doseq=True)
    path = request["url_path"]
    print(
        json.dumps(
            {
                "operation": name,
                "params": call_of(shape, params) if shape else {},
                "method": request["method"],
                "uri": path + (("&" if "?" in path else "?") + query if query else ""),
                "headers": {key: header(one) for key, one in request["headers"].items()},
                "body": body,
            },
            default=lambda one: dict(one),
        )
    )
