"""What is kept: contacts, conversations, messages, drafts; on SQLite or PostgreSQL."""
