"""The Python SDK, whose programs bring a browser and a listener of their own."""

import asyncio
import socket
import sys
from urllib.parse import parse_qs, urlsplit

import httpx2
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata


class Memory:
    """What a program keeps."""

    def __init__(self):
        self.tokens = None
        self.client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


class Listener:
    """The loopback address where the answer comes (RFC 8252 section 7.3)."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.redirect_uri = f"http://127.0.0.1:{self.socket.getsockname()[1]}/callback"
        self.arrived = asyncio.Queue()
        self.server = None

    async def show(self, url: str) -> None:
        if self.server is None:
            self.server = await asyncio.start_server(self.answer, sock=self.socket)
        print(url, file=sys.stderr, flush=True)

    async def wait(self) -> AuthorizationCodeResult:
        query = await self.arrived.get()
        return AuthorizationCodeResult(
            code=query["code"][0], state=query["state"][0], iss=query["iss"][0]
        )

    async def answer(self, reader, writer) -> None:
        target = (await reader.readline()).split()[1].decode()
        while (await reader.readline()).strip():
            pass
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nDone.")
        await writer.drain()
        writer.close()
        url = urlsplit(target)
        if url.path == "/callback":
            await self.arrived.put(parse_qs(url.query))


def open_client(url: str):
    listener = Listener()
    provider = OAuthClientProvider(
        server_url=url,
        client_metadata=OAuthClientMetadata(
            client_name="Python program", redirect_uris=[listener.redirect_uri]
        ),
        storage=Memory(),
        redirect_handler=listener.show,
        callback_handler=listener.wait,
    )
    http = httpx2.AsyncClient(auth=provider, timeout=60)
    return Client(streamable_http_client(url, http_client=http)), provider
