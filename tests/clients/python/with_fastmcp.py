"""FastMCP's own client: it opens a browser and listens on loopback by itself."""

from fastmcp import Client
from fastmcp.client.auth import OAuth


def open_client(url: str):
    provider = OAuth(mcp_url=url)
    return Client(url, auth=provider), provider
