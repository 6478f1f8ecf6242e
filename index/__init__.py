"""Articles in, ranked passages out. Knows nothing of questions, chats or pages."""
