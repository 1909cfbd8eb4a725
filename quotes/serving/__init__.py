"""A server for this machine: articles in, records out. Starlette and uvicorn are the extra `serve`."""
