"""Browser components: plain ES modules, and the one Panel component that joins them to a session."""
