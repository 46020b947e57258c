"""Tasks coded with themes, instruments, or a codebook of the researcher's own."""
