"""Staff in the browser: log in, log out, and who may open what."""
