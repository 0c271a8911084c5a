"""A FastMCP server that checks tokens with JWTVerifier and nothing more."""

import os
from urllib.parse import urlsplit

from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier

# The authorization server, exactly as its metadata spells it.
issuer = os.environ["AUTH_ISSUER"]
# The URL that clients use for this server. It is also the `aud` of its tokens.
url = os.environ["MCP_URL"]

verifier = JWTVerifier(
    jwks_uri=f"{issuer}/jwks",
    issuer=issuer,
    audience=url,
    # RS256 unless told otherwise; Gatehouse signs with ES256 unless the resource is set to RS256.
    algorithm=os.environ.get("ALGORITHM", "ES256"),
    required_scopes=["mcp:read"],
)

mcp = FastMCP("greeter", auth=verifier)


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
