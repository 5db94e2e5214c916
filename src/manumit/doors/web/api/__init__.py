"""The machine's door to the Desk: the same evidence, the same policy, the same traces, as JSON with OpenAPI."""
