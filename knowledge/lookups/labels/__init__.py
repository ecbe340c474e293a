"""Whether a label counts in a programme, and what counts without one."""
