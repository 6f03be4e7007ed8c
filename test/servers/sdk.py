"""Calls a server with botocore, the core of AWS's SDK for Python: sdk.py URL ACCESS_KEY SECRET_KEY.

Reads a line of JSON for each call, [service, operation, parameters], and prints one with its result,
or with the code that it found for an error. Times are in milliseconds since 1970.
"""

import json
import sys
from datetime import datetime

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

url, access_key, secret_key = sys.argv[1:]
config = Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0})


def plain(value):
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return round(value.timestamp() * 1000) if isinstance(value, datetime) else value


clients = {}
for line in sys.stdin:
    service, operation, params = json.loads(line)
    if service not in clients:
        clients[service] = Session().create_client(
            service,
            region_name="us-east-1",
            endpoint_url=url,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            config=config,
        )
    client = clients[service]
    names = {wire: name for name, wire in client.meta.method_to_api_mapping.items()}
    try:
        print(json.dumps({"result": plain(getattr(client, names[operation])(**params))}))
    except ClientError as error:
        print(json.dumps({"error": error.response.get("Error", {}).get("Code")}))
