"""What firms and people are called: how names are written, how they sound, when two are one."""
