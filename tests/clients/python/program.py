"""A program with an MCP client of PyPI, told what to do by JSON-RPC in lines on its standard input.

    python program.py fastmcp|mcp URL
"""

import asyncio
import json
import sys

import with_fastmcp
import with_mcp

KINDS = {"fastmcp": with_fastmcp.open_client, "mcp": with_mcp.open_client}


async def main(kind: str, url: str) -> None:
    client, provider = KINDS[kind](url)
    connected = None
    while line := await asyncio.to_thread(sys.stdin.readline):
        request = json.loads(line)
        params = request["params"]
        answer = {"jsonrpc": "2.0", "id": request["id"]}
        try:
            match request["method"]:
                case "sign_in":
                    connected = await client.__aenter__()
                    answer["result"] = "signed in"
                case "list":
                    tools = await connected.list_tools()
                    # fastmcp answers with the tools, mcp with a page of them.
                    answer["result"] = [tool.name for tool in getattr(tools, "tools", tools)]
                case "call":
                    result = await connected.call_tool(params["tool"], params["input"])
                    answer["result"] = "\n".join(block.text for block in result.content)
                case "age":
                    provider.context.token_expiry_time = 1
                    answer["result"] = "aged"
        except Exception as error:  # Told to whoever asked.
            answer["error"] = {"code": -32000, "message": repr(error)}
        print(json.dumps(answer), flush=True)


asyncio.run(main(*sys.argv[1:]))
