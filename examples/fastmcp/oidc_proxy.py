"""A FastMCP server that is itself the client of Gatehouse: OIDCProxy (clients register with FastMCP)."""

import os
from urllib.parse import urlsplit

from fastmcp import FastMCP
from fastmcp.server.auth.oidc_proxy import OIDCProxy

issuer = os.environ["AUTH_ISSUER"]
url = os.environ["MCP_URL"]
origin = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"

auth = OIDCProxy(
    config_url=f"{issuer}/.well-known/openid-configuration",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    # FastMCP's callback, {base_url}/auth/callback, is the client's redirect URI.
    base_url=origin,
    # All three have to be said: RS256 is what it expects, and no audience is checked by itself.
    algorithm="ES256",
    audience=url,
    required_scopes=["mcp:read"],
    # FastMCP asks people too. Off is for tests on loopback alone.
    require_authorization_consent=os.environ.get("PROXY_CONSENT") != "off",
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
