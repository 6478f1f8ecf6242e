"""What the web door is made of that knows nothing of Gradio: guarding, routes, the article's page, a conversation."""
