"""How connectors speak to what lies outside: protocols, never sockets or secrets."""
