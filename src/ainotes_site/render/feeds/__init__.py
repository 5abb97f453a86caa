"""What is new, for programs that follow a site: Atom and JSON Feed with full texts, of all, of a topic, of a person."""
