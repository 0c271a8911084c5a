"""A FastMCP server that also tells clients where to get a token: RemoteAuthProvider (RFC 9728)."""

import os
from urllib.parse import urlsplit

from fastmcp import FastMCP
from fastmcp.server.auth import RemoteAuthProvider
from fastmcp.server.auth.providers.jwt import JWTVerifier

issuer = os.environ["AUTH_ISSUER"]
url = os.environ["MCP_URL"]

verifier = JWTVerifier(
    jwks_uri=f"{issuer}/jwks",
    issuer=issuer,
    audience=url,
    algorithm=os.environ.get("ALGORITHM", "ES256"),
    required_scopes=["mcp:read"],
)

auth = RemoteAuthProvider(
    token_verifier=verifier,
    authorization_servers=[issuer],
    # The origin alone: FastMCP appends the path, and the two make the resource.
    base_url=f"{urlsplit(url).scheme}://{urlsplit(url).netloc}",
    resource_name="Greeter",
)

mcp = FastMCP("greeter", auth=auth)


@mcp.tool
def greet(name: str) -> str:
    return f"Hello, {name}!"


if __name__ == "__main__":
    mcp.run(
        transport="http",
        host="127.0.0.1",
        port=urlsplit(url).port,
        path=urlsplit(url).path,
        stateless_http=True,
        show_banner=False,
    )
