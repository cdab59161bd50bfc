"""What each scenario of compose/ has to leave behind: a module each, whose `claims` looks at a `Seen` and yields pairs of a
claim and whether it holds. They are named like the scenario's file, with an underscore for its hyphen."""
