"""What is looked up exactly instead of searched for: quotations, articles themselves, their facts, their authors and papers."""
