"""What a knowledge base and its site lack: where it lives, what it is told, and what was built."""
