"""From a query to an answer, in a terminal; js/ does the same in a browser."""
