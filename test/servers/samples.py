"""Samples of a service's inputs and outputs, with every member, by botocore's model of it.

Imported by serialize.py and respond.py, which are called as SCRIPT SERVICE API_VERSION.
"""

import base64
import sys
from datetime import datetime, timezone

from botocore.loaders import Loader
from botocore.model import ServiceModel

service, api_version = sys.argv[1], sys.argv[2]
model = ServiceModel(Loader().load_service_model(service, "service-2", api_version), service)
protocol = model.metadata["protocol"]
is_rest = protocol.startswith("rest")
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
        in_header = shape.serialization.get("location") == "headers"
        return {"key" if in_header else f"key {name}": sample(shape.value, name, above)}
    if kind == "string":
        return shape.enum[0] if shape.enum else f"{name} & +"
    if kind == "blob":
        return name.encode()
    plain = {"boolean": True, "timestamp": moment, "float": 1.5, "double": 1.5}
    return plain.get(kind, 7)


def written_time(value, shape, place="body"):
    """A time as it goes on the wire."""
    default = "unixTimestamp" if "json" in protocol else "iso8601"
    default = {"header": "rfc822", "uri": "iso8601", "querystring": "iso8601"}.get(place, default)
    if place == "result" and "json" not in protocol:
        return "2020-01-02T03:04:05Z"
    written = shape.serialization.get("timestampFormat", default)
    if written == "unixTimestamp":
        return int(value.timestamp())
    return "Thu, 02 Jan 2020 03:04:05 GMT" if written == "rfc822" else "2020-01-02T03:04:05Z"


def passed(value, shape, place="body"):
    """A value in the form that a client takes and returns."""
    if isinstance(value, dict):
        if shape.type_name == "map":
            return {key: passed(one, shape.value, place) for key, one in value.items()}
        members = [(key, one, shape.members[key]) for key, one in value.items()]
        return {name_of(member, key): passed(one, member, place) for key, one, member in members}
    if isinstance(value, list):
        return [passed(one, shape.member, place) for one in value]
    if isinstance(value, bytes):
        return value.decode() if place == "payload" else base64.b64encode(value).decode()
    return written_time(value, shape, place) if isinstance(value, datetime) else value


def name_of(shape, key):
    """The name of a member: in JSON, the one on the wire."""
    return shape.serialization.get("name", key) if protocol == "rest-json" else key


def call_of(shape, params):
    """The parameters of an operation, and of REST its body."""
    if not is_rest:
        return passed(params, shape)
    payload = shape.serialization.get("payload")
    given, body = {}, {}
    for key, value in params.items():
        member = shape.members[key]
        place = member.serialization.get("location")
        if place is not None:
            given[member.serialization.get("name", key)] = passed(value, member, place)
        elif key == payload:
            body = passed(value, member, "payload")
        elif payload is None:
            body[name_of(member, key)] = passed(value, member)
    return {**given, "body": body} if body != {} else given
