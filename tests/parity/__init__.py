"""Sheet and core must agree: random submissions judged by both."""
