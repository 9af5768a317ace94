"""An independent statement of the rules, written from the specification and never from the code."""
