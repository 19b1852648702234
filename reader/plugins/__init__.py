"""What is shipped to other programs, in their own languages, and what packs it."""
