"""The public API, in Clarifai's v2 shape."""
