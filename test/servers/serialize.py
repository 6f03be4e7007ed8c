"""Prints what botocore sends for every operation of a service: serialize.py SERVICE API_VERSION.

A line of JSON for each operation: its name, parameters with every member in the form that a client of
the protocol takes (times as ISO text, or as numbers in JSON; blobs in base64), and the request.
"""

import base64
import json
import sys
from datetime import datetime, timezone

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.serialize import create_serializer

service, api_version = sys.argv[1], sys.argv[2]
model = ServiceModel(Loader().load_service_model(service, "service-2", api_version), service)
protocol = model.metadata["protocol"]
serializer = create_serializer(protocol, include_validation=False)
moment = datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone.utc)


def sample(shape, name="value", above=()):
    """A value with every member. Structures within themselves end at the second."""
    kind = shape.type_name
    if kind == "structure":
        if above.count(shape.name) > 1:
            return {}
        inner = (*above, shape.name)
        return {key: sample(member, key, inner) for key, member in shape.members.items()}
    if kind == "list":
        return [sample(shape.member, f"{name} {number}", above) for number in (1, 2)]
    if kind == "map":
        return {f"key {name}": sample(shape.value, name, above)}
    if kind == "string":
        return shape.enum[0] if shape.enum else f"{name} & +"
    if kind == "blob":
        return name.encode()
    plain = {"boolean": True, "timestamp": moment, "float": 1.5, "double": 1.5}
    return plain.get(kind, 7)


def passed(value):
    """A value in the form that a client takes."""
    if isinstance(value, dict):
        return {key: passed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [passed(one) for one in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return int(value.timestamp()) if protocol == "json" else "2020-01-02T03:04:05Z"
    return value


for name in model.operation_names:
    operation = model.operation_model(name)
    params = sample(operation.input_shape) if operation.input_shape else {}
    request = serializer.serialize_to_request(params, operation)
    body = request["body"]
    if isinstance(body, bytes):
        body = body.decode()
    print(
        json.dumps(
            {
                "operation": name,
                "params": passed(params),
                "method": request["method"],
                "headers": dict(request["headers"]),
                "body": body,
            }
        )
    )
