"""Who is wired to whom: settings, addresses, stores."""
