"""Checks Signature Version 4 with botocore's own signer: check-signature.py PORT ACCESS_KEY SECRET_KEY.

Signs what arrived once more and answers 200 with what it read, or 403 with what it would have signed.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

port, access_key, secret_key = int(sys.argv[1]), sys.argv[2], sys.argv[3]


class Handler(BaseHTTPRequestHandler):
    def check(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        given = self.headers.get("authorization", "")
        fields = dict(f.strip().split("=", 1) for f in given.partition(" ")[2].split(",") if "=" in f)
        scope = fields.get("Credential", "////").split("/")
        signer = SigV4Auth(Credentials(access_key, secret_key), scope[3], scope[2])
        request = AWSRequest(self.command, f"http://{self.headers['host']}{self.path}", data=body)
        for name in fields.get("SignedHeaders", "").split(";"):
            if name in self.headers:
                request.headers[name] = self.headers[name]
        request.context["timestamp"] = self.headers.get("x-amz-date", "")
        canonical = signer.canonical_request(request)
        expected = signer.signature(signer.string_to_sign(request, canonical), request)
        is_right = scope[0] == access_key and fields.get("Signature") == expected
        pairs = parse_qsl(urlsplit(self.path).query, keep_blank_values=True)
        read = {"query": pairs, "body": body.decode("utf-8", "replace"), "target": self.path}
        answer = json.dumps(read if is_right else {"expected": canonical}).encode()
        self.send_response(200 if is_right else 403)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PUT = do_DELETE = check

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
