"""`clarifai.api.V2` over gRPC: the same methods and handlers as REST."""
