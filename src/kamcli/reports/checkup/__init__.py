"""What `kam doctor` looks at: one module a subject, each a row of checks over one ledger."""
