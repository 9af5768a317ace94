"""Both streams belong here: stdout for data, stderr for talk."""
