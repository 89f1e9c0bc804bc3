"""The service: HTTP API, OpenAI protocol and MCP over one assistant."""
