/// What the command line sets: nothing but what every tool has.
struct Settings: Sendable {}
