"""The OpenAI protocol, for chat pages and programs that speak it."""
