"""The front door: settings, addresses, the server, what runs every day."""
